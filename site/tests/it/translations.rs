//! A translation that says something else than its text is refused, with its place.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::{built_without_pdfs, copy_of_guide, refused};

/// The guide in Chinese and Norwegian, with a chapter that has `pairs` of a text and its translation besides.
fn guide_with(pairs: &[(&str, &str)]) -> tempfile::TempDir {
    let guide = copy_of_guide();
    fs::remove_file(guide.path().join("po/en.po")).unwrap();
    let mut chapter = read(guide.path(), "src/esim.md");
    let mut catalog = read(guide.path(), "po/nb.po");
    for (text, translation) in pairs {
        write!(chapter, "\n{text}\n").unwrap();
        let quoted = |text: &str| {
            format!("{text:?}")
                .replace("\\u{a0}", "\u{a0}")
                .replace("\\'", "'")
        };
        let (text, translation) = (quoted(text), quoted(translation));
        write!(catalog, "\nmsgid {text}\nmsgstr {translation}\n").unwrap();
    }
    fs::write(guide.path().join("src/esim.md"), chapter).unwrap();
    fs::write(guide.path().join("po/nb.po"), catalog).unwrap();
    guide
}

fn read(guide: &Path, file: &str) -> String {
    fs::read_to_string(guide.join(file)).unwrap()
}

/// Builds the guide with all `cases`, a text, its translation and what is wrong, and looks for each fault where it
/// is.
#[track_caller]
fn check(cases: &[(&str, &str, &str)]) {
    let pairs: Vec<_> = cases
        .iter()
        .map(|(text, wrong, _)| (*text, *wrong))
        .collect();
    let guide = guide_with(&pairs);
    let error = refused(guide.path());
    let catalog = read(guide.path(), "po/nb.po");
    let chapter = read(guide.path(), "src/esim.md");
    for (text, wrong, fault) in cases {
        let line = |file: &str, start: &str| {
            let found = file.lines().position(|line| line.starts_with(start));
            found.expect("it was written") + 1
        };
        let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
        let place = format!(
            "po/nb.po:{}: ",
            line(&catalog, &format!("msgid \"{quoted}\""))
        );
        let entry = format!(
            "the entry \"{text}\" (src/esim.md:{})",
            line(&chapter, text)
        );
        let expected = format!("{place}{entry} {fault}\n  ");
        assert!(
            error.contains(&expected),
            "{text} = {wrong}\n{expected}\n{error}"
        );
    }
    // Nothing else is wrong.
    let faults = error.lines().filter(|line| line.contains("the entry"));
    let unknown: Vec<_> = faults
        .filter(|line| !cases.iter().any(|(_, _, fault)| line.ends_with(fault)))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn other_numbers_are_refused() {
    check(&[
        (
            "甲：最晚 14 天之内发",
            "Innen 41 dager",
            "has the numbers 41 instead of 14",
        ),
        (
            "乙：最晚 14 天之内发",
            "Innen kort tid",
            "has the numbers none instead of 14",
        ),
        (
            "丙：两周之内发",
            "Innen tre uker",
            "has the numbers 3 instead of 2",
        ),
        (
            "丁：六十天之内发",
            "Innen noen uker",
            "has the numbers none instead of 60",
        ),
        (
            "戊：尽快发",
            "Innen ti dager",
            "has the numbers 10 instead of none",
        ),
        (
            "己：付 1200 克朗",
            "Betal 1\u{a0}020 kroner",
            "has the numbers 1020 instead of 1200",
        ),
        (
            "庚：付 99 克朗，182 天",
            "Betal 182 kroner for 99 dager",
            "has the numbers 182 99 instead of 99 182",
        ),
        (
            "辛：6 月 30 日停，7 月 1 日付",
            "Stenges 1. juni, betales 30. juli",
            "has the numbers 6 1 7 30 instead of 6 30 7 1",
        ),
        (
            "壬：6 月 30 日停",
            "Stenges 30. juli",
            "has the numbers 7 30 instead of 6 30",
        ),
        (
            "癸：2026 年 10 月停",
            "Stenges i oktober 2062",
            "has the numbers 10 2062 instead of 2026 10",
        ),
        (
            "子：第 4-7 条",
            "§ 7-4",
            "has the numbers 7-4 instead of 4-7",
        ),
        (
            "寅：14 天之内发",
            "Innen 14 uker",
            "has 14 with the unit \"uke\"",
        ),
        (
            "卯：两周之内发",
            "Innen to måneder",
            "has 2 with the unit \"måned\"",
        ),
        (
            "辰：99 克朗用 98 天",
            "kr 99 for 98 år",
            "has 98 with the unit \"år\"",
        ),
        (
            "巳：付 187.50 克朗",
            "Betal 187,05 kroner",
            "has the numbers 187.05 instead of 187.50",
        ),
        ("丑：拨 +47", "Slå +74", "has the numbers 74 instead of 47"),
    ]);
}

#[test]
fn another_form_is_refused() {
    let blocks = |has: &str| format!("has the blocks {has} instead of paragraph");
    let (heading, list, code, rule) = (
        blocks("heading"),
        blocks("list item"),
        blocks("code"),
        blocks("line"),
    );
    check(&[
        ("甲标题", "# Tittel", &heading),
        ("乙标题", "Tittel\n---", &heading),
        ("甲列表", "- Liste", &list),
        (
            "乙列表",
            "3. Liste",
            "has the blocks list item instead of paragraph",
        ),
        ("甲代码", "    kode", &code),
        ("乙代码", "```\nkode", &code),
        ("横线", "---", &rule),
        ("甲**停**一", "Stopp", "has the marks none instead of bold"),
        (
            "乙**停**一",
            "**Stopp",
            "has the marks none instead of bold",
        ),
        (
            "丙**停**一",
            "Stopp **nå** og **her**",
            "has the marks bold bold instead of bold",
        ),
        ("丁一", "Stopp `nå`", "has the marks code instead of none"),
        (
            "戊一",
            "Stopp <span lang=\"en\">now",
            "has a <span> that is not closed, or not opened",
        ),
        ("己一", "_Stopp", "has '_' in its words"),
        ("庚一", "Stopp*", "has '*' in its words"),
        ("辛一", "Stopp | gå", "has '|' in its words"),
        ("壬一", "Stopp\ngå", "has '\\n' in its words"),
        ("癸一", "Stopp\tgå", "has '\\t' in its words"),
    ]);
}

#[test]
fn other_links_places_and_words_are_refused() {
    check(&[
        (
            "甲[一](step-1.md)和[二](step-2.md)",
            "[En](step-2.md) og [to](step-1.md)",
            "has the links step-2.md step-1.md instead of step-1.md step-2.md",
        ),
        (
            "乙[一](step-1.md)",
            "En",
            "has the links none instead of step-1.md",
        ),
        (
            "丙[一](step-1.md)",
            "[En](step-1.md#step-1)",
            "has the links step-1.md#step-1 instead of step-1.md",
        ),
        (
            "丁[一](source:law/2-8)",
            "[En](source:law/99-8)",
            "has the links source:law/99-8 instead of source:law/2-8",
        ),
        (
            "戊{value}元",
            "{valeu} kr",
            "has the places {valeu} instead of {value}",
        ),
        (
            "己{value}元",
            "Noen kr",
            "has the places none instead of {value}",
        ),
        (
            "庚{value}元",
            "{value} av {value} kr",
            "has the places {value} {value} instead of {value}",
        ),
        (
            "未：Telenor 不行，Telia 行",
            "Telias går, Telenors ikke",
            "has the names Telia Telenor instead of Telenor Telia",
        ),
        (
            "申：Ice 不行",
            "NiceMobil går ikke",
            "has the names NiceMobil instead of Ice",
        ),
        (
            "酉：Lycamobile 不行",
            "Den går ikke",
            "has the names none instead of Lycamobile",
        ),
        (
            "辛\\[navn\\]",
            "\\[Navn\\]",
            "has the blanks [Navn] instead of [navn]",
        ),
        (
            "壬\\[navn\\]",
            "Navn",
            "has the blanks none instead of [navn]",
        ),
        (
            "癸\\[navn\\]和\\[dato\\]",
            "\\[dato\\] og \\[dato\\]",
            "has the blanks [dato] [dato] instead of [dato] [navn]",
        ),
        (
            "子“_oppsigelse_”",
            "_oppsiglese_",
            "has the Norwegian words \"oppsiglese\"",
        ),
        ("丑停一停", "丑停一停", "has Chinese in its words"),
        ("寅停一停", "Stopp 一停", "has Chinese in its words"),
        ("卯停一停", "Stopp，nå", "has Chinese in its words"),
        ("辰停一停", " ", "is not translated"),
        ("巳停一停", "\u{a0}\n", "is not translated"),
    ]);
}

#[test]
fn right_translations_are_accepted() {
    let guide = guide_with(&[
        (
            "甲：第二天就停，两家都一样",
            "Stenges dagen etter, likt hos begge",
        ),
        (
            "乙：2400 克朗，12 个月",
            "2\u{a0}400 kroner over tolv måneder",
        ),
        ("丙：6 月 1 日至 30 日", "1.–30. juni"),
        ("丁：周一至周五 9 至 15 点", "Mandag til fredag 9–15"),
        (
            "戊：2026 年 11 月 22 日，29 日又看",
            "22.\u{a0}november 2026 og igjen 29. november",
        ),
        ("己：14 天，从 14 天的第一天起", "14 dager fra den første"),
        (
            "庚：《电子通信条例》第 4-7 条",
            "Ekomforskriften §\u{a0}4-7",
        ),
        (
            "辛：**停**，看[一](step-1.md)、[二](step-2.md)",
            "**Stopp**: Se [en](step-1.md) og [to](step-2.md)",
        ),
        ("壬：{count} 个“_\\[navn\\]_”", "{count} «\\[navn\\]»"),
        (
            "癸：副卡",
            "En <span lang=\"zh-Hans\">副卡</span>, tvillingkort",
        ),
        (
            "付 187.50 挪威克朗，分 12 个月",
            "kr 187,50 over 12 måneder",
        ),
        (
            "最长 12 个月，特殊情况 24 个月",
            "Høyst 12 måneder, i særlige tilfeller 24",
        ),
        (
            "Ice 和 Telia 都行，Ice 更好",
            "Ice og Telias begge går, Ices best",
        ),
        ("Telenor Norge AS", "Telenor Norge AS"),
    ]);
    built_without_pdfs(guide.path());
}

#[test]
fn an_exception_allows_one_difference_and_must_be_needed() {
    let text = "周一至周五，下午 3 点之前";
    let exceptions = |has: &str| {
        format!(
            "{{\n\"exceptions\": [\n{{\"language\": \"nb\", \"text\": \"周一至周五，下\", \"has\": \"{has}\", \"why\": \"24 timer.\"}}\n]}}\n"
        )
    };
    let guide = guide_with(&[(text, "Mandag til fredag, før 15")]);
    let write =
        |content: String| fs::write(guide.path().join("po/exceptions.json"), content).unwrap();
    write(exceptions("the numbers 15 instead of 3"));
    built_without_pdfs(guide.path());
    write(exceptions("the numbers 16 instead of 3"));
    let error = refused(guide.path());
    let unused = "po/exceptions.json:3: no entry of po/nb.po that begins with \"周一至周五，下\" has the numbers 16 instead of 3";
    assert!(error.contains(unused), "{error}");
    assert!(error.contains("has the numbers 15 instead of 3"), "{error}");
    write(exceptions("\", \"hva\": \""));
    assert!(refused(guide.path()).contains("po/exceptions.json:3:50: exception 0: unknown field"));
}

#[test]
fn a_number_that_becomes_a_list_is_refused() {
    // The translator's tool loses the backslash.
    let guide = guide_with(&[("第一，子", "1\\. Skriv")]);
    let error = refused(guide.path());
    assert!(
        error.contains("has <ol> where zh-Hans/esim.html has <p>"),
        "{error}"
    );
}

#[test]
fn an_exception_for_an_entry_that_is_wrong_otherwise_is_not_called_unneeded() {
    let text = "周一至周五，下午 3 点之前";
    let right = "Mandag til fredag, før 15";
    let list = ("to, tre, fire, ", "to, tre, ");
    let entry = format!("msgid \"{text}\"");
    let fuzzy = format!("#, fuzzy\n{entry}");
    for (translation, (old, new), fault) in [
        ("", ("", ""), "is not translated"),
        ("<b>15</b>", ("", ""), "<b>"),
        (right, (&*entry, &*fuzzy), "is fuzzy"),
        (right, list, "write 12 words"),
    ] {
        let guide = guide_with(&[(text, translation)]);
        crate::edit(guide.path(), "po/nb.po", old, new);
        let exception = format!(
            "{{\"exceptions\": [{{\"language\": \"nb\", \"text\": \"{text}\", \"has\": \"the numbers 15 instead of 3\", \"why\": \"24 timer.\"}}]}}"
        );
        fs::write(guide.path().join("po/exceptions.json"), exception).unwrap();
        let error = refused(guide.path());
        assert!(error.contains(fault), "{error}");
        assert!(!error.contains("exceptions.json"), "{error}");
    }
}

#[test]
fn a_list_of_numbers_has_all_of_them() {
    for (list, short) in [
        ("to, tre, fire, ", "to, tre, "),
        ("januar, februar, ", "januar, , "),
        ("mars, ", "mars. "),
    ] {
        let guide = guide_with(&[]);
        crate::edit(guide.path(), "po/nb.po", list, short);
        let error = refused(guide.path());
        assert!(
            error.contains("write 12 words with commas between them"),
            "{error}"
        );
        assert_eq!(error.matches("error: ").count(), 1, "{error}");
    }
}

#[test]
fn a_catalog_that_nobody_would_see_is_refused() {
    for name in [
        "en.PO",
        "en.po.bak",
        "en.po~",
        "en_GB.po",
        "EN.po",
        "english.txt",
        "en.mo",
        "LC_MESSAGES",
    ] {
        let guide = copy_of_guide();
        fs::rename(
            guide.path().join("po/en.po"),
            guide.path().join("po").join(name),
        )
        .unwrap();
        let error = refused(guide.path());
        assert!(
            error.contains(&format!("error: po/{name}: ")),
            "{name}: {error}"
        );
    }
}
