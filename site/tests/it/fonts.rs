//! What the fonts of the PDFs lack is told with the file that has to be mended.

use std::fs;

use crate::{edit, guide_with_site, is_last, refused};

const FACES: [&str; 6] = [
    "NotoSans-Bold.ttf",
    "NotoSans-BoldItalic.ttf",
    "NotoSans-Italic.ttf",
    "NotoSans-Regular.ttf",
    "NotoSansCJKsc-Bold.ttf",
    "NotoSansCJKsc-Regular.ttf",
];

#[test]
fn every_face_is_there() {
    let guide = guide_with_site();
    let fonts = guide.path().join("fonts");
    // Each stands under the name of the next one, two of another family.
    let contents = FACES.map(|name| fs::read(fonts.join(name)).unwrap());
    for (name, content) in FACES.iter().zip(contents.iter().cycle().skip(1)) {
        fs::write(fonts.join(name), content).unwrap();
    }
    check(&guide, |name| {
        format!("error: fonts/{name}: is no such font\n")
    });
    for name in FACES {
        fs::write(fonts.join(name), "no font").unwrap();
    }
    check(&guide, |name| {
        format!("error: fonts/{name}: is no such font\n")
    });
    fs::remove_dir_all(fonts).unwrap();
    check(&guide, |name| {
        format!("error: fonts/{name}: cannot be read: ")
    });
}

#[track_caller]
fn check(guide: &tempfile::TempDir, expected: impl Fn(&str) -> String) {
    let error = refused(guide.path());
    for name in FACES {
        assert!(error.contains(&expected(name)), "{name}: {error}");
    }
    assert_eq!(error.matches("error: ").count(), FACES.len(), "{error}");
    assert!(is_last(&guide.path().join("book")));
}

#[test]
fn one_face_that_is_missing_is_told_alone() {
    let guide = guide_with_site();
    fs::remove_file(guide.path().join("fonts/NotoSans-Italic.ttf")).unwrap();
    let error = refused(guide.path());
    assert!(
        error.contains("error: fonts/NotoSans-Italic.ttf: cannot be read: "),
        "{error}"
    );
    assert_eq!(error.matches("error: ").count(), 1, "{error}");
}

#[test]
fn a_character_of_the_data_that_no_font_has_is_told_with_its_place_there() {
    for (file, old, new, of) in [
        (
            "operators.json",
            "\"Telenor Norge AS,",
            "\"Telenor ᚠ Norge AS,",
            "telenor, legal_entity",
        ),
        (
            "operators.json",
            "购买时不做信用审查",
            "购买时不做信用审查ᚠ",
            "nicemobil, notes",
        ),
        (
            "operators.json",
            "\"name\": \"Ice",
            "\"name\": \"Iceᚠ",
            "ice, name",
        ),
        (
            "sources.json",
            "\"title\": \"Personvern\"",
            "\"title\": \"Personvernᚠ\"",
            "ch-priv, title",
        ),
    ] {
        let guide = guide_with_site();
        let text = fs::read_to_string(guide.path().join(file)).unwrap();
        let line = text.split(old).next().unwrap().matches('\n').count() + 1;
        edit(guide.path(), file, old, new);
        let error = refused(guide.path());
        let expected = format!("error: {file}:{line}: {of}: no font of the PDF has 'ᚠ', U+16A0\n");
        assert!(error.contains(&expected), "{error}");
        assert_eq!(error.matches("error: ").count(), 1, "{error}");
    }
}
