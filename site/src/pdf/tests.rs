//! Markdown in, text of the pages out.

use std::path::Path;
use std::sync::LazyLock;

use mdbook_markdown::pulldown_cmark::html::push_html;
use mdbook_operators::{Problems, markdown_options};
use proptest::prelude::*;
use typst::layout::{Frame, FrameItem};
use typst::visualize::LineCap;
use typst_layout::PagedDocument;

use super::markup::{Chapter, Document, Words, literal, typst_source, year_month_day};
use super::press::{Pdf, Press};

const WORDS: Words = Words {
    language: "Norsk bokmål",
    dated: "Kontrollert 22. november 2026",
    contents: "Innhold",
    page: "Side {n} av {total}",
    see_page: " (side {n})",
    shown: " ({text})",
    addresses: "Nettadresser",
    numbers: "Numbers lead there.",
    numbered: "steg, linje, linjene, 第",
    in_one: "Skriv adressen sammenhengende.",
    qr_code: "QR-kode til {url}",
};

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme");
    Press::read(&theme).expect("the template and the fonts are in the repository")
});

fn document<'a>(chapters: &'a [Chapter<'a>]) -> Document<'a> {
    Document {
        title: "Tittel",
        description: "Beskrivelse",
        language: "nb",
        date: "2026-11-22",
        site_url: None,
        words: &WORDS,
        chapters,
    }
}

/// The source of one chapter, `index.md`, below a title.
fn source(markdown: &str) -> Result<String, Problems> {
    let markdown = format!("# Kapittel {{ #index }}\n\n{markdown}");
    typst_source(&document(&[Chapter {
        path: "index.md",
        markdown: &markdown,
    }]))
}

/// The text of one chapter on paper.
fn text(markdown: &str) -> Result<String, Problems> {
    set_text(source(markdown)?)
}

/// What stands on the pages of a source.
fn set_text(source: String) -> Result<String, Problems> {
    Ok(text_of(&PRESS.document(source)?))
}

/// What stands on the pages, piece by piece, in the order of the file.
fn text_of(document: &PagedDocument) -> String {
    let mut text = String::new();
    for page in document.pages() {
        each_item(&page.frame, &mut |item| {
            if let FrameItem::Text(item) = item {
                text.push_str(&item.text);
                text.push('\n');
            }
        });
    }
    text
}

fn each_item(frame: &Frame, see: &mut impl FnMut(&FrameItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => each_item(&group.frame, see),
            item => see(item),
        }
    }
}

/// Without white space and hyphens of line ends: where lines break is Typst's business.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .collect()
}

/// Checks that the pages show `expected`.
#[track_caller]
fn check(markdown: &str, expected: &str) {
    let text = text(markdown).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(
        squeezed(&text).contains(&squeezed(expected)),
        "no {expected:?} in {text:?}"
    );
}

/// Checks the source of the chapter, for what cannot be seen in the text.
#[track_caller]
fn check_source(markdown: &str, expected: &str) {
    let source = source(markdown).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(source.contains(expected), "no {expected} in {source}");
}

/// Checks the only problem of the chapter. Its lines are those of the argument, plus 2.
#[track_caller]
fn check_problem(markdown: &str, expected: &str) {
    let problems = match source(markdown) {
        Ok(source) => PRESS.export(source).err().unwrap_or_default(),
        Err(problems) => problems,
    };
    let shown = problems.to_string();
    assert!(
        shown.starts_with(expected),
        "expected {expected}, got {shown}"
    );
    assert_eq!(problems.0.len(), 1, "{shown}");
}

fn export(document: &Document) -> Pdf {
    let source = typst_source(document).unwrap_or_else(|problems| panic!("{problems}"));
    PRESS
        .export(source)
        .unwrap_or_else(|problems| panic!("{problems}"))
}

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
fn text_cannot_become_typst() {
    for text in [
        "#import \"@preview/x:1.0.0\": y",
        "$ x^2 $",
        "] #panic()",
        "\"; panic(\"x\"); \"",
        "\\u{22}); panic(); (\\",
        "// no comment /* nor this */",
        "@label and = no heading",
        "#{ } #[ ]",
    ] {
        let markdown: String = text
            .chars()
            .flat_map(|c| {
                if c.is_ascii_punctuation() {
                    vec!['\\', c]
                } else {
                    vec![c]
                }
            })
            .collect();
        check(&markdown, text);
        check(&format!("    {text}"), text);
        check(&format!("```norsk\n{text}\n```"), text);
    }
}

