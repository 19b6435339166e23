//! Headings, lists and blocks of code.

use std::fmt::Write;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag};

use super::events::{Events, element};
use super::typography::letters;
use super::typst::{Fragment, literal, locale};
use super::writer::{NORWEGIAN, Writer};

/// The info string of a message in Norwegian that readers copy.
const MESSAGE: &str = "norsk";

/// A list with up to so many letters stays on one page.
const SMALL_LIST: usize = 600;

impl<'s, 'a> Writer<'_, 's, 'a> {
    pub(super) fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        out: &mut Fragment,
    ) {
        self.in_heading = true;
        let body = self.fragment(inner);
        self.in_heading = false;
        let level = level as usize;
        if level > self.level + 1 {
            let message = format!(
                "a heading of level {level} right below level {}",
                self.level
            );
            self.refuse(range, message, format!("use level {}", self.level + 1));
        }
        self.level = level;
        let level = level + self.source.depth;
        self.opens = level == 1;
        self.done = self.source.step.is_some() && id.is_some_and(|id| id.ends_with("-done"));
        if body.plain.trim().is_empty() {
            return self.refuse(
                range,
                "a heading without words",
                "give it some, or delete it",
            );
        }
        if self.title.is_empty() {
            self.title.clone_from(&body.plain);
        }
        let label = match id {
            Some(id) => literal(&format!("{}#{id}", self.source.path)),
            None => "none".to_owned(),
        };
        out.push(&format!("section({level},{label},"), &body, ")");
    }

    pub(super) fn list(&mut self, start: Option<u64>, inner: Events<'s, 'a>, out: &mut Fragment) {
        // Typst marks a list as a whole, so a list that mixes boxes to tick with other items
        // becomes several.
        let mut lists: Vec<(Option<bool>, Vec<Fragment>)> = Vec::new();
        let mut loose = false;
        let mut rest = inner;
        while !rest.is_empty() {
            let (item, after) = element(&rest[1..]);
            rest = after;
            loose |= matches!(item.first(), Some((Event::Start(Tag::Paragraph), _)));
            let ticked = item.iter().take(2).find_map(|(event, _)| match event {
                Event::TaskListMarker(ticked) => Some(*ticked),
                _ => None,
            });
            let ticked = ticked.or(self.done.then_some(false));
            let mut body = self.fragment(item);
            if ticked.is_some() && body.plain.trim_end().ends_with([':', '：']) {
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
            _ = write!(out.code, "{call}{},{}", length <= SMALL_LIST, !loose);
            for item in items {
                _ = write!(out.code, ",{}", item.value());
                out.plain.push_str(&item.plain);
            }
            out.code.push_str(");");
        }
    }

    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        out: &mut Fragment,
    ) {
        let text: String = inner
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) => Some(&**text),
                _ => None,
            })
            .collect();
        let text = text.trim_end().replace('\t', "    ");
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        self.place(
            inner.first().map_or(range.start, |(_, range)| range.start),
            out,
        );
        if info == MESSAGE {
            let locale = locale(NORWEGIAN).expect("a constant that the tests use");
            let lines: String = text.lines().map(|line| literal(line) + ",").collect();
            _ = write!(out.code, "message(({locale}),({lines}));");
        } else {
            _ = write!(out.code, "code-block({});", literal(&text));
        }
        out.plain.push_str(&text);
    }
}
