//! What a reader sees on paper.

use super::*;

/// The text of a chapter without white space.
fn squeezed_text(markdown: &str) -> Result<String, Problems> {
    text(markdown).map(|text| squeezed(&text))
}

/// The text of a chapter without the ends of its lines.
fn line(markdown: &str) -> Result<String, Problems> {
    text(markdown).map(|text| text.replace('\n', ""))
}

#[test]
fn everything_that_a_chapter_may_hold_is_on_the_pages() {
    let lines = r#"
        Først **fet** og `kode`.⏎Ny _linje_. → Førstfetogkode.Nylinje.
        - en⏎- to⏎  1. tre⏎  2. fire → •en•to1.tre2.fire
        | A | B |⏎|---|---|⏎| en | to | → ABento
        avsnitt⏎⏎    innrykket kode → avsnittinnrykketkode
        ~~strøket~~  ⏎ny⏎⏎---⏎⏎slutt → strøketnyslutt
        <div class="stop">⏎⏎**Stopp**: les.⏎⏎</div>⏎⏎Etter. → Stopp:les.Etter.
        Se <span lang="zh-Hans">解约</span> og <span id="a">her</span>. → Se解约ogher."#;
    check(lines, squeezed_text);
    check("中文⏎中文 → 中文中文", line);
}

#[test]
fn links_show_what_paper_cannot_follow() {
    // Within its country a number is dialled without the country code. The words of a title are not
    // an address.
    let lines = "
        [Ring Telenor](tel:+4791509000) → RingTelenor(+4791509000)
        [915 09 000](tel:+4791509000). → 91509000.
        [0800 0402](tel:+318000402) slutt → 08000402slutt
        [112](tel:+47112) slutt → 112slutt
        [0402](tel:+318000402) slutt → 0402(+318000402)slutt
        [Skriv](mailto:post@example.no) → Skriv(post@example.no)
        [example.no/a](https://www.example.no/a/) slutt → example.no/aslutt
        [a.no: Om kort](https://a.no/om-kort/) slutt → kort[1]slutt
        [loven](https://lovdata.no/lov/4-6) → adressen.[1]https://lovdata.no/lov/4-6
        [a](https://a.no/) [b](https://b.no/) [igjen](https://a.no/) → a[1]b[2]igjen[1]
        见[一](#index)。然后 → 见一。然后";
    check(lines, squeezed_text);
}

#[test]
fn a_number_stays_with_what_it_counts() {
    let lines = "
        Innen 14 dager → 14\u{a0}dager
        Se steg 1 først → steg\u{a0}1 først
        Slett linjene 5 og 6 → linjene\u{a0}5 og 6
        Plankelinje 5 og 61 % av → Plankelinje 5\u{a0}og 61\u{a0}% av
        I 2025 kom 4-6 av 9 → I 2025 kom 4-6 av 9";
    check(lines, line);
    let chinese = "# A { #a }⏎⏎到 7 月 31 日，第 2 步 → 到 7\u{a0}月 31\u{a0}日，第\u{a0}2\u{a0}步";
    check(chinese, |markdown| {
        let source = source_in("zh-Hans", &[("index.md", markdown, 0)])?;
        Ok(pages(source)?.concat().replace('\n', ""))
    });
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
    let words = table("e-post e-post e-post e-post e-post");
    assert!(
        words.contains("e-post") && !words.contains("e-\n"),
        "{words:?}"
    );
}

#[test]
fn punctuation_behind_a_reference_is_set_with_its_page() {
    let lines = r#"
        见[一](#index)）：“然后 → "一";},after:"）：“");"然后";
        [a](#index)、[b](#index) c → "a";},after:"、");reference(
        [a](#index) c → "a";},after:"");" c";"#;
    check(lines, source);
}

#[test]
fn boxes_to_tick_leave_room_to_write() {
    let list = "- [ ] Dato:⏎- [x] Navn⏎- Sted:";
    check(&format!("{list} → tasks(false,true,false,true,"), source);
    check(
        &format!("{list} → blank();}});tasks(true,true,false,true,"),
        source,
    );
    check(&format!("{list} → \"Sted:\";}});"), source);
}

#[test]
fn a_list_before_a_message_stays_with_it() {
    let list = |after: &str| source(&format!("Tekst.\n\n- Navn\n\n{after}")).unwrap();
    assert!(list("```norsk\nHei\n```").contains("bullets(true,true,"));
    assert!(list("Mer.").contains("bullets(true,false,"));
}

#[test]
fn old_addresses_below_a_heading_do_not_part_it_from_what_follows() {
    let source = source("Tekst.\n\n## B { #b }\n\n<span id=\"c\"></span>\n\nMer.").unwrap();
    assert!(source.contains("lead("), "{source}");
}

#[test]
fn what_one_should_have_at_the_end_of_a_step_can_be_ticked() {
    let markdown = "# A { #a }\n\n- Navn\n\n## B { #a-done }\n\n- Dato\n";
    let source = |path| source_in("nb", &[(path, markdown, 0)]).unwrap();
    let step = source("step-1.md");
    let (above, below) = step.split_once("#a-done").unwrap();
    assert!(
        above.contains("bullets(") && below.contains("tasks(false,"),
        "{step}"
    );
    assert!(!source("esim.md").contains("tasks("));
}

#[test]
fn the_lines_of_a_message_are_numbered_and_copied_without() {
    let shapes = |count: usize| {
        let message = format!("```norsk\n{}```", "Hei\n".repeat(count));
        let text = text(&message).unwrap();
        assert_eq!(text.matches("Hei").count(), count);
        assert!(!text.contains("11"));
        let items = items(source(&message).unwrap()).unwrap().concat();
        items
            .iter()
            .filter(|item| matches!(item, FrameItem::Shape(..)))
            .count()
    };
    // One line needs no number; the eleven have 13 digits, drawn with a pen.
    assert_eq!(shapes(11) - shapes(1), 13);
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
    let code: String = code.flatten().map(char::from).collect();
    assert!(code.contains("/Lang(nb-NO)") && code.contains("/Lang(zh-CN)"));
}
