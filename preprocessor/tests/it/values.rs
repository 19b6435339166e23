//! Values of the data: each kind with what is right, and what is wrong in its place.

use mdbook_operators::{Data, Problems};

use crate::edited;

/// A part of the fixture's `operators.json`, and what takes its place: `@` is the value.
type Place = (&'static str, &'static str);

const PHONE: Place = ("\"+4791509000\"", "@");
const SITE: Place = ("\"https://www.nordnett.no/\"", "@");
const DOMAIN: Place = ("[\"lite.no\"]", "[@]");
const CHECKED: Place = ("\"2026-11-20\"", "@");
const NOTE: Place = ("\"请先问清\"", "@");
const EMAIL: Place = (
    "\"notice\": {",
    "\"email\": {\"value\": @, \"confirmed\": true, \"sources\": [\"page\"], \"checked\": \"2026-11-20\"}, \"notice\": {",
);

fn put((old, new): Place, value: &str) -> Result<Data, Problems> {
    let value = serde_json::to_string(value).unwrap();
    edited("operators.json", (old, &new.replacen('@', &value, 1)))
}

#[track_caller]
fn right(place: Place, values: &[&str]) {
    for value in values {
        assert_eq!(put(place, value).err(), None, "{value}");
    }
}

/// Each value is a single problem there, with what is expected; `@` in it is the value, `"@"` the value in quotes.
#[track_caller]
fn wrong(place: Place, expected: &str, values: &[&str]) {
    for value in values {
        let found = put(place, value).expect_err(value);
        let quoted = format!("{value:?}");
        let (old, new) = if expected.contains("\"@\"") {
            ("\"@\"", quoted.as_str())
        } else {
            ("@", *value)
        };
        let expected = expected.replace(old, new);
        assert_eq!(messages(&found), [expected], "{value:?}");
    }
}

/// What is wrong, without the place in words before it.
fn messages(found: &Problems) -> Vec<&str> {
    let message = |text: &'_ str| text.find(": ").map_or(0, |at| at + 2);
    let all = found
        .0
        .iter()
        .map(|one| &one.message[message(&one.message)..]);
    all.collect()
}

#[test]
fn a_number_can_be_dialled_at_the_price_of_a_call() {
    right(
        PHONE,
        &[
            "+4780030300",
            "+4721547171",
            "+31703434343",
            "+442079460000",
        ],
    );
    right(PHONE, &["02800", "05000", "116117", "112"]);
    wrong(
        PHONE,
        "\"@\" is not of the right form",
        &[
            "915 09 000",
            "+47 91509000",
            "+47９1509000",
            "+4791509000;ext=1",
            "tel:+4791509000",
        ],
    );
    wrong(
        PHONE,
        "@ is no short number of Norway",
        &["004791509000", "91509000", "1881", "01234", "117000"],
    );
    wrong(
        PHONE,
        "@ is no telephone number in use in its country",
        &[
            "+4711111111",
            "+04791509000",
            "+999123456789",
            "+47915090001",
        ],
    );
    wrong(
        PHONE,
        "@ is a short number, which only works inside Norway",
        &["+4702800", "+4705000"],
    );
    wrong(
        PHONE,
        "@ is a premium-rate number",
        &["+4782912345", "+4782000000", "+449098790000"],
    );
}

#[test]
fn an_email_address_is_an_address_and_nothing_else() {
    right(
        EMAIL,
        &["kunde.service+1@nordnett.no", "k@post.nordnett.no"],
    );
    wrong(
        EMAIL,
        "\"@\" is no e-mail address",
        &[
            "a)[Klikk](https://evil.example/?@nordnett.no",
            "kunde?bcc=x@nordnett.no",
            "kunde%0d@nordnett.no",
            "Kunde <kunde@nordnett.no>",
            "\"kunde\"@nordnett.no",
            "kunde@@nordnett.no",
            ".kunde@nordnett.no",
            "kunde@nordnett",
            "kunde@nordnett.no.",
            "kunde@[127.0.0.1]",
            "kundé@nordnett.no",
            "kunde|x@nordnett.no",
            "nordnett.no",
        ],
    );
    for host in ["nordnett.example", "Nordnett.no", "co.uk", "127.0.0.1"] {
        let found = put(EMAIL, &format!("kunde@{host}")).expect_err(host);
        let expected = format!("{host:?} is on no domain that somebody can own");
        assert_eq!(messages(&found), [expected]);
    }
}

