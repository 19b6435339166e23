//! Which files a book may name.
//!
//! `src/SUMMARY.md` is the only place that names files. mdBook itself takes any path there: one
//! that leads out of `src/` is published, or written beside the site.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_operators::{Problem, Problems, markdown_options};

use super::allowed::is_name;
use super::names_in;

/// The list of chapters.
const SUMMARY: &str = "src/SUMMARY.md";
/// The first page, which the start page and the addresses of languages lead to.
const FIRST: &str = "index.md";
/// Chapters whose page mdBook would write over with one of its own.
const TAKEN: [&str; 4] = ["404.md", "print.md", "readme.md", "toc.md"];

/// A chapter as `src/SUMMARY.md` names it.
struct Entry {
    /// What stands between the brackets of the link; empty for a draft.
    file: String,
    line: usize,
}

/// Refuses a list of chapters that names none or not the first page, chapters that are no plain files in
/// `src/` or hold no text, and files there that the list does not name. `root` is the folder of the guide.
///
/// # Errors
/// Each of them, with its line.
pub(crate) fn check(root: &Path) -> Result<(), Problems> {
    let summary = fs::read_to_string(root.join(SUMMARY)).map_err(|error| {
        Problem::of_file(
            SUMMARY,
            format!("cannot be read: {error}"),
            "it lists the chapters, a line each: - [Title](file.md)",
        )
    })?;
    let entries = entries(&summary);
    let mut problems = Problems::default();
    if !entries.iter().any(|entry| entry.file == FIRST) {
        problems.0.push(Problem::of_file(
            SUMMARY,
            if entries.is_empty() {
                "names no chapter".to_owned()
            } else {
                format!("does not name {FIRST}, the first page")
            },
            format!("list the chapters, a line each, the first page in front: [Title]({FIRST})"),
        ));
    }
    let mut lines = BTreeMap::new();
    for Entry { file, line } in &entries {
        let found = match lines.insert(file, line) {
            Some(first) => Some(Problem::at(
                SUMMARY,
                *line,
                format!("names {file:?} a second time, after line {first}"),
                "name each chapter once",
            )),
            None => check_entry(root, file, *line),
        };
        problems.0.extend(found);
    }
    problems.0.extend(unnamed(root, &entries));
    problems.into_result()
}

/// The chapters in `src/` that `entries` do not name: nobody would see them, nor that they are missing.
fn unnamed(root: &Path, entries: &[Entry]) -> impl Iterator<Item = Problem> {
    let files = files(root, "src").into_iter();
    let is_chapter = |file: &String| {
        let name = file.strip_prefix("src/").unwrap_or(file);
        let is_named = entries.iter().any(|entry| entry.file == name);
        file.ends_with(".md") && file != SUMMARY && !is_named
    };
    files.filter(is_chapter).map(|file| {
        Problem::of_file(
            file,
            format!("is not in {SUMMARY}, so it has no page"),
            "name it there, - [Title](file.md), or put it somewhere else than src/",
        )
    })
}

/// The files in `folder` of the guide in `root` and in the folders below it, but for those that editors and
/// systems keep; what cannot be read has none.
fn files(root: &Path, folder: &str) -> Vec<String> {
    let names = names_in(root, folder).unwrap_or_default().into_iter();
    let paths = names
        .filter(|name| !name.starts_with('.'))
        .map(|name| format!("{folder}/{name}"));
    paths
        .flat_map(|path| {
            if root.join(&path).is_dir() {
                files(root, &path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn check_entry(root: &Path, file: &str, line: usize) -> Option<Problem> {
    let refused = |message: String, cure: &str| Some(Problem::at(SUMMARY, line, message, cure));
    if file.is_empty() {
        return refused(
            "names a chapter without a file".to_owned(),
            "write the chapter and its file, or delete the line",
        );
    }
    if !is_plain(file) {
        return refused(
            format!("{file:?} is no name of a chapter"),
            "name a file below src/, in small letters, digits and hyphens: step-1.md, operator/ice.md",
        );
    }
    if TAKEN.contains(&file) {
        return refused(
            format!("{file:?} is a page that mdBook makes itself"),
            "give the chapter another name",
        );
    }
    let path = root.join("src").join(file);
    // A link, to the file or to a folder above it, would publish a file from outside of the guide.
    let is_link = |path: &Path| path.is_symlink();
    let linked = path.ancestors().take(file.split('/').count()).any(is_link);
    if linked || !path.is_file() {
        return refused(
            format!("src/{file} is no file"),
            "write the chapter there, as a file and no link to one, or correct the name",
        );
    }
    match fs::read_to_string(&path) {
        Ok(text) if has_text(&text) => None,
        Ok(_) => Some(Problem::of_file(
            format!("src/{file}"),
            format!("holds no text ({SUMMARY}:{line} names it)"),
            "write the chapter, or take it out of the list",
        )),
        Err(error) => Some(Problem::of_file(
            format!("src/{file}"),
            format!("cannot be read: {error}"),
            "it must be a text in UTF-8",
        )),
    }
}

/// Whether `file` names a chapter below `src/`.
fn is_plain(file: &str) -> bool {
    let path = file.strip_suffix(".md");
    path.is_some_and(|path| path.split('/').all(is_name))
}

/// The links of a list of chapters. One in a heading belongs to the title of a part.
fn entries(summary: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut in_heading = false;
    for (event, range) in new_cmark_parser(summary, &markdown_options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::Link { dest_url, .. }) if !in_heading => entries.push(Entry {
                file: dest_url.into_string(),
                line: summary[..range.start].matches('\n').count() + 1,
            }),
            _ => {}
        }
    }
    entries
}

/// Whether a chapter says something below its title: a letter or a digit.
fn has_text(markdown: &str) -> bool {
    let mut in_heading = false;
    for event in new_cmark_parser(markdown, &markdown_options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => in_heading = true,
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(text) | Event::Code(text)
                if !in_heading && text.contains(char::is_alphanumeric) =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}
