//! What is no page: pictures, styles, PDFs.

use lopdf::{Document, dictionary};

use super::*;

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

/// A PDF with this many pages, in a language.
fn pdf(pages: usize, language: &str) -> Vec<u8> {
    let mut pdf = Document::with_version("1.7");
    let tree = pdf.new_object_id();
    let kids: Vec<lopdf::Object> = (0..pages)
        .map(|_| {
            pdf.add_object(dictionary! { "Type" => "Page", "Parent" => tree })
                .into()
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    pdf.objects.insert(tree, pages.into());
    let language = lopdf::Object::string_literal(language);
    let catalog = dictionary! { "Type" => "Catalog", "Pages" => tree, "Lang" => language };
    let catalog = pdf.add_object(catalog);
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_is_one_of_its_language() {
    let none = said(&site(), "", true);
    assert_eq!(none, "zh/: has no PDF (and in 1 more places)");
    for (content, expected) in [
        (b"x".to_vec(), "en/x.pdf: cannot be opened: "),
        (pdf(0, "en"), "en/x.pdf: has no page"),
        (pdf(1, "zh"), "en/x.pdf: does not say that it is in en"),
        (pdf(1, "en-GB"), "en/x.pdf: has no outline: "),
    ] {
        let mut files = site();
        files.push(File::new("en/x.pdf", content));
        let said = said(&files, "", true);
        assert!(said.contains(expected), "{expected}: {said}");
        assert!(said.contains("zh/: has no PDF"), "{said}");
    }
}
