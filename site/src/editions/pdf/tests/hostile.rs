//! Whatever a chapter holds, its words are on paper and nothing in it is code.

use mdbook_markdown::pulldown_cmark::html::push_html;
use mdbook_operators::markdown_options;
use proptest::prelude::*;

use super::*;

#[test]
fn text_cannot_become_typst() {
    for text in [
        "#import \"@preview/x:1.0.0\": y",
        "$ x^2 $",
        "] #panic()",
        "\"; panic(\"x\"); \"",
        "\\u{22}); panic(); (\\",
        "// no comment /* nor this */",
        "@label and = no heading",
        "#{ } #[ ]",
    ] {
        let markdown: String = text
            .chars()
            .flat_map(|c| {
                if c.is_ascii_punctuation() {
                    vec!['\\', c]
                } else {
                    vec![c]
                }
            })
            .collect();
        check(&markdown, text);
        check(&format!("    {text}"), text);
        check(&format!("```norsk\n{text}\n```"), text);
    }
}

/// The words that a browser shows of `html`.
fn words_of(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().map(str::to_owned).collect()
}

/// Random documents of everything that the chapters use.
fn documents() -> impl Strategy<Value = String> {
    let word = "[a-zæøå0-9]{1,12}|[#$@\\]\\[\"/*_<>&~`|\\\\=+-]{1,3}|[中文手机号码]{1,6}";
    let text = prop::collection::vec(word, 1..8).prop_map(|words| words.join(" "));
    let inline = prop_oneof![
        text.clone(),
        text.clone().prop_map(|text| format!("**{text}**")),
        text.clone().prop_map(|text| format!("_{text}_")),
        text.clone().prop_map(|text| format!("`{text}`")),
        text.clone()
            .prop_map(|text| format!("[{text}](https://example.org/)")),
        text.clone().prop_map(|text| format!("[{text}](#index)")),
    ];
    let line = prop::collection::vec(inline, 1..4).prop_map(|parts| parts.join(" "));
    let block = prop_oneof![
        line.clone(),
        line.clone().prop_map(|line| format!("## {line}")),
        line.clone().prop_map(|line| format!("> {line}")),
        line.clone()
            .prop_map(|line| format!("- {line}\n- [ ] {line}\n\n  1. {line}")),
        (line.clone(), line.clone()).prop_map(|(a, b)| {
            format!(
                "| {} | {} |\n|---|--:|\n| {} | b |",
                a.replace('|', ""),
                b.replace('|', ""),
                b.replace('|', "")
            )
        }),
        line.clone()
            .prop_map(|line| format!("```norsk\n{line}\n```")),
        line.prop_map(|line| format!("<div class=\"note\">\n\n{line}\n\n</div>")),
    ];
    prop::collection::vec(block, 1..6).prop_map(|blocks| blocks.join("\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_word_of_the_page_is_on_paper(markdown in documents()) {
        // HTML that the random characters happen to form is refused, which another test shows.
        let Ok(source) = source(&markdown) else { return Ok(()) };
        let mut html = String::new();
        let options = markdown_options();
        push_html(&mut html, mdbook_markdown::new_cmark_parser(&markdown, &options));
        let text = squeezed(&set_text(source).map_err(|problems| TestCaseError::fail(problems.to_string()))?);
        for word in words_of(&html) {
            prop_assert!(text.contains(&word), "{word:?} is not in {text:?}");
        }
    }

    #[test]
    fn no_text_panics(markdown in "\\PC{0,200}") {
        if let Ok(source) = source(&markdown) {
            // Nothing but a character without a glyph can go wrong now.
            prop_assert!(set_text(source).is_ok());
        }
    }
}
