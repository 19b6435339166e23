//! The PDF of one language: [`markup`] turns Markdown into Typst, [`typeset`](mod@typeset) Typst into a
//! PDF, [`compact`](mod@compact) makes it small.

use std::fs;

use anyhow::Result;
use mdbook_driver::book::Book;
use mdbook_operators::{Problem, Problems, texts};

use super::edition::Edition;
use crate::guide::{Guide, Language, age, terms};

mod compact;
mod markup;
mod press;
#[cfg(test)]
mod tests;
mod typeset;

use compact::compact;
pub(crate) use markup::WORDS;
use markup::{Chapter, typst_source};
use press::Press;
pub(crate) use typeset::Pdf;
use typeset::export;

/// The PDF of a language: the whole book, typeset.
///
/// # Errors
/// What cannot be shown on paper, with its file and line.
pub(crate) fn typeset(guide: &Guide, edition: &Edition, site_url: &str) -> Result<Pdf> {
    let press = Press::read(&guide.root)?;
    let (book, source) = source_of(guide, edition, site_url)?;
    let Pdf { bytes, pages } = export(&press, source)
        .map_err(|problems| in_source(guide, edition.language, &book, problems))?;
    let bytes = compact(&bytes)?;
    Ok(Pdf { bytes, pages })
}

/// Refuses what cannot be shown on paper, without typesetting anything: a link that leads nowhere is a
/// mistake of the pages, too.
///
/// # Errors
/// Each such thing, with its file and line.
pub(crate) fn check(guide: &Guide, edition: &Edition, site_url: &str) -> Result<()> {
    source_of(guide, edition, site_url).map(drop)
}

/// The whole book as it is on paper, and in Typst.
fn source_of(guide: &Guide, edition: &Edition, site_url: &str) -> Result<(Book, String)> {
    let book = terms::without_links(edition.book.clone());
    let site = format!("{site_url}/{}/index.html", edition.language.tag);
    let site = (!site_url.is_empty()).then_some(site.as_str());
    let source = typst_source(edition, age::oldest(&guide.data)?, site, &chapters(&book));
    let source = source.map_err(|problems| in_source(guide, edition.language, &book, problems))?;
    Ok((book, source))
}

/// The same problems with the lines of the files that people edit. What is typeset has its tables
/// filled in and, in a translation, other words: its lines are other ones, so a line is looked up
/// by its text. What is not in the chapter as written is the catalog's.
fn in_source(guide: &Guide, language: &Language, book: &Book, problems: Problems) -> Problems {
    let chapters = chapters(book);
    let mend = |problem: Problem| {
        let is_its = |chapter: &&Chapter| problem.file == format!("src/{}", chapter.path);
        let (Some(chapter), Some(line)) = (chapters.iter().find(is_its), problem.line) else {
            return problem;
        };
        let text = chapter.markdown.lines().nth(line - 1);
        let written = fs::read_to_string(guide.root.join(&problem.file)).unwrap_or_default();
        let is_same = |(_, line): &(usize, &str)| Some(*line) == text;
        let found: Vec<_> = (1..).zip(written.lines()).filter(is_same).collect();
        match found[..] {
            [(line, _)] => Problem {
                line: Some(line),
                ..problem
            },
            [] => match in_data(guide, &problem) {
                Some(problem) => problem,
                None if language.catalog.is_source() => problem.on_line(None),
                None => problem.in_translation(language.catalog.file()),
            },
            _ => problem.on_line(None),
        }
    };
    Problems(problems.0.into_iter().map(mend).collect())
}

/// The same problem in the data, if it is a character that stands there.
fn in_data(guide: &Guide, problem: &Problem) -> Option<Problem> {
    let character = problem.message.chars().find(|c| !c.is_ascii())?;
    let mut texts = texts(&guide.data).into_iter();
    let text = texts.find(|one| one.text.contains(character))?;
    let (file, of) = text.place.split_once(": ")?;
    let moved = Problem::of_file(file, format!("{of}: {}", problem.message), &problem.cure);
    Some(moved.on_line(guide.line_of(file, &text.text)))
}

/// The chapters in reading order.
fn chapters(book: &Book) -> Vec<Chapter<'_>> {
    let chapters = book.chapters().filter_map(|chapter| {
        let path = chapter.path.as_ref()?.to_string_lossy();
        Some(Chapter {
            path: path.replace('\\', "/"),
            markdown: &chapter.content,
            depth: chapter.parent_names.len(),
        })
    });
    chapters.collect()
}
