//! The content of a chapter as a tree of HTML, which is read and changed until it is written.

use std::sync::LazyLock;

use ego_tree::{NodeId, NodeMut};
use handlebars::html_escape;
use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd, html::push_html};
use mdbook_operators::markdown_options;
use regex::{Captures, Regex};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};

/// What is read at once and stands on one line: a date as in ISO 8601, and as the first group what is
/// none: a section of a law, a day in words, a month in Chinese, an amount, the number of a company, `e-post`.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        r"§§?[ \u{a0}][0-9]+(?:-[0-9]+)?",
        "第 [0-9]+(?:-[0-9]+)? 条",
        "(?:[0-9]{4} 年 )?[0-9]{1,2} 月(?: [0-9]{1,2} 日)?",
        r"[0-9]{1,2}\.? \p{L}+ [0-9]{4}",
        "[0-9]+ (?:克朗|kr(?:oner)?\\b)",
        r"NOK [0-9]+(?:[ ,][0-9]{3})*",
        r"org\.nr\.[ \u{a0}][0-9]{3} [0-9]{3} [0-9]{3}",
        r"\b[Ee]-post\w*",
    ];
    let day = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    Regex::new(&format!("{day}|({})", parts.join("|"))).expect("it stands in code")
});

/// What stands in the `<main>` of a page.
pub(super) struct Content {
    html: Html,
    main: NodeId,
}

impl Content {
    /// The tree of `markdown`.
    pub(super) fn of(markdown: &str) -> Self {
        let mut in_code = false;
        let events = new_cmark_parser(markdown, &markdown_options()).map(|event| {
            match &event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(text) if !in_code && WHOLE.is_match(text) => {
                    return Event::InlineHtml(unbroken(&html_escape(text)).into());
                }
                _ => {}
            }
            event
        });
        let mut html = String::from("<main>");
        push_html(&mut html, events);
        let html = Html::parse_fragment(&html);
        let root = html.root_element();
        let main = root.first_child().map_or(root.id(), |main| main.id());
        Self { html, main }
    }

    /// The tree as HTML.
    pub(super) fn html(&self) -> String {
        let html = self.element(self.main).inner_html();
        html.trim().to_owned()
    }

    /// The blocks of the chapter, which stand right below `<main>`: the elements `name`.
    pub(super) fn blocks(&self, name: &str) -> Vec<NodeId> {
        let blocks = self.element(self.main).child_elements();
        let blocks = blocks.filter(|block| block.value().name() == name);
        blocks.map(|block| block.id()).collect()
    }

    /// The elements that fit `selector`, in their order.
    pub(super) fn find(&self, selector: &str) -> Vec<NodeId> {
        self.find_in(self.main, selector)
    }

    /// The elements below another one that fit `selector`.
    pub(super) fn find_in(&self, id: NodeId, selector: &str) -> Vec<NodeId> {
        let selector = Selector::parse(selector).expect("selectors stand in code");
        let found = self.element(id);
        let found = found.select(&selector).map(|element| element.id());
        found.collect()
    }

    /// One of the elements that were found.
    pub(super) fn element(&self, id: NodeId) -> ElementRef<'_> {
        let node = self.html.tree.get(id).and_then(ElementRef::wrap);
        node.expect("an element stays in its tree")
    }

    /// Its text without tags.
    pub(super) fn text(&self, id: NodeId) -> String {
        self.element(id).text().collect()
    }

    /// Its attribute, empty if there is none.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> &str {
        self.element(id).attr(name).unwrap_or_default()
    }

    /// The element behind it.
    pub(super) fn next(&self, id: NodeId) -> Option<ElementRef<'_>> {
        self.element(id).next_siblings().find_map(ElementRef::wrap)
    }

    /// Makes it another element.
    pub(super) fn rename(&mut self, id: NodeId, name: &str) {
        self.change(id, |element| element.name.local = name.into());
    }

    /// Gives it an attribute; one without a value is taken away.
    pub(super) fn set(&mut self, id: NodeId, attribute: &str, value: &str) {
        self.change(id, |element| {
            let mut name = element.name.clone();
            // Attributes have no namespace.
            name.ns = "".into();
            name.local = attribute.into();
            if value.is_empty() {
                element.attrs.shift_remove(&name);
            } else {
                element.attrs.insert(name, value.into());
            }
        });
    }

    /// Puts `html` behind it.
    pub(super) fn after(&mut self, id: NodeId, html: &str) {
        for node in self.parsed(html).into_iter().rev() {
            self.node(id).insert_id_after(node);
        }
    }

    /// Takes it out, with all that it holds.
    pub(super) fn remove(&mut self, id: NodeId) {
        self.node(id).detach();
    }

    /// Puts `html` in its place.
    pub(super) fn replace(&mut self, id: NodeId, html: &str) {
        self.after(id, html);
        self.remove(id);
    }

    /// Changes what it holds, as HTML. What was found inside is no longer part of the tree, so the inner
    /// ones come first.
    pub(super) fn edit(&mut self, id: NodeId, change: impl FnOnce(String) -> String) {
        let html = change(self.element(id).inner_html());
        while let Some(mut child) = self.node(id).first_child() {
            child.detach();
        }
        for node in self.parsed(&html) {
            self.node(id).append_id(node);
        }
    }

    fn node(&mut self, id: NodeId) -> NodeMut<'_, Node> {
        let node = self.html.tree.get_mut(id);
        node.expect("a node stays in its tree")
    }

    fn change(&mut self, id: NodeId, change: impl FnOnce(&mut Element)) {
        if let Node::Element(element) = self.node(id).value() {
            change(element);
        }
    }

    /// The nodes of `html`, which stand nowhere yet.
    fn parsed(&mut self, html: &str) -> Vec<NodeId> {
        let fragment = Html::parse_fragment(html).tree;
        let root = self.html.tree.extend_tree(fragment).id();
        let body = self.html.tree.get(root).and_then(|root| root.first_child());
        let nodes = body.into_iter().flat_map(|body| body.children());
        nodes.map(|node| node.id()).collect()
    }
}

