//! What holds for any text at all.

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_operators::{Catalog, Data, Link, expand, markdown_options};
use proptest::prelude::*;

use crate::{data_with, fixture, text_of};

fn expanded(markdown: &str, data: &Data) -> Option<String> {
    expand(markdown, "src/a.md", "", data, &Catalog::source()).ok()
}

/// Pieces of Markdown and of directives.
const PIECES: &[&str] = &[
    "```",
    "````",
    "~~~",
    "operators",
    "authorities",
    "sources",
    "plan",
    "norsk",
    "blanks",
    "1. ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "columns: phone, site",
    "operators: nordnett",
    "operators:",
    "kind: law",
    ": ,",
    "[x](source:law/4-6)",
    "[x](source:",
    "page)",
    "[",
    "](",
    ")",
    "source:review",
    "> ",
    "- ",
    "| ",
    "<div>",
    "-->",
    "\\",
    "`",
    "*",
    "{{#",
    "&#10;",
    "\r\n",
    "\0",
    "中文",
    "\u{202e}",
    "é",
];

/// Those pieces, and other text, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Any text but the character that no Markdown can hold, with those that mean something in Markdown.
fn text() -> impl Strategy<Value = String> {
    let marks = r"[\\`*_\[\](){}<>|~#&!+.$^:;='/ \n\r\t0-9a-z中é\u{202e}-]{0,20}";
    prop_oneof![marks, any::<String>()].prop_map(|text| text.replace('\0', ""))
}

/// The words in the cells of the first table of `markdown`, row by row, and where its links lead.
fn cells(markdown: &str) -> (Vec<Vec<String>>, Vec<String>) {
    let (mut rows, mut links) = (Vec::new(), Vec::new());
    for event in new_cmark_parser(markdown, &markdown_options()) {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => rows.last_mut().unwrap().push(String::new()),
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::Text(text) => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push_str(&text);
                }
            }
            Event::End(TagEnd::Table) => break,
            // What is not confirmed says so.
            Event::Start(Tag::Table(_) | Tag::Strong) | Event::End(_) => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    (rows, links)
}

/// Cases enough for a second or two of each property.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn any_bytes_are_data_or_have_a_problem_in_the_file(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let lines = bytes.split(|byte| *byte == b'\n').count();
        let problems = data_with("operators.json", &bytes).expect_err("it has no operators").0;
        prop_assert!(problems.iter().all(|one| one.line.is_none_or(|line| (1..=lines).contains(&line))));
    }

    #[test]
    fn damaged_data_is_data_or_has_a_problem_in_the_file(
        file in proptest::sample::select(&["operators.json", "sources.json", "plan.json"][..]),
        cut in any::<proptest::sample::Index>(),
        length in 0..40_usize,
        put in prop_oneof![
            proptest::sample::select(&["", ",", "\"", "{", "}", "[", "]", "null", "\\", ":", "//", "\u{202e}", "中"][..]).prop_map(str::to_owned),
            any::<String>()
        ],
    ) {
        let text = text_of(file);
        let start = text.floor_char_boundary(cut.index(text.len()));
        let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
        let damaged = [&text[..start], &put, &text[end..]].concat();
        let lines = damaged.matches('\n').count() + 1;
        if let Err(problems) = data_with(file, &damaged) {
            prop_assert!(!problems.0.is_empty());
            // A source that is gone is a problem of the file that names it.
            for one in problems.0.iter().filter(|one| one.file == file) {
                prop_assert!(one.line.is_none_or(|line| (1..=lines).contains(&line)), "{one}");
                prop_assert!(!one.message.contains(char::is_control), "{one}");
            }
        }
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn any_markdown_is_expanded_or_refused(markdown in markdown()) {
        let _ = expanded(&markdown, &fixture_once());
    }

    #[test]
    fn markdown_without_directives_comes_out_as_it_went_in(markdown in markdown()) {
        let markdown = markdown.replace("source:", "").replace(['`', '~'], "");
        prop_assert_eq!(expanded(&markdown, &fixture_once()), Some(markdown));
    }

    #[test]
    fn what_the_data_says_is_what_a_table_says(name in text(), note in text(), address in text()) {
        let mut data = fixture_once();
        let address = format!("https://www.nordnett.no/{address}");
        let operator = &mut data.operators[0];
        operator.name.clone_from(&name);
        operator.notice.as_mut().unwrap().note = Some(note.clone());
        operator.site.as_mut().unwrap().value = Link(address.clone());
        let sheet = expanded("```operators\noperators: nordnett\n```", &data).unwrap();
        let (rows, links) = cells(&sheet);
        prop_assert_eq!(&rows[0][0], &name);
        let cell = |label: &str| rows.iter().find(|row| row[0] == label).map(|row| row[1].clone());
        prop_assert_eq!(cell("解约通知期"), Some(format!("未确认：一个月（{note}）")));
        prop_assert!(links.contains(&address));
        let overview = expanded("```operators\noperators: nordnett\ncolumns: site\n```", &data).unwrap();
        let (rows, links) = cells(&overview);
        prop_assert_eq!(&rows[1][0], &name);
        prop_assert_eq!(links, ["operator/nordnett.md".to_owned(), address]);
    }
}

/// The fixture, read once.
fn fixture_once() -> Data {
    use std::sync::LazyLock;
    static DATA: LazyLock<Data> = LazyLock::new(fixture);
    DATA.clone()
}
