use std::fs;
use std::path::Path;

use crate::{built, built_without_pdfs, copy_of_guide, edit, files, pages_in, refused, site};

/// The first entry of a catalog that is a sentence: its text and its translation, as written.
fn an_entry(guide: &Path) -> (String, String) {
    let text = fs::read_to_string(guide.join("po/nb.po")).unwrap();
    let (_, rest) = text
        .split_once("msgid \"停机不等于解约，月费照收\"")
        .expect("the entry is there");
    let translation = rest.trim_start().lines().next().unwrap().to_owned();
    ("停机不等于解约，月费照收".to_owned(), translation)
}

/// Adds the language `tag` to `guide`, whose words are the English ones.
fn add_language(guide: &Path, tag: &str, name: &str) {
    let file = format!("po/{tag}.po");
    fs::copy(guide.join("po/en.po"), guide.join(&file)).unwrap();
    let name = format!("msgstr \"{name}\"");
    edit(guide, &file, "msgstr \"English\"", &name);
    edit(guide, &file, "Language: en", &format!("Language: {tag}"));
    let path = guide.join("po/exceptions.json");
    let text = fs::read_to_string(&path).unwrap();
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let all = file["exceptions"].as_array_mut().unwrap();
    let mut own = all.clone();
    own.retain(|one| one["language"] == "en");
    for one in &mut own {
        one["language"] = tag.into();
    }
    all.extend(own);
    fs::write(path, file.to_string()).unwrap();
}

#[test]
fn a_catalog_alone_adds_a_language_everywhere() {
    let guide = copy_of_guide();
    add_language(guide.path(), "pt-BR", "Português (Brasil)");
    let said = built(guide.path());
    assert!(
        said.starts_with(&format!(
            "wrote {} pages in 4 languages, 4 PDFs",
            pages_in(4)
        )),
        "{said}"
    );
    let read = |file: &str| fs::read_to_string(guide.path().join("book").join(file)).unwrap();
    let page = read("nb/step-2.html");
    assert!(
        page.contains("<a href=\"../pt-BR/step-2.html\" lang=\"pt-BR\" hreflang=\"pt-BR\">Português (Brasil)</a>"),
        "not in the picker"
    );
    assert!(read("pt-BR/step-2.html").contains("<html lang=\"pt-BR\">"));
    assert!(
        read("index.html").contains("Português (Brasil)"),
        "not in the chooser"
    );
    assert!(
        read("404.html").contains("lang=\"pt-BR\""),
        "not on the 404 page"
    );
    assert!(read("sitemap.xml").contains("hreflang=\"pt-BR\" href=\"/pt-BR/step-2.html\""));
    assert!(read("pagefind/pagefind-entry.json").contains("\"pt-br\""));
    assert!(
        files(&guide.path().join("book/pt-BR"))
            .iter()
            .any(|file| file.ends_with(".pdf"))
    );
}

#[test]
fn a_language_written_from_right_to_left_says_so() {
    let guide = copy_of_guide();
    let po = guide.path().join("po");
    add_language(guide.path(), "ar", "العربية");
    fs::remove_file(po.join("en.po")).unwrap();
    fs::remove_file(po.join("nb.po")).unwrap();
    built_without_pdfs(guide.path());
    let read = |file: &str| fs::read_to_string(guide.path().join("book").join(file)).unwrap();
    assert!(read("ar/step-2.html").contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(read("zh-Hans/step-2.html").contains("<html lang=\"zh-Hans\">"));
    for file in ["index.html", "404.html"] {
        assert!(
            read(file).contains("<section lang=\"ar\" dir=\"rtl\""),
            "{file}"
        );
    }
}

#[test]
fn a_hole_fails_the_build_and_is_named() {
    let guide = copy_of_guide();
    let (text, translation) = an_entry(guide.path());
    edit(
        guide.path(),
        "po/nb.po",
        &format!("msgid \"{text}\"\n{translation}"),
        &format!("msgid \"{text}\"\nmsgstr \"\""),
    );
    let error = refused(guide.path());
    assert!(error.contains("po/nb.po:"), "{error}");
    assert!(error.contains(&format!("the entry \"{text}\"")), "{error}");
    assert!(error.contains("is not translated"), "{error}");
}

#[test]
fn what_lines_of_a_text_to_send_mean_is_no_hole_in_norwegian() {
    let guide = copy_of_guide();
    let meaning = "msgid \"姓名。\"\nmsgstr \"\"";
    let norwegian = fs::read_to_string(guide.path().join("po/nb.po")).unwrap();
    assert!(norwegian.contains(meaning));
    let output = site(&["build", "--no-pdf"], guide.path());
    assert!(output.status.success());
    let page = |language: &str| {
        let path = format!("book/{language}/message/cancel.html");
        fs::read_to_string(guide.path().join(path)).unwrap()
    };
    let line = "translate=\"no\">Navn: <b>[navn]</b></i>";
    assert!(page("nb").contains(&format!("{line}</li>")));
    assert!(page("zh-Hans").contains(&format!("{line} 姓名。</li>")));
    edit(
        guide.path(),
        "po/en.po",
        "msgid \"姓名。\"\nmsgstr \"Name.\"",
        meaning,
    );
    let output = site(&["build", "--no-pdf"], guide.path());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("\"姓名。\""), "{error}");
}

