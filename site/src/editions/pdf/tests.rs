//! Markdown in, text of the pages out.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiff::civil::date;
use mdbook_driver::book::Book;
use mdbook_operators::{Catalog, Problems};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use super::markup::{self, Chapter};
use super::press::Press;
use super::typeset;
use crate::editions::contents::Contents;
use crate::editions::edition::Edition;
use crate::guide::Language;

mod blocks;
mod document;
mod hostile;
mod inline;
mod links;
mod nested;

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    Press::read(&root()).expect("the template and the fonts are in the repository")
});

static NORWEGIAN: LazyLock<Language> = LazyLock::new(|| Language {
    tag: "nb".to_owned(),
    name: "Norsk bokmål".to_owned(),
    catalog: Catalog::load(&root(), "nb").expect("the catalog is in the repository"),
});

static CHINESE: LazyLock<Language> = LazyLock::new(|| Language {
    tag: "zh-Hans".to_owned(),
    name: "简体中文".to_owned(),
    catalog: Catalog::source(),
});

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The source of these chapters in Norwegian.
fn typst_source(chapters: &[Chapter]) -> Result<String, Problems> {
    source_in(&NORWEGIAN, chapters)
}

fn source_in(language: &Language, chapters: &[Chapter]) -> Result<String, Problems> {
    let edition = Edition {
        language,
        book: Book::new(),
        contents: Contents::of(&Book::new()),
        title: "Tittel".to_owned(),
        description: "Beskrivelse".to_owned(),
        dated: "Kontrollert 22. november 2026".to_owned(),
    };
    markup::typst_source(&edition, date(2026, 11, 22), None, chapters)
}

/// The source of one chapter, `index.md`, below a title.
fn source(markdown: &str) -> Result<String, Problems> {
    let markdown = format!("# Kapittel {{ #index }}\n\n{markdown}");
    typst_source(&[Chapter {
        path: "index.md".into(),
        markdown: &markdown,
        depth: 0,
    }])
}

/// The text of one chapter on paper.
fn text(markdown: &str) -> Result<String, Problems> {
    set_text(source(markdown)?)
}

/// What stands on the pages of a source.
fn set_text(source: String) -> Result<String, Problems> {
    Ok(text_of(&typeset::document(&PRESS, source)?))
}

/// What stands on the pages, piece by piece, in the order of the file.
fn text_of(document: &PagedDocument) -> String {
    let pages = document.pages().iter();
    pages.map(|page| text_on(&page.frame)).collect()
}

fn text_on(frame: &Frame) -> String {
    let mut text = String::new();
    each_item(frame, &mut |item| {
        if let FrameItem::Text(item) = item {
            text.push_str(&item.text);
            text.push('\n');
        }
    });
    text
}

fn each_item(frame: &Frame, see: &mut impl FnMut(&FrameItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => each_item(&group.frame, see),
            item => see(item),
        }
    }
}

/// Without white space and hyphens of line ends: where lines break is Typst's business.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .collect()
}

/// Checks that the pages show `expected`.
#[track_caller]
fn check(markdown: &str, expected: &str) {
    let text = text(markdown).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(
        squeezed(&text).contains(&squeezed(expected)),
        "no {expected:?} in {text:?}"
    );
}

/// Checks the source of the chapter, for what cannot be seen in the text.
#[track_caller]
fn check_source(markdown: &str, expected: &str) {
    let source = source(markdown).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(source.contains(expected), "no {expected} in {source}");
}

/// Checks the only problem of the chapter. Its lines are those of the argument, plus 2.
#[track_caller]
fn check_problem(markdown: &str, expected: &str) {
    let problems = match source(markdown) {
        Ok(source) => typeset::export(&PRESS, source).err().unwrap_or_default(),
        Err(problems) => problems,
    };
    let shown = problems.to_string();
    assert!(
        shown.starts_with(expected),
        "expected {expected}, got {shown}"
    );
    assert_eq!(problems.0.len(), 1, "{shown}");
}
