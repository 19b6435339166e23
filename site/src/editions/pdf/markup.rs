//! Markdown of the chapters → Typst source of the PDF.
//!
//! Text is data: every text becomes a Typst string literal ([`literal`]), and everything around it
//! is written here, so that nothing in a chapter, a catalog or a JSON file can become Typst code.
//! What the calls look like on paper is decided in `theme/pdf.typ`.
//!
//! Above each text stands the place it comes from, `// src/step-2.md:41`. With it
//! [`export`](super::typeset::export) tells the editor where a character is that the fonts lack.
//!
//! To let the chapters use another box: add its class to `BOXES` in `tree.rs` and its looks to
//! `boxed` in `theme/pdf.typ`.

mod blocks;
mod head;
mod links;
mod source;
mod tables;
mod tree;
mod typography;
mod typst;
mod words;
mod writer;

use jiff::civil::Date;
use mdbook_operators::Problems;

use crate::editions::edition::Edition;
use head::head;
pub(crate) use source::Chapter;
use source::{Source, targets};
use typst::literal;
pub(crate) use words::WORDS;
use words::{ADDRESSES, IN_ONE, NUMBERED, SHOWN};
use writer::{Gathered, Guide, chapter};

/// The Typst source of `edition`, for the template that stands at `/pdf.typ`: of its `chapters` in
/// reading order, of the `date` of the facts and of the address on the web, `site`.
///
/// ```markdown
/// Read [the second step](step-2.md#step-2-phone) **first**.
/// ```
///
/// becomes
///
/// ```typst
/// par({
/// // src/index.md:1
/// "Read ";reference(see-page,"step-2.md#step-2-phone",{"the second step";},after:"");" ";strong({"first";});".";});
/// ```
///
/// # Errors
/// Every link without a target and all HTML but whole boxes and spans: a printed page cannot be mended later.
pub(crate) fn typst_source(
    edition: &Edition,
    date: Date,
    site: Option<&str>,
    chapters: &[Chapter],
) -> Result<String, Problems> {
    let word = |text| edition.language.catalog.translate(text);
    let mut gathered = Gathered::default();
    let problems = &mut gathered.problems;
    let sources = chapters
        .iter()
        .map(|chapter| Source::new(chapter, problems));
    let sources: Vec<Source> = sources.collect();
    let guide = Guide {
        shown: word(SHOWN)?,
        numbered: word(NUMBERED)?,
        targets: targets(&sources, problems),
    };
    let mut pages = String::new();
    // A chapter, and those below it.
    for group in sources.chunk_by(|_, next| next.chapter.depth > 0) {
        let written = group
            .iter()
            .map(|source| chapter(&guide, source, &mut gathered));
        let (texts, titles): (String, Vec<String>) = written.unzip();
        pages.push_str(&pages_of(&group[0], &titles[0], &texts));
    }
    let Gathered {
        addresses,
        doors,
        problems,
    } = gathered;
    problems.into_result()?;
    let steps = sources
        .iter()
        .filter(|source| source.chapter.step().is_some());
    let head = head(edition, date, site, steps.count(), &doors)?;
    let addresses: String = addresses.iter().map(|url| literal(url) + ",\n").collect();
    let (title, in_one) = (literal(&word(ADDRESSES)?), literal(&word(IN_ONE)?));
    Ok(format!(
        "#import \"/pdf.typ\": *\n{head}\n#{{\n{pages}addresses({title},{in_one},({addresses}));\n}}\n"
    ))
}

/// The file and the line of the text that `before` ends with. Title, description and the other words
/// stand before all chapters.
pub(super) fn place_of(before: &str) -> (String, Option<usize>) {
    let place = before.lines().rev().find_map(|line| {
        let (file, line) = line.strip_prefix("// ")?.rsplit_once(':')?;
        Some((file.to_owned(), line.parse().ok()))
    });
    place.unwrap_or(("book.toml".to_owned(), None))
}

/// The call for the pages that begin with `first`.
fn pages_of(first: &Source, title: &str, texts: &str) -> String {
    let step = first.chapter.step();
    let step = step.map_or("none".to_owned(), |step| step.to_string());
    let (path, title) = (literal(&first.chapter.path), literal(title));
    format!("chapter({path},{title},{step},steps,{{\n{texts}}});\n")
}
