//! A book is made of its own chapters, all of them, and of no other file.

use std::fs;
use std::path::Path;

use crate::{built_without_pdfs, copy_of_guide, edit, guide_with_site, is_last, refused, summary};

/// Refuses the guide with this list of chapters, and keeps the last site.
#[track_caller]
fn check_summary(guide: &Path, summary: &str, expected: &str) -> String {
    fs::write(guide.join("src/SUMMARY.md"), summary).unwrap();
    let error = refused(guide);
    assert!(error.contains(expected), "{summary}: {error}");
    assert!(error.contains("\n  "), "{summary}: no cure: {error}");
    assert!(is_last(&guide.join("book")), "{summary}");
    error
}

/// The line of the list of chapters that names `esim.md`.
fn line_of_esim() -> usize {
    let summary = summary();
    let line = summary.lines().position(|line| line.contains("(esim.md)"));
    line.expect("the guide has this chapter") + 1
}

#[test]
fn a_book_without_its_chapters_is_refused() {
    let guide = guide_with_site();
    let none = "error: src/SUMMARY.md: names no chapter";
    for summary in [
        "",
        "\n\n",
        "# 目录\n",
        "# 目录\n\n# 六个步骤\n",
        "挪威",
        "<!-- [首页](index.md) -->\n",
        "# [首页](index.md)\n",
    ] {
        check_summary(guide.path(), summary, none);
    }
    let draft = "error: src/SUMMARY.md:2: names a chapter without a file";
    check_summary(guide.path(), "\n- [首页]()\n", draft);
    check_summary(guide.path(), "[首页](index.md)\n- [步骤]()\n", draft);
    let first = "error: src/SUMMARY.md: does not name index.md, the first page";
    check_summary(guide.path(), "- [第 1 步](step-1.md)\n", first);
    fs::remove_file(guide.path().join("src/SUMMARY.md")).unwrap();
    assert!(refused(guide.path()).contains("error: src/SUMMARY.md: cannot be read"));
    assert!(is_last(&guide.path().join("book")));
}

#[test]
fn a_chapter_without_text_is_refused() {
    let guide = guide_with_site();
    for text in [
        "",
        " \n\n",
        "\u{feff}",
        "# 标题\n",
        "# 标题 {#a}\n\n## 二\n",
        "---\n",
    ] {
        fs::write(guide.path().join("src/esim.md"), text).unwrap();
        let error = refused(guide.path());
        let line = line_of_esim();
        let expected =
            format!("error: src/esim.md: holds no text (src/SUMMARY.md:{line} names it)\n  write");
        assert!(error.contains(&expected), "{text:?}: {error}");
    }
    assert!(is_last(&guide.path().join("book")));
}

#[test]
fn a_chapter_that_the_list_does_not_name_is_refused() {
    let guide = guide_with_site();
    for file in ["src/new.md", "src/situation/new.md"] {
        fs::write(guide.path().join(file), "# 新\n\n字\n").unwrap();
        let expected =
            format!("error: {file}: is not in src/SUMMARY.md, so it has no page\n  name");
        let error = refused(guide.path());
        assert!(error.contains(&expected), "{error}");
        fs::remove_file(guide.path().join(file)).unwrap();
    }
    assert!(is_last(&guide.path().join("book")));
    fs::write(guide.path().join("src/.#new.md"), "# 新\n").unwrap();
    built_without_pdfs(guide.path());
}

#[test]
fn a_book_names_only_chapters_of_its_own() {
    let guide = guide_with_site();
    fs::write(guide.path().join("secret.md"), "秘密\n").unwrap();
    fs::create_dir_all(guide.path().join("src/sub")).unwrap();
    fs::create_dir_all(guide.path().join("src/folder.md")).unwrap();
    for file in [
        "README.md",
        "readme.md",
        "toc.md",
        "404.md",
        "sub/a.md",
        "a.txt",
    ] {
        fs::write(guide.path().join("src").join(file), "文字\n").unwrap();
    }
    let secret = guide.path().join("secret.md");
    let no_name = "is no name of a chapter\n  name a file below src/";
    let taken = "is a page that mdBook makes itself";
    for (file, expected) in [
        ("../secret.md", no_name),
        ("../../x.md", no_name),
        ("sub/../../secret.md", no_name),
        (secret.to_str().unwrap(), no_name),
        ("/etc/passwd", no_name),
        ("https://evil.example/a.md", no_name),
        ("./esim.md", no_name),
        ("%2e%2e/secret.md", no_name),
        ("..%2Fsecret.md", no_name),
        ("sub\\a.md", no_name),
        ("a.txt", no_name),
        (".md", no_name),
        ("README.md", no_name),
        ("readme.md", taken),
        ("toc.md", taken),
        ("404.md", taken),
        ("sub//a.md", no_name),
        ("Sub/a.md", no_name),
        ("missing.md", "src/missing.md is no file"),
        ("folder.md", "src/folder.md is no file"),
        ("index.md", "names \"index.md\" a second time, after line 1"),
    ] {
        let summary = format!("[首页](index.md)\n\n- [一](step-1.md)\n- [x]({file})\n");
        let error = check_summary(guide.path(), &summary, expected);
        assert!(error.starts_with("error: src/SUMMARY.md:4: "), "{error}");
    }
}