#[test]
fn an_address_hides_nothing() {
    right(
        SITE,
        &[
            "https://nordnett.no",
            "https://nordnett.no/a%28b%29?c=d&e=f#g",
        ],
    );
    wrong(
        SITE,
        "\"@\" is not how a browser writes this address",
        &[
            "https://nordnett.no/a)b",
            "https://nordnett.no/a|b",
            "https://nordnett.no/a b",
            "https:/nordnett.no/",
            "https://nordnett.no\\@evil.no",
            "https://NORDNETT.no/",
            "https://nordnett.no/å",
            "https://nordnett.no/../x",
            "https://nordnett.no/{section}",
            "https://nordnett.no:443/",
        ],
    );
    wrong(
        SITE,
        "\"@\" is no address",
        &["nordnett.no", "//nordnett.no/", "https://", "/kundeservice"],
    );
    for scheme in ["http", "javascript", "data", "ftp", "file", "mailto", "tel"] {
        let found = put(SITE, &format!("{scheme}://nordnett.no/")).expect_err(scheme);
        let expected = format!("\"{scheme}://nordnett.no/\" starts with {scheme}:");
        assert_eq!(messages(&found), [expected]);
    }
    wrong(
        SITE,
        "\"@\" has a user name before its host",
        &[
            "https://evil@nordnett.no/",
            "https://:x@nordnett.no/",
            "https://nordnett.no:x@evil.com/",
        ],
    );
    wrong(
        SITE,
        "the host of \"@\" is a number",
        &[
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
        ],
    );
    wrong(SITE, "\"@\" names a port", &["https://nordnett.no:8443/"]);
    for host in [
        "localhost",
        "co.uk",
        "nordnett.no.",
        "nordnett.example",
        "github.io",
    ] {
        let found = put(SITE, &format!("https://{host}/")).expect_err(host);
        let expected = format!("{host:?} is on no domain that somebody can own");
        assert_eq!(messages(&found), [expected]);
    }
}

#[test]
fn an_address_is_on_a_domain_of_its_owner() {
    for host in [
        "nordnett.no.evil.com",
        "fakenordnett.no",
        "lite.no",
        "xn--nordntt-0ya.no",
    ] {
        let expected = format!("{host} is not one of its own domains (nordnett.no)");
        let site = put(SITE, &format!("https://{host}/")).expect_err(host);
        assert_eq!(messages(&site), [expected.as_str()]);
        let email = put(EMAIL, &format!("kunde@{host}")).expect_err(host);
        assert_eq!(messages(&email), [expected.as_str()]);
    }
}

#[test]
fn a_domain_is_one_that_somebody_can_own() {
    right(DOMAIN, &["lite.no", "lite.co.uk", "xn--lte-hoa.no"]);
    wrong(
        DOMAIN,
        "\"@\" is no domain that somebody can own",
        &[
            "no",
            "co.uk",
            "github.io",
            "lite.notatld",
            "127.0.0.1",
            "*.no",
            ".lite.no",
            "lite.no.",
            "Lite.no",
            "lite.no/x",
            "localhost",
            "-lite.no",
        ],
    );
    wrong(
        DOMAIN,
        "\"@\" is a part of a domain",
        &["www.lite.no", "a.b.lite.co.uk"],
    );
}

#[test]
fn a_day_is_in_the_calendar_and_not_yet_to_come() {
    right(CHECKED, &["2026-11-22", "2024-02-29"]);
    wrong(
        CHECKED,
        "there is no day @",
        &["2026-02-30", "2026-13-01", "2025-02-29", "2026-00-10"],
    );
    wrong(
        CHECKED,
        "\"@\" is not of the right form",
        &[
            "2026-11-2",
            "22.11.2026",
            "2026-11-22T00:00",
            "２026-11-22",
            "+026-11-22",
            "undated",
            "2026-11",
        ],
    );
    // Where the day has begun already.
    let tomorrow = jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date();
    let tomorrow = tomorrow.tomorrow().unwrap().to_string();
    right(CHECKED, &[&tomorrow]);
    wrong(CHECKED, "@ is yet to come", &["9998-01-01", "9999-12-31"]);
}