/// The text `html` with what is not to break at the end of a line as an element: `2026-06-05` behind a
/// hyphen, `7 月 31 日` at a blank. The characters stay the plain ones, for search and copying.
pub(super) fn unbroken(html: &str) -> String {
    let part = |found: &Captures| match found.get(1) {
        None => format!("<time>{}</time>", &found[0]),
        Some(part) if part.as_str().contains([' ', '-']) => {
            format!("<span class=\"whole\">{}</span>", part.as_str())
        }
        Some(part) => part.as_str().to_owned(),
    };
    WHOLE.replace_all(html, part).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Content;

    #[test]
    fn what_is_read_at_once_is_one_element_with_the_plain_characters() {
        let html = |text: &str| Content::of(text).html();
        assert_eq!(
            html("Se [§ 4-7](a), 2026-06-05."),
            "<p>Se <a href=\"a\"><span class=\"whole\">§ 4-7</span></a>, <time>2026-06-05</time>.</p>"
        );
        for whole in [
            "第 4-17 条",
            "7 月 31 日",
            "2026 年 11 月 22 日",
            "22. november 2026",
            "2 March 2026",
            "2400 克朗",
            "NOK 260",
            "org.nr. 994 901 206",
            "e-postadresse",
        ] {
            let expected = format!("<p>a <span class=\"whole\">{whole}</span> b</p>");
            assert_eq!(html(&format!("a {whole} b")), expected);
        }
        // What cannot break, what is no such thing, and a text to copy.
        assert_eq!(html("§\u{a0}10, 3 个月"), "<p>§&nbsp;10, 3 个月</p>");
        assert!(html("```norsk\n§ 4-7\n```").contains(">§ 4-7\n<"));
    }
}
