//! What is translated: the template of all catalogs, and the refusal of holes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use mdbook_driver::book::BookItem;
use mdbook_i18n_helpers::extract_messages;
use mdbook_operators::{Problem, Problems};
use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;

use crate::allowed;
use crate::front;
use crate::guide::{Guide, LANGUAGE_NAME};
use crate::pages;
use crate::pdf;
use crate::template::Template;

/// Every message of the guide with the places it stands in, in the order in which a translator
/// meets them.
///
/// The chapters give theirs by mdbook-i18n-helpers, in the form in which its preprocessor looks
/// them up again. What that tool does not see, the title, the words of the theme and of the
/// contact tables, comes here as well, so that a translator has one ordinary catalog.
pub fn messages(guide: &Guide) -> Result<Vec<(String, Vec<String>)>> {
    let mut messages = Messages::default();
    messages.add(guide.title(), "book.toml");
    messages.add(guide.description(), "book.toml");
    messages.add(LANGUAGE_NAME, "site/src/guide.rs");
    for template in templates(guide)? {
        for (word, _) in template.words()? {
            messages.add(word, &template.file);
        }
    }
    for word in pages::WORDS.iter().chain(&pdf::WORDS) {
        messages.add(word, "site/src");
    }
    for message in mdbook_operators::messages(&guide.data) {
        messages.add(&message.text, &message.place);
    }
    let summary = fs::read_to_string(guide.root.join("src/SUMMARY.md"))?;
    for title in summary_titles(&summary) {
        messages.add(&title, "src/SUMMARY.md");
    }
    for item in guide.written()?.iter() {
        let BookItem::Chapter(chapter) = item else {
            continue;
        };
        let Some(path) = &chapter.source_path else {
            continue;
        };
        let place = format!("src/{}", path.display());
        for (_, message) in extract_messages(&chapter.content)? {
            messages.add(&message.message, &place);
        }
    }
    Ok(messages.list)
}

#[derive(Default)]
struct Messages {
    list: Vec<(String, Vec<String>)>,
    index: BTreeMap<String, usize>,
}

impl Messages {
    fn add(&mut self, text: &str, place: &str) {
        let index = *self.index.entry(text.to_owned()).or_insert(self.list.len());
        if index == self.list.len() {
            self.list.push((text.to_owned(), Vec::new()));
        }
        let places = &mut self.list[index].1;
        if !places.iter().any(|known| known == place) {
            places.push(place.to_owned());
        }
    }
}

/// The titles of chapters and parts. mdBook hands them to preprocessors without their links.
fn summary_titles(summary: &str) -> Vec<String> {
    let lines = summary.lines().map(str::trim);
    lines
        .filter_map(|line| {
            let entry = line.trim_start_matches(['-', '*', ' ']);
            match entry
                .strip_prefix('[')
                .and_then(|rest| rest.split_once("]("))
            {
                Some((title, _)) => Some(title.to_owned()),
                None => line.strip_prefix("# ").map(str::to_owned),
            }
        })
        .collect()
}

/// The files of the theme that hold words.
pub fn templates(guide: &Guide) -> Result<Vec<Template>> {
    let pages = [pages::TEMPLATE, front::CHOOSER, front::NOT_FOUND].map(str::to_owned);
    let scripts = pages::SCRIPTS.map(|name| format!("theme/{name}"));
    pages
        .iter()
        .chain(&scripts)
        .map(|file| template(guide, file))
        .collect()
}

/// One file of the theme.
pub fn template(guide: &Guide, file: &str) -> Result<Template> {
    let text =
        fs::read_to_string(guide.root.join(file)).with_context(|| format!("reading {file}"))?;
    Ok(Template {
        file: file.to_owned(),
        text,
    })
}

/// The template catalog, `po/messages.pot`, as text. It holds no line numbers and no date, so
/// that it changes only when a message does.
pub fn template_catalog(guide: &Guide) -> Result<String> {
    let mut metadata = CatalogMetadata::new();
    metadata.project_id_version = guide.title().to_owned();
    metadata.language = guide.source().tag.clone();
    metadata.mime_version = "1.0".to_owned();
    metadata.content_type = "text/plain; charset=UTF-8".to_owned();
    metadata.content_transfer_encoding = "8bit".to_owned();
    let mut catalog = Catalog::new(metadata);
    for (text, places) in messages(guide)? {
        let message = Message::build_singular()
            .with_msgid(text)
            .with_source(places.join("\n"))
            .done();
        catalog.append_or_update(message);
    }
    let file = tempfile::NamedTempFile::new()?;
    polib::po_file::write(&catalog, file.path())?;
    Ok(fs::read_to_string(file.path())?)
}

