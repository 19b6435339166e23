//! What a site has besides its pages: a list of all of them, and their search index.

use std::collections::BTreeMap;

use scraper::Html;
use serde::Deserialize;

use super::page::Page;
use super::{Fault, Rules};
use crate::editions::File;

/// The list of pages for search engines.
const SITEMAP: &str = "sitemap.xml";
/// Where the search index begins.
const INDEX: &str = "pagefind/pagefind-entry.json";
/// The page that no list names.
const NOT_FOUND: &str = "404.html";

const PROGRAM: &str =
    "this is a mistake of the program, not of a text; build again, and report it if it comes back";

/// What stands at the beginning of the search index.
#[derive(Deserialize)]
struct Entry {
    languages: BTreeMap<String, Indexed>,
}

#[derive(Deserialize)]
struct Indexed {
    page_count: usize,
}

/// Finds pages that the sitemap or the search index of `files` does not have, and addresses in the
/// sitemap that are none of the site.
pub(super) fn check(files: &[File], pages: &[Page], rules: &Rules, faults: &mut Vec<Fault>) {
    for path in ["index.html", NOT_FOUND] {
        if !pages.iter().any(|page| page.path == path) {
            faults.push(Fault::new(path, "is missing", PROGRAM));
        }
    }
    let content = |path: &str| {
        let file = files.iter().find(|file| file.path == path);
        file.map(|file| String::from_utf8_lossy(&file.content))
            .unwrap_or_default()
    };
    let root = format!("{}/", rules.site_url);
    let (listed, others) = addresses(&content(SITEMAP));
    for address in listed.iter().chain(&others) {
        let path = address.strip_prefix(&root);
        let is_there = |path: &str| path.is_empty() || files.iter().any(|file| file.path == path);
        if !path.is_some_and(is_there) {
            faults.push(Fault::new(
                SITEMAP,
                format!("names {address}, which is not in the site"),
                PROGRAM,
            ));
        }
    }
    for page in pages.iter().filter(|page| page.place().is_some()) {
        if !listed.contains(&format!("{root}{}", page.path)) {
            faults.push(Fault::new(
                SITEMAP,
                format!("does not name {}", page.path),
                PROGRAM,
            ));
        }
    }
    if rules.search {
        search(&content(INDEX), pages, rules, faults);
    }
}

/// The addresses of pages that a sitemap lists, and those that it names beside them.
fn addresses(map: &str) -> (Vec<String>, Vec<String>) {
    let map = Html::parse_document(map);
    let elements = || map.root_element().descendent_elements();
    let listed = elements().filter(|one| one.value().name() == "loc");
    let others = elements().filter_map(|one| one.attr("href"));
    (
        listed.map(|one| one.text().collect()).collect(),
        others.map(str::to_owned).collect(),
    )
}

fn search(index: &str, pages: &[Page], rules: &Rules, faults: &mut Vec<Fault>) {
    let entry: Entry = match serde_json::from_str(index) {
        Ok(entry) => entry,
        Err(error) => {
            return faults.push(Fault::new(
                INDEX,
                format!("is no search index: {error}"),
                PROGRAM,
            ));
        }
    };
    for language in &rules.languages {
        let found = entry.languages.get(&language.to_lowercase());
        let found = found.map_or(0, |indexed| indexed.page_count);
        let pages = pages.iter().filter_map(Page::place);
        let there = pages.filter(|(folder, _)| folder == language).count();
        if found != there {
            faults.push(Fault::new(
                INDEX,
                format!("has {found} of the {there} pages in {language}"),
                PROGRAM,
            ));
        }
    }
}
