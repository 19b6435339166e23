//! The form of a gettext catalog: entries with an empty line between them.
//!
//! Stricter than GNU gettext, so that the parser of the stock mdbook, which skips or joins what it does
//! not expect, reads the same.

use super::Entry;
use crate::Problem;

/// The lines of an entry after its comments, in their order.
const KEYWORDS: [&str; 2] = ["msgid ", "msgstr "];

/// What is wrong, and its cure.
type Fault = (&'static str, &'static str);

const NO_LINE: Fault = (
    "not a line of a gettext catalog",
    "lines start with #, msgid or msgstr, or go on with a double quote",
);
const NOT_QUOTED: Fault = (
    "the text is not between double quotes",
    "begin and end it with a double quote; one inside is written \\\"",
);
const ESCAPE: Fault = (
    "a backslash stands before a letter that it does not go with",
    "write \\\\ for a backslash itself; there are \\\" and \\n besides. If the catalog is written in \
     octal numbers, `msgcat --no-escape` writes its letters",
);
const JOINED: Fault = (
    "an entry begins inside another one",
    "put an empty line between two entries, and comments before msgid",
);
const CUT_OFF: Fault = (
    "the entry has no msgstr",
    "write the translation below it: msgstr \"…\"",
);
const PLURAL: Fault = (
    "the guide has no plural messages and no contexts",
    "delete the entry and run `cargo run --release -- update`",
);

/// The entries of a catalog in their order, the header, whose text is empty, among them; what is no entry
/// goes to `problems`.
pub(super) fn entries(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<(String, Entry)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut entries = Vec::new();
    let mut first = 1;
    for block in lines.split(|line| line.is_empty()) {
        match entry(block, first) {
            Ok(entry) => entries.extend(entry),
            Err((line, (message, cure))) => {
                problems.push(Problem::at(file, line, message, cure));
            }
        }
        first += block.len() + 1;
    }
    entries
}

/// The entry that `block`, whose first line is line `first` of the catalog, holds; none if there are only
/// comments.
fn entry(block: &[&str], first: usize) -> Result<Option<(String, Entry)>, (usize, Fault)> {
    let mut texts: Vec<String> = Vec::new();
    let mut start = first;
    let mut is_fuzzy = false;
    for (number, line) in (first..).zip(block) {
        if texts.is_empty() && line.starts_with('#') {
            is_fuzzy |= line.starts_with("#,") && line.contains("fuzzy");
            start = number + 1;
            continue;
        }
        let keyword = KEYWORDS.get(texts.len());
        let quoted = match keyword.and_then(|keyword| line.strip_prefix(keyword)) {
            Some(quoted) => {
                texts.push(String::new());
                quoted
            }
            None if line.starts_with('"') => line,
            None => return Err((number, what_it_is(line))),
        };
        let text = texts.last_mut().ok_or((number, NO_LINE))?;
        unquote(quoted, text).map_err(|fault| (number, fault))?;
    }
    let mut texts = texts.into_iter();
    let Some(text) = texts.next() else {
        return Ok(None);
    };
    let translation = texts.next().ok_or((start, CUT_OFF))?;
    let entry = Entry {
        line: start,
        translation,
        is_fuzzy,
    };
    Ok(Some((text, entry)))
}

/// What is wrong with a line that has no place where it stands.
fn what_it_is(line: &str) -> Fault {
    let starts_with = |word: &&str| line.starts_with(word);
    if ["msgctxt", "msgid_plural", "msgstr["]
        .iter()
        .any(starts_with)
    {
        PLURAL
    } else if ["#", "msgid \""].iter().any(starts_with) {
        JOINED
    } else {
        NO_LINE
    }
}

/// Appends to `text` what the string `quoted` stands for.
fn unquote(quoted: &str, text: &mut String) -> Result<(), Fault> {
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .ok_or(NOT_QUOTED)?;
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '"' => return Err(NOT_QUOTED),
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some(same @ ('\\' | '"')) => same,
                Some(_) => return Err(ESCAPE),
                None => return Err(NOT_QUOTED),
            },
            letter => letter,
        });
    }
    Ok(())
}