/// Writes `po/messages.pot` and returns the number of its messages.
pub fn write_template_catalog(guide: &Guide) -> Result<usize> {
    let text = template_catalog(guide)?;
    let path = guide.root.join("po/messages.pot");
    fs::write(&path, &text).with_context(|| format!("writing {}", path.display()))?;
    Ok(text.matches("\nmsgid ").count() - 1)
}

/// Merges `po/messages.pot` into every catalog with GNU gettext's `msgmerge`.
///
/// # Errors
/// If `msgmerge` is not installed or refuses a catalog.
pub fn merge(guide: &Guide) -> Result<()> {
    for language in &guide.languages[1..] {
        let file = language.catalog.file();
        let status = Command::new("msgmerge")
            .args([
                "--quiet",
                "--update",
                "--backup=none",
                "--no-wrap",
                file,
                "po/messages.pot",
            ])
            .current_dir(&guide.root)
            .status();
        match status {
            Ok(status) if status.success() => {}
            Ok(status) => bail!("msgmerge refused {file} ({status})"),
            Err(error) => bail!(
                "msgmerge cannot be started: {error}\n  it is part of GNU gettext: install the package gettext"
            ),
        }
    }
    Ok(())
}

/// Refuses a catalog with a hole or a fuzzy entry, where the reader would see Chinese, and an entry
/// that leads elsewhere than the Chinese text. No text of the guide holds a contact itself.
///
/// # Errors
/// Each such entry, with its line in the catalog if it has one.
pub fn check_catalogs(guide: &Guide) -> Result<()> {
    let messages = messages(guide)?;
    let mut problems = Problems::default();
    for (text, places) in &messages {
        if let Some(contact) = contact_in(text) {
            problems.0.push(Problem {
                file: places[0].clone(),
                line: line_in(guide, &places[0], text),
                message: format!("{contact} stands in the text \"{text}\""),
                cure: CONTACTS.to_owned(),
            });
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
                Some(entry) => match difference(text, entry.msgstr().unwrap_or_default()) {
                    Some(difference) => difference,
                    None => continue,
                },
            };
            problems.0.push(Problem {
                file: file.to_owned(),
                line: lines.get(text.as_str()).copied(),
                message: format!(
                    "the entry \"{text}\" ({}) {message}",
                    places_with_lines(guide, places, text).join(", ")
                ),
                cure: cure.to_owned(),
            });
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
fn difference(text: &str, translation: &str) -> Option<(String, &'static str)> {
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
    contact_in(translation).map(|contact| (format!("holds {contact}"), CONTACTS))
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

/// A telephone number, web address or mail address in a text, outside the targets of its links.
fn contact_in(text: &str) -> Option<String> {
    let shown = link_targets(text)
        .into_iter()
        .fold(text.to_owned(), |text, target| text.replace(target, ""));
    let number = shown
        .split(|c: char| {
            !(c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.'))
        })
        .map(|run| run.trim_matches(|c: char| !c.is_ascii_digit()))
        .find(|run| is_telephone_number(run));
    shown
        .split(|c: char| !(c.is_ascii_alphanumeric() || "@.:/-_+".contains(c)))
        .find(|word| is_address(word))
        .or(number)
        .map(str::to_owned)
}

/// Whether `word` is a mail or web address. A bare domain is none: newspapers are called `Tek.no`.
fn is_address(word: &str) -> bool {
    let is_mail = word
        .split_once('@')
        .is_some_and(|(_, host)| host.contains('.'));
    word.contains("://") || word.starts_with("www.") || is_mail
}

/// Whether `run`, digits with blanks, hyphens or full stops between them, has seven digits and is
/// no date.
fn is_telephone_number(run: &str) -> bool {
    let groups: Vec<usize> = run
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .filter(|length| *length > 0)
        .collect();
    let is_date = matches!(groups[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4]);
    groups.iter().sum::<usize>() >= 7 && !is_date
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
