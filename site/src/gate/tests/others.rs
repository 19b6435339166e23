//! What is no page: lists of pages, pictures, styles, PDFs.

use lopdf::{Bookmark, Document, Object, Stream, dictionary};

use super::*;

#[test]
fn nothing_is_missing() {
    for (index, expected) in [
        (2, "en/a.html: is missing"),
        (2, "entry.json: has 2 of the 1 pages in en"),
        (4, "index.html: is missing"),
        (5, "404.html: is missing"),
        (6, "sitemap.xml: does not name en/a.html"),
        (7, "pagefind/pagefind-entry.json: is no search index: "),
    ] {
        let mut files = site();
        files.remove(index);
        let said = said(&files, "", false);
        assert!(said.contains(expected), "{said}");
    }
    let (map, index) = ("sitemap.xml", "pagefind/pagefind-entry.json");
    for (path, old, new, expected) in [
        (
            map,
            "en/b.html",
            "en/a.html",
            "sitemap.xml: does not name en/b.html".to_owned(),
        ),
        (
            map,
            "<link",
            "<link href=\"https://b.example/\"><link",
            "sitemap.xml: names https://b.example/, which is not in the site".to_owned(),
        ),
        (
            map,
            "<link",
            &format!("<loc>{SITE}/c.html</loc><link"),
            format!("sitemap.xml: names {SITE}/c.html, which is not in the site"),
        ),
        (
            index,
            "2",
            "1",
            format!("{index}: has 1 of the 2 pages in zh"),
        ),
        (
            index,
            "\"en\"",
            "\"nb\"",
            format!("{index}: has 0 of the 2 pages in en"),
        ),
    ] {
        with(path, old, new, &expected);
    }
}

#[test]
fn a_picture_is_shapes_and_nothing_else() {
    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:l=\"http://www.w3.org/1999/xlink\" xmlns:h=\"http://www.w3.org/1999/xhtml\" viewBox=\"0 0 1 1\">\n";
    let pictures = [
        (
            "<g stroke-width=\"1\"><path d=\"M0 0\" fill=\"none\"/></g>",
            "",
        ),
        ("<script/>", "has the element <script>"),
        ("<h:iframe/>", "has the element <iframe>"),
        ("<foreignObject/>", "has the element <foreignObject>"),
        ("<a l:href=\"//evil.example\"/>", "has the element <a>"),
        ("<image href=\"x.png\"/>", "has the element <image>"),
        ("<style/>", "has the element <style>"),
        ("<set attributeName=\"d\"/>", "has the element <set>"),
        ("<text/>", "has the element <text>"),
        ("<g>evil.example</g>", "has the text \"evil.example\""),
        ("<path onload=\"x()\"/>", "has <path onload=\"x()\">"),
        ("<path style=\"x\"/>", "has <path style=\"x\">"),
        ("<g l:href=\"#x\"/>", "has <g href=\"#x\">"),
        (
            "<path fill=\"url(//evil.example)\"/>",
            "has <path fill=\"url(//evil.example)\">",
        ),
        ("<?xml-stylesheet href=\"x\"?>", "has <?xml-stylesheet?>"),
    ];
    for (inner, expected) in pictures {
        let mut files = site();
        files.push(File::new("x.svg", format!("{SVG}{inner}</svg>")));
        let found = said(&files, "", false);
        let told = format!("x.svg:2: {expected}");
        assert_eq!(found, if expected.is_empty() { "" } else { &told });
    }
    for wrong in [
        format!("{SVG}<g></svg>"),
        format!("<!DOCTYPE svg>{SVG}</svg>"),
    ] {
        let mut files = site();
        files.push(File::new("x.svg", wrong));
        let found = said(&files, "", false);
        assert!(found.starts_with("x.svg: is no picture: "), "{found}");
    }
}

#[test]
fn a_style_loads_nothing() {
    for style in [
        "a { b: URL(x.png) }",
        "a { b: Image-Set(\"x\" 1x) }",
        "@IMPORT \"x\";",
    ] {
        let mut files = site();
        files.push(File::new("x.css", style));
        assert_eq!(said(&files, "", false), "x.css: loads another file");
    }
}

