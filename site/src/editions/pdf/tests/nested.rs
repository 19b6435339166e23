//! Chapters below chapters, and chapters in folders.

use mdbook_driver::book::{Book, BookItem, Chapter as BookChapter};

use super::super::chapters;
use super::*;

/// A chapter of a book with those below it.
fn chapter(path: &str, content: &str, below: Vec<BookItem>) -> BookItem {
    let mut chapter = BookChapter::new("", content.to_owned(), path, Vec::new());
    chapter.sub_items = below;
    BookItem::Chapter(chapter)
}

/// A book in which a chapter has two below it, which lie in a folder and say `text`.
fn book(text: &str) -> Book {
    let card = |path, id| {
        chapter(
            path,
            &format!("# Kort {id} {{ #{id} }}\n\n{text}"),
            Vec::new(),
        )
    };
    let mut draft = BookChapter::new_draft("", Vec::new());
    draft.sub_items = vec![chapter("sources.md", "# Kilder { #sources }", Vec::new())];
    Book::new_with_items(vec![
        chapter(
            "index.md",
            "# Start { #index }\n\n[A](operator/a.md)",
            Vec::new(),
        ),
        chapter(
            "operators.md",
            "# Selskaper { #operators }\n\nAlle.",
            vec![card("operator/a.md", "a"), card("operator/b.md", "b")],
        ),
        BookItem::Chapter(draft),
    ])
}

/// The text of each page behind the cover and the contents.
fn pages(text: &str) -> Result<Vec<String>, Problems> {
    let source = typst_source(&chapters(&book(text)))?;
    let document = typeset::document(&PRESS, source)?;
    let pages = document.pages().iter().skip(2);
    Ok(pages.map(|page| squeezed(&text_on(&page.frame))).collect())
}

#[test]
fn only_a_chapter_that_stands_below_none_begins_a_page() {
    let pages = pages("Tekst.").unwrap();
    assert_eq!(pages.len(), 3, "{pages:?}");
    assert!(
        pages[1].contains("SelskaperAlle.KortaTekst.KortbTekst."),
        "{pages:?}"
    );
    assert!(pages[2].contains("Kilder"), "{pages:?}");
}

#[test]
fn the_headings_of_a_chapter_below_another_are_one_level_deeper() {
    let source = typst_source(&chapters(&book("## Ring"))).unwrap();
    for heading in [
        "section(1,\"operators.md#operators\"",
        "section(2,\"operator/a.md#a\"",
        "section(3,none",
        "section(1,\"sources.md#sources\"",
    ] {
        assert!(source.contains(heading), "no {heading} in {source}");
    }
}

#[test]
fn links_lead_into_a_folder_and_out_of_it() {
    let pages = pages(
        "[start](../index.md#index), [b](b.md), [a](./a.md#a), [s](../operator/../sources.md)",
    )
    .unwrap();
    assert!(pages[0].contains("A(side4)"), "{pages:?}");
    // What stands under the same heading has no page, on whichever page it comes to stand.
    let expected = "Kortastart(side3),b(side4),a,s(side5)Kortbstart(side3),b,a(side4),s";
    assert!(pages[1].contains(expected), "{pages:?}");
}

#[test]
fn a_link_in_a_folder_that_leads_nowhere_is_refused() {
    for link in ["index.md", "../../index.md", "../a.md", "b.md#a"] {
        let problems = pages(&format!("[x]({link})")).expect_err(link);
        let expected =
            format!("src/operator/a.md:3: nothing in the guide has the address {link:?}");
        assert!(problems.to_string().contains(&expected), "{problems}");
    }
}
