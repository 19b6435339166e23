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

/// The first text of the chapter `markdown`; `None` if it has none. Without a list below it, as where the
/// page is in Norwegian, its lines have no meaning.
pub(super) fn text_of(markdown: &str) -> Option<Text> {
    let content = Content::of(markdown);
    let text = content.find("pre").first().copied()?;
    let meanings = reading(&content, text).map(|(_, items)| items);
    let mut meanings = meanings.unwrap_or_default().into_iter();
    let lines = lines(&content, text).into_iter();
    let lines = lines.map(|line| {
        let meaning = meanings.next().map(|item| content.text(item));
        (line, meaning.unwrap_or_default())
    });
    Some(Text {
        lines: lines.collect(),
    })
}

/// The lines of the text `pre`.
fn lines(content: &Content, pre: NodeId) -> Vec<String> {
    let text = content.text(pre);
    text.trim_end().lines().map(str::to_owned).collect()
}

/// The list under the text `pre` that says what each line means, with its items; `None` if there is none.
fn reading(content: &Content, pre: NodeId) -> Option<(NodeId, Vec<NodeId>)> {
    let list = content
        .next(pre)
        .filter(|next| next.value().name() == "ol")?;
    let items: Vec<NodeId> = list.child_elements().map(|item| item.id()).collect();
    (lines(content, pre).len() == items.len()).then(|| (list.id(), items))
}

/// A `line` as HTML: what the reader fills in is bold, what is read at once stays on one line.
pub(super) fn with_blanks(line: &str) -> String {
    let html = html_escape(line);
    unbroken(&html.replace('[', "<b>[").replace(']', "]</b>"))
}

/// A text to send is a card with the buttons `copy`. Each of its lines has under it what it means, which is
/// what one needs who does not read Norwegian.
pub(super) fn messages(content: &mut Content, copy: &str) {
    for text in content.find("pre") {
        let reading = reading(content, text);
        let mut meanings = reading.iter().flat_map(|(_, items)| items);
        let items = lines(content, text).into_iter().map(|line| {
            let meaning = meanings.next().map(|item| content.element(*item));
            let meaning = meaning.map_or(String::new(), |item| format!(" {}", item.inner_html()));
            let line = with_blanks(&line);
            format!("<li><i lang=\"nb\" translate=\"no\">{line}</i>{meaning}</li>\n")
        });
        let html = format!(
            "<div class=\"message\"><ol>\n{}</ol>{copy}</div>",
            items.collect::<String>()
        );
        if let Some((list, _)) = reading {
            content.remove(list);
        }
        content.replace(text, &html);
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
    fn a_text_in_norwegian_has_lines_without_meanings() {
        let text = text_of("# B\n\n```norsk\nHei,\nHa det\n```\n").unwrap();
        assert_eq!(text.lines[0], ("Hei,".into(), String::new()));
        assert_eq!(text.lines.len(), 2);
        assert!(text_of("# C\n\nHei\n").is_none());
    }
}
