//! What a reader has to be asked or told first, and what nobody may leave out.

use crate::content::{LANGUAGES, heading_ids, page, select};
use crate::routes::{links, section};

#[test]
fn how_it_was_cancelled_is_asked_before_a_bill_is_judged() {
    for (file, first, then, ways) in [
        (
            "late-bill",
            "complaints-how-cancelled",
            "complaints-two-tests",
            ["#late-bill-not-cancelled", "../message/after-call.html"].as_slice(),
        ),
        (
            "collection",
            "complaints-still-running",
            "complaints-collection-real",
            &[
                "late-bill.html#complaints-how-cancelled",
                "../message/dispute.html#message-dispute-never",
            ],
        ),
    ] {
        for tag in LANGUAGES {
            let html = page(tag, &format!("situation/{file}.html"));
            let ids = heading_ids(&html);
            let place = |id| ids.iter().position(|known| known == id);
            assert!(place(first).is_some(), "{tag}: there is no #{first}");
            assert!(place(first) < place(then), "{tag}: #{then} before #{first}");
            let links = links(&section(&html, first));
            for way in ways {
                assert!(
                    links.contains(way),
                    "{tag}: #{first} does not lead to {way}"
                );
            }
        }
    }
}

#[test]
fn an_operator_that_is_not_listed_can_be_cancelled_too() {
    for tag in LANGUAGES {
        let html = page(tag, "operator/other.html");
        let links = links(&section(&html, "other"));
        for address in [
            "../operators.html#operators-safe",
            "../message/cancel.html",
            "../message/no-bankid.html",
        ] {
            assert!(links.contains(&address), "{tag}: {address}");
        }
    }
}

#[test]
fn whoever_is_told_of_a_new_number_is_on_the_list() {
    for tag in LANGUAGES {
        let html = page(tag, "precautions.html");
        for (id, site) in [
            ("precautions-bank", "bankid.no"),
            ("precautions-krr", "norge.no"),
            ("precautions-udi", "udi.no"),
        ] {
            let links = links(&section(&html, id));
            assert!(
                links.iter().any(|address| address.contains(site)),
                "{tag}: #{id} does not cite {site}"
            );
        }
    }
}

#[test]
fn the_worked_dates_reach_into_the_next_year() {
    for (tag, december, january) in [
        ("zh-Hans", "12 月", "年 1 月"),
        ("nb", "desember", "januar"),
        ("en", "December", "January"),
    ] {
        let html = page(tag, "step-1.html");
        let rows: Vec<String> = section(&html, "step-1-examples")
            .iter()
            .filter(|element| element.value().name() == "table")
            .flat_map(|table| table.select(&select("tbody tr")).collect::<Vec<_>>())
            .map(|row| row.text().collect())
            .collect();
        let found = rows
            .iter()
            .any(|row| row.contains(december) && row.contains(january));
        assert!(found, "{tag}: no notice in December that ends in January");
    }
}