#[test]
fn a_literal_has_no_way_out() {
    assert_eq!(
        literal("a\"b\\c\nd\u{2028}e\u{7}"),
        "\"a\\\"b\\\\c\\u{a}d\\u{2028}e\\u{7}\""
    );
}

#[test]
fn links_inside_the_guide_show_their_page() {
    let chapters = [
        Chapter {
            path: "index.md",
            markdown: "# Start { #index }\n\n[Ring](step-1.md#step-1-phone)。",
        },
        Chapter {
            path: "step-1.md",
            markdown: "# Steg 1 { #step-1 }\n\n## Ring { #step-1-phone }\n",
        },
    ];
    let source = typst_source(&document(&chapters)).expect("both ids are there");
    let text = set_text(source).expect("it compiles");
    assert!(squeezed(&text).contains("Ring(side4)。"), "{text}");
}

#[test]
fn links_show_what_paper_cannot_follow() {
    check(
        "[Ring Telenor](tel:+4791509000)",
        "Ring Telenor (+4791509000)",
    );
    check("[915 09 000](tel:+4791509000).", "915 09 000.");
    check("[Skriv](mailto:post@example.no)", "Skriv (post@example.no)");
    check("<post@example.no>.", "post@example.no.");
    check("[loven](https://lovdata.no/lov/4-6)", "loven[1]");
    check(
        "[loven](https://lovdata.no/lov/4-6)",
        "Nettadresser Skriv adressen sammenhengende. [1] https://lovdata.no/lov/4-6",
    );
    check(
        "[example.no/a](https://www.example.no/a/) slutt",
        "example.no/a slutt",
    );
    // The words of a title are not an address.
    check(
        "[a.no: Om kort](https://a.no/om-kort/) slutt",
        "kort[1] slutt",
    );
}

#[test]
fn a_number_within_its_country_is_shown() {
    check("[0800 0402](tel:+318000402) slutt", "0800 0402 slutt");
    check("[112](tel:+47112) slutt", "112 slutt");
    check("[0402](tel:+318000402) slutt", "0402 (+318000402) slutt");
}

#[test]
fn the_number_of_an_address_stands_apart() {
    check(
        "[§ 4-6](https://lovdata.no/lov/4-6) slutt",
        "§ 4-6[1] slutt",
    );
}

