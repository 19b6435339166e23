//! The search index, made by Pagefind in this process.

use anyhow::{Context, Result};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use super::edition::{Make, Output, Site};
use super::file::File;

/// The search index of all languages.
pub(crate) const OUTPUT: Output = Output {
    name: "search",
    slow: true,
    words: &[],
    make: Make::OfSite(make),
};

/// Files of Pagefind's own interface, which the guide has its own of, and its worker, without which
/// the guide searches.
const INTERFACE: [&str; 5] = [
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-component-ui",
    "pagefind-highlight",
    "pagefind-worker",
];

/// What stands in `<main>` and is not the chapter's text: the last are cells with the source of a row.
const NOT_TEXT: [&str; 8] = [
    ".sections",
    ".ticks",
    ".acts",
    ".fields",
    ".door",
    "small.mark",
    "td:nth-child(3):not([data-label])",
    "thead",
];

/// `pagefind/`: an index of the pages that are made, one for each language that their `<html lang>`
/// names.
fn make(_: &Site, made: &[File]) -> Result<Vec<File>> {
    // What stands at the root is in all languages.
    let is_page = |file: &&File| file.path.ends_with(".html") && file.path.contains('/');
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let files = runtime.block_on(async {
        let config = PagefindServiceConfig::builder()
            .keep_index_url(true)
            .exclude_selectors(NOT_TEXT.map(str::to_owned).to_vec())
            .build();
        let mut index = PagefindIndex::new(Some(config))?;
        for page in made.iter().filter(is_page) {
            let html = indexable(&page.path, &String::from_utf8_lossy(&page.content));
            index
                .add_html_file(Some(page.path.clone()), None, html)
                .await
                .with_context(|| format!("indexing {}", page.path))?;
        }
        index.get_files().await
    })?;
    let files = files.into_iter().map(|file| {
        let name = file.filename.to_string_lossy().replace('\\', "/");
        (name, file.contents)
    });
    Ok(files
        .filter(|(name, _)| !INTERFACE.iter().any(|prefix| name.starts_with(prefix)))
        .map(|(name, content)| File::new(format!("pagefind/{name}"), content))
        .collect())
}

/// The page as Pagefind reads it, with its list's name and, if it is an operator's, the number to call for
/// the results. Pagefind leaves out what stands in a `<label>`, with attributes or without: for the guide
/// that is every line of a checklist.
fn indexable(path: &str, html: &str) -> String {
    let mut html = html
        .replace("<label", "<span")
        .replace("</label>", "</span>");
    for (from, to) in [
        (
            r#"<div class="place"><a "#,
            r#"<div class="place" data-pagefind-ignore><a data-pagefind-meta="place" "#,
        ),
        (
            r#"<div class="place">"#,
            r#"<div class="place" data-pagefind-ignore>"#,
        ),
    ] {
        html = html.replacen(from, to, 1);
    }
    if path.ends_with("/index.html") {
        html = html.replacen(
            "<meta name=\"description\"",
            "<meta data-pagefind-meta=\"about[content]\" name=\"description\"",
            1,
        );
    }
    if path.contains("/operator/") {
        // Others on the page, such as a line for lost phones, are no customer service.
        html = html.replacen(
            "class=\"call\" href",
            "class=\"call\" data-pagefind-meta=\"tel[href]\" href",
            1,
        );
    }
    html
}
