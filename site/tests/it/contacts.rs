//! A contact stands in the data or nowhere: not in a text, however it is spelled.

use std::fs;

use crate::{copy_of_guide, edit, guide_with_site, refused};

const REFUSED: [&str; 32] = [
    "829 12 345",
    "829-12-345",
    "+47 829 12 345",
    "(829) 12 345",
    "82 91 23 45",
    "82-91-2345",
    "829.12.345",
    "829/12/345",
    "829·12·345",
    "829\u{2011}12\u{2013}345",
    "829\u{a0}12\u{2009}345",
    "829\u{200b}12\u{ad}345",
    "829**12**345",
    "`829` `12345`",
    "８２９１２３４５",
    "（８２９）１２ ３４５",
    "٨٢٩١٢٣٤٥",
    "八二九一二三四五",
    "2026-11-22 829 12 345",
    "evil.example",
    "Evil.Example",
    "evil．example",
    "evil｡example",
    "løgn.no",
    "t.me/telenor",
    "www.telenor.no",
    "telenor.no.evil.example",
    "https://www.telenor.no/",
    "a@evil.example",
    "a＠evil．example",
    "tel:02000",
    "mailto:a",
];

const ALLOWED: &str = "2026-11-22 到 2026-12-31，22.11.2026、1.1.2027，kr 1 234，4-17，Tek.no 和 norge.no 写了 f.eks. 第 14–60 天，§ 4-7 (2)，12:00–16:00，NOK 1 299。";

#[test]
fn a_contact_in_a_text_is_refused_in_any_spelling() {
    let guide = guide_with_site();
    let path = guide.path().join("src/esim.md");
    let mut chapter = fs::read_to_string(&path).unwrap();
    chapter.push_str(&format!("\n{ALLOWED}\n"));
    let first = chapter.lines().count();
    for text in REFUSED {
        chapter.push_str(&format!("\n请找{text}吧\n"));
    }
    chapter.push_str("\n请找829&#49;2345吧\n");
    fs::write(&path, chapter).unwrap();
    let error = refused(guide.path());
    for (index, text) in REFUSED.iter().enumerate() {
        let line = first + 2 * (index + 1);
        let problem = error.split(&format!("error: src/esim.md:{line}: ")).nth(1);
        let problem = problem.unwrap_or_else(|| panic!("{text} passes: {error}"));
        assert!(
            problem.contains(" stands in the text \""),
            "{text}: {problem}"
        );
    }
    assert!(!error.contains("Tek.no"), "{error}");
    assert!(
        error.contains("error: src/esim.md: 82912345 stands in the text"),
        "{error}"
    );
}

#[test]
fn a_translation_a_template_and_the_data_hold_no_contact_either() {
    for (file, old, new, expected) in [
        (
            "po/nb.po",
            "msgstr \"De seks stegene kort fortalt",
            "msgstr \"De seks stegene（８２９） 12-345",
            "holds 829) 12-345\n",
        ),
        (
            "plan.json",
            "\"text\": \"",
            "\"text\": \"打 82 91 23 45 ",
            "82 91 23 45 stands in the text",
        ),
        // What is not Chinese is in no catalog.
        (
            "theme/page.hbs",
            "{{t \"跳到正文\"}}",
            "{{t \"evil.example\"}}",
            "shows \"evil.example\"",
        ),
        (
            "operators.json",
            "购买时不做信用审查",
            "打 829 12 345",
            "error: operators.json:LINE: nicemobil, notes: 829 12 345 stands in the text",
        ),
        (
            "operators.json",
            "购买时不做信用审查",
            "Ring 829-12-345",
            "error: operators.json:LINE: nicemobil, notes: 829-12-345 stands in the text",
        ),
        (
            "operators.json",
            "\"name\": \"Ice\"",
            "\"name\": \"Ice, t.me/ice\"",
            "error: operators.json:LINE: ice, name: t.me/ice stands in the text",
        ),
        (
            "operators.json",
            "\"Telenor Norge AS",
            "\"Telenor Norge AS, a@evil.example",
            "error: operators.json:LINE: telenor, legal_entity: a@evil.example stands in the text",
        ),
        (
            "operators.json",
            "\"name\": \"Digipost\"",
            "\"name\": \"Digipost, tel:02800\"",
            "error: operators.json:LINE: digipost, name: tel:02800 stands in the text",
        ),
    ] {
        let guide = copy_of_guide();
        let text = fs::read_to_string(guide.path().join(file)).unwrap();
        let before = text.split(old).next().unwrap();
        let line = before.matches('\n').count() + 1;
        edit(guide.path(), file, old, new);
        let error = refused(guide.path());
        let expected = expected.replace("LINE", &line.to_string());
        assert!(error.contains(&expected), "{file}: {error}");
    }
}
