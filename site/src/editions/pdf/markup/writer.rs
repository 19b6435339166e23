//! Writes one chapter: walks through its events and hands each element to the file that knows it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_operators::Problem;

use super::events::{Events, element, footnotes, leads_on};
use super::source::Source;
use super::typography::is_wide;
use super::typst::{Fragment, literal, locale};

/// The language of `_emphasis_`.
pub(super) const NORWEGIAN: &str = "nb";

/// How deep quotes and lists may stand in each other: paper has no room for more, and the stacks
/// of both parsers end somewhere.
const DEEPEST: usize = 16;

/// A box or a table with up to so many letters stays on one page.
pub(super) const SMALL: usize = 1400;

/// Writes one chapter.
pub(super) struct Writer<'w, 's, 'a> {
    /// [`SHOWN`](super::words::SHOWN) in the language of the edition.
    pub(super) shown: &'s str,
    /// [`NUMBERED`](super::words::NUMBERED) in the language of the edition.
    pub(super) numbered: &'s str,
    pub(super) source: &'s Source<'a>,
    pub(super) targets: &'s HashMap<String, String>,
    pub(super) footnotes: HashMap<&'s str, Events<'s, 'a>>,
    pub(super) footnotes_used: HashSet<&'s str>,
    /// The web addresses that stand at the end of the guide, in the order of their numbers.
    pub(super) addresses: &'w mut Vec<&'s str>,
    /// The first link of each item in a box of doors, for the cover.
    pub(super) doors: String,
    pub(super) problems: Vec<Problem>,
    /// The words of the first heading, for the head of each page.
    pub(super) title: String,
    /// The line of the last place that was written.
    pub(super) line: usize,
    /// The level of the last heading.
    pub(super) level: usize,
    pub(super) in_heading: bool,
    /// Whether what follows is what one should have at the end of a step, a list to tick as on the
    /// page.
    pub(super) done: bool,
    /// Whether the next paragraph is the first of the chapter.
    pub(super) opens: bool,
    pub(super) depth: usize,
}

impl<'w, 's, 'a> Writer<'w, 's, 'a> {
    pub(super) fn new(
        source: &'s Source<'a>,
        targets: &'s HashMap<String, String>,
        shown: &'s str,
        numbered: &'s str,
        addresses: &'w mut Vec<&'s str>,
    ) -> Self {
        Self {
            shown,
            numbered,
            source,
            targets,
            footnotes: footnotes(&source.events),
            footnotes_used: HashSet::new(),
            addresses,
            doors: String::new(),
            problems: Vec::new(),
            title: String::new(),
            line: 0,
            level: 0,
            in_heading: false,
            done: false,
            opens: false,
            depth: 0,
        }
    }

    pub(super) fn chapter(&mut self) -> String {
        let body = self.fragment(&self.source.events);
        for (name, events) in footnotes(&self.source.events) {
            if !self.footnotes_used.contains(name) {
                let range = events.first().map_or(0..0, |(_, range)| range.clone());
                self.refuse(
                    &range,
                    format!("nothing refers to the footnote {name:?}"),
                    format!("write [^{name}] where it belongs, or delete it"),
                );
            }
        }
        format!("text-of({},{});\n", literal(self.source.path), body.value())
    }

    /// Writes siblings, inline or block.
    pub(super) fn fragment(&mut self, events: Events<'s, 'a>) -> Fragment {
        let mut out = Fragment::default();
        if self.depth > DEEPEST {
            if let Some((_, range)) = events.first() {
                let message = format!("more than {DEEPEST} quotes and lists in each other");
                self.refuse(range, message, "write it flatter");
            }
            return out;
        }
        self.depth += 1;
        let mut rest = events;
        while let Some(((event, range), after)) = rest.split_first() {
            rest = after;
            match event {
                Event::Start(tag) => {
                    let (inner, after) = element(rest);
                    rest = match tag {
                        Tag::HtmlBlock => self.html_block(range, inner, after, &mut out),
                        _ => {
                            self.element(tag, range, inner, after, &mut out);
                            after
                        }
                    };
                }
                Event::InlineHtml(html) => rest = self.inline_html(html, range, rest, &mut out),
                Event::Text(text) => self.text(text, range, &mut out),
                Event::Code(text) => {
                    self.place(range.start, &mut out);
                    _ = write!(out.code, "code({});", literal(text));
                    out.plain.push_str(text);
                }
                Event::SoftBreak => {
                    let before = out.plain.chars().next_back();
                    let next = rest.first().and_then(|(event, _)| match event {
                        Event::Text(text) => text.chars().next(),
                        _ => None,
                    });
                    if !(before.is_some_and(is_wide) && next.is_some_and(is_wide)) {
                        out.code.push_str("\" \";");
                        out.plain.push(' ');
                    }
                }
                Event::HardBreak => {
                    out.code.push_str("linebreak();");
                    out.plain.push('\n');
                }
                Event::Rule => out.code.push_str("divider();"),
                Event::FootnoteReference(name) => self.footnote(name, &mut out),
                // A task marker was read with its list. The rest are extensions that are off.
                Event::TaskListMarker(_)
                | Event::End(_)
                | Event::Html(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => {}
            }
        }
        self.depth -= 1;
        out
    }

    fn element(
        &mut self,
        tag: &'s Tag<'a>,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        after: Events<'s, 'a>,
        out: &mut Fragment,
    ) {
        match tag {
            Tag::Paragraph => {
                let body = self.fragment(inner);
                let call = match (self.opens, leads_on(&body.plain, after)) {
                    (true, _) => "opening(",
                    (false, true) => "lead(",
                    (false, false) => "par(",
                };
                self.opens = false;
                out.push(call, &body, ")");
            }
            Tag::Heading { level, id, .. } => {
                self.heading(*level, id.as_deref(), range, inner, out);
            }
            Tag::BlockQuote(_) => {
                let body = self.fragment(inner);
                out.push("quotation(", &body, ")");
            }
            Tag::CodeBlock(kind) => self.code_block(kind, range, inner, out),
            Tag::List(start) => self.list(*start, inner, out),
            Tag::Table(alignments) => self.table(alignments, inner, out),
            Tag::Emphasis => {
                let body = self.fragment(inner);
                let locale = locale(NORWEGIAN).expect("a constant that the tests use");
                out.push(&format!("norwegian(({locale}),"), &body, ")");
            }
            Tag::Strong => {
                let body = self.fragment(inner);
                out.push("strong(", &body, ")");
            }
            Tag::Strikethrough => {
                let body = self.fragment(inner);
                out.push("strike(", &body, ")");
            }
            Tag::Link { dest_url, .. } => {
                let body = self.fragment(inner);
                self.link(dest_url, range, &body, out);
            }
            // Written where the text refers to it.
            Tag::FootnoteDefinition(_) => {}
            _ => {
                let body = self.fragment(inner);
                out.push("", &body, "");
            }
        }
    }

    /// Writes where the text that follows comes from.
    pub(super) fn place(&mut self, offset: usize, out: &mut Fragment) {
        let line = self.source.line(offset);
        if line != self.line {
            self.line = line;
            _ = write!(out.code, "\n// {}:{line}\n", literal(&self.source.file()));
        }
    }

    pub(super) fn refuse(
        &mut self,
        range: &Range<usize>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) {
        self.problems
            .push(self.source.problem(range, message, cure));
    }
}
