//! Norwegian texts to send, and the lists that say in the reader's language what each of their lines means.

use std::ops::Range;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::directive::{MESSAGE, markdown_options};
use crate::plan::Blank;
use crate::{Problem, Problems};

/// A text to send.
#[derive(Default)]
struct Letter {
    /// Where its block begins.
    start: usize,
    text: String,
    /// The list right below it, with the number of its items.
    reading: Option<(Range<usize>, usize)>,
}

/// The lists in `markdown` that say what each line of a text to send means, as byte ranges. Whoever reads
/// Norwegian needs none.
pub fn readings(markdown: &str) -> Vec<Range<usize>> {
    let letters = letters(markdown).into_iter();
    letters
        .filter(|letter| letter.text.lines().nth(1).is_some())
        .filter_map(|letter| Some(letter.reading?.0))
        .collect()
}

/// `markdown` without those lists, with every line where it was.
pub(crate) fn without_readings(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    for range in readings(markdown).into_iter().rev() {
        let lines = text[range.clone()].matches('\n').count();
        text.replace_range(range, &"\n".repeat(lines));
    }
    text
}

/// Refuses a text to send in the chapter `file` that has a blank which nobody can fill in, or several lines
/// and not a meaning for each.
pub(crate) fn check(markdown: &str, file: &str, blanks: &[Blank]) -> Problems {
    let mut problems = Problems::default();
    for letter in letters(markdown) {
        let first = markdown[..letter.start].matches('\n').count() + 1;
        let lines = letter.text.lines().count();
        let meanings = letter.reading.map_or(0, |(_, items)| items);
        if lines > 1 && lines != meanings {
            problems.0.push(Problem::at(
                file,
                first,
                format!(
                    "the text to send has {lines} lines, and the list below it {meanings} meanings"
                ),
                "write a numbered list right below it, with what each line means",
            ));
        }
        for (index, line) in letter.text.lines().enumerate() {
            let places = line.split('[').skip(1);
            let places = places.filter_map(|rest| Some(rest.split_once(']')?.0));
            for place in places.filter(|place| !blanks.iter().any(|blank| blank.id == *place)) {
                problems.0.push(Problem::at(
                    file,
                    first + index + 1,
                    format!(
                        "the text to send has a blank [{place}], which plan.json does not know"
                    ),
                    "add it to \"blanks\" there, or name one of those there",
                ));
            }
        }
    }
    problems
}

fn letters(markdown: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut is_open = false;
    let mut is_next = false;
    let mut depth = 0;
    for (event, range) in new_cmark_parser(markdown, &markdown_options()).into_offset_iter() {
        let letter = letters.last_mut();
        match (event, letter) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), _) if &*info == MESSAGE => {
                letters.push(Letter {
                    start: range.start,
                    ..Letter::default()
                });
                is_open = true;
            }
            (Event::Text(text), Some(letter)) if is_open => letter.text.push_str(&text),
            (Event::End(TagEnd::CodeBlock), _) if is_open => {
                is_open = false;
                is_next = true;
            }
            (Event::Start(Tag::List(Some(_))), Some(letter)) if is_next => {
                letter.reading = Some((range, 0));
                is_next = false;
                depth = 1;
            }
            (Event::Start(Tag::List(_)), _) if depth > 0 => depth += 1,
            (Event::End(TagEnd::List(_)), _) if depth > 0 => depth -= 1,
            (Event::Start(Tag::Item), Some(letter)) if depth == 1 => {
                if let Some((_, items)) = &mut letter.reading {
                    *items += 1;
                }
            }
            _ => is_next = false,
        }
    }
    letters
}
