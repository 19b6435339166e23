//! What stands in a line: text, words in another language, references to footnotes.

use std::fmt::Write;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::Event;

use super::events::{Events, attribute, excerpt, span_id, until_closed};
use super::typography::{WIDE_PUNCTUATION, unbroken};
use super::typst::{Fragment, literal, locale};
use super::writer::Writer;

impl<'s, 'a> Writer<'_, 's, 'a> {
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>, out: &mut Fragment) {
        let behind_reference = out.reference_end > 0 && out.reference_end == out.code.len();
        self.place(range.start, out);
        let mut line = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' if line.ends_with(' ') => {}
                '\t' | '\n' => line.push(' '),
                c => line.push(c),
            }
        }
        let line = unbroken(&line, self.numbered);
        out.plain.push_str(&line);
        let mut rest = line.as_str();
        if behind_reference {
            // Chinese punctuation closes up only inside one text: it is set with the page.
            rest = line.trim_start_matches(WIDE_PUNCTUATION);
            let after = &line[..line.len() - rest.len()];
            out.code
                .insert_str(out.reference_end - r#"");"#.len(), after);
        }
        if !rest.is_empty() {
            _ = write!(out.code, "{};", literal(rest));
        }
    }

    /// Reads an inline tag and what belongs to it, and gives the siblings that follow.
    pub(super) fn inline_html(
        &mut self,
        html: &str,
        range: &Range<usize>,
        after: Events<'s, 'a>,
        out: &mut Fragment,
    ) -> Events<'s, 'a> {
        let words = match (attribute(html, "lang").and_then(locale), span_id(html)) {
            (Some(locale), _) => format!("text({locale},"),
            (_, Some(id)) => {
                let target = literal(&format!("{}#{id}", self.source.path));
                format!("labelled({target},metadata(none));text(")
            }
            _ => {
                let message = format!("HTML that the PDF cannot show: {}", excerpt(html));
                let cure = "write it in Markdown; only <span lang=\"zh-Hans\"> … </span> is known, \
                            for words in another language, and <span id=\"…\"> … </span>, for \
                            words that links lead to";
                self.refuse(range, message, cure);
                return after;
            }
        };
        let Some((contents, after)) = until_closed(after, |event, _| match event {
            Event::InlineHtml(html) if &**html == "</span>" => -1,
            Event::InlineHtml(html) => i32::from(html.starts_with("<span")),
            _ => 0,
        }) else {
            self.refuse(
                range,
                format!("{html} is not closed"),
                "write </span> after the words",
            );
            return after;
        };
        let body = self.fragment(contents);
        out.push(&words, &body, ")");
        after
    }

    pub(super) fn footnote(&mut self, name: &str, out: &mut Fragment) {
        let Some((&name, &events)) = self.footnotes.get_key_value(name) else {
            let text = format!("[^{name}]");
            _ = write!(out.code, "{};", literal(&text));
            return out.plain.push_str(&text);
        };
        let label = literal(&format!("{}^{name}", self.source.path));
        if !self.footnotes_used.insert(name) {
            _ = write!(out.code, "footnote(label({label}));");
            return;
        }
        let body = self.fragment(events);
        out.push(&format!("labelled({label},footnote("), &body, "))");
    }
}
