use std::fs;

use crate::{
    built, built_without_pdfs, copy_of_guide, edit, files, pages_in, published, refused, site,
};

#[test]
fn a_build_writes_every_language_search_and_the_pages_at_the_root() {
    let files = files(published());
    let has = |file: &str| assert!(files.iter().any(|known| known == file), "{file} is missing");
    for file in [
        "index.html",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "pagefind/pagefind.js",
    ] {
        has(file);
    }
    for tag in ["zh-Hans", "nb", "en"] {
        for step in 1..=6 {
            has(&format!("{tag}/step-{step}.html"));
        }
        for page in [
            "index",
            "precautions",
            "esim",
            "operators",
            "situations",
            "messages",
        ] {
            has(&format!("{tag}/{page}.html"));
        }
        has(&format!("{tag}/cancel-5g-norway-{tag}.pdf"));
    }
}

#[test]
fn a_build_ends_with_one_line_that_says_what_was_written_and_where() {
    let guide = copy_of_guide();
    let said = built(guide.path());
    assert_eq!(said.lines().count(), 1);
    assert!(
        said.starts_with(&format!(
            "wrote {} pages in 3 languages, 3 PDFs and the search index to ",
            pages_in(3)
        )),
        "{said}"
    );
    assert!(said.contains("/book in "), "{said}");
}

#[test]
fn without_pdfs_nothing_leads_to_one() {
    let guide = copy_of_guide();
    let said = built_without_pdfs(guide.path());
    assert!(
        said.starts_with(&format!(
            "wrote {} pages in 3 languages, 0 PDFs",
            pages_in(3)
        )),
        "{said}"
    );
    let site = guide.path().join("book");
    for file in files(&site) {
        assert!(!file.ends_with(".pdf"), "{file} was written");
        if file.ends_with(".html") || file.ends_with(".xml") {
            let text = fs::read_to_string(site.join(&file)).unwrap();
            assert!(!text.contains(".pdf"), "{file} leads to a PDF");
        }
    }
}

#[test]
fn two_builds_are_the_same_byte_for_byte() {
    let (one, two) = (copy_of_guide(), copy_of_guide());
    built(one.path());
    built(two.path());
    let (one, two) = (one.path().join("book"), two.path().join("book"));
    assert_eq!(files(&one), files(&two));
    for file in files(&one) {
        assert!(
            fs::read(one.join(&file)).unwrap() == fs::read(two.join(&file)).unwrap(),
            "{file} differs"
        );
    }
}

#[test]
fn a_failed_build_leaves_the_last_site_and_nothing_else() {
    let guide = copy_of_guide();
    built_without_pdfs(guide.path());
    let before = files(guide.path());
    let page = fs::read(guide.path().join("book/en/step-2.html")).unwrap();
    edit(guide.path(), "operators.json", "+4791509000", "+4711111111");
    let error = refused(guide.path());
    assert!(
        error.contains("operator telenor, field phone.value: +4711111111 is no telephone number"),
        "{error}"
    );
    assert_eq!(files(guide.path()), before);
    assert!(fs::read(guide.path().join("book/en/step-2.html")).unwrap() == page);
}

#[test]
fn a_rebuild_drops_pages_that_are_gone() {
    let guide = copy_of_guide();
    built_without_pdfs(guide.path());
    fs::write(guide.path().join("book/en/old.html"), "old").unwrap();
    built_without_pdfs(guide.path());
    assert!(!guide.path().join("book/en/old.html").exists());
}

#[test]
fn a_folder_that_is_no_site_is_not_replaced() {
    let guide = copy_of_guide();
    fs::create_dir(guide.path().join("book")).unwrap();
    fs::write(guide.path().join("book/thesis.txt"), "years of work").unwrap();
    let error = refused(guide.path());
    assert!(
        error.contains("holds something else than a built site"),
        "{error}"
    );
    assert!(guide.path().join("book/thesis.txt").exists());
}

#[test]
fn a_place_that_cannot_be_written_is_told_with_the_cure() {
    let guide = copy_of_guide();
    let destination = guide.path().join("book.toml/site");
    let output = site(
        &["build", "--dest", &destination.to_string_lossy()],
        guide.path(),
    );
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("/book.toml cannot be written: ")
            && error.contains("\n  choose a folder with --dest"),
        "{error}"
    );
}

#[test]
fn a_broken_template_of_the_pdf_is_told_with_its_line() {
    let guide = copy_of_guide();
    let template = guide.path().join("theme/pdf.typ");
    let text = fs::read_to_string(&template).unwrap();
    fs::write(&template, format!("#let x = (\n{text}")).unwrap();
    let error = refused(guide.path());
    assert!(
        error.contains("error: theme/pdf.typ:1:10: typesetting the PDF: unclosed delimiter"),
        "{error}"
    );
}

#[test]
fn a_directive_for_nobody_is_named_with_its_line_in_every_language() {
    let guide = copy_of_guide();
    edit(
        guide.path(),
        "src/operator/telenor.md",
        "operators: telenor",
        "operators: telenr",
    );
    let error = refused(guide.path());
    let line = fs::read_to_string(guide.path().join("src/operator/telenor.md"))
        .unwrap()
        .lines()
        .position(|line| line.contains("telenr"))
        .unwrap()
        + 1;
    assert!(
        error.contains(&format!(
            "src/operator/telenor.md:{line}: no operator \"telenr\" in operators.json"
        )),
        "{error}"
    );
}

