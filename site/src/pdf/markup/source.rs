//! A chapter, parsed, and what links can lead to in it.

use std::collections::HashSet;
use std::ops::Range;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_operators::{Problem, Problems, markdown_options};

use super::document::Chapter;
use super::events::span_id;

/// A chapter, parsed.
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) step: Option<u32>,
    pub(super) events: Vec<(Event<'a>, Range<usize>)>,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(chapter: &Chapter<'a>) -> Self {
        let step = chapter
            .path
            .strip_prefix("step-")
            .and_then(|rest| rest.strip_suffix(".md"));
        Self {
            path: chapter.path,
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

/// Everything that a link in the guide can lead to: `step-1.md`, `step-1.md#step-1-bills`.
pub(super) fn targets(sources: &[Source], problems: &mut Problems) -> HashSet<String> {
    let mut targets = HashSet::new();
    for source in sources {
        targets.insert(source.path.to_owned());
        for (event, range) in &source.events {
            let id = match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => &**id,
                Event::InlineHtml(html) => match span_id(html) {
                    Some(id) => id,
                    None => continue,
                },
                _ => continue,
            };
            if !targets.insert(format!("{}#{id}", source.path)) {
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
