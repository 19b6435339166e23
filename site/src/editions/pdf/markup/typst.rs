//! How things are written in Typst: texts, languages, statements.

use std::fmt::Write;

/// `text` as a Typst string: no text can end it, and it fills one line.
pub(crate) fn literal(text: &str) -> String {
    let mut code = String::with_capacity(text.len() + 2);
    code.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => code.extend(['\\', c]),
            '\u{2028}' | '\u{2029}' => code.extend(c.escape_unicode()),
            c if c.is_control() => code.extend(c.escape_unicode()),
            c => code.push(c),
        }
    }
    code.push('"');
    code
}

/// The arguments of Typst's `text` for a BCP 47 tag: `lang: "zh", region: "CN"`.
///
/// Typst chooses the shapes of Chinese characters and the hyphenation by region, and does not
/// know scripts, hence the usual region of each language we use.
pub(super) fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let lang = parts.next()?.to_ascii_lowercase();
    let is_word = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
    if !(2..=3).contains(&lang.len()) || !is_word(&lang) {
        return None;
    }
    let region = parts
        .find(|part| part.len() == 2 && is_word(part))
        .map(str::to_ascii_uppercase);
    let usual = match tag {
        "zh" | "zh-Hans" => Some("CN"),
        "zh-Hant" => Some("TW"),
        "nb" | "nn" => Some("NO"),
        "en" => Some("GB"),
        _ => None,
    };
    let region = region
        .as_deref()
        .or(usual)
        .map_or("none".to_owned(), literal);
    Some(format!("lang: {}, region: {region}", literal(&lang)))
}

/// Typst statements, and the text in them without markup.
#[derive(Default)]
pub(super) struct Fragment {
    pub(super) code: String,
    pub(super) plain: String,
    /// How long `code` was behind the last reference.
    pub(super) reference_end: usize,
}

impl Fragment {
    /// The statements as one value. Typst makes nothing out of no statement, and `par` and its
    /// like want content.
    pub(super) fn value(&self) -> String {
        if self.code.is_empty() {
            "[]".to_owned()
        } else {
            format!("{{{}}}", self.code)
        }
    }

    pub(super) fn push(&mut self, call: &str, inner: &Fragment, after: &str) {
        _ = write!(self.code, "{call}{}{after};", inner.value());
        self.plain.push_str(&inner.plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_has_no_way_out() {
        assert_eq!(
            literal("a\"b\\c\nd\u{2028}e\u{7}"),
            "\"a\\\"b\\\\c\\u{a}d\\u{2028}e\\u{7}\""
        );
    }
}