#[test]
fn raw_html_is_named_with_its_line() {
    let guide = copy_of_guide();
    // A chapter with a table that is filled in, which moves every line below it.
    let path = guide.path().join("src/step-2.md");
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().count() + 2;
    fs::write(&path, format!("{text}\n<iframe></iframe>\n")).unwrap();
    let error = refused(guide.path());
    assert!(
        error.contains(&format!("src/step-2.md:{line}: ")),
        "{error}"
    );
    assert!(error.contains("iframe"), "{error}");
}

#[test]
fn a_fault_of_a_translation_is_the_catalogs() {
    let guide = copy_of_guide();
    edit(
        guide.path(),
        "po/nb.po",
        "[Steg 3: Ha papirene klare](step-3.md)",
        "[Steg 3: <blink>Ha</blink> papirene klare](step-3.md)",
    );
    let error = refused(guide.path());
    assert!(
        error.starts_with("error: po/nb.po:") && error.contains("holds the HTML <blink>\n"),
        "{error}"
    );
}

#[test]
fn without_pdfs_the_same_faults_are_found() {
    let guide = copy_of_guide();
    let path = guide.path().join("src/step-2.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!("{text}\n[1](operatrs.md)\n\n<div class=\"stopp\">\n\n2\n\n</div>\n"),
    )
    .unwrap();
    let output = site(&["build", "--no-pdf"], guide.path());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "it was built");
    assert!(error.contains("operatrs.md"), "{error}");
    assert!(error.contains("stopp"), "{error}");
}

#[test]
#[cfg(unix)]
fn whoever_stops_reading_gets_no_stack_trace() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["check-facts", "--root"])
        .arg(crate::root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_place_to_fill_in_must_be_in_the_translation() {
    let guide = copy_of_guide();
    edit(
        guide.path(),
        "po/nb.po",
        "msgstr \"**Ikke bekreftet**: {value}",
        "msgstr \"**Ikke bekreftet**: ",
    );
    let error = refused(guide.path());
    assert!(
        error.contains("has the places none instead of {value}"),
        "{error}"
    );
}

#[test]
fn a_guide_without_a_book_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = refused(folder.path());
    assert!(
        error.contains("error: book.toml: cannot be read in "),
        "{error}"
    );
}

#[test]
fn a_link_that_leads_nowhere_is_named_in_the_chinese_text_not_in_the_catalogs() {
    let guide = copy_of_guide();
    let (right, wrong) = ("keep-number.md)", "keep-numbr.md)");
    edit(guide.path(), "src/index.md", right, wrong);
    let text = fs::read_to_string(guide.path().join("src/index.md")).unwrap();
    let line = 1 + text.lines().position(|line| line.contains(wrong)).unwrap();
    let error = refused(guide.path());
    assert!(
        error.contains(&format!(
            "error: src/index.md:{line}:3: nothing in the guide has the address"
        )),
        "{error}"
    );
    assert!(!error.contains("po/"), "{error}");
}

#[test]
fn an_address_of_the_site_gives_canonical_links_and_a_whole_sitemap() {
    let guide = copy_of_guide();
    let output = site(
        &["build", "--site-url", "https://example.org/guide/"],
        guide.path(),
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let read = |file: &str| fs::read_to_string(guide.path().join("book").join(file)).unwrap();
    let page = read("nb/step-2.html");
    assert!(
        page.contains("<link rel=\"canonical\" href=\"https://example.org/guide/nb/step-2.html\">")
    );
    let sitemap = read("sitemap.xml");
    for (page, file) in [("en/step-2.html", "step-2.html"), ("", "index.html")] {
        let loc = format!("<loc>https://example.org/guide/{page}</loc>");
        let entry = sitemap.lines().find(|line| line.contains(&loc)).unwrap();
        for (tag, path) in [
            ("zh-Hans", format!("zh-Hans/{file}")),
            ("nb", format!("nb/{file}")),
            ("en", format!("en/{file}")),
            ("x-default", String::new()),
        ] {
            let link = format!("hreflang=\"{tag}\" href=\"https://example.org/guide/{path}\"");
            assert!(entry.contains(&link), "{tag}: {entry}");
        }
    }
    assert!(read("robots.txt").contains("Sitemap: https://example.org/guide/sitemap.xml"));
    // A preview of the site has another host.
    assert!(read("404.html").contains("<base href=\"/guide/\">"));
}

#[test]
fn an_address_that_is_none_is_refused() {
    let guide = copy_of_guide();
    let output = site(&["build", "--site-url", "example.org"], guide.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--site-url"));
}

#[test]
fn an_address_of_the_site_may_have_every_sign_that_addresses_have() {
    let guide = crate::guide_with_site();
    for address in [
        "https://example.org/a=b",
        "https://example.org/l'île&co/",
        "https://example.org/%3Ca%3E`",
        "http://[::1]:8080/",
    ] {
        let arguments = ["build", "--no-pdf", "--site-url", address];
        crate::said(crate::site(&arguments, guide.path()));
    }
    for address in [
        "https://user:password@example.org",
        "https://user@example.org",
    ] {
        let output = crate::site(&["build", "--site-url", address], guide.path());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains("without a password"), "{address}: {error}");
    }
}
