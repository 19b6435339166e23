//! Norwegian texts to send, line by line.

use ego_tree::NodeId;
use handlebars::html_escape;

use super::content::{Content, unbroken};

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

/// The first text of the chapter `markdown`; `None` if it has none, or if the list below it does not
/// explain each line.
pub(super) fn text_of(markdown: &str) -> Option<Text> {
    let content = Content::of(markdown);
    let text = content.blocks("pre").first().copied()?;
    let (_, lines) = explained(&content, text)?;
    let lines = lines
        .into_iter()
        .map(|(line, item)| (line, content.text(item)));
    Some(Text {
        lines: lines.collect(),
    })
}

/// The list under the text `pre` and each line of the text with the item that explains it; `None` if not
/// each line has one.
fn explained(content: &Content, pre: NodeId) -> Option<(NodeId, Vec<(String, NodeId)>)> {
    let list = content
        .next(pre)
        .filter(|next| next.value().name() == "ol")?;
    let items: Vec<NodeId> = list.child_elements().map(|item| item.id()).collect();
    let text = content.text(pre);
    let lines: Vec<String> = text.trim_end().lines().map(str::to_owned).collect();
    (lines.len() == items.len()).then(|| (list.id(), lines.into_iter().zip(items).collect()))
}

/// A `line` as HTML: what the reader fills in is bold.
pub(super) fn with_blanks(line: &str) -> String {
    let html = html_escape(line);
    html.replace('[', "<b>[").replace(']', "]</b>")
}

/// A text to send is a card with the buttons `copy`. If a list explains its lines, each explanation
/// stands under its line, which is what one needs who does not read Norwegian.
pub(super) fn messages(content: &mut Content, copy: &str) {
    for text in content.blocks("pre") {
        let mut block = text;
        if let Some((list, lines)) = explained(content, text) {
            for (line, item) in lines {
                let line = unbroken(&with_blanks(&line));
                let line = format!("<i lang=\"nb\" translate=\"no\">{line}</i>");
                content.edit(item, |meaning| format!("{line} {meaning}"));
            }
            content.remove(text);
            block = list;
        }
        let html = content.element(block).html();
        content.replace(block, &format!("<div class=\"message\">{html}{copy}</div>"));
    }
}

#[cfg(test)]
mod tests {
    use super::text_of;

    const CHAPTER: &str =
        "# A { #a }\n\n```norsk\nHei,\nHa det [navn]\n```\n\n1. Hello.\n2. _Bye_, name.\n";

    #[test]
    fn a_text_has_its_lines_with_their_meanings() {
        let text = text_of(CHAPTER).unwrap();
        assert_eq!(text.lines[1], ("Ha det [navn]".into(), "Bye, name.".into()));
        assert_eq!(text.lines.len(), 2);
        assert!(text.has("Hei,") && !text.has("Hei"));
    }

    #[test]
    fn without_a_line_of_meaning_for_each_line_there_is_no_text() {
        assert!(text_of("# B\n\n```norsk\nHei,\n```\n").is_none());
        assert!(text_of("# C\n\nHei\n").is_none());
    }
}