#[test]
#[cfg(unix)]
fn a_chapter_is_no_link_to_another_file() {
    use std::os::unix::fs::symlink;
    let guide = guide_with_site();
    fs::write(guide.path().join("secret.md"), "秘密\n").unwrap();
    for target in ["/etc/passwd", "../secret.md", "step-1.md", "nowhere"] {
        let chapter = guide.path().join("src/esim.md");
        fs::remove_file(&chapter).unwrap();
        symlink(target, &chapter).unwrap();
        let error = refused(guide.path());
        let expected = format!(
            "error: src/SUMMARY.md:{}: src/esim.md is no file",
            line_of_esim()
        );
        assert!(error.contains(&expected), "{target}: {error}");
    }
    fs::create_dir(guide.path().join("secrets")).unwrap();
    fs::write(guide.path().join("secrets/a.md"), "秘密\n").unwrap();
    symlink("../secrets", guide.path().join("src/sub")).unwrap();
    let summary = "[首页](index.md)\n- [x](sub/a.md)\n";
    check_summary(
        guide.path(),
        summary,
        "error: src/SUMMARY.md:2: src/sub/a.md is no file",
    );
    assert!(is_last(&guide.path().join("book")));
}

#[test]
fn a_chapter_names_no_file_to_put_into_it() {
    let guide = guide_with_site();
    let text = fs::read_to_string(guide.path().join("src/esim.md")).unwrap();
    let line = text.lines().count() + 2;
    for directive in [
        "{{#include /etc/passwd}}",
        "{{#include ../operators.json:1:3}}",
        "{{ #include step-1.md}}",
        "{{#rustdoc_include step-1.md}}",
        "{{#playground step-1.md}}",
        "{{#title 别的}}",
        "\\{{#include step-1.md}}",
        "`{{#include step-1.md}}`",
        "```norsk\n{{#include step-1.md}}\n```",
    ] {
        let written = format!("{text}\n{directive}\n");
        fs::write(guide.path().join("src/esim.md"), written).unwrap();
        let error = refused(guide.path());
        let line = line + usize::from(directive.starts_with('`') && directive.contains('\n'));
        assert!(
            error.contains(&format!("error: src/esim.md:{line}: holds a")),
            "{directive}: {error}"
        );
    }
    assert!(is_last(&guide.path().join("book")));
    fs::write(guide.path().join("src/esim.md"), text).unwrap();
    // Nor does a configuration bring the directives back.
    let off = "use-default-preprocessors = false";
    edit(
        guide.path(),
        "book.toml",
        off,
        "use-default-preprocessors = true",
    );
    crate::built_without_pdfs(guide.path());
}

#[test]
fn the_plan_stands_on_its_page_however_the_id_below_it_is_written() {
    let guide = copy_of_guide();
    edit(guide.path(), "src/plan.md", "{ #plan-why }", "{#plan-why}");
    built_without_pdfs(guide.path());
    let page = fs::read_to_string(guide.path().join("book/zh-Hans/plan.html")).unwrap();
    assert!(page.contains("<div class=\"plan\""));
    assert!(!page.contains("<table"));
    edit(
        guide.path(),
        "src/plan.md",
        "{#plan-why}",
        "{#plan-reasons}",
    );
    let error = refused(guide.path());
    let expected = "error: src/plan.md: has no section plan-why below a first paragraph\n  ";
    assert!(error.contains(expected), "{error}");
}
