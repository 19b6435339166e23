//! The PDFs: each can be opened, is in its language, and has every chapter in its outline, with the title
//! in the text.

use lopdf::Document;

use super::page::Page;
use super::{Fault, Rules};
use crate::editions::File;

const PROGRAM: &str = "mend theme/pdf.typ or the program: a text of the guide cannot do this";

/// Finds languages without a PDF, and what the PDFs among `files` lack of the `pages`.
pub(super) fn check(files: &[File], pages: &[Page], rules: &Rules, faults: &mut Vec<Fault>) {
    for language in &rules.languages {
        let is_of_language = |file: &&File| {
            let name = file
                .path
                .strip_prefix(language)
                .and_then(|path| path.strip_prefix('/'));
            name.is_some_and(|name| name.ends_with(".pdf"))
        };
        let Some(file) = files.iter().find(is_of_language) else {
            faults.push(Fault::new(format!("{language}/"), "has no PDF", PROGRAM));
            continue;
        };
        let pages = pages
            .iter()
            .filter(|page| page.place().is_some_and(|(folder, _)| folder == *language));
        let titles: Vec<String> = pages.map(|page| squeezed(&page.title)).collect();
        let wrong = match Document::load_mem(&file.content) {
            Ok(pdf) => wrong(&pdf, language, &titles),
            Err(error) => Some(format!("cannot be opened: {error}")),
        };
        faults.extend(wrong.map(|message| Fault::new(&file.path, message, PROGRAM)));
    }
}

/// What is wrong with the `pdf` of a language whose chapters have these titles.
fn wrong(pdf: &Document, language: &str, titles: &[String]) -> Option<String> {
    if pdf.get_pages().is_empty() {
        return Some("has no page".to_owned());
    }
    let says = pdf
        .catalog()
        .and_then(|catalog| catalog.get(b"Lang")?.as_str());
    let primary = language.split('-').next().unwrap_or_default();
    if !says.is_ok_and(|says| says.to_ascii_lowercase().starts_with(primary.as_bytes())) {
        return Some(format!("does not say that it is in {language}"));
    }
    let outline = match pdf.get_toc() {
        Ok(outline) => outline,
        Err(error) => return Some(format!("has no outline: {error}")),
    };
    for (index, title) in titles.iter().enumerate() {
        let Some(entry) = outline
            .toc
            .iter()
            .find(|entry| squeezed(&entry.title) == *title)
        else {
            return Some(format!("has no chapter {title:?} in its outline"));
        };
        // To read Chinese takes 20 ms a page: the first and the last chapter stand for all.
        if index != 0 && index + 1 != titles.len() {
            continue;
        }
        let page = u32::try_from(entry.page).unwrap_or_default();
        let text = pdf.extract_text(&[page]);
        let text = text.as_deref().map(squeezed).unwrap_or_default();
        if !text.contains(title.as_str()) {
            return Some(format!(
                "does not show the title {title:?} on its page {page}"
            ));
        }
    }
    None
}

/// `text` without blanks, where lines break, and soft hyphens.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'))
        .collect()
}
