//! What the gate has to know of a page.

use std::collections::BTreeSet;

use scraper::Html;

use super::links::Link;
use super::reader::{Reader, THEME};
use super::structure::Block;
use super::{Fault, Rules};
use crate::editions::File;

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
    /// The page that `file` is.
    pub(super) fn read(file: &File, rules: &Rules) -> Self {
        let page = Self {
            path: file.path.clone(),
            title: String::new(),
            ids: BTreeSet::new(),
            addresses: BTreeSet::new(),
            links: Vec::new(),
            blocks: Vec::new(),
            faults: Vec::new(),
        };
        let mut reader = Reader::of(page, rules);
        match std::str::from_utf8(&file.content) {
            Ok(text) => reader.read(&Html::parse_document(text)),
            Err(error) => reader.fault(format!("is no UTF-8: {error}"), THEME),
        }
        reader.page
    }

    /// The language whose folder it stands in, and its path there.
    pub(super) fn place(&self) -> Option<(&str, &str)> {
        self.path.split_once('/')
    }
}
