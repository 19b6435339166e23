//! What paper cannot show is told with its place.

use super::*;

/// Checks the only problem of each chapter. Its lines are those of the Markdown, plus 2.
#[track_caller]
fn check_problems(lines: &str) {
    check(lines, |markdown| {
        let problems = source(markdown).expect_err(markdown);
        assert_eq!(problems.0.len(), 1, "{problems}");
        Ok(problems.to_string())
    });
}

#[test]
fn html_that_is_no_whole_box_or_span() {
    let lines = r#"
        a⏎⏎<table><tr></table> → :5:1: HTML that is no whole box or span: <table>
        <div class="stop">⏎⏎## To { #a }⏎⏎[x](#a) → :3:1: HTML that is no whole box or span: <div class="stop">
        - <div class="stop">⏎⏎  tekst → :3:3: HTML that is no whole box or span: <div class="stop">
        tekst⏎⏎</div> → :5:1: HTML that is no whole box or span: </div>
        <div class="red">⏎ → :3:1: HTML that is no whole box or span: <div class="red">
        a <b>fet → :3:3: HTML that is no whole box or span: <b>
        a <span lang="zh-Hans">解约 → :3:3: HTML that is no whole box or span: <span lang="zh-Hans">
        **a <span id="x">b** c → :3:5: HTML that is no whole box or span: <span id="x">
        <span lang="">解约 → :3:1: HTML that is no whole box or span: <span lang="">
        a</span> → :3:2: HTML that is no whole box or span: </span>"#;
    check_problems(lines);
}

#[test]
fn headings_and_links() {
    let lines = r##"
        ### For dypt { #dypt } → :3:1: a heading of level 3 right below level 1
        ## Uten navn → :3:1: a heading without an id
        ## { #tom } → :3:1: a heading without words
        ## To { #a }⏎⏎## Tre { #a } → :5:1: second place with the id "a"
        En <span id="index">NRK</span> → :3:4: second place with the id "index"
        ⏎[x](step-9.md) → :4:1: nothing in the guide has the address "step-9.md"
        Se [x](#nowhere) → :3:4: nothing in the guide has the address "#nowhere""##;
    check_problems(lines);
}

#[test]
fn what_the_guide_does_not_use() {
    check_problems("> sitat → :3:1: the PDF cannot show Start(BlockQuote");
    check_problems("![a](a.png) → :3:1: the PDF cannot show Start(Image");
    check(
        "a[^1]⏎⏎[^1]: b → :3:2: the PDF cannot show FootnoteReference",
        |markdown| Ok(source(markdown).expect_err("footnotes").to_string()),
    );
}

#[test]
fn lists_too_deep_in_each_other() {
    let deep = |depth| "- ".repeat(depth) + "a → ";
    check(&(deep(8) + "a"), text);
    for depth in [9, 10, 20_000] {
        check_problems(&(deep(depth) + ":3:17: more than 16 lists"));
    }
}

#[test]
fn a_character_that_no_font_has() {
    let source = source("Først.\n\nSå ᚠ her.\n\n- og **&#x16A0;** ᚠ\n").unwrap();
    let problems = typeset::export(&PRESS, source).unwrap_err().to_string();
    let message =
        "no font of the PDF has 'ᚠ', U+16A0\n  run fonts/cut.sh, or write another character";
    let told = [5, 7].map(|line| format!("src/index.md:{line}: {message}"));
    assert_eq!(problems, told.join("\n"));
}
