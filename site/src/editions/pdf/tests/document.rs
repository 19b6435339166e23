//! The document as a whole: words, fonts, bytes.

use super::*;

#[test]
fn a_character_that_no_font_has_is_told_with_its_place_and_the_cure() {
    check_problem(
        "Først.\n\nSå ᚠ her.\n\n- og ᚠ\n",
        "src/index.md:5: no font of the PDF has 'ᚠ', U+16A0 (also in src/index.md:7)\n  \
         run fonts/cut.sh",
    );
}

#[test]
fn glyphs_stand_where_they_were_drawn() {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fonts");
    for file in ["NotoSansCJKsc-Regular.ttf", "NotoSansCJKsc-Bold.ttf"] {
        let font = std::fs::read(fonts.join(file)).unwrap();
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
        path: "index.md".into(),
        markdown: "# A { #index }",
        depth: 0,
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
fn two_exports_are_the_same_bytes() {
    let chapters = [Chapter {
        path: "index.md".into(),
        markdown: "# A { #index }\n\nTekst.",
        depth: 0,
    }];
    let document = Document {
        site_url: Some("https://example.org/nb/"),
        ..document(&chapters)
    };
    let (first, second) = (export(&document), export(&document));
    assert_eq!(first.bytes, second.bytes);
    assert_eq!(first.pages, 3);
}
