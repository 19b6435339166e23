//! The events of a chapter, by what belongs together.

use std::collections::HashMap;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag};

pub(super) type Events<'s, 'a> = &'s [(Event<'a>, Range<usize>)];

/// The events inside the element that was just opened, and those after it.
pub(super) fn element<'s, 'a>(events: Events<'s, 'a>) -> (Events<'s, 'a>, Events<'s, 'a>) {
    let mut open = 1;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            _ => {}
        }
        if open == 0 {
            return (&events[..index], &events[index + 1..]);
        }
    }
    (events, &[])
}

/// The siblings up to the closing HTML tag, and those after it. `tag` says of a sibling whether
/// it opens such a tag (1), closes one (-1) or is something else (0).
pub(super) fn until_closed<'s, 'a>(
    events: Events<'s, 'a>,
    tag: impl Fn(&Event, Events) -> i32,
) -> Option<(Events<'s, 'a>, Events<'s, 'a>)> {
    let mut open = 1;
    let mut rest = events;
    while let Some(((event, _), after)) = rest.split_first() {
        open += tag(event, after);
        let inside = events.len() - rest.len();
        rest = match event {
            Event::Start(_) => element(after).1,
            _ => after,
        };
        if open == 0 {
            return Some((&events[..inside], rest));
        }
    }
    None
}

/// What stands in the box that was just opened, and what follows it.
pub(super) fn box_end<'s, 'a>(events: Events<'s, 'a>) -> Option<(Events<'s, 'a>, Events<'s, 'a>)> {
    until_closed(events, |event, rest| match event {
        Event::Start(Tag::HtmlBlock) => match &*html_text(element(rest).0) {
            "</div>" => -1,
            html => i32::from(html.starts_with("<div")),
        },
        _ => 0,
    })
}

/// The first definition of each footnote.
pub(super) fn footnotes<'s, 'a>(events: Events<'s, 'a>) -> HashMap<&'s str, Events<'s, 'a>> {
    let mut footnotes = HashMap::new();
    for (index, (event, _)) in events.iter().enumerate() {
        if let Event::Start(Tag::FootnoteDefinition(name)) = event {
            footnotes
                .entry(&**name)
                .or_insert(element(&events[index + 1..]).0);
        }
    }
    footnotes
}

/// Whether a paragraph announces what follows it, and must not be alone at the foot of a page.
pub(super) fn leads_on(plain: &str, after: Events) -> bool {
    match after.first() {
        Some((Event::Start(Tag::CodeBlock(_) | Tag::Table(_)), _)) => true,
        Some((Event::Start(Tag::List(_)), _)) => plain.trim_end().ends_with([':', '：']),
        _ => message_follows(after),
    }
}

/// Whether a message to copy comes next, with or without a box before it. Who turns the page must
/// see its heading, and what to mind, above it.
pub(super) fn message_follows(after: Events) -> bool {
    let Some((Event::Start(tag), _)) = after.first() else {
        return false;
    };
    match tag {
        Tag::CodeBlock(_) => true,
        Tag::HtmlBlock => {
            let (html, after) = element(&after[1..]);
            let opens = html_text(html).starts_with("<div");
            opens && box_end(after).is_some_and(|(_, after)| message_follows(after))
        }
        _ => false,
    }
}

pub(super) fn html_text(events: Events) -> String {
    let html = events.iter().filter_map(|(event, _)| match event {
        Event::Html(html) => Some(&**html),
        _ => None,
    });
    html.collect::<String>().trim().to_owned()
}

/// The id of `<span id="…">`.
pub(super) fn span_id(html: &str) -> Option<&str> {
    attribute(html, "id").filter(|id| !id.is_empty())
}

/// The only attribute of a `<span>`, if it has this name.
pub(super) fn attribute<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let rest = html.strip_prefix("<span ")?.strip_prefix(name)?;
    let value = rest.strip_prefix("=\"")?.strip_suffix("\">")?;
    (!value.contains('"')).then_some(value)
}

/// The start of a text, for a message.
pub(super) fn excerpt(text: &str) -> String {
    let mut line = text.lines().next().unwrap_or_default().chars();
    line.by_ref().take(60).collect()
}
