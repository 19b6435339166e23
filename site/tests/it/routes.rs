//! Which way a reader is sent: the question that decides stands before the letter that would be wrong.

use scraper::{ElementRef, Html};

use crate::content::{LANGUAGES, page, pages, select};

/// What stands below the heading `id`, up to the next heading of its level.
pub(super) fn section<'a>(html: &'a Html, id: &str) -> Vec<ElementRef<'a>> {
    let heading = html
        .select(&select(&format!("[id='{id}']")))
        .next()
        .unwrap_or_else(|| panic!("there is no heading #{id}"));
    let end = heading.value().name();
    // The heading of a closed part is its button.
    let parent = heading.parent().and_then(ElementRef::wrap);
    let button = parent.filter(|parent| parent.value().name() == "summary");
    button
        .unwrap_or(heading)
        .next_siblings()
        .filter_map(ElementRef::wrap)
        .take_while(|element| element.value().name() > end || !is_heading(element))
        .collect()
}

fn is_heading(element: &ElementRef) -> bool {
    ["h1", "h2", "h3"].contains(&element.value().name())
}

/// The addresses that elements lead to, in order.
pub(super) fn links<'a>(elements: &[ElementRef<'a>]) -> Vec<&'a str> {
    let link = select("a");
    elements
        .iter()
        .flat_map(|element| element.select(&link))
        .filter_map(|link| link.attr("href"))
        .collect()
}

/// The Norwegian lines of the first letter in a section.
fn letter(html: &Html, id: &str) -> Vec<String> {
    let elements = section(html, id);
    let letter = elements
        .iter()
        .find(|element| element.attr("class") == Some("message"))
        .unwrap_or_else(|| panic!("#{id} has no letter"));
    letter
        .select(&select("i[lang=nb]"))
        .map(|line| line.text().collect())
        .collect()
}

/// The page of the text `message-cancel`.
fn message(tag: &str, id: &str) -> Html {
    page(tag, &format!("{}.html", id.replacen('-', "/", 1)))
}

/// Whether one line of a letter holds all of `words`.
fn says(lines: &[String], words: &[&str]) -> bool {
    lines
        .iter()
        .any(|line| words.iter().all(|word| line.contains(word)))
}

#[test]
fn a_letter_that_gives_notice_cannot_be_taken_for_a_question() {
    for id in [
        "message-cancel",
        "message-no-bankid",
        "message-after-call",
        "message-no-answer",
    ] {
        let lines = letter(&message("nb", id), id);
        assert!(
            says(&lines, &["er en oppsigelse", "ikke et"])
                || says(&lines, &["er dette en oppsigelse", "ikke et"]),
            "#{id} may be a question"
        );
    }
    for id in ["message-cancel", "message-no-bankid", "message-after-call"] {
        let lines = letter(&message("nb", id), id);
        assert!(
            says(&lines, &["avsluttes", "oppsigelsestiden går ut"]),
            "#{id}: no end when the notice period is over"
        );
        assert!(
            says(&lines, &["dato avsluttes", "betaler jeg?"]),
            "#{id}: not both dates"
        );
        assert!(
            says(&lines, &["skriftlig bekreftelse", "sluttfaktura"]),
            "#{id}: no confirmation"
        );
    }
}

#[test]
fn a_letter_that_presumes_a_notice_first_asks_for_it() {
    for (id, first) in [
        (
            "message-confirm",
            ["cancel.html", "after-call.html"].as_slice(),
        ),
        ("message-no-answer", &["after-call.html"]),
        ("message-late-bill", &["../situation/late-bill.html"]),
        ("message-dispute", &["../situation/collection.html"]),
        ("message-withdraw", &["phone-sale.html"]),
    ] {
        for tag in LANGUAGES {
            let html = message(tag, id);
            let elements = section(&html, id);
            let before = elements
                .iter()
                .position(|element| element.attr("class") == Some("message"))
                .expect("there is a letter");
            let links = links(&elements[..before]);
            for address in first {
                assert!(
                    links.contains(address),
                    "{tag}: #{id} does not lead to {address}"
                );
            }
        }
    }
}

#[test]
fn keeping_the_number_and_a_pause_lead_to_each_other() {
    for tag in LANGUAGES {
        for (id, other) in [("keep-number", "pause.html"), ("pause", "keep-number.html")] {
            let html = page(tag, &format!("situation/{id}.html"));
            let first = section(&html, &format!("{id}-first"));
            assert!(links(&first).contains(&other), "{tag}");
        }
        let index = page(tag, "index.html");
        let situations = section(&index, "index-situations");
        assert!(
            links(&situations).contains(&"situation/pause.html"),
            "{tag}"
        );
    }
}

#[test]
fn a_sale_by_phone_comes_before_the_fourteen_days() {
    for tag in LANGUAGES {
        let html = page(tag, "situation/regret.html");
        let ways = section(&html, "regret");
        let links = links(&ways);
        let place = |address| links.iter().position(|link| *link == address);
        let sale = place("phone-sale.html").expect("a sale by phone has its page");
        let withdrawal = place("../message/withdraw.html").expect("there is a letter");
        assert!(sale < withdrawal, "{tag}");
    }
}

#[test]
fn what_does_not_cancel_leads_to_the_notice() {
    for (file, id, address) in [
        (
            "index.html",
            "index-operators",
            "situation/late-bill.html#complaints-how-cancelled",
        ),
        ("operators.html", "operators", "operator/other.html"),
        ("step-2.html", "step-2-operators", "operator/other.html"),
        (
            "precautions.html",
            "precautions-proof",
            "message/cancel.html",
        ),
        ("step-2.html", "step-2-no-answer", "message/after-call.html"),
    ] {
        for tag in LANGUAGES {
            let html = page(tag, file);
            assert!(
                links(&section(&html, id)).contains(&address),
                "{tag}/{file}#{id}: {address}"
            );
        }
    }
}

/// A number of months or a sum that is not the reader's would be said as it stands.
#[test]
fn every_blank_of_a_letter_or_a_sentence_is_explained() {
    for tag in LANGUAGES {
        let html = page(tag, "messages.html");
        let table: String = section(&html, "messages-blanks")
            .iter()
            .flat_map(|element| {
                element
                    .select(&select("th, td:first-child"))
                    .flat_map(|cell| cell.text())
                    .collect::<Vec<_>>()
            })
            .collect();
        let pause: String = section(&page(tag, "situation/pause.html"), "pause")
            .iter()
            .flat_map(|element| element.text().collect::<Vec<_>>())
            .collect();
        assert!(
            pause.contains("[antall] måneder"),
            "{tag}: no blank for the months of a pause"
        );
        let letters = pages(tag).into_iter();
        let letters = letters.filter(|file| file.starts_with("message/"));
        let letters: Vec<_> = letters.map(|file| page(tag, &file)).collect();
        let text: String = letters
            .iter()
            .flat_map(|html| html.select(&select(".message b")).collect::<Vec<_>>())
            .flat_map(|blank| blank.text())
            .collect();
        assert!(text.contains("[antall]"), "{tag}");
        for blank in text.split_inclusive(']') {
            assert!(table.contains(blank), "{tag}: {blank} is in no row");
        }
    }
}
