//! The words of one language, from its catalog in `po/`.

mod date;
mod exceptions;
mod header;
mod po;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

pub use date::MONTHS;
pub(crate) use date::WORDS as DATES;
pub use exceptions::{EXCEPTIONS, Exception, ExceptionsFile, exceptions};

use crate::grammar::is_hidden;
use crate::syntax::decode;
use crate::{Problem, Problems};

/// The words of one language: its gettext catalog, or the source language, which needs none.
pub struct Catalog {
    /// Where the words come from, for error messages: `po/nb.po`.
    file: String,
    /// The entries by their text, `None` for the source language.
    entries: Option<HashMap<String, Entry>>,
}

/// An entry of a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line of its `msgid`, counted from 1.
    pub line: usize,
    /// Its `msgstr`.
    pub translation: String,
    /// Whether somebody still has to compare it with the text, which has changed.
    pub is_fuzzy: bool,
}

impl Entry {
    /// Whether it says anything.
    pub fn is_translated(&self) -> bool {
        !self.translation.trim().is_empty()
    }
}

impl Catalog {
    /// The source language: every message is its own text.
    pub fn source() -> Self {
        Self {
            file: String::new(),
            entries: None,
        }
    }

    /// Reads `po/<tag>.po` below `root`.
    ///
    /// # Errors
    /// If the file cannot be read, or everything in it that makes it no gettext catalog of `tag`: its
    /// encoding, its header, its form, a character that nobody sees, a text that stands in it twice.
    pub fn load(root: &Path, tag: &str) -> Result<Self, Problems> {
        let file = format!("po/{tag}.po");
        let text = read(root, &file)?;
        let mut problems = Vec::new();
        let read = po::entries(&file, &text, &mut problems);
        header::check(&file, tag, &read, &mut problems);
        let mut entries: HashMap<String, Entry> = HashMap::with_capacity(read.len());
        for (text, entry) in read {
            if let Some(first) = entries.get(&text) {
                problems.push(Problem::at(
                    &file,
                    entry.line,
                    format!(
                        "the entry \"{text}\" stands here again, first on line {}",
                        first.line
                    ),
                    "keep one of the two",
                ));
            } else {
                entries.insert(text, entry);
            }
        }
        problems.sort_by_key(|problem| problem.line);
        Problems(problems).into_result()?;
        Ok(Self {
            file,
            entries: Some(entries),
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

    /// Whether it is the language in which the book is written.
    pub fn is_source(&self) -> bool {
        self.entries.is_none()
    }

    /// Whether its reader reads Norwegian texts to send as they are.
    pub fn is_norwegian(&self) -> bool {
        self.file == "po/nb.po"
    }

    /// The entry with the Chinese `text`.
    pub fn entry(&self, text: &str) -> Option<&Entry> {
        self.entries.as_ref()?.get(text)
    }

    /// `text` in this language. Text without a Chinese character, such as a name or a number, is
    /// the same in every language and is no message.
    ///
    /// # Errors
    /// A [`Problem`] if the catalog has no translation of it, or only a fuzzy one.
    pub fn translate(&self, text: &str) -> Result<String, Problem> {
        if self.is_source() || !is_chinese(text) {
            return Ok(text.to_owned());
        }
        match self.entry(text) {
            Some(entry) if entry.is_translated() && !entry.is_fuzzy => {
                Ok(entry.translation.clone())
            }
            _ => Err(Problem::of_file(
                &self.file,
                format!("no translation of \"{text}\""),
                "run `cargo run --release -- update`, then translate the entry and remove its fuzzy mark",
            )),
        }
    }
}

/// The text of the catalog `file` below `root`.
fn read(root: &Path, file: &str) -> Result<String, Problems> {
    let bytes = fs::read(root.join(file)).map_err(|error| {
        Problem::of_file(
            file,
            format!("cannot be read: {error}"),
            "`cargo run --release -- update` merges new messages into the catalogs in po/",
        )
    })?;
    let text = decode(file, bytes)?;
    let ends_a_line = |c| matches!(c, '\n' | '\r');
    let unseen = text.char_indices();
    let unseen = unseen.filter(|(_, c)| is_hidden(*c) && !ends_a_line(*c));
    let problem = |(start, c)| {
        let message = format!("an invisible character, U+{:04X}", u32::from(c));
        Problem::in_text(
            file,
            &text,
            start,
            message,
            "delete it: nobody who reads the text can see it",
        )
    };
    Problems(unseen.map(problem).collect()).into_result()?;
    Ok(text)
}

/// Whether `text` holds a Chinese character or full-width mark, and so needs a translation.
pub fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    })
}
