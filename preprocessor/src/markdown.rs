//! Numbers, addresses, text and tables in Markdown.

use crate::files::{Phone, Source};

/// A telephone number in its country's own grouping, `915 09 000`; with the country code,
/// `+47 915 09 000`, if `abroad`. A short number has no grouping.
///
/// Norwegian mobile numbers (first digit 4 or 9) go 3-2-3, as Språkrådet recommends and every
/// operator prints them; libphonenumber's data has grouped all Norwegian numbers in pairs since
/// version 9.
pub fn phone_text(phone: &Phone, abroad: bool) -> String {
    let Ok(number) = phonenumber::parse(None, &phone.0) else {
        return phone.0.clone();
    };
    let national = number.national().to_string();
    let is_mobile =
        number.country().code() == 47 && national.len() == 8 && national.starts_with(['4', '9']);
    match (is_mobile, abroad) {
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
        Some(url) => format!("[{}]({})", escape(name), url.0),
        None => escape(name),
    }
}

/// Text as data: nothing in it is Markdown.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&'
        ) {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
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
