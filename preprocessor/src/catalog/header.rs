//! The header of a gettext catalog: its first entry, with an empty `msgid`.

use super::Entry;
use crate::Problem;

/// The fields without which the parser of the stock mdbook panics, and GNU gettext complains.
const FIELDS: [&str; 9] = [
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

/// Refuses a catalog of `tag` without a header, or with that of another language or encoding.
pub(super) fn check(
    file: &str,
    tag: &str,
    entries: &[(String, Entry)],
    problems: &mut Vec<Problem>,
) {
    let header = entries.first().filter(|(text, _)| text.is_empty());
    let (line, header) = header.map_or((1, ""), |(_, entry)| (entry.line, &*entry.translation));
    let value = |field: &str| {
        let mut fields = header.lines().filter_map(|line| line.split_once(':'));
        Some(fields.find(|(name, _)| *name == field)?.1.trim())
    };
    let missing: Vec<&str> = FIELDS
        .into_iter()
        .filter(|field| value(field).is_none())
        .collect();
    let mut refuse =
        |message: String, cure: &str| problems.push(Problem::at(file, line, message, cure));
    if !missing.is_empty() {
        refuse(
            format!("the header has no {}", missing.join(", ")),
            "the first entry is msgid \"\" with a line for each, as in the other catalogs",
        );
    }
    // GNU gettext writes pt_BR for pt-BR.
    if let Some(language) = value("Language").filter(|value| value.replace('_', "-") != tag) {
        refuse(
            format!("the header says that the language is \"{language}\""),
            &format!("write \"Language: {tag}\\n\", or give the file the name of its language"),
        );
    }
    let charset = value("Content-Type").filter(|value| {
        let value = value.to_ascii_lowercase();
        !value.ends_with("charset=utf-8")
    });
    if let Some(charset) = charset {
        refuse(
            format!("the header says that the text is \"{charset}\""),
            "save the file in UTF-8 and write \"Content-Type: text/plain; charset=UTF-8\\n\"",
        );
    }
    if let Some(forms) = value("Plural-Forms").filter(|value| !are_plural_forms(value)) {
        refuse(
            format!("the header has no plural forms but \"{forms}\""),
            "write \"Plural-Forms: nplurals=2; plural=(n != 1);\\n\": there are no plurals, but the field must be right",
        );
    }
}

/// Whether `value` has the form `nplurals=2; plural=(n != 1);`.
fn are_plural_forms(value: &str) -> bool {
    let parts = value
        .strip_prefix("nplurals=")
        .and_then(|rest| rest.split_once(';'));
    let Some((number, rule)) = parts else {
        return false;
    };
    let rule = rule.trim().strip_prefix("plural=").unwrap_or_default();
    let rule = rule.trim_end_matches(';');
    number.parse::<u8>().is_ok_and(|number| number > 0) && !rule.is_empty() && !rule.contains(';')
}
