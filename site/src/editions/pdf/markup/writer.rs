//! Writes one chapter: walks through its tree and hands each element to the file that knows it.

use std::collections::HashMap;
use std::fmt::Write;

use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_operators::Problems;

use super::source::Source;
use super::tree::{Node, box_class, span_id, span_language};
use super::typography::is_wide;
use super::typst::{Fragment, literal, locale};

/// The language of `_emphasis_`.
const NORWEGIAN: &str = "nb";

/// A box or a table with up to so many letters stays on one page.
pub(super) const SMALL: usize = 1400;

/// What all chapters need to know.
pub(super) struct Guide {
    /// [`SHOWN`](super::words::SHOWN) in the language of the edition.
    pub(super) shown: String,
    /// [`NUMBERED`](super::words::NUMBERED) in the language of the edition.
    pub(super) numbered: String,
    /// Everything that a link can lead to, and its label.
    pub(super) targets: HashMap<String, String>,
}

/// What stands before and behind the chapters, gathered from them.
#[derive(Default)]
pub(super) struct Gathered {
    /// The web addresses that stand at the end of the guide, in the order of their numbers.
    pub(super) addresses: Vec<String>,
    /// The first link of each item in a box of doors, for the cover.
    pub(super) doors: String,
    pub(super) problems: Problems,
}

/// Writes one chapter.
pub(super) struct Writer<'w> {
    pub(super) guide: &'w Guide,
    pub(super) source: &'w Source<'w>,
    pub(super) gathered: &'w mut Gathered,
    /// The words of the first heading, for the head of each page.
    pub(super) title: String,
    /// The line of the last place that was written, and a byte of it.
    line: usize,
    placed: usize,
    /// The level of the last heading.
    pub(super) level: usize,
    pub(super) in_heading: bool,
    /// Whether what follows is what one should have at the end of a step, a list to tick as on the
    /// page.
    pub(super) done: bool,
    /// Whether the next paragraph is the first of the chapter.
    pub(super) opens: bool,
}

/// The Typst code of a chapter, and its title.
pub(super) fn chapter(guide: &Guide, source: &Source, gathered: &mut Gathered) -> (String, String) {
    let mut writer = Writer {
        guide,
        source,
        gathered,
        title: String::new(),
        line: 1,
        placed: 0,
        level: 0,
        in_heading: false,
        done: false,
        opens: false,
    };
    let body = writer.fragment(&source.nodes).code;
    let (path, place) = (literal(&source.chapter.path), place(source, 1));
    let code = format!("text-of({path},{{\n{place}\n{body}}});\n");
    (code, writer.title)
}

/// A line of Typst for what comes from `line` of a chapter; [`place_of`](super::place_of) reads it.
fn place(source: &Source, line: usize) -> String {
    format!("// {}:{line}", source.chapter.file())
}

impl Writer<'_> {
    /// Writes siblings, inline or block.
    pub(super) fn fragment(&mut self, nodes: &[Node]) -> Fragment {
        let mut out = Fragment::default();
        for (index, node) in nodes.iter().enumerate() {
            self.node(node, &nodes[index + 1..], &mut out);
        }
        out
    }

    /// Writes `node`, which `after` follows.
    fn node(&mut self, node: &Node, after: &[Node], out: &mut Fragment) {
        match &node.event {
            Event::Start(tag) => self.element(tag, node, after, out),
            Event::Html(html) => {
                self.boxed(box_class(html).unwrap_or_default(), &node.inner, after, out);
            }
            Event::InlineHtml(html) => self.span(html, node, out),
            Event::Text(text) => self.text(text, node, out),
            Event::Code(text) => {
                self.place(node.range.start, out);
                _ = write!(out.code, "code({});", literal(text));
                out.plain.push_str(text);
            }
            Event::SoftBreak => {
                let next = after.first().map(|node| &node.event);
                let next = matches!(next, Some(Event::Text(text)) if text.starts_with(is_wide));
                if !(next && out.plain.ends_with(is_wide)) {
                    out.code.push_str("\" \";");
                    out.plain.push(' ');
                }
            }
            Event::HardBreak => {
                out.code.push_str("linebreak();");
                out.plain.push('\n');
            }
            Event::Rule => out.code.push_str("divider();"),
            // It was read with its list.
            Event::TaskListMarker(_) => {}
            _ => self.refuse_unknown(node),
        }
    }

    fn element(&mut self, tag: &Tag, node: &Node, after: &[Node], out: &mut Fragment) {
        let inner = &node.inner;
        match tag {
            Tag::Paragraph => self.paragraph(inner, after, out),
            Tag::Heading { level, id, .. } => {
                self.heading(*level as usize, id.as_deref(), node, out);
            }
            Tag::CodeBlock(kind) => self.code_block(kind, node, out),
            Tag::List(start) => self.list(*start, inner, after, out),
            Tag::Table(alignments) => self.table(alignments, inner, out),
            Tag::Emphasis => {
                let call = format!("norwegian(({}),", norwegian());
                out.push(&call, &self.fragment(inner), ")");
            }
            Tag::Strong => out.push("strong(", &self.fragment(inner), ")"),
            Tag::Strikethrough => out.push("strike(", &self.fragment(inner), ")"),
            Tag::Link { dest_url, .. } => self.link(dest_url, node, out),
            _ => self.refuse_unknown(node),
        }
    }

    /// Writes words in another language, or words that links lead to.
    fn span(&mut self, html: &str, node: &Node, out: &mut Fragment) {
        let call = match (span_language(html), span_id(html)) {
            (Some(locale), _) => format!("text({locale},"),
            (_, id) => {
                let target = format!("{}#{}", self.source.chapter.path, id.unwrap_or_default());
                format!("labelled({},metadata(none));text(", literal(&target))
            }
        };
        out.push(&call, &self.fragment(&node.inner), ")");
    }

    /// Writes where the text that follows comes from.
    pub(super) fn place(&mut self, offset: usize, out: &mut Fragment) {
        let passed = self.source.chapter.markdown.get(self.placed..offset);
        let lines = passed.unwrap_or_default().matches('\n').count();
        if lines > 0 {
            self.line += lines;
            self.placed = offset;
            _ = write!(out.code, "\n{}\n", place(self.source, self.line));
        }
    }

    pub(super) fn refuse(&mut self, node: &Node, message: &str, cure: &str) {
        let problem = self.source.chapter.problem(node, message, cure);
        self.gathered.problems.0.push(problem);
    }

    /// Whatever no chapter may hold, quotations, footnotes and pictures, was refused before.
    fn refuse_unknown(&mut self, node: &Node) {
        let message = format!("the PDF cannot show {:?}", node.event);
        self.refuse(node, &message, "write it as a paragraph or a list");
    }
}

/// The language of `_emphasis_` and of messages, in Typst.
pub(super) fn norwegian() -> String {
    locale(NORWEGIAN).expect("a constant that the tests use")
}
