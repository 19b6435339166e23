//! The PDF of a language: the whole guide to take along.

use anyhow::Result;

use super::edition::{Edition, Make, Output, Site};
use super::file::File;
use super::pdf;

/// The PDF of each language.
pub(crate) const OUTPUT: Output = Output {
    name: "PDF",
    slow: true,
    words: &pdf::WORDS,
    make: Make::OfLanguage(make),
};

/// The name of a language's PDF in its folder.
pub(crate) fn file_name(edition: &Edition) -> String {
    format!("cancel-5g-norway-{}.pdf", edition.language.tag)
}

/// Where it stands below the root of the site.
pub(crate) fn path(edition: &Edition) -> String {
    format!("{}/{}", edition.language.tag, file_name(edition))
}

fn make(site: &Site, edition: &Edition, _: &[File]) -> Result<Vec<File>> {
    let pdf = pdf::typeset(site.guide, edition, site.url)?;
    Ok(vec![File {
        path: path(edition),
        content: pdf.bytes,
        sheets: Some(pdf.pages),
        slow: OUTPUT.slow,
    }])
}
