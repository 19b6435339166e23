use std::path::Path;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use mdbook_operators::Catalog;
use proptest::prelude::*;

use super::faithful::{Original, differences};
use super::numbers::Numbers;

static NORWEGIAN: LazyLock<Numbers> = LazyLock::new(|| {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let catalog = Catalog::load(root, "nb").expect("the catalog is in the repository");
    let numbers = Numbers::of(&catalog).expect("its lists are right");
    numbers.expect("its lists are translated")
});

static NAMES: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(["a", "-"]).expect("they are names"));

/// A part of a text with its translation.
fn part() -> impl Strategy<Value = (String, String)> {
    let pair = |text: &str, translation: &str| (text.to_owned(), translation.to_owned());
    prop_oneof![
        Just(pair("停机。", "sperring. ")),
        Just(pair("**停**：", "**stopp**: ")),
        Just(pair("“_oppsigelse_”", "«oppsigelse», ")),
        Just(pair("第二天", "dagen etter, ")),
        Just(pair("{n} 个\\[navn\\]", "{n} \\[navn\\], ")),
        (2..13_usize).prop_map(|n| (format!("{n} 天，"), format!("{n} dager, "))),
        (3..10_usize).prop_map(|n| {
            let numerals: Vec<char> = "三四五六七八九".chars().collect();
            let words = ["tre", "fire", "fem", "seks", "sju", "åtte", "ni"];
            (
                format!("{}周，", numerals[n - 3]),
                format!("{} uker, ", words[n - 3]),
            )
        }),
        (1..29_u8, 2000..2100_u16).prop_map(|(day, year)| {
            (
                format!("{year} 年 7 月 {day} 日，"),
                format!("den {day}. juli {year}, "),
            )
        }),
        (1..10_u16, 0..1000_u16).prop_map(|(thousands, rest)| {
            (
                format!("{thousands}{rest:03} 克朗，"),
                format!("{thousands}\u{a0}{rest:03} kr, "),
            )
        }),
        (1..9_u8, 1..30_u8).prop_map(|(chapter, section)| {
            let link = format!("(source:law/{chapter}-{section})");
            (
                format!("[第 {chapter}-{section} 条]{link}"),
                format!("[§ {chapter}-{section}]{link}, "),
            )
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_faithful_translation_is_accepted(parts in prop::collection::vec(part(), 1..9)) {
        let (text, translation): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        let (text, translation) = (format!("甲{}", text.concat()), format!("A {}", translation.concat()));
        let none = AhoCorasick::new([""; 0]).expect("it is empty");
        let found = differences(&Original::of(&text, &none), &translation, Some(&NORWEGIAN), false);
        let found: Vec<_> = found.into_iter().map(|one| one.has).collect();
        prop_assert!(found.is_empty(), "{text} = {translation}: {found:?}");
    }

    #[test]
    fn any_two_texts_can_be_compared(text in ".{0,60}", translation in "([*_\\[\\](){}<>/ab1，。|\\\\ \n-]|二|两|十|月|日|juli){0,40}") {
        for (text, translation) in [(&text, &translation), (&translation, &text)] {
            let _ = differences(&Original::of(text, &NAMES), translation, Some(&NORWEGIAN), false);
        }
        prop_assert!(differences(&Original::of(&translation, &NAMES), &translation, None, true).is_empty() || translation.contains('<'));
    }
}
