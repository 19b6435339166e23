//! Catalogs in, entries or clear errors out.

use std::collections::BTreeMap;
use std::fs;

use mdbook_operators::{Catalog, Problems};
use proptest::prelude::*;
use tempfile::TempDir;

const HEADER: &str = include_str!("../fixture/header.po");

fn folder_with(catalog: impl AsRef<[u8]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("po")).unwrap();
    fs::write(folder.path().join("po/nb.po"), catalog).unwrap();
    folder
}

fn read(catalog: impl AsRef<[u8]>) -> Result<Catalog, Problems> {
    Catalog::load(folder_with(catalog).path(), "nb")
}

/// What the reader says of a catalog: the lines, and what is wrong in them.
#[track_caller]
fn refused(catalog: impl AsRef<[u8]>) -> Vec<(usize, String)> {
    let refused = read(&catalog).err();
    let refused = refused.unwrap_or_else(|| {
        panic!("accepted: {}", String::from_utf8_lossy(catalog.as_ref()));
    });
    let problems = refused.0.into_iter();
    problems
        .map(|one| (one.line.expect("it has a line"), one.message))
        .collect()
}

const NOT_QUOTED: &str = "the text is not between double quotes";
const NO_LINE: &str = "not a line of a gettext catalog";
const PLURAL: &str = "the guide has no plural messages and no contexts";
const JOINED: &str = "an entry begins inside another one";
const ESCAPE: &str = "a backslash stands before a letter that it does not go with";

#[test]
fn what_is_no_entry_is_named_with_its_line() {
    let right = "\nmsgid \"z\"\nmsgstr \"z\"\n";
    for (entry, line, message) in [
        ("msgid \"a\nmsgstr \"b\"\n", 1, NOT_QUOTED),
        ("msgid \"a\"\nmsgstr b\"\n", 2, NOT_QUOTED),
        ("msgid \"a\"\nmsgstr \"b\" c\n", 2, NOT_QUOTED),
        ("msgid \"a\"\nmsgstr \"b\"c\"\n", 2, NOT_QUOTED),
        ("msgid \"a\"\nmsgstr \"\"\n\"b\\\"\n", 3, NOT_QUOTED),
        ("msgid \"a\"\nmsgstr \"\n", 2, NOT_QUOTED),
        ("hei\n", 1, NO_LINE),
        ("\"a\"\n", 1, NO_LINE),
        ("msgstr \"b\"\n", 1, NO_LINE),
        ("  msgid \"a\"\nmsgstr \"b\"\n", 1, NO_LINE),
        ("msgid \"a\"\n msgstr \"b\"\n", 2, NO_LINE),
        ("msgid \"a\"\nmsgstr \"b\"\n \n", 3, NO_LINE),
        ("msgctxt \"c\"\nmsgid \"a\"\nmsgstr \"b\"\n", 1, PLURAL),
        ("msgid \"a\"\nmsgid_plural \"b\"\n", 2, PLURAL),
        ("msgid \"a\"\nmsgstr[0] \"b\"\n", 2, PLURAL),
        (
            "msgid \"a\"\nmsgstr \"b\"\nmsgid \"c\"\nmsgstr \"d\"\n",
            3,
            JOINED,
        ),
        ("msgid \"a\"\nmsgid \"b\"\n", 2, JOINED),
        ("msgid \"a\"\n# c\nmsgstr \"b\"\n", 2, JOINED),
        ("msgid \"a\"\nmsgstr \"b\"\n#~ msgid \"c\"\n", 3, JOINED),
        ("# c\nmsgid \"a\"\n", 2, "the entry has no msgstr"),
        ("msgid \"a\"\nmsgstr \"b\\q\"\n", 2, ESCAPE),
        ("msgid \"\\u00e5\"\nmsgstr \"b\"\n", 1, ESCAPE),
    ] {
        let line = HEADER.lines().count() + line;
        let said = refused(format!("{HEADER}{entry}{right}"));
        assert_eq!(said, [(line, message.to_owned())], "{entry}");
    }
}

