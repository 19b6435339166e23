//! A chapter as a tree: each element, box or span with what stands in it.

use std::ops::Range;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_operators::{Problem, markdown_options};

use super::typst::locale;

/// The classes that a `<div>` in a chapter may have.
const BOXES: [&str; 5] = ["stop", "note", "example", "doors", MORE];
/// A box that pages show closed, its heading as the button. On paper it is open, and no box.
pub(super) const MORE: &str = "more";

/// How deep elements may stand in each other: paper has no room for more, and the stacks of this
/// program and of Typst end somewhere.
const DEEPEST: usize = 16;

/// What opens an element, a box or a span, with what stands in it; or a text or another leaf.
pub(super) struct Node<'a> {
    pub(super) event: Event<'a>,
    pub(super) range: Range<usize>,
    pub(super) inner: Vec<Node<'a>>,
}

/// The tree of `markdown`, which is `file`, and what is wrong in it: HTML that is no whole box or
/// span, and elements too deep in each other, which are left out.
pub(super) fn tree<'a>(file: &str, markdown: &'a str) -> (Vec<Node<'a>>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut refuse = |node: &Node, (message, cure): (String, String)| {
        let start = node.range.start;
        problems.push(Problem::in_text(file, markdown, start, message, cure));
    };
    // Each stands in the one before it, the first holds all.
    let mut open = vec![Node::of(Event::Rule, 0..0)];
    // How many elements are open of those that are too deep.
    let mut left_out = 0;
    let parser = new_cmark_parser(markdown, &markdown_options());
    for (event, range) in parser.into_offset_iter() {
        let node = Node::of(event, range);
        let step = match node.event {
            Event::Start(_) => 1,
            Event::End(_) => -1,
            _ => 0,
        };
        let opens = step > 0 || node.end_tag().is_some();
        match (&node.event, node.html()) {
            _ if left_out > 0 => left_out += step,
            _ if opens && open.len() > DEEPEST => {
                left_out = step;
                let message = format!("more than {DEEPEST} lists and other elements in each other");
                refuse(&node, (message, "write it flatter".to_owned()));
            }
            // Its lines follow, each by itself.
            (Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock), _) => {}
            _ if opens => open.push(node),
            (Event::End(_), _) => {
                close_html(&mut open, &mut refuse);
                close(&mut open);
            }
            (_, None) => add(&mut open, node),
            (_, html) if html == open.last().and_then(Node::end_tag) => close(&mut open),
            _ => refuse(&node, no_whole(&node)),
        }
    }
    close_html(&mut open, refuse);
    (open.swap_remove(0).inner, problems)
}

impl<'a> Node<'a> {
    fn of(event: Event<'a>, range: Range<usize>) -> Self {
        Self {
            event,
            range,
            inner: Vec::new(),
        }
    }

    /// The tag, if it is HTML.
    fn html(&self) -> Option<&str> {
        match &self.event {
            Event::Html(html) | Event::InlineHtml(html) => Some(html.trim()),
            _ => None,
        }
    }

    /// The tag that closes this box or span.
    fn end_tag(&self) -> Option<&'static str> {
        match &self.event {
            Event::Html(html) => box_class(html).map(|_| "</div>"),
            Event::InlineHtml(html) if span_language(html).is_some() => Some("</span>"),
            Event::InlineHtml(html) => span_id(html).map(|_| "</span>"),
            _ => None,
        }
    }
}

fn add<'a>(open: &mut [Node<'a>], node: Node<'a>) {
    let last = open.last_mut().expect("the first one stays open");
    last.inner.push(node);
}

fn close(open: &mut Vec<Node>) {
    let node = open.pop().expect("what closes was opened");
    add(open, node);
}

/// Closes boxes and spans without their end, and refuses each.
fn close_html(open: &mut Vec<Node>, mut refuse: impl FnMut(&Node, (String, String))) {
    while let Some(last) = open.last().filter(|last| last.end_tag().is_some()) {
        refuse(last, no_whole(last));
        close(open);
    }
}

/// The class of the box that `html` opens.
pub(super) fn box_class(html: &str) -> Option<&str> {
    attribute(html.trim(), "<div class=\"").filter(|class| BOXES.contains(class))
}

/// The id of `<span id="…">`.
pub(super) fn span_id(html: &str) -> Option<&str> {
    attribute(html, "<span id=\"")
}

/// The language of `<span lang="…">`, in Typst.
pub(super) fn span_language(html: &str) -> Option<String> {
    attribute(html, "<span lang=\"").and_then(locale)
}

/// The value of the only attribute of a tag that begins with `start`.
fn attribute<'h>(html: &'h str, start: &str) -> Option<&'h str> {
    let value = html.strip_prefix(start)?.strip_suffix("\">")?;
    (!value.is_empty() && !value.contains('"')).then_some(value)
}

/// The message and the cure for HTML that is no box and no span, or has no other half.
fn no_whole(node: &Node) -> (String, String) {
    let message = format!(
        "HTML that is no whole box or span: {}",
        node.html().unwrap_or_default()
    );
    let cure = match node.event {
        Event::Html(_) => {
            "write <div class=\"note\"> … </div>, an empty line above and below each tag; \
                           known boxes: "
                .to_owned()
                + &BOXES.join(", ")
        }
        _ => "write <span lang=\"zh-Hans\"> … </span> around words in another language, \
              <span id=\"…\"> … </span> around words that links lead to"
            .to_owned(),
    };
    (message, cure)
}

/// Those of `nodes` and all below them, in the order of the text.
pub(super) fn all<'n, 'a>(nodes: &'n [Node<'a>]) -> Vec<&'n Node<'a>> {
    let below = |node: &'n Node<'a>| std::iter::once(node).chain(all(&node.inner));
    nodes.iter().flat_map(below).collect()
}

/// The words in `nodes`.
pub(super) fn words(nodes: &[Node]) -> String {
    let words = all(nodes).into_iter().filter_map(|node| match &node.event {
        Event::Text(text) => Some(&**text),
        _ => None,
    });
    words.collect()
}
