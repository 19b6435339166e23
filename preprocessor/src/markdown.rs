//! Numbers, addresses, text and tables in Markdown.

use crate::escape::{destination, words};
use crate::files::{Phone, Source};

/// A telephone number in its country's own grouping, `915 09 000`; with the country code,
/// `+47 915 09 000`, if `abroad` or if it is not Norwegian. A short number has no grouping.
///
/// Norwegian mobile numbers (first digit 4 or 9) go 3-2-3, as Språkrådet recommends and every
/// operator prints them; libphonenumber's data has grouped all Norwegian numbers in pairs since
/// version 9.
pub fn phone_text(phone: &Phone, abroad: bool) -> String {
    let Ok(number) = phonenumber::parse(None, &phone.0) else {
        return phone.0.clone();
    };
    let national = number.national().to_string();
    let is_norwegian = number.country().code() == 47;
    let is_mobile = is_norwegian && national.len() == 8 && national.starts_with(['4', '9']);
    match (is_mobile, abroad || !is_norwegian) {
        (true, true) => format!("+47 {}", grouped(&national)),
        (true, false) => grouped(&national),
        (false, true) => number
            .format()
            .mode(phonenumber::Mode::International)
            .to_string(),
        (false, false) => number
            .format()
            .mode(phonenumber::Mode::National)
            .to_string(),
    }
}

fn grouped(mobile: &str) -> String {
    format!("{} {} {}", &mobile[..3], &mobile[3..5], &mobile[5..])
}

/// An address as people read it: without scheme and closing slash.
pub(crate) fn address_text(address: &str) -> &str {
    let text = address
        .strip_prefix("https://")
        .or(address.strip_prefix("http://"))
        .unwrap_or(address);
    text.trim_end_matches('/')
}

/// `name` as a link to `source`, if it has an address.
pub(crate) fn source_link(source: &Source, name: &str) -> String {
    match &source.url {
        Some(url) => link(name, &url.0),
        None => words(name),
    }
}

/// `text` as a link to `address`.
pub(crate) fn link(text: &str, address: &str) -> String {
    format!("[{}]({})", words(text), destination(address))
}

/// `pattern`, words of the catalog, with what belongs in the place of each `{name}`. What is put in is not
/// looked at again.
pub(crate) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = values.iter().find_map(|(name, value)| {
            let behind = after.strip_prefix(name)?.strip_prefix('}')?;
            Some((value, behind))
        });
        match value {
            Some((value, behind)) => {
                filled.push_str(value);
                rest = behind;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// A Markdown table; the first row is its head.
pub(crate) fn table(rows: &[Vec<String>]) -> String {
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| format!("| {} |", row.join(" | ")))
        .collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}
