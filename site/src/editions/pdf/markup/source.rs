//! A chapter, parsed, and what links can lead to in it.

use std::collections::HashMap;

use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_operators::{Problem, Problems};

use super::tree::{Node, all, span_id, tree};

/// One chapter after all preprocessors.
#[derive(Debug, Clone)]
pub(crate) struct Chapter<'a> {
    /// Its file in `src/`, as links write it: `step-1.md`, `operator/telenor.md`.
    pub path: String,
    /// Its text.
    pub markdown: &'a str,
    /// How many chapters it stands below. Only one that stands below none begins a page.
    pub depth: usize,
}

/// A chapter, parsed.
pub(super) struct Source<'a> {
    pub(super) chapter: &'a Chapter<'a>,
    pub(super) nodes: Vec<Node<'a>>,
}

impl<'a> Source<'a> {
    /// Parses `chapter`, and adds what is wrong in its HTML to `problems`.
    pub(super) fn new(chapter: &'a Chapter<'a>, problems: &mut Problems) -> Self {
        let (nodes, mut found) = tree(&chapter.file(), chapter.markdown);
        problems.0.append(&mut found);
        Self { chapter, nodes }
    }
}

impl Chapter<'_> {
    /// The number of a step.
    pub(super) fn step(&self) -> Option<u32> {
        let number = self.path.strip_prefix("step-")?.strip_suffix(".md")?;
        number.parse().ok()
    }

    /// The address of a link as a chapter in the top folder writes it, if it does not lead out of `src/`.
    pub(super) fn resolved(&self, url: &str) -> Option<String> {
        let (file, id) = url.split_at(url.find('#').unwrap_or(url.len()));
        if file.is_empty() {
            return Some(format!("{}{id}", self.path));
        }
        let mut parts: Vec<&str> = self.path.split('/').collect();
        parts.pop();
        for part in file.split('/') {
            match part {
                "." => {}
                ".." => _ = parts.pop()?,
                part => parts.push(part),
            }
        }
        Some(parts.join("/") + id)
    }

    pub(super) fn file(&self) -> String {
        format!("src/{}", self.path)
    }

    pub(super) fn problem(&self, node: &Node, message: &str, cure: &str) -> Problem {
        Problem::in_text(self.file(), self.markdown, node.range.start, message, cure)
    }
}

/// Everything that a link in the guide can lead to, `step-1.md`, `step-1.md#step-1-bills`, and its label.
pub(super) fn targets(sources: &[Source], problems: &mut Problems) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    for source in sources {
        let path = &source.chapter.path;
        let nodes = all(&source.nodes);
        let ids = nodes.iter().filter_map(|node| Some((id(node)?, node)));
        // What stands before the first heading may be on the page before, and is below another one.
        let is_heading = |node: &&&Node| matches!(node.event, Event::Start(Tag::Heading { .. }));
        let heading = nodes.iter().find(is_heading).and_then(|node| id(node));
        let label = heading.map_or(path.clone(), |id| format!("{path}#{id}"));
        for node in nodes
            .iter()
            .filter(|node| is_heading(node) && id(node).is_none())
        {
            let cure = "write ## Title { #an-id-of-its-own }: people link to it";
            let problem = source
                .chapter
                .problem(node, "a heading without an id", cure);
            problems.0.push(problem);
        }
        targets.insert(path.clone(), label);
        for (id, node) in ids {
            let target = format!("{path}#{id}");
            if targets.insert(target.clone(), target).is_some() {
                let message = format!("second place with the id {id:?}");
                let cure = "give each heading and each span of the chapter an id of its own";
                problems
                    .0
                    .push(source.chapter.problem(node, &message, cure));
            }
        }
    }
    targets
}

/// The id of a heading or a span.
fn id<'n>(node: &'n Node) -> Option<&'n str> {
    match &node.event {
        Event::Start(Tag::Heading { id, .. }) => id.as_deref(),
        Event::InlineHtml(html) => span_id(html),
        _ => None,
    }
}
