//! Files in, problems out: a small site that is right, and what is said when a part of it is not.

use std::path::Path;
use std::sync::LazyLock;

use mdbook_operators::Data;

use super::*;

mod others;

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const SITE: &str = "https://a.example/guide";
const HEAD: &str = "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>T</title>";
/// With the title of the page forty letters.
const TEXT: &str = "abcdefghij abcdefghij abcdefghij abcdefghi";

fn page(path: &str) -> File {
    let (language, file) = path.split_once('/').unwrap_or(("en", ""));
    let base = match path {
        "404.html" => "<base href=\"/guide/\">".to_owned(),
        _ => String::new(),
    };
    let (nav, title) = match file {
        "" => (String::new(), "<h1>"),
        file => (
            format!(
                "<nav id=\"nav\"><h2>N</h2><a href=\"../zh/{file}\">x</a> <a href=\"../en/{file}\">x</a></nav>"
            ),
            "<h1 id=\"top\">",
        ),
    };
    let html = format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head>{HEAD}{base}</head><body>{nav}<main id=\"main\">{title}1</h1><p>{TEXT}</p></main></body></html>"
    );
    File::new(path, html)
}

fn site() -> Vec<File> {
    let pages = ["zh/a.html", "zh/b.html", "en/a.html", "en/b.html"];
    let listed = pages
        .map(|path| format!("<loc>{SITE}/{path}</loc>"))
        .concat();
    let map = format!("{listed}<loc>{SITE}/</loc><link href=\"{SITE}/en/a.html\">");
    let index = "{\"languages\":{\"zh\":{\"page_count\":2},\"en\":{\"page_count\":2}}}";
    let mut files: Vec<File> = pages.map(page).into();
    files.extend(["index.html", "404.html"].map(page));
    files.push(File::new("sitemap.xml", map));
    files.push(File::new("pagefind/pagefind-entry.json", index));
    files
}

