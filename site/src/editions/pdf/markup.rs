//! Markdown of the chapters → Typst source of the PDF.
//!
//! Text is data: every text becomes a Typst string literal ([`literal`]), and everything around it
//! is written here, so that nothing in a chapter, a catalog or a JSON file can become Typst code.
//! What the calls look like on paper is decided in `theme/pdf.typ`.
//!
//! Above each text stands the place it comes from, `// "src/step-2.md":41`. With it
//! [`export`](super::typeset::export) tells the editor where a character is that the fonts lack.
//!
//! To let the chapters use another box: add its class to `BOXES` in `boxes.rs` and its looks to
//! `boxed` in `theme/pdf.typ`.

mod blocks;
mod boxes;
mod document;
mod events;
mod head;
mod inline;
mod links;
mod qr;
mod source;
mod tables;
mod typography;
mod typst;
mod writer;

use mdbook_operators::Problems;

pub(crate) use document::{Chapter, Document, Words};
use head::head;
use source::{Source, targets};
use typst::literal;
use writer::Writer;

/// The Typst source of `document`, for the template that stands at `/pdf.typ`.
///
/// ```markdown
/// Read [the second step](step-2.md#step-2-phone) **first**.
/// ```
///
/// becomes
///
/// ```typst
/// par({
/// // "src/index.md":1
/// "Read ";reference(see-page,"step-2.md#step-2-phone",{"the second step";},after:"");" ";strong({"first";});".";});
/// ```
///
/// # Errors
/// Every link without a target, every piece of HTML and every picture is a problem: a printed
/// page cannot be mended later.
pub(crate) fn typst_source(document: &Document) -> Result<String, Problems> {
    let mut problems = Problems::default();
    let sources: Vec<Source> = document.chapters.iter().map(Source::new).collect();
    let targets = targets(&sources, &mut problems);

    let mut chapters = String::new();
    let mut doors = String::new();
    let mut addresses = Vec::new();
    // A chapter, and those below it.
    for group in sources.chunk_by(|_, next| next.depth > 0) {
        let (mut title, mut texts) = (None, String::new());
        for source in group {
            let mut writer = Writer::new(source, &targets, document.words, &mut addresses);
            texts.push_str(&writer.chapter());
            doors.push_str(&writer.doors);
            problems.0.append(&mut writer.problems);
            title.get_or_insert(writer.title);
        }
        chapters.push_str(&pages(&group[0], &title.unwrap_or_default(), &texts));
    }
    let steps = sources
        .iter()
        .filter(|source| source.step.is_some())
        .count();
    let head = head(document, steps, &doors, &mut problems);
    problems.into_result()?;
    let addresses: String = addresses.iter().map(|url| literal(url) + ",\n").collect();
    let end = format!(
        "addresses({},{},({addresses}));",
        literal(document.words.addresses),
        literal(document.words.in_one)
    );
    Ok(format!(
        "#import \"/pdf.typ\": *\n{head}\n#{{\n{chapters}{end}\n}}\n"
    ))
}

/// The call for the pages that begin with `first`.
fn pages(first: &Source, title: &str, texts: &str) -> String {
    let step = first
        .step
        .map_or("none".to_owned(), |step| step.to_string());
    let (path, title) = (literal(first.path), literal(title));
    format!("chapter({path},{title},{step},steps,{{\n{texts}}});\n")
}
