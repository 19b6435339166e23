//! Paragraphs, headings, lists, blocks of code and boxes.

use std::fmt::Write;

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::tree::{MORE, Node, all, words};
use super::typography::letters;
use super::typst::{Fragment, literal};
use super::writer::{SMALL, Writer, norwegian};

/// The info string of a message in Norwegian that readers copy.
const MESSAGE: &str = "norsk";

/// A list with up to so many letters stays on one page.
const SMALL_LIST: usize = 600;

impl Writer<'_> {
    pub(super) fn paragraph(&mut self, inner: &[Node], after: &[Node], out: &mut Fragment) {
        let body = self.fragment(inner);
        let call = match (self.opens, leads_on(&body.plain, after)) {
            (true, _) => "opening(",
            (false, true) => "lead(",
            (false, false) => "par(",
        };
        self.opens = false;
        out.push(call, &body, ")");
    }

    pub(super) fn heading(
        &mut self,
        level: usize,
        id: Option<&str>,
        node: &Node,
        out: &mut Fragment,
    ) {
        self.in_heading = true;
        let body = self.fragment(&node.inner);
        self.in_heading = false;
        let above = std::mem::replace(&mut self.level, level);
        if level > above + 1 {
            let message = format!("a heading of level {level} right below level {above}");
            self.refuse(node, &message, &format!("use level {}", above + 1));
        }
        let level = level + self.source.chapter.depth;
        self.opens = level == 1;
        let is_step = self.source.chapter.step().is_some();
        self.done = is_step && id.is_some_and(|id| id.ends_with("-done"));
        if body.plain.trim().is_empty() {
            let cure = "give it some, or delete it";
            return self.refuse(node, "a heading without words", cure);
        }
        if self.title.is_empty() {
            self.title.clone_from(&body.plain);
        }
        let label = id.map(|id| literal(&format!("{}#{id}", self.source.chapter.path)));
        let label = label.as_deref().unwrap_or("none");
        out.push(&format!("section({level},{label},"), &body, ")");
    }

    pub(super) fn list(
        &mut self,
        start: Option<u64>,
        items: &[Node],
        after: &[Node],
        out: &mut Fragment,
    ) {
        let mut first = items.iter().filter_map(|item| item.inner.first());
        let loose = first.any(|node| matches!(node.event, Event::Start(Tag::Paragraph)));
        // Typst marks a list as a whole, so a list that mixes boxes to tick with other items
        // becomes several.
        let mut lists: Vec<(Option<bool>, Vec<Fragment>)> = Vec::new();
        for item in items {
            let ticked = ticked(item).or(self.done.then_some(false));
            let mut body = self.fragment(&item.inner);
            if ticked.is_some() && announces(&body.plain) {
                body.code.push_str("blank();");
            }
            match lists.last_mut() {
                Some((kind, items)) if *kind == ticked => items.push(body),
                _ => lists.push((ticked, vec![body])),
            }
        }
        let mut number = start.unwrap_or_default();
        for (ticked, items) in lists {
            let call = match (ticked, start) {
                (Some(ticked), _) => format!("tasks({ticked},"),
                (None, Some(_)) => format!("numbered({number},"),
                (None, None) => "bullets(".to_owned(),
            };
            number += items.len() as u64;
            let length: usize = items.iter().map(|item| letters(&item.plain)).sum();
            let (whole, sticky) = (length <= SMALL_LIST, message_follows(after));
            _ = write!(out.code, "{call}{whole},{sticky},{}", !loose);
            for item in items {
                _ = write!(out.code, ",{}", item.value());
                out.plain.push_str(&item.plain);
            }
            out.code.push_str(");");
        }
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind, node: &Node, out: &mut Fragment) {
        let text = words(&node.inner).trim_end().replace('\t', "    ");
        let first = node.inner.first().unwrap_or(node);
        self.place(first.range.start, out);
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
            CodeBlockKind::Indented => None,
        };
        if info == Some(MESSAGE) {
            let lines: String = text.lines().map(|line| literal(line) + ",").collect();
            _ = write!(out.code, "message(({}),({lines}));", norwegian());
        } else {
            _ = write!(out.code, "code-block({});", literal(&text));
        }
        out.plain.push_str(&text);
    }

    pub(super) fn boxed(
        &mut self,
        class: &str,
        inner: &[Node],
        after: &[Node],
        out: &mut Fragment,
    ) {
        if class == "doors" {
            self.gather_doors(inner);
        }
        let body = self.fragment(inner);
        if class == MORE {
            return out.push("", &body, "");
        }
        let (whole, sticky) = (letters(&body.plain) <= SMALL, message_follows(after));
        let call = format!("boxed({},{whole},{sticky},", literal(class));
        out.push(&call, &body, ")");
    }

    /// Gathers the first link of each item, for the cover.
    fn gather_doors(&mut self, nodes: &[Node]) {
        let is_item = |node: &&Node| matches!(node.event, Event::Start(Tag::Item));
        for item in all(nodes).into_iter().filter(is_item) {
            let mut inner = all(&item.inner).into_iter();
            let door = inner.find_map(|node| match &node.event {
                Event::Start(Tag::Link { dest_url, .. }) => Some((node, self.target(dest_url)?)),
                _ => None,
            });
            if let Some((link, target)) = door {
                let (words, target) = (literal(&words(&link.inner)), literal(target));
                _ = write!(self.gathered.doors, "({words},{target}),");
            }
        }
    }
}

/// Whether the item has a box to tick, and whether that is ticked.
fn ticked(item: &Node) -> Option<bool> {
    let first = item.inner.first()?;
    match first.event {
        Event::TaskListMarker(ticked) => Some(ticked),
        Event::Start(Tag::Paragraph) => ticked(first),
        _ => None,
    }
}

/// Whether a text announces what follows.
fn announces(plain: &str) -> bool {
    plain.trim_end().ends_with([':', '：'])
}

/// Whether a paragraph announces what follows it, and must not be alone at the foot of a page: so does one
/// that holds only places, and shows nothing, with the heading above it.
fn leads_on(plain: &str, after: &[Node]) -> bool {
    if plain.trim().is_empty() {
        return true;
    }
    match after.first().map(|node| &node.event) {
        Some(Event::Start(Tag::Table(_))) => true,
        Some(Event::Start(Tag::List(_))) => announces(plain) || message_follows(after),
        _ => message_follows(after),
    }
}

/// Whether a message to copy comes next, with or without a list and a box before it. Who turns the page
/// must see its heading, and what to mind, above it.
fn message_follows(after: &[Node]) -> bool {
    match after.first().map(|node| &node.event) {
        Some(Event::Start(Tag::CodeBlock(_))) => true,
        Some(Event::Start(Tag::List(_)) | Event::Html(_)) => message_follows(&after[1..]),
        _ => false,
    }
}
