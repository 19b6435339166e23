//! How things are written in Typst: texts, languages, statements.

use std::fmt::Write;

use typst::text::{Lang, Region};

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
    let tag = match tag {
        "zh" | "zh-Hans" => "zh-CN",
        "zh-Hant" => "zh-TW",
        "nb" => "nb-NO",
        "nn" => "nn-NO",
        "en" => "en-GB",
        tag => tag,
    };
    let mut parts = tag.split('-');
    let language: Lang = parts.next()?.parse().ok()?;
    let region: Option<Region> = parts.find_map(|part| part.parse().ok());
    let region = region.map_or("none".to_owned(), |region| literal(region.as_str()));
    let language = literal(language.as_str());
    Some(format!("lang: {language}, region: {region}"))
}

/// Typst statements, and the text in them without markup.
#[derive(Default)]
pub(super) struct Fragment {
    pub(super) code: String,
    pub(super) plain: String,
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
