//! What search engines and messengers read of a page.

use super::content::Content;
use crate::editions::contents::Chapter;
use crate::editions::edition::Edition;

/// What a page may load: its own origin and nothing written inline. `wasm-unsafe-eval` is for
/// the search, `base-uri` for the page for unknown addresses.
///
/// The same policy stands in `_headers`, where it also forbids framing, which a page itself
/// cannot say.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'";

/// The longest description that search engines show whole, in characters of half a width.
const DESCRIPTION_WIDTH: usize = 170;

/// The title of a page for a browser's tab and for search engines. The first page bears the title of
/// the guide; a page that the menu does not show is called by its heading, which holds what people search
/// for.
pub(super) fn title(edition: &Edition, chapter: &Chapter, content: &Content) -> String {
    if chapter.title == edition.title {
        return edition.title.clone();
    }
    let heading = content.blocks("h1").first().map(|id| content.text(*id));
    let heading = heading.filter(|_| chapter.parent.is_some());
    let title = heading.as_deref().unwrap_or(&chapter.title);
    format!("{} – {}", title.trim(), edition.title)
}

/// The description of the guide for its first page, else the opening of a page.
pub(super) fn description(edition: &Edition, chapter: &Chapter, content: &Content) -> String {
    if chapter.home {
        return edition.description.clone();
    }
    opening(content)
}

/// The opening of a page, cut behind a sentence if it is long.
fn opening(content: &Content) -> String {
    let opening = content
        .blocks("p")
        .first()
        .map(|opening| content.text(*opening));
    let opening = opening.unwrap_or_default();
    let text = opening.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut width = 0;
    let mut end = text.len();
    let mut sentence = None;
    for (at, c) in text.char_indices() {
        width += if c.is_ascii() { 1 } else { 2 };
        if width > DESCRIPTION_WIDTH {
            end = sentence.unwrap_or(end);
            break;
        }
        if matches!(c, '。' | '.' | '!' | '?' | '？') {
            sentence = Some(at + c.len_utf8());
        }
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_ends_with_a_sentence() {
        let opening = |text: &str| opening(&Content::of(text));
        let long = opening(&"Du har sendt oppsigelsen. ".repeat(20));
        assert!(
            long.len() < DESCRIPTION_WIDTH && long.ends_with("oppsigelsen."),
            "{long}"
        );
        assert_eq!(
            opening("做完这一步，您会知道三件事。\n\n第二段。"),
            "做完这一步，您会知道三件事。"
        );
    }
}
