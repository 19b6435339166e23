//! Chapters below chapters, and chapters in folders.

use super::*;

/// The source of a book in which a chapter has two below it, which lie in a folder and say `text`, with
/// `ID` for their own id.
fn book(text: &str) -> Result<String, Problems> {
    let card = |id| format!("# Kort {id} {{ #{id} }}\n\n{}", text.replace("ID", id));
    let chapters = [
        ("index.md", "# Start { #index }\n\n[A](operator/a.md)", 0),
        ("operators.md", "# Selskaper { #operators }\n\nAlle.", 0),
        ("operator/a.md", &card("a"), 1),
        ("operator/b.md", &card("b"), 1),
        ("sources.md", "# Kilder { #sources }", 0),
    ];
    source_in("nb", &chapters)
}

#[test]
fn only_a_chapter_that_stands_below_none_begins_a_page() {
    let pages = pages(book("Tekst.").unwrap()).unwrap();
    assert_eq!(pages.len(), 3, "{pages:?}");
    let together = "SelskaperAlle.KortaTekst.KortbTekst.";
    assert!(squeezed(&pages[1]).contains(together), "{pages:?}");
    assert!(pages[2].contains("Kilder"), "{pages:?}");
}

#[test]
fn the_headings_of_a_chapter_below_another_are_one_level_deeper() {
    let lines = r#"
        ## Ring { #ring-ID } → section(1,"operators.md#operators"
        ## Ring { #ring-ID } → section(2,"operator/a.md#a"
        ## Ring { #ring-ID } → section(3,"operator/a.md#ring-a"
        ## Ring { #ring-ID } → section(1,"sources.md#sources""#;
    check(lines, book);
}

#[test]
fn links_inside_the_guide_show_their_page() {
    // What stands under the same heading has no page, on whichever page it comes to stand.
    let lines = "
        Tekst → A(side4)
        [start](../index.md#index) → Kortastart(side3)Kortbstart(side3)
        [b](b.md) → Kortab(side4)Kortbb
        [a](./a.md#a) → KortaaKortba(side4)
        ## Likt { #likt }⏎⏎[b](b.md#likt) → KortaLiktb(side4)KortbLiktb
        [s](../operator/../sources.md)。 → Kortas(side5)。Kortbs(side5)。";
    check(lines, |markdown| {
        Ok(squeezed(&pages(book(markdown)?)?.concat()))
    });
}

#[test]
fn a_link_in_a_folder_that_leads_nowhere_is_refused() {
    for link in ["index.md", "../../index.md", "../a.md", "b.md#a"] {
        let problems = book(&format!("[x]({link})")).expect_err(link).to_string();
        let expected = format!("operator/a.md:3:1: nothing in the guide has the address {link:?}");
        assert!(problems.contains(&expected), "{problems}");
    }
}
