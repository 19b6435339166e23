//! Every message of the guide, and the template of all catalogs, `po/messages.pot`.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, bail};
use mdbook_driver::book::BookItem;
use mdbook_i18n_helpers::extract_messages;
use mdbook_operators::{Problem, readings};
use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;

use super::numbers;
use super::templates::Templates;
use crate::guide::{Guide, LANGUAGE_NAME, age};

/// A text that is translated.
pub(crate) struct Text {
    /// It in Chinese.
    pub(crate) msgid: String,
    /// The files it stands in.
    pub(crate) places: Vec<String>,
    /// Whether it only says what lines of a text to send mean: nobody reads it in Norwegian.
    pub(crate) is_reading: bool,
}

/// Every message of the guide, in the order in which a translator meets them.
///
/// The chapters give theirs by mdbook-i18n-helpers, in the form in which its preprocessor looks
/// them up again. What that tool does not see, the title, the words of the theme and of the
/// contact tables, comes here as well, so that a translator has one ordinary catalog. `fixed` are the
/// words that stand in the code of this crate.
pub(crate) fn messages(guide: &Guide, templates: &Templates, fixed: &[&str]) -> Result<Vec<Text>> {
    let mut messages = Messages::default();
    messages.add(guide.title(), "book.toml");
    messages.add(guide.description(), "book.toml");
    messages.add(LANGUAGE_NAME, "site/src/guide.rs");
    for (file, words) in templates.words() {
        for word in words {
            messages.add(word, file);
        }
    }
    for word in [age::DATED].iter().chain(fixed).chain(&numbers::LISTS) {
        messages.add(word, "site/src");
    }
    for message in mdbook_operators::messages(&guide.data) {
        messages.add(&message.text, &message.place);
    }
    let book = guide.written()?;
    for item in book.iter() {
        match item {
            BookItem::Chapter(chapter) => messages.add(&chapter.name, "src/SUMMARY.md"),
            BookItem::PartTitle(title) => messages.add(title, "src/SUMMARY.md"),
            BookItem::Separator => {}
        }
    }
    for chapter in book.chapters() {
        let Some(path) = &chapter.source_path else {
            continue;
        };
        let place = format!("src/{}", path.display());
        let line_at = |offset: usize| chapter.content[..offset].matches('\n').count() + 1;
        let readings = readings(&chapter.content).into_iter();
        let readings: Vec<_> = readings
            .map(|range| line_at(range.start)..line_at(range.end))
            .collect();
        for (line, message) in extract_messages(&chapter.content)? {
            if readings.iter().any(|lines| lines.contains(&line)) {
                messages.add_reading(&message.message, &place);
            } else {
                messages.add(&message.message, &place);
            }
        }
    }
    Ok(messages.list)
}

#[derive(Default)]
struct Messages {
    list: Vec<Text>,
    index: BTreeMap<String, usize>,
}

impl Messages {
    fn add(&mut self, text: &str, place: &str) {
        self.add_reading(text, place).is_reading = false;
    }

    fn add_reading(&mut self, text: &str, place: &str) -> &mut Text {
        let index = *self.index.entry(text.to_owned()).or_insert(self.list.len());
        if index == self.list.len() {
            self.list.push(Text {
                msgid: text.to_owned(),
                places: Vec::new(),
                is_reading: true,
            });
        }
        let known = &mut self.list[index];
        if !known.places.iter().any(|known| known == place) {
            known.places.push(place.to_owned());
        }
        known
    }
}

/// Writes the template catalog, `po/messages.pot`, and returns the number of its messages. It holds no
/// line numbers and no date, so that it changes only when a message does.
pub(crate) fn write_template_catalog(
    guide: &Guide,
    templates: &Templates,
    fixed: &[&str],
) -> Result<usize> {
    let mut metadata = CatalogMetadata::new();
    metadata.project_id_version = guide.title().to_owned();
    metadata.language = guide.source().tag.clone();
    metadata.mime_version = "1.0".to_owned();
    metadata.content_type = "text/plain; charset=UTF-8".to_owned();
    metadata.content_transfer_encoding = "8bit".to_owned();
    let mut catalog = Catalog::new(metadata);
    for Text { msgid, places, .. } in messages(guide, templates, fixed)? {
        let message = Message::build_singular()
            .with_msgid(msgid)
            .with_source(places.join("\n"))
            .done();
        catalog.append_or_update(message);
    }
    let path = guide.root.join("po/messages.pot");
    polib::po_file::write(&catalog, &path).context(Problem::of_file(
        "po/messages.pot",
        "cannot be written",
        "let this user write it, on a disk with room",
    ))?;
    Ok(catalog.count())
}

/// Merges `po/messages.pot` into every catalog with GNU gettext's `msgmerge`.
///
/// # Errors
/// If `msgmerge` is not installed or refuses a catalog.
pub(crate) fn merge(guide: &Guide) -> Result<()> {
    for language in &guide.languages[1..] {
        let file = language.catalog.file();
        let output = Command::new("msgmerge")
            .args([
                "--quiet",
                "--update",
                "--backup=none",
                "--no-wrap",
                file,
                "po/messages.pot",
            ])
            .current_dir(&guide.root)
            .output();
        match output {
            Ok(output) if output.status.success() => {}
            Ok(output) => bail!(Problem::of_file(
                file,
                format!(
                    "msgmerge refuses it ({}): {}",
                    output.status,
                    String::from_utf8_lossy(&output.stderr).trim()
                ),
                "mend what msgmerge says",
            )),
            Err(error) => bail!(Problem::general(
                format!("msgmerge cannot be started: {error}"),
                "it is part of GNU gettext: install the package gettext",
            )),
        }
    }
    Ok(())
}