/// A PDF in `language` with a page for each of `pages`, which shows that text.
fn pdf(language: &str, pages: &[&str]) -> Document {
    let mut pdf = Document::with_version("1.7");
    let tree = pdf.new_object_id();
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    };
    let font = pdf.add_object(font);
    let page = |pdf: &mut Document, text: &str| {
        let text = format!("BT /F 9 Tf ({text}) Tj ET");
        let text = pdf.add_object(Stream::new(dictionary! {}, text.into_bytes()));
        let fonts = dictionary! { "Font" => dictionary! { "F" => font } };
        pdf.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => text, "Resources" => fonts,
        })
    };
    let kids: Vec<_> = pages.iter().map(|text| page(&mut pdf, text)).collect();
    let count = i64::try_from(kids.len()).unwrap();
    let kids: Vec<Object> = kids.into_iter().map(Object::from).collect();
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    pdf.objects.insert(tree, pages.into());
    let language = Object::string_literal(language);
    let catalog = dictionary! { "Type" => "Catalog", "Pages" => tree, "Lang" => language };
    let catalog = pdf.add_object(catalog);
    pdf.trailer.set("Root", catalog);
    pdf
}

/// The file of `pdf` with an outline that names its pages so, in their order.
fn outlined(mut pdf: Document, titles: &[&str]) -> Vec<u8> {
    for (title, page) in titles.iter().zip(pdf.get_pages().into_values()) {
        pdf.add_bookmark(Bookmark::new((*title).to_owned(), [0.; 3], 0, page), None);
    }
    if let Some(outline) = pdf.build_outline() {
        pdf.catalog_mut().unwrap().set("Outlines", outline);
    }
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_is_one_of_its_language_with_all_its_chapters() {
    let none = said(&site(), "", true);
    assert_eq!(none, "zh/: has no PDF (and in 1 more places)");
    let whole = ["Chapter one", "Two", "Three"];
    for (content, expected) in [
        (b"x".to_vec(), "cannot be opened: "),
        (outlined(pdf("en", &[]), &[]), "has no page"),
        (
            outlined(pdf("zh", &["x"]), &[]),
            "does not say that it is in en",
        ),
        (outlined(pdf("en-GB", &["x"]), &[]), "has no outline: "),
        (
            outlined(pdf("en", &whole), &["Chapter one", "Two"]),
            "has no chapter \"Three\" in its outline",
        ),
        (
            outlined(pdf("en", &["Chapter", "Two", "Three"]), &whole),
            "does not show the title \"Chapterone\" on its page 1",
        ),
        (
            outlined(pdf("en", &["Chapter one", "Two", "x"]), &whole),
            "does not show the title \"Three\" on its page 3",
        ),
        // What stands on the pages between is not read; hyphens and breaks are of no account.
        (
            outlined(
                pdf("en", &["Chap ter o ne", "x", "Three"]),
                &["Chap\u{ad}ter\u{200b}one", "Two", "Three"],
            ),
            "",
        ),
    ] {
        let mut files = site();
        for (index, title) in [(0, "x"), (1, "y"), (2, "Chapter one"), (3, "Two")] {
            let text = String::from_utf8(files[index].content.clone()).unwrap();
            let text = text.replace(">1</h1>", &format!(">{title}</h1>"));
            files[index].content = text.into_bytes();
        }
        for folder in ["zh", "en"] {
            let mut third = page(&format!("{folder}/c.html"));
            let text = String::from_utf8(third.content).unwrap();
            third.content = text.replace(">1</h1>", ">Three</h1>").into_bytes();
            files.push(third);
        }
        files.push(File::new("en/x.pdf", content));
        let said = said(&files, "", true);
        let about: Vec<&str> = said.lines().filter(|line| line.contains("x.pdf")).collect();
        let told = format!("en/x.pdf: {expected}");
        match expected {
            "" => assert_eq!(about, [] as [&str; 0]),
            _ => assert!(
                about.len() == 1 && about[0].starts_with(&told),
                "{expected}: {said}"
            ),
        }
        assert!(said.contains("zh/: has no PDF"), "{said}");
    }
}
