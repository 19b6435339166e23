//! Texts: where they close up to their neighbours, and what stays together in them.

use std::fmt::Write;
use std::ops::Range;

use super::links::NOTHING_AFTER;
use super::typography::{WIDE_PUNCTUATION, unbroken};
use super::typst::{Fragment, literal};
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>, out: &mut Fragment) {
        let mut line = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' if line.ends_with(' ') => {}
                '\t' | '\n' => line.push(' '),
                c => line.push(c),
            }
        }
        let line = unbroken(&line, &self.guide.numbered);
        out.plain.push_str(&line);
        let mut rest = line.as_str();
        if let Some(code) = out.code.strip_suffix(&format!("{NOTHING_AFTER};")) {
            // Chinese punctuation closes up only inside one text: it is set with the page.
            rest = line.trim_start_matches(WIDE_PUNCTUATION);
            let after = literal(&line[..line.len() - rest.len()]);
            out.code = format!("{code},after:{after});");
        }
        self.place(range.start, out);
        if !rest.is_empty() {
            _ = write!(out.code, "{};", literal(rest));
        }
    }
}