#[test]
fn a_text_is_one_line_of_words_that_can_be_seen() {
    right(
        NOTE,
        &["请先问清", "5 % i måneden: «ja»", "a\u{a0}b", "100"],
    );
    wrong(
        NOTE,
        "says nothing",
        &["", " ", "\u{3000}", "\u{2800}", "—"],
    );
    wrong(
        NOTE,
        "begins or ends with a space",
        &[" 请先问清", "请先问清\u{3000}", "a\u{a0}"],
    );
    for (value, name) in [
        ("first\r\nsecond | x", "a line break, U+000D"),
        ("first\nsecond", "a line break, U+000A"),
        ("first\u{2028}second", "U+2028"),
        ("first\u{85}second", "U+0085"),
        ("a\tb", "a tab, U+0009"),
        ("a\0b", "U+0000"),
        ("a\u{1b}[31mb", "U+001B"),
        ("a\u{202e}b", "a mark of the direction of writing, U+202E"),
        ("a\u{2067}b", "a mark of the direction of writing, U+2067"),
        ("a\u{61c}b", "U+061C"),
        ("a\u{200b}b", "U+200B"),
        ("a\u{200d}b", "U+200D"),
        ("a\u{ad}b", "U+00AD"),
        ("a\u{2060}b", "U+2060"),
        ("\u{feff}a", "a byte order mark, U+FEFF"),
        ("\u{3164}", "U+3164"),
        ("a\u{e0041}b", "U+E0041"),
        ("a\u{e000}b", "U+E000"),
        ("a\u{fffe}b", "U+FFFE"),
    ] {
        wrong(NOTE, &format!("holds {name}, which nobody sees"), &[value]);
    }
}

/// What a reader cannot see makes a value wrong once, whatever else it were to be.
#[test]
fn what_is_wrong_with_a_value_is_said_once_and_not_at_length() {
    let found = put(CHECKED, "2026-11-22\u{202e}").unwrap_err();
    assert_eq!(found.0.len(), 1, "{found}");
    let long = "9".repeat(100);
    let found = put(CHECKED, &long).unwrap_err();
    let quoted = format!("\"{}…\" is not of the right form", "9".repeat(80));
    assert_eq!(messages(&found), [quoted]);
}

#[test]
fn so_is_every_other_text() {
    for (file, old) in [
        ("operators.json", "Nordnett"),
        ("operators.json", "Lite"),
        ("operators.json", "警察（politiet）"),
        ("sources.json", "Ekomloven"),
        ("sources.json", "Lovdata"),
        ("plan.json", "号码怎么办？"),
        ("plan.json", "不要"),
        ("plan.json", "一个月"),
        ("plan.json", "先问"),
        ("plan.json", "那天"),
    ] {
        for wrong in ["", " ", "a\u{202e}", "a\\nb", "a\u{200b}b", " a"] {
            let found = edited(file, (&format!("\"{old}\""), &format!("\"{wrong}\"")));
            let problems = found.expect_err(wrong).0;
            assert_eq!(problems.len(), 1, "{old} {wrong:?} {problems:?}");
            assert!(problems[0].column.is_some());
        }
    }
}

#[test]
fn a_source_has_the_address_at_which_it_was_read() {
    let section = "https://lovdata.no/lov/%C2%A7{section}";
    for (right, old) in [
        ("http://lovdata.no/lov", "https://lovdata.no/lov"),
        ("https://lovdata.no/{section}", section),
    ] {
        assert_eq!(
            edited("sources.json", (&format!("{old}\""), &format!("{right}\""))).err(),
            None
        );
    }
    for (old, wrong, expected) in [
        (
            section,
            "https://lovdata.no/lov",
            "has no place for the section",
        ),
        (
            section,
            "https://{section}.no/",
            "\"https://\" is no address",
        ),
        (
            section,
            "javascript:{section}",
            "\"javascript:\" starts with javascript:",
        ),
        (
            "https://lovdata.no/lov",
            "https://evil@lovdata.no/lov",
            "\"https://evil@lovdata.no/lov\" has a user name before its host",
        ),
        (
            "https://lovdata.no/lov",
            "file:///etc/passwd",
            "\"file:///etc/passwd\" starts with file:",
        ),
        ("2026-05", "2026-13", "there is no day 2026-13"),
        ("2026-05", "26-05", "\"26-05\" is not of the right form"),
        ("2026-05", "2026-05-32", "there is no day 2026-05-32"),
    ] {
        let edit = (&*format!("\"{old}\""), &*format!("\"{wrong}\""));
        let found = edited("sources.json", edit).expect_err(wrong);
        assert_eq!(messages(&found), [expected]);
    }
}
