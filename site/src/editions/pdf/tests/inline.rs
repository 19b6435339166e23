//! Text in a line.

use super::*;

#[test]
fn a_number_stays_with_what_it_counts() {
    for (markdown, together) in [
        ("Innen 14 dager", "14\u{a0}dager"),
        ("Se steg 1 først", "steg\u{a0}1 først"),
        ("Slett linjene 5 og 6", "linjene\u{a0}5 og 6"),
        (
            "Plankelinje 5 og 61 % av",
            "Plankelinje 5\u{a0}og 61\u{a0}% av",
        ),
        ("I 2025 kom 4-6 av 9", "I 2025 kom 4-6 av 9"),
    ] {
        let text = text(markdown).unwrap().replace('\n', "");
        assert!(text.contains(together), "{text:?}");
    }
}

#[test]
fn in_chinese_every_number_stays_with_what_it_counts() {
    let chapters = [Chapter {
        path: "index.md".into(),
        markdown: "# A { #index }\n\n到 7 月 31 日，第 2 步",
        depth: 0,
    }];
    let text = set_text(source_in(&CHINESE, &chapters).unwrap()).unwrap();
    let expected = "到 7\u{a0}月 31\u{a0}日，第\u{a0}2\u{a0}步";
    assert!(text.replace('\n', "").contains(expected), "{text:?}");
}

#[test]
fn no_line_ends_behind_the_first_letter_of_e_post() {
    let words =
        "| A | B | C | D |\n|---|---|---|---|\n| e-post e-post e-post e-post e-post e-post |";
    let text = text(words).unwrap();
    assert!(
        text.contains("e-post") && !text.contains("e-\n"),
        "{text:?}"
    );
}

#[test]
fn punctuation_behind_a_reference_is_set_with_its_page() {
    check("见[一](#index)。然后", "见一。然后");
    check_source("见[一](#index)：“然后", "\"一\";},after:\"：“\");\"然后\";");
    check_source(
        "见[一](#index)）。然后",
        "\"一\";},after:\"）。\");\"然后\";",
    );
    check_source(
        "[a](#index)、[b](#index) c",
        "\"a\";},after:\"、\");reference(",
    );
    check_source("[a](#index) c", "\"a\";},after:\"\");\" c\";");
}

#[test]
fn an_open_phrase_is_refused() {
    check_problem(
        "<span lang=\"zh-Hans\">解约",
        "src/index.md:3: <span lang=\"zh-Hans\"> is not",
    );
}

#[test]
fn a_line_break_between_chinese_characters_is_no_space() {
    let text = text("中文\n中文").expect("both characters are in the fonts");
    assert!(text.contains("中文中文"), "{text:?}");
}

#[test]
fn a_phrase_is_said_in_its_language() {
    let source = source("Si _opp_ <span lang=\"zh-Hans\">解约</span> nå.").unwrap();
    let pdf = lopdf::Document::load_mem(&typeset::export(&PRESS, source).unwrap().bytes).unwrap();
    let streams = pdf
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let code: Vec<u8> = streams
        .filter_map(|stream| stream.get_plain_content().ok())
        .flatten()
        .collect();
    for tag in [&b"/Lang(nb-NO)"[..], b"/Lang(zh-CN)"] {
        let found = code.windows(tag.len()).any(|window| window == tag);
        assert!(found, "no {}", tag.escape_ascii());
    }
}