#[test]
fn a_text_that_stands_twice_is_named_with_both_lines() {
    let entries =
        "msgid \"a\"\nmsgstr \"b\"\n\nmsgid \"\"\n\"a\"\nmsgstr \"c\"\n\nmsgid \"\"\nmsgstr \"\"\n";
    let first = HEADER.lines().count() + 1;
    let said = refused(format!("{HEADER}{entries}"));
    let again =
        |text, first| format!("the entry \"{text}\" stands here again, first on line {first}");
    assert_eq!(
        said,
        [(first + 3, again("a", first)), (first + 7, again("", 1))]
    );
}

#[test]
fn a_header_of_something_else_is_refused() {
    for (old, new, message) in [
        (
            "Language: nb",
            "Language: nn",
            "the header says that the language is \"nn\"",
        ),
        (
            "Language: nb",
            "Language: ",
            "the header says that the language is \"\"",
        ),
        (
            "Language: nb",
            "Language: nb_NO",
            "the header says that the language is \"nb_NO\"",
        ),
        (
            "UTF-8",
            "ISO-8859-1",
            "the header says that the text is \"text/plain; charset=ISO-8859-1\"",
        ),
        (
            "UTF-8",
            "CHARSET",
            "the header says that the text is \"text/plain; charset=CHARSET\"",
        ),
        (
            "; charset=UTF-8",
            "",
            "the header says that the text is \"text/plain\"",
        ),
        (
            "nplurals=2",
            "nplurals=INTEGER",
            "the header has no plural forms but \"nplurals=INTEGER; plural=(n != 1);\"",
        ),
        (
            "nplurals=2",
            "nplurals=0",
            "the header has no plural forms but \"nplurals=0; plural=(n != 1);\"",
        ),
        (
            "nplurals=2; ",
            "",
            "the header has no plural forms but \"plural=(n != 1);\"",
        ),
        ("Language-Team: none", "", "the header has no Language-Team"),
        (
            "MIME-Version",
            "Mime-Version",
            "the header has no MIME-Version",
        ),
    ] {
        assert!(HEADER.contains(old));
        let said = refused(HEADER.replace(old, new));
        assert_eq!(said, [(1, message.to_owned())], "{new}");
    }
    let fields = "Project-Id-Version, POT-Creation-Date, PO-Revision-Date, Language-Team, MIME-Version, Content-Type, Content-Transfer-Encoding, Language, Plural-Forms";
    for catalog in ["", "msgid \"a\"\nmsgstr \"b\"\n", "# Norsk\n"] {
        assert_eq!(
            refused(catalog),
            [(1, format!("the header has no {fields}"))]
        );
    }
}

#[test]
fn what_nobody_sees_is_refused_with_its_column() {
    for unseen in [
        '\u{200b}',
        '\u{202e}',
        '\u{2067}',
        '\u{feff}',
        '\u{7}',
        '\u{1b}',
        '\u{85}',
        '\u{ad}',
        '\t',
        '\u{e0041}',
        '\u{3164}',
        '\u{e000}',
    ] {
        let catalog = format!("{HEADER}msgid \"a\"\nmsgstr \"b{unseen}\"\n");
        let refused = read(&catalog).err().expect("it is refused").0;
        let place = (refused[0].line.unwrap(), refused[0].column.unwrap());
        assert_eq!(place, (HEADER.lines().count() + 2, 10));
        let name = format!("an invisible character, U+{:04X}", u32::from(unseen));
        assert_eq!(refused[0].message, name);
    }
}

#[test]
fn another_encoding_is_named() {
    let bom = "begins with a byte order mark (BOM), which nobody sees".to_owned();
    assert_eq!(refused(format!("\u{feff}{HEADER}")), [(1, bom)]);
    let latin = [HEADER.as_bytes(), b"msgid \"a\"\nmsgstr \"b\xe5t\"\n"].concat();
    let line = HEADER.lines().count() + 2;
    assert_eq!(
        refused(latin),
        [(line, "the byte 0xe5 is not UTF-8".to_owned())]
    );
    let utf_16: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(utf_16)[0].1, "an invisible character, U+0000");
}

#[test]
fn what_is_blank_or_fuzzy_is_no_translation() {
    let catalog = read(format!(
        "{HEADER}msgid \"空\"\nmsgstr \" \"\n\n#, fuzzy\nmsgid \"疑\"\nmsgstr \"tvil\"\n\n# not fuzzy\n#, c-format\nmsgid \"有\"\nmsgstr \"ja\"\n"
    ));
    let catalog = catalog.unwrap();
    assert_eq!(catalog.file(), "po/nb.po");
    assert_eq!(catalog.translate("有").unwrap(), "ja");
    for text in ["空", "疑", "无"] {
        let problem = catalog.translate(text).unwrap_err().to_string();
        assert!(
            problem.contains(&format!("po/nb.po: no translation of \"{text}\"")),
            "{problem}"
        );
    }
}

