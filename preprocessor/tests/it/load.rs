use std::fs;

use mdbook_operators::load;

use crate::folder_with;

/// Replaces a part of the fixture's `operators.json` and compares everything that is reported.
#[track_caller]
fn check(edit: (&str, &str), expected: &str) {
    let folder = folder_with(edit);
    assert_eq!(
        load(folder.path()).expect_err("it is refused").to_string(),
        expected
    );
}

#[test]
fn the_fixture_is_right() {
    let folder = folder_with(("", ""));
    let data = load(folder.path()).unwrap();
    assert_eq!(
        data.operators
            .iter()
            .map(|o| o.id.as_str())
            .collect::<Vec<_>>(),
        ["nordnett", "lite"]
    );
}

#[test]
fn an_unknown_field_is_named_with_the_known_ones() {
    check(
        ("\"site\":", "\"sight\":"),
        "operators.json:14: operator nordnett: unknown field \"sight\"\n  known fields: balance, barring_phone, cancel, channels, contact, domains, email, id, kind, legal_entity, name, network, notes, notice, owner, phone, phone_2, prepaid, self_service, site, status, support, terms, withdrawal",
    );
}

#[test]
fn an_unknown_field_of_a_fact_is_named() {
    check(
        (
            "\"confirmed\": true,",
            "\"confirmed\": true, \"colour\": 1,",
        ),
        "operators.json:10: operator nordnett, field phone: unknown field \"colour\"\n  known fields: checked, confirmed, note, sources, value",
    );
}

#[test]
fn a_missing_field_is_named() {
    check(
        ("      \"kind\": \"virtual\",\n", ""),
        "operators.json:28: operator lite: field \"kind\" is missing\n  add \"kind\"",
    );
}

#[test]
fn an_id_may_stand_only_once() {
    check(
        ("\"id\": \"lite\"", "\"id\": \"nordnett\""),
        "operators.json:29: operator nordnett, field id: the id stands twice\n  give each operator an id of its own, or delete one of the two",
    );
}

#[test]
fn a_number_must_be_e164() {
    check(
        ("+4791509000", "915 09 000"),
        "operators.json:9: operator nordnett, field phone.value: \"915 09 000\" is not of the right form\n  write E.164, for example +4791509000: a plus sign, the country code, only digits",
    );
}

#[test]
fn a_number_must_be_in_use() {
    check(
        ("+4791509000", "+4711111111"),
        "operators.json:9: operator nordnett, field phone: +4711111111 is no telephone number in use in its country\n  compare it with the source digit by digit",
    );
}

#[test]
fn an_address_must_be_https() {
    check(
        ("https://www.nordnett.no/", "http://www.nordnett.no/"),
        "operators.json:15: operator nordnett, field site.value: \"http://www.nordnett.no/\" is not of the right form\n  write a whole address that starts with https://; a bracket in it is %28 or %29",
    );
}

#[test]
fn an_address_must_be_on_a_domain_of_the_operator() {
    for foreign in [
        "https://nordnett.no.example.com/",
        "https://fakenordnett.no/",
    ] {
        let host = foreign.trim_start_matches("https://").trim_end_matches('/');
        check(
            ("https://www.nordnett.no/", foreign),
            &format!(
                "operators.json:15: operator nordnett, field site: {host} is not one of its own domains (nordnett.no)\n  use a page of its own; if the domain really is its own, add it to \"domains\""
            ),
        );
    }
}

#[test]
fn an_address_cannot_end_its_link_or_its_cell() {
    for address in ["https://nordnett.no/a)b", "https://nordnett.no/a|b"] {
        check(
            ("https://www.nordnett.no/", address),
            &format!(
                "operators.json:15: operator nordnett, field site.value: \"{address}\" is not of the right form\n  write a whole address that starts with https://; a bracket in it is %28 or %29"
            ),
        );
    }
}

