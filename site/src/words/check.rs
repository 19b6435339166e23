//! The refusal of holes in the catalogs, and of what a translation must not change.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Result;
use mdbook_operators::{Problem, Problems};

use super::messages::messages;
use super::templates::Templates;
use crate::guide::contacts::Contacts;
use crate::guide::{Guide, allowed};

/// Refuses a catalog with a hole or a fuzzy entry, where the reader would see Chinese, and an entry
/// that leads elsewhere than the Chinese text. No text of the guide holds a contact itself.
///
/// # Errors
/// Each such entry, with its line in the catalog if it has one.
pub(crate) fn check_catalogs(guide: &Guide, templates: &Templates, fixed: &[&str]) -> Result<()> {
    let messages = messages(guide, templates, fixed)?;
    let contacts = Contacts::of(&guide.data);
    let mut problems = Problems::default();
    for (text, places) in &messages {
        if let Some(contact) = contacts.contact_in(text) {
            let message = format!("{contact} stands in the text \"{text}\"");
            let problem = Problem::of_file(&places[0], message, CONTACTS);
            problems
                .0
                .push(problem.on_line(line_in(guide, &places[0], text)));
        }
    }
    for language in &guide.languages[1..] {
        let file = language.catalog.file();
        let Some(catalog) = language.catalog.messages() else {
            continue;
        };
        let lines = entry_lines(&guide.root.join(file))?;
        for (text, places) in &messages {
            let entry = catalog.find_message(None, text, None);
            let (message, cure) = match &entry {
                None => (
                    "is missing".to_owned(),
                    "run `cargo run --release -- update`, then translate it",
                ),
                Some(entry) if !entry.is_translated() => {
                    ("is not translated".to_owned(), "translate it")
                }
                Some(entry) if entry.is_fuzzy() => (
                    "is fuzzy".to_owned(),
                    "compare it with the Chinese text and remove the fuzzy mark",
                ),
                Some(entry) => {
                    match difference(&contacts, text, entry.msgstr().unwrap_or_default()) {
                        Some(difference) => difference,
                        None => continue,
                    }
                }
            };
            let places = places_with_lines(guide, places, text).join(", ");
            let message = format!("the entry \"{text}\" ({places}) {message}");
            let problem = Problem::of_file(file, message, cure);
            problems
                .0
                .push(problem.on_line(lines.get(text.as_str()).copied()));
        }
    }
    problems.into_result()?;
    Ok(())
}

/// `places` with the line where a chapter among them says `text`.
fn places_with_lines(guide: &Guide, places: &[String], text: &str) -> Vec<String> {
    let with_line = |place: &String| match line_in(guide, place, text) {
        Some(line) => format!("{place}:{line}"),
        None => place.clone(),
    };
    places.iter().map(with_line).collect()
}

/// The line of the file `place` that says `text`.
fn line_in(guide: &Guide, place: &str, text: &str) -> Option<usize> {
    let first = text.lines().next()?;
    let written = fs::read_to_string(guide.root.join(place)).ok()?;
    let index = written.lines().position(|line| line.contains(first))?;
    Some(index + 1)
}

const CONTACTS: &str = "contacts stand in operators.json, with source and date; a block `operators` shows them, a link leads to them";

/// What a translation must not change, with the cure: places, links, and that there is nothing in it
/// that no text may hold, such as a contact.
fn difference(
    contacts: &Contacts,
    text: &str,
    translation: &str,
) -> Option<(String, &'static str)> {
    if let Some(place) = lost_place(text, translation) {
        return Some((
            format!("does not have the same {place} in both texts"),
            "write it in both: something is filled in there",
        ));
    }
    let (mut links, mut translated) = (link_targets(text), link_targets(translation));
    links.sort_unstable();
    translated.sort_unstable();
    if links != translated {
        return Some((
            format!(
                "does not have the same links in both texts: {} and {}",
                joined_or_none(&links),
                joined_or_none(&translated)
            ),
            "a link stays as it is, only its text is translated",
        ));
    }
    if let Some(fault) = allowed::faults(translation).into_iter().next() {
        return Some((fault.message, fault.cure));
    }
    contacts
        .contact_in(translation)
        .map(|contact| (format!("holds {contact}"), CONTACTS))
}

fn joined_or_none(links: &[&str]) -> String {
    if links.is_empty() {
        "none".to_owned()
    } else {
        links.join(" ")
    }
}

/// Where the links of a Markdown text lead.
fn link_targets(text: &str) -> Vec<&str> {
    let links = text.split("](").skip(1);
    links
        .filter_map(|rest| Some(rest.split_once(')')?.0))
        .collect()
}

/// A place like `{value}` that only one of two texts has: what is filled in there would be lost.
fn lost_place(text: &str, translation: &str) -> Option<String> {
    let (text, translation) = (places(text), places(translation));
    text.symmetric_difference(&translation)
        .next()
        .map(|name| format!("{{{name}}}"))
}

fn places(text: &str) -> BTreeSet<&str> {
    let parts = text
        .split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0));
    parts
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()))
        .collect()
}

/// The line on which each entry of a catalog starts, by its text.
fn entry_lines(path: &Path) -> Result<BTreeMap<String, usize>> {
    let mut lines = BTreeMap::new();
    let mut open: Option<(usize, String)> = None;
    for (index, line) in fs::read_to_string(path)?.lines().enumerate() {
        if let Some(text) = line.strip_prefix("msgid ") {
            open = Some((index + 1, unquote(text)));
        } else if line.starts_with('"') {
            if let Some((_, text)) = &mut open {
                text.push_str(&unquote(line));
            }
        } else if let Some((line, text)) = open.take() {
            lines.insert(text, line);
        }
    }
    Ok(lines)
}

fn unquote(text: &str) -> String {
    let text = text.trim();
    let text = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        match (c, c == '\\') {
            (_, true) => plain.extend(letters.next().map(|c| if c == 'n' { '\n' } else { c })),
            (c, false) => plain.push(c),
        }
    }
    plain
}
