use crate::{copy_of_guide, edit, site};

#[test]
fn facts_are_listed_oldest_first() {
    let guide = copy_of_guide();
    edit(
        guide.path(),
        "operators.json",
        "\"checked\": \"2026-11-22\"",
        "\"checked\": \"2026-01-31\"",
    );
    let output = site(&["check-facts", "--today", "2026-12-01"], guide.path());
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let first = "2026-01-31   304 days  operators.json: telenor, phone  +4791509000  https://";
    assert!(said.starts_with(first), "{said}");
    assert!(said.contains("2026-11-22     9 days  operators.json: telia, phone"));
    assert!(said.contains("sources.json: law ("));
}

#[test]
fn facts_above_the_limit_fail() {
    let guide = copy_of_guide();
    let check = |days: &str| {
        site(
            &["check-facts", "--today", "2026-12-02", "--max-age", days],
            guide.path(),
        )
    };
    assert!(check("10").status.success());
    let output = check("9");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("were checked more than 9 days ago"));
}

#[test]
fn a_day_that_is_yet_to_come_builds_nothing() {
    let guide = copy_of_guide();
    edit(
        guide.path(),
        "operators.json",
        "\"checked\": \"2026-11-22\"",
        "\"checked\": \"9998-01-01\"",
    );
    let output = site(&["build"], guide.path());
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("field phone: 9998-01-01 is yet to come\n  write the day"),
        "{said}"
    );
    assert!(!guide.path().join("book").exists());
}

#[test]
fn a_build_warns_of_old_facts() {
    let guide = copy_of_guide();
    edit(
        guide.path(),
        "operators.json",
        "\"checked\": \"2026-11-22\"",
        "\"checked\": \"2020-01-31\"",
    );
    let output = site(&["build"], guide.path());
    assert!(output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let warning = "warning: operators.json: telenor, phone was last checked on 2020-01-31\n";
    assert!(said.contains(warning), "{said}");
}