#[test]
fn an_email_address_must_be_on_a_domain_of_the_operator() {
    check(
        (
            "      \"notice\": {",
            "      \"email\": {\"value\": \"help@nordnett.example\", \"confirmed\": true, \"sources\": [\"page\"], \"checked\": \"2026-11-20\"},\n      \"notice\": {",
        ),
        "operators.json:20: operator nordnett, field email: nordnett.example is not one of its own domains (nordnett.no)\n  use an address of its own; if the domain really is its own, add it to \"domains\"",
    );
}

#[test]
fn a_day_must_exist() {
    check(
        ("\"checked\": \"2026-11-20\"", "\"checked\": \"2026-02-30\""),
        "operators.json:24: operator nordnett, field notice: there is no day 2026-02-30\n  write a day of the calendar",
    );
}

#[test]
fn a_source_is_not_younger_than_the_day_we_looked() {
    let folder = folder_with(("", ""));
    let file = folder.path().join("sources.json");
    let text = fs::read_to_string(&file)
        .unwrap()
        .replacen("\"2026-05\"", "\"2027-05\"", 1);
    fs::write(&file, text).unwrap();
    let problems = load(folder.path()).unwrap_err().to_string();
    assert!(
        problems.contains("2027-05 is later than the day we looked, 2026-11-22\n  write the date"),
        "{problems}"
    );
}

#[test]
fn a_source_must_be_in_the_list() {
    check(
        ("[\"review\"]", "[\"rumour\"]"),
        "operators.json:23: operator nordnett, field notice: no source \"rumour\" in sources.json\n  add it to sources.json, or name one of those there",
    );
}

#[test]
fn a_fact_needs_a_source() {
    check(
        ("[\"review\"]", "[]"),
        "operators.json:23: operator nordnett, field notice.sources: is empty\n  give at least one",
    );
}

#[test]
fn everything_wrong_in_one_fact_is_named() {
    check(
        (
            "\"value\": { \"rule\": \"end-of-month\" },\n        \"confirmed\": false",
            "\"value\": 1,\n        \"confirmed\": \"no\"",
        ),
        "operators.json:21: operator nordnett, field notice.value: 1 has the wrong type\n  see the schema beside the file\n\
         operators.json:22: operator nordnett, field notice.confirmed: \"no\" has the wrong type\n  see the schema beside the file",
    );
}

#[test]
fn broken_json_is_named_with_its_line() {
    check(
        ("\"kind\": \"network\",", "\"kind\": \"network\""),
        "operators.json:7: not JSON: expected `,` or `}` at line 7 column 7\n  look for a missing comma, quote or bracket here and on the line before",
    );
}

#[test]
fn a_text_that_is_not_closed_is_named_with_its_own_line() {
    check(
        ("\"kind\": \"network\",", "\"kind\": \"network,"),
        "operators.json:6: not JSON: a text is not closed\n  end it with a double quote on the same line",
    );
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    check(
        (
            "\"kind\": \"network\",",
            "\"kind\": \"network\", \"kind\": \"virtual\",",
        ),
        "operators.json:6: \"kind\" stands twice in one object\n  keep one of the two",
    );
}

#[test]
fn all_problems_come_in_one_run() {
    let folder = folder_with(("+4791509000", "+4711111111"));
    let file = folder.path().join("operators.json");
    let text = fs::read_to_string(&file)
        .unwrap()
        .replace("[\"review\"]", "[\"rumour\"]");
    fs::write(&file, text).unwrap();
    assert_eq!(load(folder.path()).unwrap_err().0.len(), 3);
}

#[test]
fn a_missing_file_is_named() {
    let folder = folder_with(("", ""));
    fs::remove_file(folder.path().join("sources.json")).unwrap();
    assert_eq!(
        load(folder.path()).unwrap_err().to_string(),
        "sources.json: cannot be read: No such file or directory (os error 2)\n  the file belongs in the root of the book, in UTF-8"
    );
}
