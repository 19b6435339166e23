//! The search index, made by Pagefind in this process.

use anyhow::{Context, Result};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use crate::publish::Staging;

/// Files of Pagefind's own interface, which the guide has its own of.
const INTERFACE: [&str; 4] = [
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-component-ui",
    "pagefind-highlight",
];

/// What stands in `<main>` and is not the chapter's text.
const NOT_TEXT: [&str; 4] = [".place", ".sections", ".ticks", ".message > button"];

/// Writes `pagefind/`: an index of `pages` (address below the root, HTML), one for each language
/// that their `<html lang>` names.
pub fn write(staging: &Staging, pages: &[(String, String)]) -> Result<()> {
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
    for file in files {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        if !INTERFACE.iter().any(|prefix| name.starts_with(prefix)) {
            staging.write(&format!("pagefind/{name}"), file.contents)?;
        }
    }
    Ok(())
}

/// Pagefind leaves out what stands in a `<label>`: for the guide that is every line of a checklist.
fn indexable(html: &str) -> String {
    html.replace("<label>", "").replace("</label>", "")
}
