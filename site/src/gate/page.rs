//! What the gate has to know of a page.

use std::collections::BTreeSet;

use scraper::node::Element;

use super::Fault;

/// Elements that make the structure of a page; so does every element with an id.
const BLOCKS: [&str; 20] = [
    "article", "details", "div", "fieldset", "h1", "h2", "h3", "h4", "input", "label", "li", "ol",
    "p", "pre", "section", "summary", "table", "td", "th", "ul",
];
/// A term is linked where its name comes first, which differs with the language.
const TERM: &str = "#term-";

/// A page as a browser takes it.
pub(super) struct Page {
    /// Where it stands below the root of the site, `en/step-1.html`.
    pub(super) path: String,
    /// The words of its first heading.
    pub(super) title: String,
    /// Every id.
    pub(super) ids: BTreeSet<String>,
    /// The ids of its content, which people may have kept the address of.
    pub(super) addresses: BTreeSet<String>,
    /// Where it leads.
    pub(super) links: Vec<Link>,
    /// The blocks of its content, in order.
    pub(super) blocks: Vec<Block>,
    /// What is wrong with it alone.
    pub(super) faults: Vec<Fault>,
}

impl Page {
    /// The language whose folder it stands in, and its path there.
    pub(super) fn place(&self) -> Option<(&str, &str)> {
        self.path.split_once('/')
    }
}

/// A link to something in the site.
pub(super) struct Link {
    /// The file it leads to.
    pub(super) path: String,
    /// The id in it.
    pub(super) fragment: Option<String>,
    /// As the page writes it.
    pub(super) written: String,
    /// The id above it.
    pub(super) near: String,
}

/// A block of a page, and the links in it that stand before the next one.
pub(super) struct Block {
    /// Its name, id and class, `h2#step-2-phone`.
    pub(super) what: String,
    /// Where it leads.
    pub(super) links: Vec<String>,
    /// The id above it.
    pub(super) near: String,
}

impl Block {
    /// The block that `tag` begins; `near` is the id above it.
    pub(super) fn of(tag: &Element, near: &str) -> Self {
        let id = tag
            .id()
            .map(|id| format!(" id=\"{id}\""))
            .unwrap_or_default();
        let class = tag
            .attr("class")
            .map(|class| format!(" class=\"{class}\""))
            .unwrap_or_default();
        Self {
            what: format!("<{}{id}{class}>", tag.name()),
            links: Vec::new(),
            near: near.to_owned(),
        }
    }

    /// Where it leads, in any order: that of words differs. A link to a PDF names its language.
    pub(super) fn targets(&self) -> Vec<&str> {
        let links = self.links.iter().map(String::as_str);
        let mut links: Vec<&str> = links
            .filter(|link| !link.contains(TERM) && !link.ends_with(".pdf"))
            .collect();
        links.sort_unstable();
        links
    }
}

/// Whether `tag` begins a block.
pub(super) fn is_block(tag: &Element) -> bool {
    BLOCKS.contains(&tag.name()) || tag.id().is_some()
}
