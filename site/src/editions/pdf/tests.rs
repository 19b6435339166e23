//! Markdown in, text of the pages out.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::date;
use mdbook_driver::book::Book;
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

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    Press::read(Path::new(ROOT)).expect("the template and the fonts are in the repository")
});

/// The source of chapters, each a path, a text and a depth, in a language.
fn source_in(tag: &str, chapters: &[(&str, &str, usize)]) -> Result<String, Problems> {
    let catalog = match tag {
        "zh-Hans" => Catalog::source(),
        tag => Catalog::load(Path::new(ROOT), tag)?,
    };
    let language = Language {
        tag: tag.to_owned(),
        name: tag.to_owned(),
        catalog,
    };
    let edition = Edition {
        language: &language,
        book: Book::new(),
        contents: Contents::of(&Book::new()),
        title: "Tittel".to_owned(),
        description: "Beskrivelse".to_owned(),
        dated: "Kontrollert 22. november 2026".to_owned(),
    };
    let chapters = chapters.iter().map(|&(path, markdown, depth)| Chapter {
        path: path.to_owned(),
        markdown,
        depth,
    });
    let chapters: Vec<Chapter> = chapters.collect();
    markup::typst_source(&edition, date(2026, 11, 22), None, &chapters)
}

/// The source of one chapter in Norwegian, `index.md`, below a title.
fn source(markdown: &str) -> Result<String, Problems> {
    let markdown = format!("# Kapittel {{ #index }}\n\n{markdown}");
    source_in("nb", &[("index.md", &markdown, 0)])
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
    let text = |item: &FrameItem| match item {
        FrameItem::Text(item) => format!("{}\n", item.text),
        _ => String::new(),
    };
    let pages = items(source)?.into_iter();
    Ok(pages
        .map(|items| items.iter().map(text).collect())
        .collect())
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

/// The cases of a test: each line is a Markdown, where ⏎ stands for the end of a line, and what is
/// expected of it.
fn cases(lines: &str) -> Vec<(String, &str)> {
    let cases = lines.trim().lines().map(|line| {
        let (markdown, expected) = line.split_once(" → ").expect("an arrow in each case");
        (markdown.trim_start().replace('⏎', "\n"), expected)
    });
    cases.collect()
}

/// Checks that each text of `found` holds what is expected of its Markdown.
#[track_caller]
fn check(lines: &str, found: impl Fn(&str) -> Result<String, Problems>) {
    for (markdown, expected) in cases(lines) {
        let found = found(&markdown).unwrap_or_else(|problems| panic!("{markdown}: {problems}"));
        assert!(found.contains(expected), "no {expected:?} in {found:?}");
    }
}
