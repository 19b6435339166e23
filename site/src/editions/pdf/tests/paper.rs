//! What a reader sees on paper.

use typst::visualize::LineCap;

use super::*;

#[test]
fn everything_that_a_chapter_may_hold_is_on_the_pages() {
    for (markdown, expected) in [
        (
            "Først **fet** og `kode`.\nNy _linje_.",
            "Først fet og kode. Ny linje.",
        ),
        (
            "- en\n- to\n  1. tre\n  2. fire\n",
            "• en • to 1. tre 2. fire",
        ),
        ("| A | B |\n|---|---|\n| en | to |\n", "A B en to"),
        ("    innrykket kode\n", "innrykket kode"),
        ("~~strøket~~  \nny\n\n---\n\nslutt", "strøket ny slutt"),
        (
            "<div class=\"stop\">\n\n**Stopp**: les.\n\n</div>\n\nEtter.",
            "Stopp: les.Etter.",
        ),
        (
            "Se <span lang=\"zh-Hans\">解约</span> og <span id=\"a\">her</span>.",
            "Se 解约 og her.",
        ),
        ("中文\n中文", "中文中文"),
    ] {
        check(markdown, expected);
    }
}

#[test]
fn links_show_what_paper_cannot_follow() {
    for (markdown, expected) in [
        (
            "[Ring Telenor](tel:+4791509000)",
            "Ring Telenor (+4791509000)",
        ),
        ("[915 09 000](tel:+4791509000).", "915 09 000."),
        // Within its country a number is dialled without the country code.
        ("[0800 0402](tel:+318000402) slutt", "0800 0402 slutt"),
        ("[112](tel:+47112) slutt", "112 slutt"),
        ("[0402](tel:+318000402) slutt", "0402 (+318000402) slutt"),
        ("[Skriv](mailto:post@example.no)", "Skriv (post@example.no)"),
        (
            "[example.no/a](https://www.example.no/a/) slutt",
            "example.no/a slutt",
        ),
        // The words of a title are not an address.
        (
            "[a.no: Om kort](https://a.no/om-kort/) slutt",
            "kort[1] slutt",
        ),
        (
            "[loven](https://lovdata.no/lov/4-6)",
            "adressen. [1] https://lovdata.no/lov/4-6",
        ),
        (
            "[a](https://a.no/) [b](https://b.no/) [igjen](https://a.no/)",
            "a[1] b[2] igjen[1]",
        ),
    ] {
        check(markdown, expected);
    }
}

#[test]
fn a_number_stays_with_what_it_counts() {
    let chinese = [Chapter {
        path: "index.md".to_owned(),
        markdown: "# A\n\n到 7 月 31 日，第 2 步",
        depth: 0,
    }];
    let chinese = pages(source_in("zh-Hans", &chinese).unwrap()).unwrap();
    let together = "到 7\u{a0}月 31\u{a0}日，第\u{a0}2\u{a0}步";
    assert!(
        chinese[0].replace('\n', "").contains(together),
        "{chinese:?}"
    );
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
fn words_are_divided_only_where_they_do_not_fit() {
    let table = |word: &str| {
        let first = "Ikke bekreftet, sjekk først på det offisielle nettstedet: 924 05 050";
        let head = "| A | Telefon til kundeservice | Telefon fra utlandet | Nettsted | Side |";
        let row = format!("| Telia | {first} | {first} | www.telia.no | {word} |");
        text(&format!("{head}\n|---|---|---|---|---|\n{row}")).unwrap()
    };
    assert!(!table("Se nettstedet").contains('\u{ad}'));
    assert!(table("Menneskerettighetsorganisasjonene").contains('\u{ad}'));
    let e_post = table("e-post e-post e-post e-post e-post");
    assert!(
        e_post.contains("e-post") && !e_post.contains("e-\n"),
        "{e_post:?}"
    );
}

#[test]
fn punctuation_behind_a_reference_is_set_with_its_page() {
    check("见[一](#index)。然后", "见一。然后");
    check_source(
        "见[一](#index)）：“然后",
        "\"一\";},after:\"）：“\");\"然后\";",
    );
    check_source(
        "[a](#index)、[b](#index) c",
        "\"a\";},after:\"、\");reference(",
    );
    check_source("[a](#index) c", "\"a\";},after:\"\");\" c\";");
}

#[test]
fn boxes_to_tick_leave_room_to_write() {
    let source = source("- [ ] Dato:\n- [x] Navn\n- Sted:\n").unwrap();
    for expected in [
        "tasks(false,true,true,",
        "blank();});tasks(true,true,true,",
        "bullets(",
    ] {
        assert!(source.contains(expected), "no {expected} in {source}");
    }
    assert_eq!(source.matches("blank();").count(), 1);
}

#[test]
fn what_one_should_have_at_the_end_of_a_step_can_be_ticked() {
    let markdown = "# A { #a }\n\n- Navn\n\n## B { #a-done }\n\n- Dato\n";
    let step = source_of("step-1.md", markdown).unwrap();
    let (above, below) = step.split_once("#a-done").unwrap();
    assert!(
        above.contains("bullets(") && below.contains("tasks(false,"),
        "{step}"
    );
    assert!(!source_of("esim.md", markdown).unwrap().contains("tasks("));
}

#[test]
fn the_lines_of_a_message_are_numbered_and_copied_without() {
    let pen_strokes = |count: usize| {
        let message = format!("```norsk\n{}```", "Hei\n".repeat(count));
        let text = text(&message).unwrap();
        assert_eq!(text.matches("Hei").count(), count);
        assert!(!text.contains("11"));
        let items = items(source(&message).unwrap()).unwrap().concat();
        items.iter().filter(|item| is_pen_stroke(item)).count()
    };
    // One line needs no number; the eleven have 13 digits.
    assert_eq!(pen_strokes(11) - pen_strokes(1), 13);
}

fn is_pen_stroke(item: &FrameItem) -> bool {
    let FrameItem::Shape(shape, _) = item else {
        return false;
    };
    let cap = shape.stroke.as_ref().map(|stroke| stroke.cap);
    cap == Some(LineCap::Round)
}

#[test]
fn a_phrase_is_said_in_its_language() {
    let source = source("Si _opp_ <span lang=\"zh-Hans\">解约</span> nå.").unwrap();
    let pdf = lopdf::Document::load_mem(&typeset::export(&PRESS, source).unwrap().bytes).unwrap();
    let streams = pdf
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let code = streams.filter_map(|stream| stream.get_plain_content().ok());
    let code = code.flatten().map(char::from).collect::<String>();
    assert!(code.contains("/Lang(nb-NO)") && code.contains("/Lang(zh-CN)"));
}
