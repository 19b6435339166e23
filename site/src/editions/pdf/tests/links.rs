//! Links, footnotes and what they lead to.

use super::*;

#[test]
fn links_inside_the_guide_show_their_page() {
    let chapters = [
        Chapter {
            path: "index.md".into(),
            markdown: "# Start { #index }\n\n[Ring](step-1.md#step-1-phone)。",
            depth: 0,
        },
        Chapter {
            path: "step-1.md".into(),
            markdown: "# Steg 1 { #step-1 }\n\n## Ring { #step-1-phone }\n",
            depth: 0,
        },
    ];
    let source = typst_source(&chapters).expect("both ids are there");
    let text = set_text(source).expect("it compiles");
    assert!(squeezed(&text).contains("Ring(side4)。"), "{text}");
}

#[test]
fn links_show_what_paper_cannot_follow() {
    check(
        "[Ring Telenor](tel:+4791509000)",
        "Ring Telenor (+4791509000)",
    );
    check("[915 09 000](tel:+4791509000).", "915 09 000.");
    check("[Skriv](mailto:post@example.no)", "Skriv (post@example.no)");
    check("[loven](https://lovdata.no/lov/4-6)", "loven[1]");
    check(
        "[loven](https://lovdata.no/lov/4-6)",
        "adressen. [1] https://lovdata.no/lov/4-6",
    );
    check(
        "[example.no/a](https://www.example.no/a/) slutt",
        "example.no/a slutt",
    );
    // The words of a title are not an address.
    check(
        "[a.no: Om kort](https://a.no/om-kort/) slutt",
        "kort[1] slutt",
    );
}

#[test]
fn a_number_within_its_country_is_shown() {
    check("[0800 0402](tel:+318000402) slutt", "0800 0402 slutt");
    check("[112](tel:+47112) slutt", "112 slutt");
    check("[0402](tel:+318000402) slutt", "0402 (+318000402) slutt");
}

#[test]
fn the_same_address_has_the_same_number() {
    let markdown = "[a](https://a.no/) [b](https://b.no/) [igjen](https://a.no/)";
    check(markdown, "a[1] b[2] igjen[1]");
}

#[test]
fn footnotes_stand_once_and_are_referred_to_twice() {
    check(
        "En[^n] og igjen[^n].\n\n[^n]: Note om *dette*.\n",
        "Note om dette.",
    );
    check_problem(
        "Tekst.\n\n[^n]: Ingen ser den.\n",
        "src/index.md:5: nothing refers to the",
    );
}

#[test]
fn words_with_an_id_are_a_target() {
    check(
        "Se [kilden](#source-nrk).\n\n---\n\n| A | B |\n|---|---|\n| <span id=\"source-nrk\">NRK</span> | C |",
        "NRK",
    );
    check_source(
        "<span id=\"source-nrk\">NRK</span> og [kilden](#source-nrk)",
        "reference(see-page,\"index.md#source-nrk\",",
    );
    check_problem(
        "<span id=\"index\">NRK</span>",
        "src/index.md:3: second place with the id \"index\"",
    );
}

#[test]
fn broken_links_are_told_with_file_and_line() {
    check_problem(
        "\n[x](step-9.md)",
        "src/index.md:4: nothing in the guide has the address",
    );
    check_problem(
        "[x](#nowhere)",
        "src/index.md:3: nothing in the guide has the address",
    );
}