/// What the gate says of `files`, if these addresses were published.
fn said(files: &[File], published: &str, pdfs: bool) -> String {
    static DATA: LazyLock<Data> =
        LazyLock::new(|| mdbook_operators::load(Path::new(GUIDE)).unwrap());
    let rules = Rules {
        languages: vec!["zh", "en"],
        site_url: SITE,
        policy: "default-src 'none'",
        contacts: Contacts::of(&DATA),
        published: published.to_owned(),
        pdfs,
        search: true,
    };
    let problems = check(files, &rules).err().unwrap_or_default();
    let lines = problems.0.iter().map(|one| {
        let said = one.to_string();
        said.lines().next().unwrap_or_default().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Checks that with `new` in place of `old` in the file `path`, the gate says nothing but `expected`.
#[track_caller]
fn with(path: &str, old: &str, new: &str, expected: &str) {
    let mut files = site();
    let mut found = files.iter_mut().filter(|file| file.path == path);
    let file = found.next().expect("it is in the site");
    let text = String::from_utf8(file.content.clone()).unwrap();
    assert!(text.contains(old), "no {old} in {text}");
    file.content = text.replacen(old, new, 1).into_bytes();
    assert_eq!(said(&files, "", false), expected, "{new}");
}

#[test]
fn what_is_right_passes() {
    assert_eq!(said(&site(), "a.html#top\nb.html#top\n", false), "");
    for (path, old, new) in [
        ("zh/a.html", "<nav id", "<nav class=\"x\" id"),
        (
            "zh/a.html",
            "<nav id=\"nav\">",
            "<nav id=\"nav\"><p id=\"A b\">x</p>",
        ),
        ("index.html", "</main>", "<h2>x</h2></main>"),
        ("index.html", "<main", "<p>x</p><main"),
        ("index.html", "lang=\"en\"", "lang=\"zh\""),
        (
            "404.html",
            "<p>",
            "<p><a href=\"404.html#a=b&amp;c=d\">x</a><input type=\"radio\" name=\"a\" value=\"b\"><input type=\"radio\" name=\"c\" value=\"d\">",
        ),
        (
            "404.html",
            "</head>",
            "<script src=\"sitemap.xml\"></script></head>",
        ),
    ] {
        with(path, old, new, "");
    }
}

#[test]
fn languages_may_differ_where_they_have_to() {
    let mut files = site();
    for (index, pdf) in [(0, "zh.pdf"), (2, "en.pdf")] {
        let text = String::from_utf8(files[index].content.clone()).unwrap();
        let new = format!("<p><b id=\"term-x\"></b><a href=\"{pdf}\">x</a>");
        files[index].content = text.replace("<p>", &new).into_bytes();
        let folder = &pdf[..2];
        files.push(File::new(format!("{folder}/{pdf}"), ""));
    }
    assert_eq!(said(&files, "", false), "");
    let text = String::from_utf8(files[0].content.clone()).unwrap();
    let text = text.replace("</p>", "<a href=\"#term-x\">x</a></p>");
    files[0].content = text.into_bytes();
    assert_eq!(said(&files, "", false), "");
}

#[test]
fn only_contacts_of_the_data_are_led_to() {
    for (address, is_right) in [
        ("https://www.telenor.no/x?y#z", true),
        ("tel:+4791509000", true),
        ("tel:+4791509001", false),
        ("https://a@www.telenor.no/", false),
        ("https://:a@www.telenor.no/", false),
        ("https:\\\\www.telenor.no/", false),
        ("https://www.telenor.no.evil.example/", false),
        ("http://[", false),
    ] {
        let mut files = site();
        for index in [0, 2] {
            let text = String::from_utf8(files[index].content.clone()).unwrap();
            let new = format!("<p><a aria-label=\"x\" data-x=\"x\" href=\"{address}\">x</a>");
            files[index].content = text.replace("<p>", &new).into_bytes();
        }
        let said = said(&files, "", false);
        let expected = format!("near #top: leads to {address:?} (and in 1 more places)");
        assert_eq!(said.is_empty(), is_right, "{said}");
        assert!(is_right || said.contains(&expected), "{said}");
    }
}

/// A page, what stands there, what takes its place, and all that the gate then says.
const WRONG: [(&str, &str, &str, &str); 23] = [
    (
        "en/a.html",
        "<p>",
        "<p class=\"x\">",
        "en/a.html: near #top: has <p class=\"x\"> where zh/a.html has <p>",
    ),
    (
        "en/a.html",
        "</main>",
        "<ul></ul></main>",
        "en/a.html: near #top: ends differently: en/a.html goes on with <ul>, zh/a.html does not",
    ),
    (
        "zh/a.html",
        "</main>",
        "<ul></ul></main>",
        "en/a.html: near #top: ends differently: zh/a.html goes on with <ul>, en/a.html does not",
    ),
    (
        "index.html",
        "</main>",
        "<script type=\"application/json\">[{\"a\":\"../none.html\"},\"b.html\"]</script></main>",
        "index.html: near #main: leads to \"../none.html\"",
    ),
    (
        "index.html",
        "</head>",
        "<link rel=\"icon\" href=\"https://www.telenor.no/x\"></head>",
        "index.html: loads \"https://www.telenor.no/x\" from elsewhere",
    ),
    (
        "index.html",
        "</head>",
        "<meta property=\"og:url\" content=\"https://evil.example/\"></head>",
        "index.html: leads to \"https://evil.example/\"",
    ),
    (
        "index.html",
        "<p>",
        "<p><a href=\"#a=b&amp;a=c\">x</a><input type=\"radio\" name=\"a\" value=\"b\">",
        "index.html: near #main: leads to \"#a=b&a=c\", which is not in the site",
    ),
    (
        "index.html",
        "</head>",
        "<meta name=\"description\" content=\"829 12 345\"></head>",
        "index.html: shows \"829 12 345\"",
    ),
    (
        "index.html",
        "</head>",
        "<meta http-equiv=\"refresh\" content=\"0\"></head>",
        "index.html: has another <meta http-equiv> than the policy",
    ),
    (
        "index.html",
        "<p>",
        "<p aria-label=\"829 12 345\">",
        "index.html: near #main: shows \"829 12 345\"",
    ),
    (
        "index.html",
        "<p>",
        "<p>829<b>12</b>345",
        "index.html: near #main: shows \"82912345\"",
    ),
    (
        "index.html",
        "'none'",
        "*",
        "index.html: has no Content Security Policy in front of all that it loads",
    ),
    (
        "index.html",
        "abc",
        "ab",
        "index.html: has (almost) nothing in <main>",
    ),
    (
        "index.html",
        "<h1>1",
        "<h1>-",
        "index.html: has (almost) nothing in <h1>\nindex.html: has (almost) nothing in <main>",
    ),
    (
        "en/a.html",
        "lang=\"en\"",
        "lang=\"zh\"",
        "en/a.html: says that its language is \"zh\"",
    ),
    (
        "index.html",
        "lang=\"en\"",
        "lang=\"nb\"",
        "index.html: says that its language is \"nb\"",
    ),
    ("404.html", "guide/\"", "\"", "404.html: has a <base>"),
    (
        "index.html",
        "</head>",
        "<base href=\"//a.example\"></head>",
        "index.html: has a <base>",
    ),
    (
        "index.html",
        "</head>",
        "<script src=\"404.html\">x()</script></head>",
        "index.html: has a script in the page",
    ),
    (
        "en/a.html",
        "<p>",
        "<p><b class=\"x\" onclick=\"x\">x</b>",
        "en/a.html: near #top: has <b onclick=\"x\">",
    ),
    (
        "en/a.html",
        "<p>",
        "<p><a href=\"b.html\">x</a>",
        "en/a.html: near #top: leads to \"b.html\" where zh/a.html leads to \"\"",
    ),
    (
        "index.html",
        "<p>",
        "<p><input type=\"text\"><input type=\"password\">",
        "index.html: near #main: has <input type=\"password\">",
    ),
    (
        "en/a.html",
        "<h2>N",
        "<h2>829 12 345",
        "en/a.html: near #nav: shows \"829 12 345\"",
    ),
];

#[test]
fn a_page_is_whole() {
    for (path, old, new, expected) in WRONG {
        with(path, old, new, expected);
    }
    let mut files = site();
    files[0].content.push(0xff);
    let said = said(&files, "", false);
    assert!(said.contains("zh/a.html: is no UTF-8: "), "{said}");
}

#[test]
fn a_heading_has_an_id_that_can_be_an_address() {
    for (id, expected) in [
        (" id=\"A\"", "has the id \"A\""),
        (" id=\"a b\"", "has the id \"a b\""),
        (" id=\"\"", "has the id \"\""),
        ("", "has a heading without an id"),
        (" id=\"x-1\"", ""),
    ] {
        let mut files = site();
        for (file, heading) in [(0, "h2"), (2, "h2")] {
            let text = String::from_utf8(files[file].content.clone()).unwrap();
            let new = format!("</p><{heading}{id}>x</{heading}></main>");
            files[file].content = text.replace("</p></main>", &new).into_bytes();
        }
        let said = said(&files, "", false);
        assert_eq!(said.is_empty(), expected.is_empty(), "{said}");
        assert!(said.contains(expected), "{id}: {said}");
    }
}

#[test]
fn what_is_wrong_on_many_pages_is_told_once() {
    let mut files = site();
    for file in &mut files[..4] {
        let text = String::from_utf8(file.content.clone()).unwrap();
        file.content = text.replace("<p>", "<p><u>x</u>").into_bytes();
    }
    let told = "en/a.html: near #top: has the element <u> (and in 3 more places)";
    let said = said(&files, "", false);
    assert!(told == said || said == told.replace("en/", "zh/"), "{said}");
}

#[test]
fn a_link_leads_somewhere_and_to_each_language() {
    for (old, new, expected) in [
        (
            "<p>",
            "<p><b id=\"x\"></b><a href=\"c.html\">x</a>",
            "near #x: leads to \"c.html\", which is not in the site",
        ),
        ("../zh/a.html", "../zh/a.html#top", "has no link to zh"),
        ("../zh/a.html", "../zh/b.html", "has no link to zh"),
    ] {
        let mut files = site();
        let text = String::from_utf8(files[2].content.clone()).unwrap();
        files[2].content = text.replace(old, new).into_bytes();
        let said = said(&files, "", false);
        assert!(said.contains(&format!("en/a.html: {expected}")), "{said}");
    }
}

#[test]
fn an_address_is_that_of_a_text() {
    let mut files = site();
    for file in [0, 2] {
        let text = String::from_utf8(files[file].content.clone()).unwrap();
        let text = text.replace("<p>", "<p><span id=\"old\"></span><input id=\"tick\">");
        files[file].content = text.into_bytes();
    }
    let list = "a.html#old\na.html#tick\na.html#nav\n";
    let expected = "permalinks.txt:2: a.html does not have tick, nav";
    assert_eq!(said(&files, list, false), expected);
}
