//! What a text of the guide may hold beside words: boxes, words in another language, and links to
//! chapters and to sources; neither quotations nor footnotes. Everything else of HTML is refused, comments above all, whose end a
//! browser sees elsewhere than a parser of Markdown does.

use std::path::Path;

use anyhow::Result;
use mdbook_driver::book::Book;
use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, LinkType, Tag};
use mdbook_operators::{Problem, Problems, markdown_options};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

const HTML: &str = "write it in Markdown; HTML is only for boxes, <div class=\"note\"> … </div>, and for words in another language, <span lang=\"zh-Hans\"> … </span>";
const LINK: &str = "link to a chapter, [words](step-2.md#step-2-phone), or to a source, [words](source:law/4-6); contacts stand in operators.json, a block `operators` shows them";

/// Something that a text must not hold.
pub(crate) struct Fault {
    /// The byte of the text where it begins.
    start: usize,
    /// What it is, as the end of a sentence: "holds …".
    pub(crate) message: String,
    /// What would be right.
    pub(crate) cure: &'static str,
}

/// Everything that `markdown`, a chapter or a part of one before `operators` fills it in, must not
/// hold, in order.
pub(crate) fn faults(markdown: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut found = |start, message: String, cure| {
        faults.push(Fault {
            start,
            message,
            cure,
        });
    };
    // mdBook reads these everywhere, in code, too.
    for (start, _) in markdown.match_indices("{{") {
        let message = format!("holds a directive: {}", excerpt(&markdown[start..]));
        found(
            start,
            message,
            "write the text itself: nothing is put in its place",
        );
    }
    // An open block of HTML whose lines are all right up to here.
    let mut block_is_right = true;
    for (event, range) in new_cmark_parser(markdown, &markdown_options()).into_offset_iter() {
        let start = range.start;
        match event {
            Event::Start(Tag::HtmlBlock) => block_is_right = true,
            Event::Html(html) if block_is_right && !is_allowed_html(&html) => {
                block_is_right = false;
                found(start, format!("holds the HTML {}", excerpt(&html)), HTML);
            }
            Event::InlineHtml(html) if !is_allowed_html(&html) => {
                found(start, format!("holds the HTML {}", excerpt(&html)), HTML);
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            }) if link_type != LinkType::Inline
                || !title.is_empty()
                || !is_allowed_target(&dest_url) =>
            {
                let message = match link_type {
                    LinkType::Inline if title.is_empty() => format!("leads to \"{dest_url}\""),
                    _ => {
                        format!(
                            "has a link that is not written [words](address), to \"{dest_url}\""
                        )
                    }
                };
                found(start, message, LINK);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                found(
                    start,
                    format!("shows the picture \"{dest_url}\""),
                    "say it in words: the guide has no pictures",
                );
            }
            Event::Start(Tag::BlockQuote(_)) => found(
                start,
                "has a quotation".to_owned(),
                "write it without \">\": a text to send is a block `norsk`, a box a <div class=\"note\">",
            ),
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
                found(
                    start,
                    "has a footnote".to_owned(),
                    "say it in the text: on a phone nobody goes down and up again",
                );
            }
            Event::Start(Tag::Heading { classes, attrs, .. })
                if !classes.is_empty() || !attrs.is_empty() =>
            {
                found(
                    start,
                    "has a heading with attributes".to_owned(),
                    "a heading has an id and nothing else: ## Title {#step-2-phone}",
                );
            }
            _ => {}
        }
    }
    faults.sort_by_key(|fault| fault.start);
    faults
}

/// Whether `html` is a tag that the guide uses: `<div class="note">`, `<span lang="en">`,
/// `<span id="x">` or their end. Which boxes there are, the PDF knows.
fn is_allowed_html(html: &str) -> bool {
    let html = html.trim();
    let tags = ["<div class=\"", "<span lang=\"", "<span id=\""];
    let value = tags.iter().find_map(|tag| html.strip_prefix(tag));
    matches!(html, "</div>" | "</span>")
        || value
            .and_then(|value| value.strip_suffix("\">"))
            .is_some_and(is_word)
}

/// Whether `target` is a source, a place of the same page, a chapter or a place in one. Whether it
/// exists is seen when it is looked up.
fn is_allowed_target(target: &str) -> bool {
    let (file, _) = target.split_once('#').unwrap_or((target, ""));
    let is_chapter = file.trim_start_matches("../").strip_suffix(".md");
    let is_chapter = is_chapter.is_some_and(|path| path.split('/').all(is_name));
    let source = target.strip_prefix("source:");
    source.is_some_and(is_source) || target.starts_with('#') || is_chapter
}

/// Whether `source` is an id, or an id and a section, `law/4-6`. `operators` writes the section into
/// an address, from which nothing may lead out again.
fn is_source(source: &str) -> bool {
    let mut parts = source.splitn(2, '/');
    parts.all(|part| !part.is_empty() && is_word(part))
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether `name` is the name of a chapter without its ending, or of a folder of chapters: it is
/// the same in every address and on every disk.
pub(crate) fn is_name(name: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.chars().all(is_allowed)
}

/// The start of a text, for a message.
fn excerpt(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.chars().take(60).collect()
}

/// The preprocessor `allowed`. It sees each chapter as a whole and in its language, just before
/// anything is added to it: what no entry of a catalog holds alone, two of them can form.
pub(crate) struct Allowed {
    /// The catalog of the language, `po/nb.po`; none for the source language.
    pub(crate) catalog: Option<String>,
}

impl Preprocessor for Allowed {
    fn name(&self) -> &'static str {
        "allowed"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        let mut problems = Problems::default();
        for chapter in book.chapters() {
            let Some(path) = &chapter.source_path else {
                continue;
            };
            let file = Path::new(&context.config.book.src).join(path);
            let file = file.to_string_lossy();
            for fault in faults(&chapter.content) {
                let line = chapter.content[..fault.start].matches('\n').count() + 1;
                let problem = Problem::at(file.clone(), line, fault.message, fault.cure);
                problems.0.push(match &self.catalog {
                    None => problem,
                    Some(catalog) => problem.in_translation(catalog),
                });
            }
        }
        problems.into_result()?;
        Ok(book)
    }
}