#[test]
fn a_fuzzy_entry_fails_the_build_and_is_named() {
    let guide = copy_of_guide();
    let (text, _) = an_entry(guide.path());
    edit(
        guide.path(),
        "po/nb.po",
        &format!("msgid \"{text}\""),
        &format!("#, fuzzy\nmsgid \"{text}\""),
    );
    let error = refused(guide.path());
    assert!(
        error.contains(&format!("the entry \"{text}\"")) && error.contains("is fuzzy"),
        "{error}"
    );
}

#[test]
fn a_translation_holds_no_contact() {
    for (new, wrong) in [
        (
            "ring 915 09 000, [KPN](operator/kpn.md) er",
            "holds 915 09 000",
        ),
        (
            "skriv til hjelp@example.org, [KPN](operator/kpn.md) er",
            "holds hjelp@example.org",
        ),
    ] {
        let guide = copy_of_guide();
        edit(guide.path(), "po/nb.po", "[KPN](operator/kpn.md) er", new);
        let error = refused(guide.path());
        assert!(error.starts_with("error: po/nb.po:"), "{error}");
        assert!(error.contains(wrong), "{error}");
    }
}

#[test]
fn the_template_catalog_holds_every_message_and_no_number_or_address() {
    let guide = copy_of_guide();
    assert!(site(&["update"], guide.path()).status.success());
    let template = fs::read_to_string(guide.path().join("po/messages.pot")).unwrap();
    for message in [
        "挪威5G卡注销指南",
        "客服电话",
        "停机不等于解约，月费照收",
        "跳到正文",
        "简体中文",
    ] {
        assert!(
            template.contains(&format!("msgid \"{message}\"")),
            "{message} is missing"
        );
    }
    let data = fs::read_to_string(guide.path().join("operators.json")).unwrap();
    let values = data
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"value\": \"")?.split('"').next());
    let contacts: Vec<&str> = values
        .filter(|value| {
            value.starts_with('+') || value.starts_with("https:") || value.contains('@')
        })
        .collect();
    assert!(contacts.len() > 20, "the data has contacts");
    for contact in contacts {
        assert!(
            !template.contains(contact),
            "{contact} is in the template catalog"
        );
    }
    assert!(
        !template.contains("http"),
        "an address is in the template catalog"
    );
}

#[test]
fn the_template_catalog_is_up_to_date() {
    let guide = copy_of_guide();
    let written = fs::read_to_string(guide.path().join("po/messages.pot")).unwrap();
    assert!(site(&["update"], guide.path()).status.success());
    let now = fs::read_to_string(guide.path().join("po/messages.pot")).unwrap();
    assert!(
        written == now,
        "po/messages.pot is not what the guide says; run `cargo run --release -- update`"
    );
}

#[test]
fn an_update_brings_a_new_message_to_every_catalog() {
    let guide = copy_of_guide();
    let path = guide.path().join("src/esim.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n这是一句新的话。\n")).unwrap();
    let output = site(&["update"], guide.path());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for file in ["po/nb.po", "po/en.po"] {
        let catalog = fs::read_to_string(guide.path().join(file)).unwrap();
        assert!(catalog.contains("msgid \"这是一句新的话。\""), "{file}");
    }
    let line = text.lines().count() + 2;
    let entry = format!("the entry \"这是一句新的话。\" (src/esim.md:{line})");
    assert!(refused(guide.path()).contains(&entry));
}