#[test]
fn what_gettext_and_editors_write_is_read() {
    let entries = "#, fuzzy\n#| msgid \"x\"\nmsgid \"a\"\nmsgstr \"b\"\n\n#: src/a.md\nmsgid \"\"\n\"c\\n\"\n\"\\\"d\\\"\"\nmsgstr \"\"\n\"e\\n\"\n\"\\\\\"\n\n#~ msgid \"a\"\n#~ msgstr \"old\"\n\n\n";
    let catalog = format!("{HEADER}{entries}");
    for catalog in [
        catalog.clone(),
        catalog.replace('\n', "\r\n"),
        catalog.trim_end().to_owned(),
    ] {
        let read = read(&catalog).unwrap();
        let first = HEADER.lines().count() + 3;
        let fuzzy = read.entry("a").unwrap();
        assert_eq!(
            (fuzzy.line, &*fuzzy.translation, fuzzy.is_fuzzy),
            (first, "b", true)
        );
        let other = read.entry("c\n\"d\"").unwrap();
        assert_eq!(
            (other.line, &*other.translation, other.is_fuzzy),
            (first + 4, "e\n\\", false)
        );
    }
    assert!(read(HEADER.replace("Language: nb", "Language: nb ")).is_ok());
}

/// A part of a catalog, right or nearly so.
fn part() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "msgid ",
        "msgstr ",
        "\"a\"",
        "\"\"",
        "\"b\\n\"",
        "\"\\\"",
        "\\",
        "\n",
        "\n",
        "\n\n",
        "# c\n",
        "#, fuzzy\n",
        "#~ msgid \"a\"\n",
        " ",
        "msgid \"d\"\nmsgstr \"e\"\n\n",
        "解约",
        "\r",
        "msgctxt \"a\"\n",
    ]);
    prop_oneof![9 => piece.prop_map(str::to_owned), 1 => any::<String>()]
}

/// So many characters of words, and blanks between them. There are letters that nobody sees.
fn words(blanks: &str, count: &str) -> impl Strategy<Value = String> {
    let seen = format!(r"[[\p{{L}}\p{{N}}\p{{P}}{blanks}]--\p{{Default_Ignorable_Code_Point}}]");
    prop::string::string_regex(&format!("{seen}{count}")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    /// The stock mdbook reads catalogs with polib, which skips and joins what it does not expect.
    #[test]
    fn what_is_accepted_polib_reads_the_same(parts in prop::collection::vec(part(), 0..12)) {
        let folder = folder_with(format!("{HEADER}{}", parts.concat()));
        if let Ok(read) = Catalog::load(folder.path(), "nb") {
            let other = polib::po_file::parse(&folder.path().join("po/nb.po")).unwrap();
            for message in other.messages().filter(|message| !message.msgid().is_empty()) {
                let entry = read.entry(message.msgid()).unwrap();
                prop_assert_eq!(message.msgstr().unwrap(), &entry.translation);
                // polib does not see the mark where two lines have one.
                prop_assert!(entry.is_fuzzy || !message.is_fuzzy());
            }
        }
    }

    #[test]
    fn what_polib_writes_is_read(
        texts in prop::collection::btree_map(words(" ", "{1,30}"), words(" \n", "{0,30}"), 0..9)
    ) {
        let folder = folder_with(HEADER);
        let path = folder.path().join("po/nb.po");
        let mut catalog = polib::po_file::parse(&path).unwrap();
        let texts: BTreeMap<String, String> = texts;
        for (text, translation) in &texts {
            let mut message = polib::message::Message::build_singular();
            let message = message.with_msgid(text.clone()).with_msgstr(translation.clone());
            catalog.append_or_update(message.done());
        }
        polib::po_file::write(&catalog, &path).unwrap();
        let read = Catalog::load(folder.path(), "nb").unwrap();
        for (text, translation) in &texts {
            prop_assert_eq!(&read.entry(text).unwrap().translation, translation);
        }
    }
}
