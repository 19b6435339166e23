//! The words of one language, from its catalog in `po/`.

use std::fs;
use std::path::Path;

use crate::{Problem, Problems};

/// The words of one language: its gettext catalog, or the source language, which needs none.
pub struct Catalog {
    /// Where the words come from, for error messages: `po/nb.po`.
    file: String,
    messages: Option<polib::catalog::Catalog>,
}

impl Catalog {
    /// The source language: every message is its own text.
    pub fn source() -> Self {
        Self {
            file: String::new(),
            messages: None,
        }
    }

    /// Reads `po/<tag>.po` below `root`.
    ///
    /// # Errors
    /// If the file cannot be read or is not a gettext catalog.
    pub fn load(root: &Path, tag: &str) -> Result<Self, Problems> {
        let file = format!("po/{tag}.po");
        let path = root.join(&file);
        // The parser of polib gives no line and does not refuse an empty or a cut file.
        let text = fs::read_to_string(&path).map_err(|error| {
            Problems(vec![Problem::of_file(
                &file,
                format!("cannot be read: {error}"),
                "it must be a gettext catalog in UTF-8; `cargo run --release -- update` merges new messages into it",
            )])
        })?;
        check_syntax(&file, &text)?;
        let messages = polib::po_file::parse(&path).map_err(|error| {
            Problems(vec![Problem::of_file(
                &file,
                error.to_string(),
                "`msgfmt --check` of GNU gettext names the line",
            )])
        })?;
        Ok(Self {
            file,
            messages: Some(messages),
        })
    }

    /// The catalog of `tag` below `root`: its file in `po/`, or none for the language in which
    /// the book is written, `source`.
    ///
    /// # Errors
    /// If `tag` is not the source and its catalog cannot be read.
    pub fn of_language(root: &Path, tag: &str, source: &str) -> Result<Self, Problems> {
        if tag == source {
            Ok(Self::source())
        } else {
            Self::load(root, tag)
        }
    }

    /// The file with the words, `po/nb.po`; empty for the source language.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The messages, `None` for the source language.
    pub fn messages(&self) -> Option<&polib::catalog::Catalog> {
        self.messages.as_ref()
    }

    /// `text` in this language. Text without a Chinese character, such as a name or a number, is
    /// the same in every language and is no message.
    ///
    /// # Errors
    /// A [`Problem`] if the catalog has no translation of it, or only a fuzzy one.
    pub fn translate(&self, text: &str) -> Result<String, Problem> {
        let Some(messages) = self.messages.as_ref().filter(|_| is_chinese(text)) else {
            return Ok(text.to_owned());
        };
        match messages.find_message(None, text, None) {
            Some(message) if message.is_translated() && !message.is_fuzzy() => {
                Ok(message.msgstr().unwrap_or(text).to_owned())
            }
            _ => Err(Problem::of_file(
                &self.file,
                format!("no translation of \"{text}\""),
                "run `cargo run --release -- update`, then translate the entry and remove its fuzzy mark",
            )),
        }
    }
}

/// Whether `text` holds a Chinese character or full-width mark, and so needs a translation.
pub fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    })
}

/// Header fields that polib 0.2 cannot do without: it panics where one is missing.
const HEADER: [&str; 9] = [
    "Project-Id-Version",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Language-Team",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Language",
    "Plural-Forms",
];

/// Refuses what polib would silently skip or panic at, with the line.
fn check_syntax(file: &str, text: &str) -> Result<(), Problems> {
    let mut problems = Problems::default();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let keyword = ["msgctxt ", "msgid ", "msgstr "]
            .iter()
            .any(|word| line.starts_with(word));
        let quote = line.find('"').map(|start| &line[start..]);
        let (message, cure) = if line.is_empty() || line.starts_with('#') {
            open = false;
            continue;
        } else if line.starts_with("msgid_plural") || line.starts_with("msgstr[") {
            (
                "the guide has no plural messages",
                "delete the entry and run `cargo run --release -- update`",
            )
        } else if !(keyword || open && line.starts_with('"')) {
            (
                "not a line of a gettext catalog",
                "lines start with #, msgid or msgstr, or go on with a double quote",
            )
        } else if !quote.is_some_and(is_quoted) {
            (
                "the text is not between double quotes",
                "begin and end it with a double quote",
            )
        } else {
            open = true;
            continue;
        };
        problems.0.push(Problem::at(file, index + 1, message, cure));
    }
    let header = text.split("\n\n").next().unwrap_or_default();
    let missing: Vec<&str> = HEADER
        .into_iter()
        .filter(|field| !header.contains(&format!("\"{field}:")))
        .collect();
    if !missing.is_empty() {
        problems.0.push(Problem::at(
            file,
            1,
            format!("the header has no {}", missing.join(", ")),
            "the first entry is msgid \"\" with a line for each, as in the other catalogs",
        ));
    }
    problems.into_result()
}

/// Whether `text` is one string between double quotes.
fn is_quoted(text: &str) -> bool {
    let Some(inner) = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return false;
    };
    let mut escaped = false;
    for c in inner.chars() {
        if c == '"' && !escaped {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    !escaped
}
