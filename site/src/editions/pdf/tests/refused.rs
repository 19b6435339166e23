//! What paper cannot show is told with its place.

use super::*;

/// Checks the only problem of the chapter. Its lines are those of the argument, plus 2.
#[track_caller]
fn check_problem(markdown: &str, expected: &str) {
    let problems = match source(markdown) {
        Ok(source) => typeset::export(&PRESS, source).err().unwrap_or_default(),
        Err(problems) => problems,
    };
    let shown = problems.to_string();
    let expected = format!("src/index.md:{expected}");
    assert!(
        shown.starts_with(&expected),
        "expected {expected}, got {shown}"
    );
    assert_eq!(problems.0.len(), 1, "{shown}");
}

#[test]
fn html_that_is_no_whole_box_or_span() {
    for (markdown, expected) in [
        (
            "a\n\n<table><tr></table>",
            "5:1: HTML that is no whole box: <table>",
        ),
        (
            "<div class=\"stop\">\n\ntekst",
            "3:1: HTML that is no whole box: <div class=\"stop\">\n",
        ),
        (
            "- <div class=\"stop\">\n\n  tekst",
            "3:3: HTML that is no whole box: <div",
        ),
        (
            "tekst\n\n</div>",
            "5:1: HTML that is no whole box: </div>\n",
        ),
        (
            "<div class=\"red\">\n",
            "3:1: HTML that is no whole box: <div class=\"red\">\n",
        ),
        ("a <b>fet", "3:3: HTML that is no whole span: <b>\n"),
        (
            "a <span lang=\"zh-Hans\">解约",
            "3:3: HTML that is no whole span: <span lang=",
        ),
        (
            "**a <span id=\"x\">b** c",
            "3:5: HTML that is no whole span: <span id=\"x\">\n",
        ),
        (
            "<span lang=\"\">解约",
            "3:1: HTML that is no whole span: <span lang=\"\">\n",
        ),
        ("a</span>", "3:2: HTML that is no whole span: </span>\n"),
    ] {
        check_problem(markdown, expected);
    }
}

#[test]
fn headings_and_ids() {
    for (markdown, expected) in [
        (
            "### For dypt",
            "3:1: a heading of level 3 right below level 1\n  use level 2",
        ),
        ("## { #tom }", "3:1: a heading without words"),
        (
            "## To { #a }\n\n## Tre { #a }",
            "5:1: second place with the id \"a\"",
        ),
        (
            "En <span id=\"index\">NRK</span>",
            "3:4: second place with the id \"index\"",
        ),
        (
            "\n[x](step-9.md)",
            "4:1: nothing in the guide has the address \"step-9.md\"",
        ),
        (
            "Se [x](#nowhere)",
            "3:4: nothing in the guide has the address \"#nowhere\"",
        ),
    ] {
        check_problem(markdown, expected);
    }
}

#[test]
fn what_the_guide_does_not_use() {
    for markdown in ["> sitat", "![bilde](a.png)", "a[^1]\n\n[^1]: b"] {
        let problems = source(markdown).expect_err(markdown).to_string();
        assert!(problems.starts_with("src/index.md:3:"), "{problems}");
    }
}

#[test]
fn lists_too_deep_in_each_other() {
    let deep = |depth: usize| "- ".repeat(depth) + "a";
    check(&deep(8), "a");
    for depth in [9, 10, 20_000] {
        check_problem(&deep(depth), "3:17: more than 16 lists");
    }
}

#[test]
fn a_character_that_no_font_has() {
    let source = source("Først.\n\nSå ᚠ her.\n\n- og &#x16A0;ᚠ\n").unwrap();
    let problems = typeset::export(&PRESS, source).unwrap_err().to_string();
    let told = |line| {
        format!(
            "src/index.md:{line}: no font of the PDF has 'ᚠ', U+16A0\n  \
             run fonts/cut.sh, or write another character"
        )
    };
    assert_eq!(problems, [told(5), told(7)].join("\n"));
}
