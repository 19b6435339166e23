//! Markdown in, text of the pages out.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiff::civil::date;
use mdbook_driver::book::Book;
use mdbook_driver::config::Config;
use mdbook_operators::{Catalog, Problems};
use typst::layout::{Frame, FrameItem};

use super::markup::{self, Chapter};
use super::press::Press;
use super::typeset;
use crate::editions::contents::Contents;
use crate::editions::edition::Edition;
use crate::guide::Language;

mod hostile;
mod nested;
mod paper;
mod refused;

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    Press::read(&root()).expect("the template and the fonts are in the repository")
});

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The source of these chapters in a language.
fn source_in(tag: &str, chapters: &[Chapter]) -> Result<String, Problems> {
    let catalog = match tag {
        "zh-Hans" => Catalog::source(),
        tag => Catalog::load(&root(), tag).expect("the catalog is in the repository"),
    };
    let language = Language {
        tag: tag.to_owned(),
        name: tag.to_owned(),
        catalog,
    };
    let edition = Edition {
        language: &language,
        book: Book::new(),
        config: Config::default(),
        contents: Contents::of(&Book::new()),
        title: "Tittel".to_owned(),
        description: "Beskrivelse".to_owned(),
        dated: "Kontrollert 22. november 2026".to_owned(),
    };
    markup::typst_source(&edition, date(2026, 11, 22), None, chapters)
}

/// The source of one chapter of the first level.
fn source_of(path: &str, markdown: &str) -> Result<String, Problems> {
    let path = path.to_owned();
    let depth = 0;
    source_in(
        "nb",
        &[Chapter {
            path,
            markdown,
            depth,
        }],
    )
}

/// The source of one chapter, `index.md`, below a title.
fn source(markdown: &str) -> Result<String, Problems> {
    source_of(
        "index.md",
        &format!("# Kapittel {{ #index }}\n\n{markdown}"),
    )
}

/// Everything that stands on each page behind the cover and the contents.
fn items(source: String) -> Result<Vec<Vec<FrameItem>>, Problems> {
    let document = typeset::document(&PRESS, source)?;
    let pages = document.pages().iter().skip(2);
    Ok(pages.map(|page| items_in(&page.frame)).collect())
}

fn items_in(frame: &Frame) -> Vec<FrameItem> {
    let items = frame.items().flat_map(|(_, item)| match item {
        FrameItem::Group(group) => items_in(&group.frame),
        item => vec![item.clone()],
    });
    items.collect()
}

/// The text of each page, piece by piece, in the order of the file.
fn pages(source: String) -> Result<Vec<String>, Problems> {
    let text = |items: Vec<FrameItem>| {
        let texts = items.iter().filter_map(|item| match item {
            FrameItem::Text(item) => Some(format!("{}\n", item.text)),
            _ => None,
        });
        texts.collect()
    };
    Ok(items(source)?.into_iter().map(text).collect())
}

/// The text of one chapter on paper.
fn text(markdown: &str) -> Result<String, Problems> {
    Ok(pages(source(markdown)?)?.concat())
}

/// Without white space and hyphens of line ends: where lines break is Typst's business.
fn squeezed(text: &str) -> String {
    let is_shown = |c: &char| !c.is_whitespace() && *c != '\u{ad}';
    text.chars().filter(is_shown).collect()
}

/// Checks that the pages show `expected`.
#[track_caller]
fn check(markdown: &str, expected: &str) {
    let text = text(markdown).unwrap_or_else(|problems| panic!("{problems}"));
    let found = squeezed(&text).contains(&squeezed(expected));
    assert!(found, "no {expected:?} in {text:?}");
}

/// Checks the source of the chapter, for what cannot be seen in the text.
#[track_caller]
fn check_source(markdown: &str, expected: &str) {
    let source = source(markdown).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(source.contains(expected), "no {expected} in {source}");
}
