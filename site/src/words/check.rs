//! The refusal of holes in the catalogs, and of translations that say something else.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;
use anyhow::Result;
use mdbook_operators::{Entry, Message, Problem, Problems, is_chinese, texts};

use super::exceptions::Exceptions;
use super::faithful::{Difference, Original, differences};
use super::messages::{Text, messages};
use super::numbers::Numbers;
use super::templates::Templates;
use crate::guide::contacts::Contacts;
use crate::guide::{Guide, allowed};

/// Refuses a catalog with a hole or a fuzzy entry, where the reader would see Chinese, and an entry
/// that says something else than the Chinese text. No text of the guide holds a contact itself. What lines
/// of a text to send mean is not for readers of Norwegian, so that their catalog needs none of it.
///
/// # Errors
/// Each such entry, with its line in the catalog if it has one, and each exception that is not needed.
pub(crate) fn check_catalogs(guide: &Guide, templates: &Templates, fixed: &[&str]) -> Result<()> {
    let messages = messages(guide, templates, fixed)?;
    let contacts = Contacts::of(&guide.data);
    let mut problems = Problems::default();
    let mut untranslated = BTreeMap::new();
    for Message { text, place } in texts(&guide.data) {
        // A source is called what its publisher calls it: by a number, or by the name of a site.
        if !is_chinese(&text) && !place.starts_with("sources.json") {
            untranslated.entry(text).or_insert_with(|| vec![place]);
        }
    }
    let texts = messages.iter().map(|one| (&one.msgid, &one.places));
    for (text, places) in texts.chain(&untranslated) {
        if let Some(contact) = contacts.contact_in(text) {
            let (file, of) = places[0].split_once(": ").unwrap_or((&places[0], ""));
            let of = if of.is_empty() {
                String::new()
            } else {
                format!("{of}: ")
            };
            let message = format!("{of}{contact} stands in the text \"{text}\"");
            let problem = Problem::of_file(file, message, CONTACTS);
            problems.0.push(problem.on_line(guide.line_of(file, text)));
        }
    }
    let operators = guide.data.operators.iter();
    let names = AhoCorasick::new(operators.map(|operator| &*operator.name))?;
    let originals = messages.iter().map(|one| Original::of(&one.msgid, &names));
    let originals: Vec<_> = originals.collect();
    let mut exceptions = Exceptions::read(&guide.root)?;
    for language in &guide.languages[1..] {
        let numbers = Numbers::of(&language.catalog);
        let are_known = numbers.is_ok();
        let numbers = numbers.unwrap_or_else(|problem| {
            problems.0.push(problem);
            None
        });
        let file = language.catalog.file();
        let is_shown = |one: &Text| !(one.is_reading && language.catalog.is_norwegian());
        let shown = messages.iter().zip(&originals);
        for (
            Text {
                msgid: text,
                places,
                ..
            },
            original,
        ) in shown.filter(|(one, _)| is_shown(one))
        {
            let entry = language.catalog.entry(text);
            let tag = &language.tag;
            let mut is_compared = false;
            let differ = |entry: &Entry| {
                is_compared = are_known;
                let found = differences(
                    original,
                    &entry.translation,
                    numbers.as_ref(),
                    reads_chinese(tag),
                );
                let found = found.into_iter();
                found
                    .filter(|found| !exceptions.allow(tag, text, &found.has))
                    .collect()
            };
            for (message, cure) in faults(entry, &contacts, differ) {
                let places = places_with_lines(guide, places, text).join(", ");
                let message = format!("the entry \"{text}\" ({places}) {message}");
                let problem = Problem::of_file(file, message, cure);
                problems
                    .0
                    .push(problem.on_line(entry.map(|entry| entry.line)));
            }
            if !is_compared {
                exceptions.keep(tag, text);
            }
        }
    }
    problems.0.extend(exceptions.unused(&guide.languages));
    problems.into_result()?;
    Ok(())
}

/// What is wrong with an entry, each as the end of a sentence, with its cure. What it says and should not, `differ`
/// finds.
fn faults(
    entry: Option<&Entry>,
    contacts: &Contacts,
    differ: impl FnOnce(&Entry) -> Vec<Difference>,
) -> Vec<(String, &'static str)> {
    let Some(entry) = entry else {
        let cure = "run `cargo run --release -- update`, then translate it";
        return vec![("is missing".to_owned(), cure)];
    };
    if !entry.is_translated() {
        return vec![("is not translated".to_owned(), "translate it")];
    }
    if entry.is_fuzzy {
        let cure = "compare it with the Chinese text and remove the fuzzy mark";
        return vec![("is fuzzy".to_owned(), cure)];
    }
    let translation = &entry.translation;
    // What no text may hold changes the form of the text behind it.
    if let Some(fault) = allowed::faults(translation).into_iter().next() {
        return vec![(fault.message, fault.cure)];
    }
    let found = differ(entry).into_iter();
    let mut faults: Vec<_> = found
        .map(|found| (format!("has {}", found.has), found.cure))
        .collect();
    let contact = contacts.contact_in(translation);
    faults.extend(contact.map(|contact| (format!("holds {contact}"), CONTACTS)));
    faults
}

/// Whether a language is written with Chinese characters, too.
fn reads_chinese(tag: &str) -> bool {
    matches!(tag.split('-').next(), Some("zh" | "yue" | "ja" | "ko"))
}

/// `places` with the line where a chapter among them says `text`.
fn places_with_lines(guide: &Guide, places: &[String], text: &str) -> Vec<String> {
    let with_line = |place: &String| match guide.line_of(place, text) {
        Some(line) => format!("{place}:{line}"),
        None => place.clone(),
    };
    places.iter().map(with_line).collect()
}

const CONTACTS: &str = "contacts stand in operators.json, with source and date; a block `operators` shows them, a link leads to them";
