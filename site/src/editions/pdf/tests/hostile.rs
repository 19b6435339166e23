//! Whatever a chapter holds, its words are on paper and nothing in it is code.

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::html::push_html;
use mdbook_operators::markdown_options;
use proptest::prelude::*;
use scraper::Html;

use super::*;
use crate::guide::allowed::faults;

#[test]
fn text_cannot_become_typst() {
    for text in [
        "#import \"@preview/x:1.0.0\": y",
        "$ x^2 $",
        "] #panic()",
        "\"; panic(\"x\"); \"",
        "\\u{22}); panic(); (\\",
        "// no comment /* nor this */",
        "// src/index.md:7",
        ",after:\"\");",
        "@label and = no heading",
        "#{ } #[ ]",
    ] {
        let escaped: String = text
            .chars()
            .map(|c| format!("&#{};", u32::from(c)))
            .collect();
        let indented = format!("    {text}");
        for markdown in [escaped, indented, format!("```norsk\n{text}\n```")] {
            let shown = squeezed(&super::text(&markdown).unwrap());
            assert!(shown.contains(&squeezed(text)), "no {text} in {shown}");
        }
    }
}

/// The words that a browser shows of `markdown`.
fn words_of(markdown: &str) -> Vec<String> {
    let mut html = String::new();
    push_html(&mut html, new_cmark_parser(markdown, &markdown_options()));
    let html = Html::parse_fragment(&html);
    let words = html.root_element().text().flat_map(str::split_whitespace);
    words.map(str::to_owned).collect()
}

/// Random documents of everything that the chapters use.
fn documents() -> impl Strategy<Value = String> {
    let word = "[a-zæøå0-9]{1,12}|[#$@\\]\\[\"/*_<>&~`|\\\\=+-]{1,3}|[中文手机号码。：]{1,6}";
    let text = prop::collection::vec(word, 1..8).prop_map(|words| words.join(" "));
    let inline = (any_of(INLINE), text).prop_map(filled);
    let line = prop::collection::vec(inline, 1..4).prop_map(|parts| parts.join(" "));
    let block = (any_of(BLOCKS), line).prop_map(filled);
    prop::collection::vec(block, 1..6).prop_map(|blocks| blocks.join("\n\n"))
}

/// The forms of what stands in a line; … is a text.
const INLINE: &str = "… ¦ **…** ¦ _…_ ¦ ~~…~~ ¦ `…` ¦ …  \n ¦ …\n ¦ [a …](https://example.org/) ¦ \
    [a …](#index) ¦ [a …](tel:+4791509000)。 ¦ <span lang=\"zh-Hans\">…</span>";

/// The forms of blocks; … is a line.
const BLOCKS: &str = "… ¦ ## … ¦ - …\n- [ ] …\n\n  1. …\n\n     - … ¦ 2. …\n3. …: ¦ \
    ```norsk\n…\n``` ¦     … ¦ | … | b |\n|---|--:|\n| c | … | ¦ \
    <div class=\"note\">\n\n…\n\n</div> ¦ - <div class=\"doors\">\n\n  - …\n\n  </div>";

fn any_of(forms: &'static str) -> impl Strategy<Value = &'static str> + Clone {
    prop::sample::select(forms.split(" ¦ ").collect::<Vec<_>>())
}

fn filled((form, text): (&str, String)) -> String {
    form.replace('…', &text)
}

/// What the PDF may refuse of a text that is allowed in a chapter.
fn is_expected(problems: &Problems) -> bool {
    let expected = "a heading|HTML that is no whole|more than 16|nothing in the guide";
    let mut messages = problems.0.iter().map(|problem| &problem.message);
    messages.all(|message| expected.split('|').any(|start| message.starts_with(start)))
}

/// Whether the guide refuses the text before it reaches the PDF. Links to the web come from the data.
fn is_refused(markdown: &str) -> bool {
    let faults = faults(markdown);
    let is_link = |message: &str| message.starts_with("leads to");
    faults.iter().any(|fault| !is_link(&fault.message))
}

/// Checks that a text that is allowed arrives on paper with all its words.
fn check_arrival(markdown: &str) -> Result<(), TestCaseError> {
    if is_refused(markdown) {
        return Ok(());
    }
    let text = match text(markdown) {
        Ok(text) => squeezed(&text),
        Err(problems) => {
            prop_assert!(is_expected(&problems), "{problems}");
            return Ok(());
        }
    };
    for word in words_of(markdown) {
        prop_assert!(text.contains(&word), "{word:?} is not in {text:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_word_of_the_page_is_on_paper(markdown in documents()) {
        check_arrival(&markdown)?;
    }

    #[test]
    fn no_text_panics(markdown in "\\PC{0,200}") {
        if let Err(problems) = text(&markdown) && !is_refused(&markdown) {
            prop_assert!(is_expected(&problems), "{problems}");
        }
    }
}
