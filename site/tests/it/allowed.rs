//! No HTML, no comment and no address passes from a text to a page.

use std::fs;

use crate::{copy_of_guide, edit, refused};

const CHAPTER: &str = "src/esim.md";

const HTML: [&str; 23] = [
    "<!-- 注 -->",
    "文字 <!-- 注 --> 文字",
    "14 天 <!-- a --!><a href=//evil.example/login>登录</a><!-- -->",
    "<!-- a --!><meta http-equiv=refresh content=0;url=//evil.example><!-- -->",
    "文字 <!--> 文字",
    "<a href=\"https://evil.example/\">登录</a>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<base href=//evil.example>",
    "文字 <img src=x onerror=alert(1)>",
    "<svg onload=alert(1)></svg>",
    "<script>alert(1)</script>",
    "<style>main{display:none}</style>",
    "<form action=//evil.example><input></form>",
    "</main>",
    "<?php 1 ?>",
    "文字 <?x?>",
    "<!DOCTYPE html>",
    "<![CDATA[x]]>",
    "<div>",
    "<div class=\"stop\" onclick=\"alert(1)\">",
    "<div class=\"stop\"><a href=\"//evil.example\">登录</a></div>",
    "文字 <span lang=\"nb\" onclick=\"alert(1)\">ord</span>",
    "文字 <span lang='nb'>ord</span>",
];

const LINKS: [&str; 29] = [
    "[登录](https://evil.example/)",
    "[登录](http://evil.example/)",
    "[登录](//evil.example/)",
    "[登录](\\\\evil.example)",
    "[登录](javascript:alert(1))",
    "[登录](JaVaScRiPt&colon;alert(1))",
    "[登录](java&#115;cript:alert(1))",
    "[登录](&#x6A;avascript&#58;alert(1))",
    "[登录](data:text/html,x)",
    "[客服](tel:+4791509000)",
    "[客服](mailto:a@evil.example)",
    "<https://evil.example/>",
    "<javascript:alert(1)>",
    "<a@evil.example>",
    "[登录][evil]",
    "[evil][]",
    "[evil]",
    "[here]",
    "![图](https://evil.example/x.png)",
    "![图](x.png)",
    "[登录](/en/index.html)",
    "[登录](step-1.html)",
    "[登录](evil.example)",
    "[**登录**](<https://evil.example/>)",
    "[登录](source:law/4\\)[evil]\\(https:\\/\\/evil.example)",
    "[登录](<source:law/4)[evil](https://evil.example>)",
    "[登录](source:law/../../evil)",
    "[登录](source:law/)",
    "[[登录](source:law \"](https://evil.example)[x](source:\")",
];

const HEADINGS: [&str; 4] = [
    "## 标题 {.stop}",
    "## 标题 {onclick=alert(1)}",
    "## 标题 {#a style=position:fixed}",
    "标题 {onmouseover=alert(1)}\n---",
];

/// Writes the texts into a chapter, a paragraph each, and expects each to be refused on its line.
#[track_caller]
fn check_chapter(texts: &[&str], expected: &str) {
    let guide = copy_of_guide();
    for catalog in ["nb", "en"] {
        fs::remove_file(guide.path().join(format!("po/{catalog}.po"))).unwrap();
    }
    let mut chapter = fs::read_to_string(guide.path().join(CHAPTER)).unwrap();
    let mut lines = Vec::new();
    for text in texts {
        lines.push(chapter.lines().count() + 2);
        chapter.push_str(&format!("\n{text}\n"));
    }
    chapter.push_str("\n[evil]: https://evil.example/\n[here]: step-1.md\n");
    fs::write(guide.path().join(CHAPTER), chapter).unwrap();
    let error = refused(guide.path());
    for (text, line) in texts.iter().zip(lines) {
        let start = format!("error: {CHAPTER}:{line}: ");
        let problem = error.split(&start).nth(1).unwrap_or_else(|| {
            panic!("{text} passes: {error}");
        });
        assert!(problem.starts_with(expected), "{text}: {problem}");
        assert!(problem.contains("\n  "), "{text}: no cure: {problem}");
    }
}

#[test]
fn html_in_a_chapter_is_refused() {
    check_chapter(&HTML, "holds the HTML ");
}

#[test]
fn a_link_out_of_the_guide_is_refused() {
    let (pictures, links): (Vec<&str>, Vec<&str>) =
        LINKS.iter().partition(|link| link.starts_with('!'));
    check_chapter(&links, "");
    check_chapter(&pictures, "shows the picture ");
}

#[test]
fn what_the_guide_does_without_is_refused() {
    check_chapter(&["> 文字", "> [!NOTE]\n> 文字"], "has a quotation");
    check_chapter(&["[^1]: 注\n", "文字[^1]"], "has a footnote");
}

#[test]
fn attributes_of_a_heading_are_refused() {
    check_chapter(&HEADINGS, "has a heading with attributes");
}

#[test]
fn a_translation_holds_no_more_than_a_chapter() {
    let guide = copy_of_guide();
    let path = guide.path().join("po/nb.po");
    let catalog = fs::read_to_string(&path).unwrap();
    let links = LINKS.iter().filter(|link| !link.ends_with(']'));
    let mut texts = HTML.iter().chain(links).take(38);
    let mut expected = Vec::new();
    let (mut lines, mut in_chapter, mut msgid) = (Vec::new(), false, 0);
    for (index, line) in catalog.lines().enumerate() {
        let mut line = line.to_owned();
        if line.starts_with("#:") {
            in_chapter = line.starts_with("#: src/step-");
        } else if line.starts_with("msgid ") {
            msgid = index + 1;
        } else if in_chapter
            && line.starts_with("msgstr \"")
            && let Some(text) = texts.next()
        {
            line.pop();
            line.push(' ');
            line.push_str(&text.replace('\\', "\\\\").replace('"', "\\\""));
            line.push('"');
            expected.push((text, msgid));
        }
        lines.push(line);
    }
    assert!(expected.len() > 30, "the chapters have too few messages");
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    let error = refused(guide.path());
    for (text, line) in expected {
        let start = format!("error: po/nb.po:{line}: ");
        assert!(error.contains(&start), "{text} passes: {error}");
    }
}

#[test]
fn what_a_translation_becomes_only_in_its_place_is_refused() {
    let guide = copy_of_guide();
    let right = "msgstr \"De seks stegene kort fortalt";
    let wrong = format!("{right} &#123;&#123;#include x}}}}");
    edit(guide.path(), "po/nb.po", right, &wrong);
    let error = refused(guide.path());
    let expected = format!("po/nb.po: in a translation for {CHAPTER}: holds a directive");
    assert!(error.contains(&expected), "{error}");
}
