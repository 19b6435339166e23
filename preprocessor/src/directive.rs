//! Finds what a chapter asks this crate to fill in.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

/// What a chapter asks this crate to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Directive {
    /// A fenced block that becomes a table or a list.
    Block {
        /// Its info string: `operators`, `authorities`, `sources`, `plan`, or something unknown.
        name: String,
        /// Its lines that say something: key, value, and the line's offset from the fence.
        settings: Vec<Setting>,
    },
    /// A link `source:ID` or `source:ID/SECTION`.
    Citation {
        /// The id of the source.
        id: String,
        /// The section of a law.
        section: Option<String>,
    },
}

/// One line of a block, `columns: phone, site`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Setting {
    /// What stands before the colon; empty if there is none.
    pub key: String,
    /// What stands behind the colon, split at commas.
    pub values: Vec<String>,
    /// Lines below the opening fence.
    pub offset: usize,
}

/// The info string of a Norwegian text to send, the only block that is published as it is.
pub(crate) const MESSAGE: &str = "norsk";

/// The directives of `markdown` with their byte ranges, in order.
///
/// A parser finds them, so that one inside an example of code stays as it is.
pub(crate) fn find(markdown: &str) -> Vec<(Directive, Range<usize>)> {
    let mut found = Vec::new();
    let mut block: Option<(String, Range<usize>, String)> = None;
    for (event, range) in new_cmark_parser(markdown, &markdown_options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if !info.is_empty() && &*info != MESSAGE =>
            {
                block = Some((info.into_string(), range, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, _, body)) = &mut block {
                    body.push_str(&text);
                }
            }
            Event::End(_) => {
                if let Some((name, range, body)) = block.take() {
                    found.push((
                        Directive::Block {
                            name,
                            settings: settings(&body),
                        },
                        range,
                    ));
                }
            }
            Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url,
                ..
            }) => {
                if let Some(target) = dest_url.strip_prefix("source:") {
                    let (id, section) = match target.split_once('/') {
                        Some((id, section)) => (id, Some(section.to_owned())),
                        None => (target, None),
                    };
                    found.push((
                        Directive::Citation {
                            id: id.to_owned(),
                            section,
                        },
                        range,
                    ));
                }
            }
            _ => {}
        }
    }
    found
}

/// The extensions with which the guide's Markdown is read everywhere; `book.toml` says the same
/// to mdBook. The translator's tool knows neither admonitions nor definition lists
/// (google/mdbook-i18n-helpers#326).
pub fn markdown_options() -> MarkdownOptions {
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = false;
    options.definition_lists = false;
    options.admonitions = false;
    options
}

fn settings(body: &str) -> Vec<Setting> {
    let lines = body
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let (key, values) = line.split_once(':').unwrap_or(("", line));
            Setting {
                key: key.trim().to_owned(),
                values: values
                    .split(',')
                    .map(|value| value.trim().to_owned())
                    .collect(),
                offset: index + 1,
            }
        })
        .collect()
}
