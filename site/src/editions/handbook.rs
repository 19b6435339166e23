//! The PDF of a language: the whole guide to take along.

use anyhow::Result;

use super::edition::{Edition, Make, Output, Site};
use super::file::File;
use super::pdf::{self, Press};
use crate::guide::{Guide, terms};

/// The PDF of each language.
pub(crate) const OUTPUT: Output = Output {
    name: "PDF",
    slow: true,
    words: &pdf::WORDS,
    make: Make::OfLanguage(make),
};

/// The name of a language's PDF in its folder.
pub(crate) fn file_name(edition: &Edition) -> String {
    pdf::file_name(edition.language)
}

/// Where it stands below the root of the site.
pub(crate) fn path(edition: &Edition) -> String {
    format!("{}/{}", edition.language.tag, file_name(edition))
}

fn make(site: &Site, edition: &Edition, _: &[File]) -> Result<Vec<File>> {
    let press = Press::read(&site.guide.root)?;
    let book = terms::without_links(edition.book.clone());
    let pdf = pdf::typeset(site.guide, Some(&press), edition.language, &book, site.url)?;
    Ok(pdf
        .map(|pdf| File {
            path: path(edition),
            content: pdf.bytes,
            sheets: Some(pdf.pages),
            slow: true,
        })
        .into_iter()
        .collect())
}

/// Refuses what cannot be shown on paper, without typesetting anything.
///
/// # Errors
/// Each such thing, with its file and line.
pub(crate) fn check(site: &Site, edition: &Edition) -> Result<()> {
    check_book(site.guide, edition, site.url)
}

/// The same, of a guide whose other languages may be wrong.
///
/// # Errors
/// Each such thing, with its file and line.
pub(crate) fn check_book(guide: &Guide, edition: &Edition, site_url: &str) -> Result<()> {
    let book = terms::without_links(edition.book.clone());
    pdf::typeset(guide, None, edition.language, &book, site_url).map(drop)
}
