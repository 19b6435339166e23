//! Boxes: blocks of HTML that the chapters may have.

use std::fmt::Write;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag};

use super::events::{Events, box_end, element, excerpt, html_text, message_follows};
use super::typography::letters;
use super::typst::{Fragment, literal};
use super::writer::{SMALL, Writer};

/// The classes that a `<div>` in a chapter may have.
pub(crate) const BOXES: [&str; 4] = ["stop", "note", "example", "doors"];

impl<'s, 'a> Writer<'_, 's, 'a> {
    /// Reads a block of HTML and what belongs to it, and gives the siblings that follow.
    pub(super) fn html_block(
        &mut self,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        after: Events<'s, 'a>,
        out: &mut Fragment,
    ) -> Events<'s, 'a> {
        let html = html_text(inner);
        let kind = html
            .strip_prefix("<div class=\"")
            .and_then(|rest| rest.strip_suffix("\">"));
        let Some(kind) = kind.filter(|kind| BOXES.contains(kind)) else {
            let cure = if html == "</div>" {
                "delete it, or open a box with <div class=\"note\"> above".to_owned()
            } else if html.starts_with("<div class=\"") {
                format!(
                    "leave an empty line above and below each tag; known boxes: {}",
                    BOXES.join(", ")
                )
            } else {
                let boxes = BOXES.join(", ");
                format!("write it in Markdown, or in a <div class=\"…\"> of these: {boxes}")
            };
            self.refuse(
                range,
                format!("HTML that the PDF cannot show: {}", excerpt(&html)),
                cure,
            );
            return after;
        };
        let Some((contents, after)) = box_end(after) else {
            let message = format!("<div class=\"{kind}\"> is not closed");
            self.refuse(
                range,
                message,
                "write </div> on a line of its own, blank lines around it",
            );
            return after;
        };
        if kind == "doors" {
            self.read_doors(contents);
        }
        let body = self.fragment(contents);
        let (whole, sticky) = (letters(&body.plain) <= SMALL, message_follows(after));
        let call = format!("boxed({},{whole},{sticky},", literal(kind));
        out.push(&call, &body, ")");
        after
    }

    /// Notes the first link of each item, for the cover.
    fn read_doors(&mut self, events: Events<'s, 'a>) {
        let mut wanted = false;
        for (index, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::Item) => wanted = true,
                Event::Start(Tag::Link { dest_url, .. }) if wanted => {
                    let Some(target) = self.target(dest_url) else {
                        continue;
                    };
                    wanted = false;
                    let words: String = element(&events[index + 1..])
                        .0
                        .iter()
                        .filter_map(|(event, _)| match event {
                            Event::Text(text) => Some(&**text),
                            _ => None,
                        })
                        .collect();
                    _ = write!(self.doors, "({},{}),", literal(&words), literal(target));
                }
                _ => {}
            }
        }
    }
}
