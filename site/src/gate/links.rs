//! Where pages lead: to files and ids of the site, and to nobody whom the data does not name.

use std::collections::{BTreeMap, BTreeSet};

use url::{Position, Url};

use super::page::{Link, Page};
use super::{Fault, Rules};
use crate::editions::File;

/// Stands for the site while nobody knows where it will be: it may be a folder of any host.
const ANYWHERE: &str = "https://site.invalid/folder";

/// What in a style loads another file.
const LOADS: [&str; 3] = ["@import", "image-set(", "url("];

const DEAD: &str = "correct the link, or bring back what it leads to";

/// Where a link leads.
pub(super) enum Target {
    /// To a file of the site, and an id in it.
    Inside(String, Option<String>),
    /// To a contact or source of the data.
    Contact,
    /// To anything else.
    Foreign,
}

/// What the links of a page begin from.
pub(super) struct Base {
    /// The path of the page.
    path: String,
    page: Url,
    /// The address of the site, with a slash.
    root: String,
}

impl Base {
    /// Of the page in `path`.
    pub(super) fn of(path: &str, rules: &Rules) -> Self {
        let root = if rules.site_url.is_empty() {
            ANYWHERE
        } else {
            rules.site_url
        };
        let root = format!("{root}/");
        // The command line has parsed the address of the site.
        let page = Url::parse(&root)
            .and_then(|root| root.join(path))
            .expect("it is an address");
        Self {
            path: path.to_owned(),
            page,
            root,
        }
    }

    /// Where the link `written` leads.
    pub(super) fn target(&self, written: &str, rules: &Rules) -> Target {
        if let Some(id) = written.strip_prefix('#') {
            return Target::Inside(self.path.clone(), Some(id.to_owned()));
        }
        if rules.contacts.links.contains(written) {
            return Target::Contact;
        }
        let Ok(mut target) = self.page.join(written) else {
            return Target::Foreign;
        };
        let fragment = target.fragment().map(str::to_owned);
        target.set_fragment(None);
        if let Some(path) = target.as_str().strip_prefix(&self.root) {
            return Target::Inside(path.to_owned(), fragment);
        }
        let is_known = (rules.contacts.origins).contains(&target.origin().ascii_serialization());
        let has_login = !target.username().is_empty() || target.password().is_some();
        // A backslash or a tab is mended by a browser, not by whoever reads the page.
        let is_plain = written.starts_with(&target[..Position::BeforePath]);
        if is_known && is_plain && !has_login {
            Target::Contact
        } else {
            Target::Foreign
        }
    }
}

/// Finds links to what is not there, in `pages` and in the styles among `files`, and pages that do not
/// lead to themselves in each language.
pub(super) fn check(files: &[File], pages: &[Page], rules: &Rules, faults: &mut Vec<Fault>) {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let ids: BTreeMap<&str, &BTreeSet<String>> = pages
        .iter()
        .map(|page| (page.path.as_str(), &page.ids))
        .collect();
    for page in pages {
        let is_there = |link: &Link| {
            let has = |ids: &BTreeSet<String>, fragment: &str| {
                fragment.split('&').all(|id| ids.contains(id))
            };
            paths.contains(link.path.as_str())
                && link.fragment.as_ref().is_none_or(|fragment| {
                    ids.get(link.path.as_str())
                        .is_none_or(|ids| has(ids, fragment))
                })
        };
        for link in page.links.iter().filter(|link| !is_there(link)) {
            faults.push(Fault {
                near: link.near.clone(),
                ..Fault::new(
                    &page.path,
                    format!("leads to {:?}, which is not in the site", link.written),
                    DEAD,
                )
            });
        }
        let Some((folder, file)) = page.place() else {
            continue;
        };
        for language in rules.languages.iter().filter(|one| **one != folder) {
            let other = format!("{language}/{file}");
            if !page
                .links
                .iter()
                .any(|link| link.path == other && link.fragment.is_none())
            {
                let cure = "theme/page.hbs links every page to itself in all languages";
                faults.push(Fault::new(
                    &page.path,
                    format!("has no link to {language}"),
                    cure,
                ));
            }
        }
    }
    for file in files.iter().filter(|file| file.path.ends_with(".css")) {
        let style = String::from_utf8_lossy(&file.content).to_lowercase();
        if LOADS.iter().any(|word| style.contains(word)) {
            faults.push(Fault::new(
                &file.path,
                "loads another file",
                "styles of the guide stand alone; draw it in CSS",
            ));
        }
    }
}
