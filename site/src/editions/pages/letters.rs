//! Norwegian texts to send, read from the Markdown of a chapter.

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use mdbook_operators::markdown_options;

/// A text to send: its lines, each with what it means.
pub(super) struct Text {
    /// Norwegian, and the language of the page.
    pub(super) lines: Vec<(String, String)>,
}

impl Text {
    /// Whether it has this line.
    pub(super) fn has(&self, line: &str) -> bool {
        self.lines.iter().any(|(norwegian, _)| norwegian == line)
    }
}

/// The text below the heading `id` of `markdown`; `None` if there is none, or if the list below it
/// does not explain each line.
pub(super) fn text_of(markdown: &str, id: &str) -> Option<Text> {
    let (mut found, mut in_text, mut depth) = (false, false, 0);
    let mut lines: Vec<String> = Vec::new();
    let mut meanings: Vec<String> = Vec::new();
    for event in new_cmark_parser(markdown, &markdown_options()) {
        match event {
            Event::Start(Tag::Heading { id: Some(own), .. }) => {
                if found {
                    break;
                }
                found = &*own == id;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                in_text = found && &*info == "norsk" && lines.is_empty();
            }
            Event::End(TagEnd::CodeBlock) => in_text = false,
            Event::Start(Tag::Item) if found && !lines.is_empty() => {
                depth += 1;
                meanings.push(String::new());
            }
            Event::End(TagEnd::Item) if depth > 0 => depth -= 1,
            Event::End(TagEnd::List(_)) if !meanings.is_empty() => break,
            Event::Text(text) | Event::Code(text) => {
                if in_text {
                    lines.extend(text.lines().map(str::to_owned));
                } else if depth > 0
                    && let Some(meaning) = meanings.last_mut()
                {
                    meaning.push_str(&text);
                }
            }
            _ => {}
        }
    }
    let explained = !lines.is_empty() && lines.len() == meanings.len();
    explained.then(|| Text {
        lines: lines.into_iter().zip(meanings).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::text_of;

    const CHAPTER: &str = "## A { #a }\n\n```norsk\nHei,\nHa det [navn]\n```\n\n1. Hello.\n2. _Bye_, name.\n\n## B { #b }\n\n```norsk\nHei,\n```\n";

    #[test]
    fn a_text_has_its_lines_with_their_meanings() {
        let text = text_of(CHAPTER, "a").unwrap();
        assert_eq!(text.lines[1], ("Ha det [navn]".into(), "Bye, name.".into()));
        assert_eq!(text.lines.len(), 2);
        assert!(text.has("Hei,") && !text.has("Hei"));
    }

    #[test]
    fn without_a_line_of_meaning_for_each_line_there_is_no_text() {
        assert!(text_of(CHAPTER, "b").is_none());
        assert!(text_of(CHAPTER, "c").is_none());
    }
}
