//! Blocks: paragraphs, lists, tables, messages, boxes.

use typst::visualize::LineCap;

use super::*;

#[test]
fn paragraphs_lists_tables_and_code_are_on_the_pages() {
    check(
        "Først **fet** og `kode`.\nNy linje.",
        "Først fet og kode. Ny linje.",
    );
    check(
        "- en\n- to\n  1. tre\n  2. fire\n",
        "• en • to 1. tre 2. fire",
    );
    check("| A | B |\n|---|---|\n| en | to |\n", "A B en to");
    check("    innrykket kode\n", "innrykket kode");
    check("> sitat\n", "sitat");
    check("~~strøket~~\n", "strøket");
}

#[test]
fn what_one_should_have_at_the_end_of_a_step_can_be_ticked() {
    let ends = |path: &str, id| {
        let markdown = format!("# A {{ #{id} }}\n\n- Navn\n\n## B {{ #{id}-done }}\n\n- Dato\n");
        let chapters = [Chapter {
            path: path.to_owned(),
            markdown: &markdown,
            depth: 0,
        }];
        typst_source(&chapters).expect("it is right")
    };
    let step = ends("step-1.md", "step-1");
    let (above, below) = step
        .split_once("step-1-done")
        .expect("the heading is there");
    assert!(
        above.contains("bullets(") && below.contains("tasks(false,"),
        "{step}"
    );
    assert!(!ends("esim.md", "esim").contains("tasks("));
}

#[test]
fn the_lines_of_a_message_are_numbered_and_copied_without() {
    let pen_strokes = |count: usize| {
        let lines: Vec<_> = (0..count).map(|_| "Hei").collect();
        let source = source(&format!("```norsk\n{}\n```", lines.join("\n"))).unwrap();
        let document = typeset::document(&PRESS, source).unwrap();
        let text = text_of(&document);
        assert_eq!(text.matches("Hei").count(), count);
        assert!(!text.contains("11"));
        let mut strokes = 0;
        for page in document.pages() {
            each_item(&page.frame, &mut |item| {
                strokes += usize::from(is_pen_stroke(item));
            });
        }
        strokes
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
fn boxes_to_tick_leave_room_to_write() {
    check_source("- [ ] Dato:\n- [x] Navn\n", "tasks(false,true,");
    check_source("- [ ] Dato:\n- [x] Navn\n", "blank();");
    check_source("- [ ] Dato:\n- [x] Navn\n", "tasks(true,true,");
}

#[test]
fn a_word_in_a_table_is_divided_only_where_it_does_not_fit() {
    let table = |word: &str| {
        let first = "Ikke bekreftet, sjekk først på det offisielle nettstedet: 924 05 050";
        let row = format!("| Telia | {first} | {first} | www.telia.no | {word} |");
        text(&format!(
            "| A | Telefon til kundeservice | Telefon fra utlandet | Nettsted | Side for oppsigelse |\n\
             |---|---|---|---|---|\n{row}"
        ))
        .unwrap()
    };
    assert!(!table("Se nettstedet").contains('\u{ad}'));
    assert!(table("Menneskerettighetsorganisasjonene").contains('\u{ad}'));
}

#[test]
fn html_is_refused_but_for_boxes() {
    check(
        "<div class=\"stop\">\n\n**Stopp**: les.\n\n</div>\n\nEtter.",
        "Stopp: les.Etter.",
    );
    check_problem(
        "a\n\n<table><tr></table>",
        "src/index.md:5: HTML that the PDF cannot show: <table>",
    );
    check_problem(
        "a <b>fet",
        "src/index.md:3: HTML that the PDF cannot show: <b>",
    );
    check_problem(
        "<div class=\"stop\">\n\ntekst",
        "src/index.md:3: <div class=\"stop\"> is not closed",
    );
    check_problem(
        "tekst\n\n</div>",
        "src/index.md:5: HTML that the PDF cannot show: </div>",
    );
    check_problem(
        "<div class=\"red\">\n",
        "src/index.md:3: HTML that the PDF cannot show",
    );
}

#[test]
fn headings_do_not_skip_a_level() {
    check_problem(
        "### For dypt",
        "src/index.md:3: a heading of level 3 right below level 1",
    );
    check_problem(
        "## To { #a }\n\n## Tre { #a }",
        "src/index.md:5: second place with the id \"a\"",
    );
}
