//! The gate before publishing: the finished files of a site, as a browser takes them, against what may be
//! on it. It knows nothing of how they are made, so that nothing that makes them can get past it.

mod links;
mod list;
mod page;
mod pdf;
mod picture;
mod reader;
mod structure;
#[cfg(test)]
mod tests;
mod whole;

use std::collections::BTreeMap;

use mdbook_operators::{Problem, Problems};

use crate::beside::shared;
use crate::editions::File;
use crate::guide::contacts::Contacts;
use page::Page;

/// What may be on a site.
pub(crate) struct Rules<'a> {
    /// The BCP 47 tags of its languages, the one it is written in first. Each has a folder.
    pub(crate) languages: Vec<&'a str>,
    /// Where it will be published, without a closing slash; empty if unknown.
    pub(crate) site_url: &'a str,
    /// The Content Security Policy of every page.
    pub(crate) policy: &'a str,
    /// Whom a page may lead to.
    pub(crate) contacts: Contacts,
    /// The addresses that have been published, a line each: `step-2.html#step-2-phone`.
    pub(crate) published: String,
    /// Whether each language has its PDF.
    pub(crate) pdfs: bool,
    /// Whether the pages can be searched.
    pub(crate) search: bool,
}

/// Something that is wrong with a file of the site, or with the list of what was published.
#[derive(Clone)]
struct Fault {
    file: String,
    line: Option<usize>,
    /// The id above the place, as far as there is one.
    near: String,
    message: String,
    cure: &'static str,
}

impl Fault {
    fn new(file: impl Into<String>, message: impl Into<String>, cure: &'static str) -> Self {
        Self {
            file: file.into(),
            line: None,
            near: String::new(),
            message: message.into(),
            cure,
        }
    }
}

/// Lets `files`, a whole site, pass if it keeps the `rules`.
///
/// # Errors
/// Everything that does not, with its page and the id above it; what is wrong in the same way on many
/// pages comes once.
pub(crate) fn check(files: &[File], rules: &Rules) -> Result<(), Problems> {
    let mut pages = pages(files, rules);
    let mut faults = Vec::new();
    for page in &mut pages {
        faults.append(&mut page.faults);
    }
    links::check(files, &pages, rules, &mut faults);
    picture::check(files, &mut faults);
    structure::check(&pages, rules, &mut faults);
    whole::check(files, &pages, rules, &mut faults);
    if rules.pdfs {
        pdf::check(files, &pages, rules, &mut faults);
    }
    folded(faults).into_result()
}

/// All pages among `files`, read side by side.
fn pages(files: &[File], rules: &Rules) -> Vec<Page> {
    let html: Vec<&File> = files
        .iter()
        .filter(|file| file.path.ends_with(".html"))
        .collect();
    shared(&html, |file| reader::read(file, rules))
}

/// `faults` as problems; one that stands on many pages is one problem of the first.
fn folded(faults: Vec<Fault>) -> Problems {
    let mut alike: BTreeMap<(String, &str), Vec<Fault>> = BTreeMap::new();
    for fault in faults {
        alike
            .entry((fault.message.clone(), fault.cure))
            .or_default()
            .push(fault);
    }
    let problems = alike.into_values().map(|faults| {
        let first = &faults[0];
        let near = if first.near.is_empty() {
            String::new()
        } else {
            format!("near #{}: ", first.near)
        };
        let more = match faults.len() - 1 {
            0 => String::new(),
            more => format!(" (and in {more} more places)"),
        };
        let message = format!("{near}{}{more}", first.message);
        Problem::of_file(&first.file, message, first.cure).on_line(first.line)
    });
    let mut problems = Problems(problems.collect());
    problems.0.sort();
    problems
}
