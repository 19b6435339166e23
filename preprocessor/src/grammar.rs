//! What a value of the data may look like. Each grammar has a name, which the schema gives as `format`,
//! so that a value is read by the grammar of its type wherever it stands.

mod contacts;

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use jiff::civil::Date;

use contacts::{domain, email, https_address, phone, section_address, web_address};

/// What is wrong with a value, and the cure.
pub(crate) type Fault = (String, String);
type Grammar = fn(&str) -> Result<(), Fault>;

/// Every grammar by the name that the schema gives it.
pub(crate) const FORMATS: [(&str, Grammar); 9] = [
    ("id", id),
    ("date", day),
    ("source-date", source_date),
    ("phone", phone),
    ("email", email),
    ("domain", domain),
    ("https-address", https_address),
    ("web-address", web_address),
    ("section-address", section_address),
];

/// What is wrong with `text` by the grammar of that name; what is right has nothing wrong.
pub(crate) fn check(format: &str, text: &str) -> Result<(), Fault> {
    let grammar = FORMATS.iter().find(|(name, _)| *name == format);
    grammar.map_or(Ok(()), |(_, grammar)| grammar(text))
}

fn fault(message: impl Into<String>, cure: impl Into<String>) -> Result<(), Fault> {
    Err((message.into(), cure.into()))
}

/// A value as a message quotes it: on one line, nothing in it hidden, not endless.
pub(crate) fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

/// Words on one line, with nothing in them that a reader cannot see: what is hidden turns a number
/// round, or tells two equal names apart.
pub(crate) fn text(text: &str) -> Result<(), Fault> {
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        return fault(
            format!("holds {}, which nobody sees", code_point(c)),
            "delete it; a text is one line",
        );
    }
    if !text.chars().any(char::is_alphanumeric) {
        return fault(
            "says nothing",
            "write words; where nothing is known, null, and a note is left out",
        );
    }
    if text != text.trim() {
        return fault(
            "begins or ends with a space",
            "delete it, the tables put spaces where they belong",
        );
    }
    Ok(())
}

/// Whether nobody sees `c`: controls and line breaks, marks that turn the direction of writing,
/// characters without width, and those that Unicode gives to nobody.
pub fn is_hidden(c: char) -> bool {
    // Nearly all of every text: Unicode's tables need not be searched.
    if matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fa5}') {
        return false;
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    GeneralCategoryGroup::Other.contains(category)
        || GeneralCategoryGroup::LineSeparator.contains(category)
        || GeneralCategoryGroup::ParagraphSeparator.contains(category)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// A character that nobody sees, as a message names it.
pub(crate) fn code_point(c: char) -> String {
    let name = match c {
        '\n' | '\r' => "a line break, ",
        '\t' => "a tab, ",
        '\u{feff}' => "a byte order mark, ",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
            "a mark of the direction of writing, "
        }
        _ => "",
    };
    format!("{name}U+{:04X}", u32::from(c))
}

/// A permanent name: small letters, digits and single hyphens.
pub(crate) fn id(text: &str) -> Result<(), Fault> {
    let is_part = |part: &str| {
        let mut chars = part.chars();
        !part.is_empty() && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if text.split('-').all(is_part) {
        return Ok(());
    }
    fault(
        format!("{} is no id", quoted(text)),
        "small letters, digits and single hyphens",
    )
}

fn day(text: &str) -> Result<(), Fault> {
    const CURE: &str = "write a day as YYYY-MM-DD, for example 2026-11-22";
    calendar(text, "", CURE)
}

/// A day, a month, a year, or `undated`.
fn source_date(text: &str) -> Result<(), Fault> {
    const CURE: &str = "write YYYY-MM-DD, YYYY-MM, YYYY or \"undated\"";
    match text.len() {
        _ if text == "undated" => Ok(()),
        4 => calendar(text, "-01-01", CURE),
        7 => calendar(text, "-01", CURE),
        _ => calendar(text, "", CURE),
    }
}

/// A day of the calendar, of which `text` is the beginning and `rest` the end.
fn calendar(text: &str, rest: &str, cure: &str) -> Result<(), Fault> {
    let day = format!("{text}{rest}");
    let is_right = |(index, c): (usize, char)| match index {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    };
    if day.len() != 10 || !day.chars().enumerate().all(is_right) {
        return fault(format!("{} is not of the right form", quoted(text)), cure);
    }
    if day.parse::<Date>().is_err() {
        return fault(
            format!("there is no day {text}"),
            "write a day of the calendar",
        );
    }
    Ok(())
}