#[test]
fn a_number_stays_with_what_it_counts() {
    for (markdown, together) in [
        ("Innen 14 dager", "14\u{a0}dager"),
        ("Se steg 1 først", "steg\u{a0}1 først"),
        (
            "到 7 月 31 日，第 2 步",
            "到 7\u{a0}月 31\u{a0}日，第\u{a0}2\u{a0}步",
        ),
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
fn the_same_address_has_the_same_number() {
    let markdown = "[a](https://a.no/) [b](https://b.no/) [igjen](https://a.no/)";
    check(markdown, "a[1] b[2] igjen[1]");
}

#[test]
fn footnotes_stand_once_and_are_referred_to_twice() {
    check(
        "En[^n] og igjen[^n].\n\n[^n]: Note om *dette*.\n",
        "Note om dette.",
    );
    check_problem(
        "Tekst.\n\n[^n]: Ingen ser den.\n",
        "src/index.md:5: nothing refers to the",
    );
}

#[test]
fn what_one_should_have_at_the_end_of_a_step_can_be_ticked() {
    let ends = |path, id| {
        let markdown = format!("# A {{ #{id} }}\n\n- Navn\n\n## B {{ #{id}-done }}\n\n- Dato\n");
        let chapters = [Chapter {
            path,
            markdown: &markdown,
        }];
        typst_source(&document(&chapters)).expect("it is right")
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
        let document = PRESS.document(source).unwrap();
        let text = text_of(&document);
        assert_eq!(text.matches("Hei").count(), count);
        assert!(!text.contains("11"));
        let mut strokes = 0;
        for page in document.pages() {
            each_item(&page.frame, &mut |item| {
                strokes += usize::from(is_pen_stroke(item))
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
fn languages_are_marked() {
    check_source("_oppsigelse_", "norwegian((lang: \"nb\", region: \"NO\"),");
    check_source(
        "<span lang=\"zh-Hans\">解约</span>",
        "text(lang: \"zh\", region: \"CN\",",
    );
    check("<span lang=\"zh-Hans\">解约</span>", "解约");
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
fn html_is_refused_but_for_boxes() {
    check(
        "<div class=\"stop\">\n\n**Stopp**: les.\n\n</div>\n\nEtter.",
        "Stopp: les.Etter.",
    );
    check(
        "<!-- usynlig -->\n\nSynlig <!-- heller ikke -->tekst.",
        "Synlig tekst.",
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
fn words_with_an_id_are_a_target() {
    check(
        "Se [kilden](#source-nrk).\n\n---\n\n| A | B |\n|---|---|\n| <span id=\"source-nrk\">NRK</span> | C |",
        "NRK",
    );
    check_source(
        "<span id=\"source-nrk\">NRK</span> og [kilden](#source-nrk)",
        "reference(see-page,\"index.md#source-nrk\",",
    );
    check_problem(
        "<span id=\"index\">NRK</span>",
        "src/index.md:3: second place with the id \"index\"",
    );
}

#[test]
fn broken_links_are_told_with_file_and_line() {
    check_problem(
        "\n[x](step-9.md)",
        "src/index.md:4: nothing in the guide has the address",
    );
    check_problem(
        "[x](#nowhere)",
        "src/index.md:3: nothing in the guide has the address",
    );
    check_problem(
        "[x](javascript:alert)",
        "src/index.md:3: the guide does not link to javascript",
    );
    check_problem("![x](y.png)", "src/index.md:3: a picture");
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

#[test]
fn a_character_that_no_font_has_is_told_with_its_place_and_the_cure() {
    check_problem(
        "Først.\n\nSå ᚠ her.\n\n- og ᚠ\n",
        "src/index.md:5: no font of the PDF has 'ᚠ', U+16A0 (also in src/index.md:7)\n  \
         run theme/fonts/cut.sh",
    );
}

#[test]
fn glyphs_stand_where_they_were_drawn() {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme/fonts");
    for file in ["NotoSansCJKsc-Regular.ttf", "NotoSansCJKsc-Bold.ttf"] {
        let font = std::fs::read(theme.join(file)).unwrap();
        let face = ttf_parser::Face::parse(&font, 0).unwrap();
        for glyph in (0..face.number_of_glyphs()).map(ttf_parser::GlyphId) {
            let Some(outline) = face.glyph_bounding_box(glyph) else {
                continue;
            };
            // Some readers move an outline to where its table says that it begins.
            let bearing = face.glyph_hor_side_bearing(glyph);
            assert_eq!(bearing, Some(outline.x_min), "{file} {glyph:?}");
        }
    }
}

#[test]
fn words_of_the_catalog_need_their_places() {
    let words = Words {
        page: "Side",
        ..WORDS
    };
    let chapters = [Chapter {
        path: "index.md",
        markdown: "# A { #index }",
    }];
    let document = Document {
        words: &words,
        ..document(&chapters)
    };
    let problems = typst_source(&document).expect_err("the number has no place");
    assert!(
        problems
            .to_string()
            .starts_with("po/nb.po: \"Side\" does not say where {n} goes")
    );
}

#[test]
fn dates_are_checked() {
    assert_eq!(year_month_day("2026-11-22"), Some((2026, 11, 22)));
    assert_eq!(year_month_day("2026-13-22"), None);
    assert_eq!(year_month_day("22.11.2026"), None);
}

#[test]
fn two_exports_are_the_same_bytes() {
    let chapters = [Chapter {
        path: "index.md",
        markdown: "# A { #index }\n\nTekst.",
    }];
    let document = Document {
        site_url: Some("https://example.org/nb/"),
        ..document(&chapters)
    };
    let (first, second) = (export(&document), export(&document));
    assert_eq!(first.bytes, second.bytes);
    assert_eq!(first.pages, 3);
}

#[test]
fn a_phrase_is_said_in_its_language() {
    let source = source("Si _opp_ <span lang=\"zh-Hans\">解约</span> nå.").unwrap();
    let pdf = lopdf::Document::load_mem(&PRESS.export(source).unwrap().bytes).unwrap();
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

/// The examples of the CommonMark specification, from its npm package among those of the tests.
fn specification() -> Vec<(String, String)> {
    let file = std::env::var("COMMONMARK_SPEC").unwrap_or_else(|_| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        root.join("tests/node_modules/commonmark-spec/spec.txt")
            .display()
            .to_string()
    });
    let spec = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{file}: {error}: run `npm ci` in tests/ first"));
    let fence = "`".repeat(32);
    let opening = format!("\n{fence} example\n");
    let examples = spec.split(&opening).skip(1).filter_map(|block| {
        let (example, _) = block.split_once(&format!("\n{fence}"))?;
        let (markdown, html) = example.split_once("\n.\n").or(example.split_once("\n."))?;
        Some((markdown.replace('→', "\t"), html.replace('→', "\t")))
    });
    examples.collect()
}

/// The words that a browser shows of `html`.
fn words_of(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_examples_of_commonmark_lose_no_word() {
    let examples = specification();
    let (mut shown, mut refused) = (0, 0);
    for (markdown, html) in &examples {
        let Ok(source) = source(markdown) else {
            // HTML, pictures, and links to nowhere.
            refused += 1;
            continue;
        };
        let text = set_text(source).unwrap_or_else(|problems| panic!("{markdown}\n{problems}"));
        let text = squeezed(&text);
        for word in words_of(html) {
            assert!(text.contains(&word), "{markdown:?} lost {word:?}: {text:?}");
        }
        shown += 1;
    }
    assert!(
        shown > 350,
        "{shown} of {} shown, {refused} refused",
        examples.len()
    );
}

/// Random documents of everything that the chapters use.
fn documents() -> impl Strategy<Value = String> {
    let word = "[a-zæøå0-9]{1,12}|[#$@\\]\\[\"/*_<>&~`|\\\\=+-]{1,3}|[中文手机号码]{1,6}";
    let text = prop::collection::vec(word, 1..8).prop_map(|words| words.join(" "));
    let inline = prop_oneof![
        text.clone(),
        text.clone().prop_map(|text| format!("**{text}**")),
        text.clone().prop_map(|text| format!("_{text}_")),
        text.clone().prop_map(|text| format!("`{text}`")),
        text.clone()
            .prop_map(|text| format!("[{text}](https://example.org/)")),
        text.clone().prop_map(|text| format!("[{text}](#index)")),
    ];
    let line = prop::collection::vec(inline, 1..4).prop_map(|parts| parts.join(" "));
    let block = prop_oneof![
        line.clone(),
        line.clone().prop_map(|line| format!("## {line}")),
        line.clone().prop_map(|line| format!("> {line}")),
        line.clone()
            .prop_map(|line| format!("- {line}\n- [ ] {line}\n\n  1. {line}")),
        (line.clone(), line.clone()).prop_map(|(a, b)| {
            format!(
                "| {} | {} |\n|---|--:|\n| {} | b |",
                a.replace('|', ""),
                b.replace('|', ""),
                b.replace('|', "")
            )
        }),
        line.clone()
            .prop_map(|line| format!("```norsk\n{line}\n```")),
        line.prop_map(|line| format!("<div class=\"note\">\n\n{line}\n\n</div>")),
    ];
    prop::collection::vec(block, 1..6).prop_map(|blocks| blocks.join("\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_word_of_the_page_is_on_paper(markdown in documents()) {
        // HTML that the random characters happen to form is refused, which another test shows.
        let Ok(source) = source(&markdown) else { return Ok(()) };
        let mut html = String::new();
        let options = markdown_options();
        push_html(&mut html, mdbook_markdown::new_cmark_parser(&markdown, &options));
        let text = squeezed(&set_text(source).map_err(|problems| TestCaseError::fail(problems.to_string()))?);
        for word in words_of(&html) {
            prop_assert!(text.contains(&word), "{word:?} is not in {text:?}");
        }
    }

    #[test]
    fn no_text_panics(markdown in "\\PC{0,200}") {
        if let Ok(source) = source(&markdown) {
            // Nothing but a character without a glyph can go wrong now.
            prop_assert!(set_text(source).is_ok());
        }
    }
}
