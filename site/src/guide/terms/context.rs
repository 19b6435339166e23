//! Where a word stands: whether a link on it would help there, or be wrong.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

/// Quotation marks that belong together, in any language.
const QUOTATION: [(char, char); 4] = [('“', '”'), ('«', '»'), ('‘', '’'), ('„', '“')];
/// Whether `c` opens or closes a quotation.
pub(crate) fn is_quotation(c: char) -> bool {
    let mut marks = QUOTATION.iter();
    marks.any(|(open, close)| c == *open || c == *close)
}

/// Whether a paragraph of a law follows, as in `ekomforskriften § 11-6`: that is a citation.
pub(crate) fn is_cited(after: &str) -> bool {
    let after = after.trim_start();
    let digits = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if let Some(section) = after.strip_prefix('第') {
        let number =
            section.trim_start_matches(|c: char| c.is_ascii_digit() || " -\u{a0}".contains(c));
        return digits(section) && number.starts_with('条');
    }
    after.strip_prefix('§').is_some_and(digits)
}

/// Whether what follows `before` stands in square brackets: the name of a blank.
pub(crate) fn is_in_blank(before: &str) -> bool {
    before.rfind('[') > before.rfind(']')
}

/// Whether `before` opens a quotation that holds more than what stands between it and `after`.
pub(crate) fn is_part_of_quotation(before: &str, after: &str) -> bool {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut previous = ' ';
    for (at, c) in before.char_indices() {
        let behind = at + c.len_utf8();
        let next = before[behind..].chars().next().unwrap_or(' ');
        let apostrophe = c == '’' && previous.is_alphanumeric() && next.is_alphanumeric();
        if open.last().is_some_and(|(_, close)| c == *close) && !apostrophe {
            open.pop();
        } else if let Some((_, close)) = QUOTATION.iter().find(|(start, _)| c == *start) {
            open.push((behind, *close));
        }
        previous = c;
    }
    open.last()
        .is_some_and(|(start, close)| *start != before.len() || !after.starts_with(*close))
}

/// Whether a link in `tag` would be wrong: one cannot stand in another, and quoted words and
/// headings are to be read as they are.
pub(crate) fn closes(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Emphasis
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::HtmlBlock
    )
}

/// Whether the Norwegian word follows in brackets: `解约通知期（_oppsigelsestid_）`, also behind the
/// end of a link or of strong words.
pub(crate) fn is_explained(rest: &str, events: &[(Event, Range<usize>)]) -> bool {
    let mut events = events.iter().map(|(event, _)| event).peekable();
    let mut rest = rest.trim();
    if rest.is_empty() {
        while events
            .next_if(|event| matches!(event, Event::End(_)))
            .is_some()
        {}
        if let Some(Event::Text(text)) = events.next() {
            rest = text.trim();
        }
    }
    matches!(rest, "(" | "（") && matches!(events.next(), Some(Event::Start(Tag::Emphasis)))
}
