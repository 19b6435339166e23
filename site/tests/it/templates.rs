use crate::{copy_of_guide, edit, site};

/// What a build says when a page has `wrong` for its title.
fn refused_with(wrong: &str) -> String {
    let guide = copy_of_guide();
    edit(guide.path(), "theme/page.hbs", "<title>{{title}}", wrong);
    let output = site(&["build", "--no-pdf"], guide.path());
    assert!(!output.status.success(), "it was built");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_is_wrong_in_a_template_is_told_with_its_line() {
    for (wrong, told) in [
        ("<title>{{titel}}", "there is no value `titel`"),
        ("<title>{{title}", "this is no template: "),
        ("<title>{{x \"a\"}}", "Helper not found x"),
        ("<title>{{> nothing}}", "Partial not found nothing"),
        (
            "<title>{{t title}}",
            "a helper `t` or `words` without a word in quotes",
        ),
    ] {
        let error = refused_with(wrong);
        let expected = format!("error: theme/page.hbs:8: {told}");
        assert!(error.contains(&expected), "{wrong}: {error}");
    }
}

#[test]
fn a_new_word_of_a_template_is_missing_in_the_catalogs() {
    let error = refused_with("<title>{{t \"没有的词\"}}");
    let expected = "error: po/nb.po: the entry \"没有的词\" (theme/page.hbs:8) is missing";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_translation_is_text_in_html_and_in_the_words_of_scripts() {
    let guide = copy_of_guide();
    for word in ["Skip to the content", "Link copied"] {
        let msgstr = format!("msgstr \"{word}\"");
        edit(
            guide.path(),
            "po/en.po",
            &msgstr,
            "msgstr \"a\\\" < b & c\"",
        );
    }
    let output = site(&["build", "--no-pdf"], guide.path());
    assert!(output.status.success(), "{output:?}");
    let page = std::fs::read_to_string(guide.path().join("book/en/step-2.html")).unwrap();
    assert!(page.contains("href=\"#main\">a&quot; &lt; b &amp; c</a>"));
    assert!(page.contains("\"linkCopied\":\"a\\\" \\u003c b & c\""));
}
