//! The search index, made by Pagefind in this process.

use std::path::Path;

use anyhow::{Context, Result};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use crate::memory::{Files, Memory};
use crate::publish::Staging;

/// Files of Pagefind's own interface, which the guide has its own of, and its worker, without which
/// the guide searches.
const INTERFACE: [&str; 5] = [
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-component-ui",
    "pagefind-highlight",
    "pagefind-worker",
];

/// What stands in `<main>` and is not the chapter's text.
const NOT_TEXT: [&str; 4] = [".place", ".sections", ".ticks", ".message > button"];

/// Writes `pagefind/`: an index of `pages` (address below the root, HTML), one for each language
/// that their `<html lang>` names. It is kept in the guide's folder `root` until a page changes.
pub fn write(staging: &Staging, root: &Path, pages: &[(String, String)]) -> Result<()> {
    let memory = Memory::of(root, "search", pages);
    let files = match memory.recall() {
        Some(files) => files,
        None => {
            let files = index(pages)?;
            memory.keep(&files);
            files
        }
    };
    for (file, content) in files {
        staging.write(&format!("pagefind/{file}"), content)?;
    }
    Ok(())
}

fn index(pages: &[(String, String)]) -> Result<Files> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let files = runtime.block_on(async {
        let config = PagefindServiceConfig::builder()
            .keep_index_url(true)
            .exclude_selectors(NOT_TEXT.map(str::to_owned).to_vec())
            .build();
        let mut index = PagefindIndex::new(Some(config))?;
        for (address, html) in pages {
            index
                .add_html_file(Some(address.clone()), None, indexable(html))
                .await
                .with_context(|| format!("indexing {address}"))?;
        }
        index.get_files().await
    })?;
    let files = files.into_iter().map(|file| {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        (name, file.contents)
    });
    Ok(files
        .filter(|(name, _)| !INTERFACE.iter().any(|prefix| name.starts_with(prefix)))
        .collect())
}

/// Pagefind leaves out what stands in a `<label>`: for the guide that is every line of a checklist.
fn indexable(html: &str) -> String {
    html.replace("<label>", "").replace("</label>", "")
}
