//! A chapter, parsed, and what links can lead to in it.

use std::collections::HashMap;
use std::ops::Range;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_operators::{Problem, Problems, markdown_options};

use super::events::span_id;

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
    pub(super) path: &'a str,
    /// How many chapters it stands below.
    pub(super) depth: usize,
    pub(super) step: Option<u32>,
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(chapter: &'a Chapter<'a>) -> Self {
        let step = chapter
            .path
            .strip_prefix("step-")
            .and_then(|rest| rest.strip_suffix(".md"));
        Self {
            path: &chapter.path,
            depth: chapter.depth,
            step: step.and_then(|number| number.parse().ok()),
            events: new_cmark_parser(chapter.markdown, &markdown_options())
                .into_offset_iter()
                .collect(),
            line_starts: std::iter::once(0)
                .chain(
                    chapter
                        .markdown
                        .match_indices('\n')
                        .map(|(index, _)| index + 1),
                )
                .collect(),
        }
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

    /// The label that a link to the whole chapter leads to. In the middle of a page it is the heading's:
    /// what stands before the heading may be on the page before.
    fn label(&self) -> String {
        let heading = self.events.iter().find_map(|(event, _)| match event {
            Event::Start(Tag::Heading { id, .. }) => Some(id.as_deref()),
            _ => None,
        });
        match heading.flatten() {
            Some(id) if self.depth > 0 => format!("{}#{id}", self.path),
            _ => self.path.to_owned(),
        }
    }

    pub(super) fn file(&self) -> String {
        format!("src/{}", self.path)
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    pub(super) fn problem(
        &self,
        range: &Range<usize>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) -> Problem {
        Problem::at(self.file(), self.line(range.start), message, cure)
    }
}

/// Everything that a link in the guide can lead to, `step-1.md`, `step-1.md#step-1-bills`, and its label.
pub(super) fn targets(sources: &[Source], problems: &mut Problems) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    for source in sources {
        targets.insert(source.path.to_owned(), source.label());
        for (event, range) in &source.events {
            let id = match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => &**id,
                Event::InlineHtml(html) => match span_id(html) {
                    Some(id) => id,
                    None => continue,
                },
                _ => continue,
            };
            let target = format!("{}#{id}", source.path);
            if targets.insert(target.clone(), target).is_some() {
                problems.0.push(source.problem(
                    range,
                    format!("second place with the id {id:?}"),
                    "give each heading and each span of the chapter an id of its own",
                ));
            }
        }
    }
    targets
}
