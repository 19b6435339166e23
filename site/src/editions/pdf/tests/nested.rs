//! Chapters below chapters, and chapters in folders.

use super::*;

/// The source of a book in which a chapter has two below it, which lie in a folder and say `text`.
fn book(text: &str) -> Result<String, Problems> {
    let card = |id| format!("# Kort {id} {{ #{id} }}\n\n{text}");
    let (a, b) = (card("a"), card("b"));
    let chapters = [
        ("index.md", "# Start { #index }\n\n[A](operator/a.md)", 0),
        ("operators.md", "# Selskaper { #operators }\n\nAlle.", 0),
        ("operator/a.md", &a, 1),
        ("operator/b.md", &b, 1),
        ("sources.md", "# Kilder { #sources }", 0),
    ];
    source_in(
        "nb",
        &chapters.map(|(path, markdown, depth)| {
            let path = path.to_owned();
            Chapter {
                path,
                markdown,
                depth,
            }
        }),
    )
}

#[test]
fn only_a_chapter_that_stands_below_none_begins_a_page() {
    let pages = pages(book("Tekst.").unwrap()).unwrap();
    assert_eq!(pages.len(), 3, "{pages:?}");
    let together = squeezed(&pages[1]);
    assert!(
        together.contains("SelskaperAlle.KortaTekst.KortbTekst."),
        "{pages:?}"
    );
    assert!(pages[2].contains("Kilder"), "{pages:?}");
}

#[test]
fn the_headings_of_a_chapter_below_another_are_one_level_deeper() {
    let source = book("## Ring").unwrap();
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
fn links_inside_the_guide_show_their_page() {
    let links =
        "[start](../index.md#index), [b](b.md), [a](./a.md#a), [s](../operator/../sources.md)。";
    let pages = pages(book(links).unwrap()).unwrap();
    assert!(squeezed(&pages[0]).contains("A(side4)"), "{pages:?}");
    // What stands under the same heading has no page, on whichever page it comes to stand.
    let expected = "Kortastart(side3),b(side4),a,s(side5)。Kortbstart(side3),b,a(side4),s(side5)。";
    assert!(squeezed(&pages[1]).contains(expected), "{pages:?}");
}

#[test]
fn a_link_in_a_folder_that_leads_nowhere_is_refused() {
    for link in ["index.md", "../../index.md", "../a.md", "b.md#a"] {
        let problems = book(&format!("[x]({link})")).expect_err(link).to_string();
        let expected = format!("operator/a.md:3:1: nothing in the guide has the address {link:?}");
        assert!(problems.contains(&expected), "{problems}");
    }
}
