use std::fs;

use mdbook_operators::{EXCEPTIONS, Problem, Severity, exceptions, load};

use crate::{data_with, edited, fixture, folder, text_of};

/// Replaces a part of the fixture's `operators.json` and compares everything that is reported.
#[track_caller]
fn check(edit: (&str, &str), expected: &str) {
    let found = edited("operators.json", edit).expect_err("it is refused");
    assert_eq!(found.to_string(), expected);
}

#[test]
fn the_fixture_is_right() {
    let data = fixture();
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
        "operators.json:14:7: operator nordnett: unknown field \"sight\"\n  known fields: balance, barring_phone, cancel, channels, contact, domains, email, id, kind, legal_entity, name, network, notes, notice, pause, phone, phone_2, prepaid, self_service, site, support, terms, withdrawal",
    );
}

#[test]
fn an_unknown_field_of_a_fact_is_named() {
    check(
        (
            "\"confirmed\": true,",
            "\"confirmed\": true, \"colour\": 1,",
        ),
        "operators.json:10:28: operator nordnett, field phone: unknown field \"colour\"\n  known fields: checked, confirmed, note, sources, value",
    );
}

#[test]
fn a_missing_field_is_named() {
    check(
        ("      \"kind\": \"virtual\",\n", ""),
        "operators.json:28:5: operator lite: field \"kind\" is missing\n  add \"kind\"",
    );
}

#[test]
fn an_id_may_stand_only_once() {
    check(
        ("\"id\": \"lite\"", "\"id\": \"nordnett\""),
        "operators.json:29:7: operator nordnett, field id: the id stands twice\n  give each operator an id of its own, or delete one of the two",
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
                "operators.json:15:9: operator nordnett, field site: {host} is not one of its own domains (nordnett.no)\n  use a page of its own; if the domain really is its own, add it to \"domains\""
            ),
        );
    }
}

#[test]
fn a_source_is_not_younger_than_the_day_we_looked() {
    let edit = ("\"2026-05\"", "\"2027-05\"");
    let problems = edited("sources.json", edit).unwrap_err().to_string();
    assert!(
        problems.contains("2027-05 is later than the day we looked, 2026-11-22\n  write the date"),
        "{problems}"
    );
    // It may be of that very day.
    let edit = ("\"2026-06-05\"", "\"2026-11-22\"");
    assert!(edited("sources.json", edit).is_ok());
}

#[test]
fn a_list_that_is_not_closed_says_so() {
    let text = "{ \"operators\": [";
    let found = data_with("operators.json", text).unwrap_err().to_string();
    assert!(found.contains("a [ is not closed\n  write ]"), "{found}");
}

#[test]
fn a_source_must_be_in_the_list() {
    check(
        ("[\"review\"]", "[\"rumour\"]"),
        "operators.json:23:9: operator nordnett, field notice: no source \"rumour\" in sources.json\n  add it to sources.json, or name one of those there",
    );
}

#[test]
fn a_fact_needs_a_source() {
    check(
        ("[\"review\"]", "[]"),
        "operators.json:23:9: operator nordnett, field notice.sources: is empty\n  give at least one",
    );
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    check(
        (
            "\"kind\": \"network\",",
            "\"kind\": \"network\", \"kind\": \"virtual\",",
        ),
        "operators.json:6:26: \"kind\" stands twice in one object\n  keep one of the two",
    );
}

#[test]
fn all_problems_come_in_one_run() {
    let text = text_of("operators.json").replace("[\"review\"]", "[\"rumour\"]");
    let problems = data_with("operators.json", text).unwrap_err();
    assert_eq!(problems.0.len(), 2);
}

#[test]
fn a_fault_in_a_list_is_named_at_its_own_place() {
    let note = |source: &str| {
        format!(
            "{{ \"value\": \"字\", \"confirmed\": true, \"sources\": [\"{source}\"], \"checked\": \"2026-11-22\" }}"
        )
    };
    let notes = format!(
        "\"domains\": [\"nordnett.no\"],\n\"notes\": [\n{},\n{}\n],",
        note("page"),
        note("nix")
    );
    let edit = ("\"domains\": [\"nordnett.no\"],", notes.as_str());
    let found = edited("operators.json", edit).unwrap_err().to_string();
    assert!(found.starts_with("operators.json:10:"), "{found}");
}

#[test]
fn a_problem_says_how_bad_it_is_and_where() {
    let problem = Problem::in_text("a.md", "一二", 3, "is wrong", "mend it");
    assert_eq!(problem.to_string(), "a.md:1:2: is wrong\n  mend it");
    let other = problem.on_line(7).as_warning();
    assert_eq!(other.to_string(), "a.md:7: is wrong\n  mend it");
    assert_eq!(other.severity, Severity::Warning);
    let other = other.in_translation("po/nb.po").to_string();
    let expected = "po/nb.po: in a translation for a.md: is wrong\n  mend it";
    assert_eq!(other, expected);
}

#[test]
fn exceptions_have_their_lines_and_a_book_without_the_file_has_none() {
    let folder = tempfile::tempdir().unwrap();
    assert!(exceptions(folder.path()).unwrap().is_empty());
    fs::create_dir(folder.path().join("po")).unwrap();
    let one = "{ \"language\": \"nb\", \"text\": \"字\", \"has\": \"x\", \"why\": \"y\" }";
    let file = format!("{{ \"exceptions\": [\n{one},\n{one}\n] }}");
    fs::write(folder.path().join(EXCEPTIONS), file).unwrap();
    let lines = exceptions(folder.path())
        .unwrap()
        .into_iter()
        .map(|one| one.line);
    assert_eq!(lines.collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn a_missing_file_is_named() {
    let folder = folder();
    fs::remove_file(folder.path().join("sources.json")).unwrap();
    assert_eq!(
        load(folder.path()).unwrap_err().to_string(),
        "sources.json: cannot be read: No such file or directory (os error 2)\n  the file belongs in the root of the book, in UTF-8"
    );
}
