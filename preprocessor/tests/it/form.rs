//! Values that are not of the form of the schema: each kind with its place and a cure.

use crate::broken::{CONFIRMED, DOMAINS, KIND, check};
use crate::edited;

const DAY: &str = "\"day\": [\"today\", 0]";
const MONTH_END: &str = "{ \"month_end\": true }";
const RULE: &str = "{ \"rule\": \"end-of-month\" }";
const NAME: &str = "\"name\": \"Nordnett\",";

#[test]
fn a_value_of_the_wrong_form_is_named_with_the_right_one() {
    check(
        "operators.json",
        &[
            (
                KIND,
                "\"kind\": \"netwrk\",",
                "6:7: operator nordnett, field kind: \"netwrk\" is not known",
            ),
            (
                KIND,
                "\"kind\": 5,",
                "6:7: operator nordnett, field kind: 5 is not known",
            ),
            (
                KIND,
                "",
                "3:5: operator nordnett: field \"kind\" is missing",
            ),
            (
                NAME,
                "\"name\": {\"a\": 1},",
                "5:7: operator nordnett, field name: an object is not of the right form",
            ),
            (
                CONFIRMED,
                "\"confirmed\": \"yes\",",
                "10:9: operator nordnett, field phone.confirmed: \"yes\" is not of the right form",
            ),
            (
                CONFIRMED,
                "\"confirmed\": null,",
                "10:9: operator nordnett, field phone.confirmed: null is not of the right form",
            ),
            (
                DOMAINS,
                "[]",
                "7:7: operator nordnett, field domains: is empty",
            ),
            (
                DOMAINS,
                "\"nordnett.no\"",
                "7:7: operator nordnett, field domains: \"nordnett.no\" is not of the right form",
            ),
            (
                "[\"page\"]",
                "[5]",
                "11:21: operator nordnett, field phone.sources.0: 5 is not of the right form",
            ),
            (
                "\"+4791509000\"",
                "4791509000",
                "9:9: operator nordnett, field phone.value: 4791509000 is not of the right form",
            ),
            (
                "\"phone\": {",
                "\"phone\": [], \"email\": {",
                "8:7: operator nordnett, field phone: a list is not of the right form",
            ),
            (
                RULE,
                "\"end-of-month\"",
                "21:9: operator nordnett, field notice.value: \"end-of-month\" is not of the right form",
            ),
            (
                RULE,
                "{ \"rule\": \"end-of-month\", \"x\": 1 }",
                "21:44: operator nordnett, field notice.value: unknown field \"x\"",
            ),
            (
                RULE,
                "{}",
                "21:9: operator nordnett, field notice.value: field \"rule\" is missing",
            ),
            (
                "\"notice\": {",
                "\"notice\": \"a month\", \"support\": {",
                "20:7: operator nordnett, field notice: \"a month\" is not of the right form",
            ),
        ],
    );
}

#[test]
fn so_is_one_of_the_plan() {
    check(
        "plan.json",
        &[
            (
                DAY,
                "\"day\": [\"today\"]",
                "24:76: line first, field day: a list is not of the right form",
            ),
            (
                DAY,
                "\"day\": [\"tody\", 0]",
                "24:84: line first, field day.0: \"tody\" is not known",
            ),
            (
                DAY,
                "\"day\": [\"today\", 99999]",
                "24:93: line first, field day.1: 99999 is not of the right form",
            ),
            (
                DAY,
                "\"day\": [\"today\", 0.5]",
                "24:93: line first, field day.1: 0.5 is not of the right form",
            ),
            (
                DAY,
                "\"day\": \"today\"",
                "24:76: line first, field day: \"today\" is not of the right form",
            ),
            (
                DAY,
                "\"day\": [\"today\", 0, 1]",
                "24:76: line first, field day: a list is not of the right form",
            ),
            (
                MONTH_END,
                "{ \"months\": 300 }",
                "19:32: rule end-of-month, field end.months: 300 is not of the right form",
            ),
            (
                MONTH_END,
                "{ \"months\": -1 }",
                "19:32: rule end-of-month, field end.months: -1 is not of the right form",
            ),
            (
                MONTH_END,
                "5",
                "19:23: rule end-of-month, field end: 5 is not of the right form",
            ),
            (
                "\"way\": [\"give-up\"]",
                "\"way\": \"give-up\"",
                "21:14: date way: \"give-up\" is not of the right form",
            ),
        ],
    );
}

#[test]
fn so_is_one_of_the_sources() {
    check(
        "sources.json",
        &[
            (
                "\"kind\": \"law\"",
                "\"kind\": \"lov\"",
                "6:7: source law, field kind: \"lov\" is not known",
            ),
            (
                "\"law\": {",
                "\"Law/x~y\": {",
                "3:5: source Law/x~y: \"Law/x~y\" is no id",
            ),
            (
                "\"law\": {",
                "\"lo\u{202e}v\": {",
                "3:5: source lo\\u{202e}v: \"lo\\u{202e}v\" is no id",
            ),
            ("\"law\": {", "\"\": {", "3:5: source : \"\" is no id"),
            (
                "\"law\": {",
                "\"l aw\": {\"x\": 1,",
                "3:14: source l aw: unknown field \"x\"",
            ),
            (
                "\"law\": {",
                "\"la--w\": {",
                "3:5: source la--w: \"la--w\" is no id",
            ),
            (
                "\"url\": null",
                "\"url\": false",
                "32:7: source review, field url: false is not of the right form",
            ),
        ],
    );
}

/// What to write instead is what the schema asks for, with the words that describe it.
#[test]
fn the_cure_names_the_form_that_is_right() {
    for (file, old, new, cure) in [
        (
            "operators.json",
            KIND,
            "\"kind\": \"netwrk\",",
            "one of \"network\", \"virtual\", \"foreign\"",
        ),
        (
            "operators.json",
            NAME,
            "\"name\": 5,",
            "write a text between double quotes: Its name, the same in every language.",
        ),
        (
            "operators.json",
            CONFIRMED,
            "\"confirmed\": \"yes\",",
            "write true or false: Whether it is certain.",
        ),
        (
            "operators.json",
            DOMAINS,
            "\"nordnett.no\"",
            "write a list between [ and ]: The domains that are its own",
        ),
        (
            "operators.json",
            "\"note\": \"请先问清\"",
            "\"note\": 5",
            "write a text between double quotes, or null: What a reader has to know",
        ),
        (
            "operators.json",
            RULE,
            "5",
            "write an object with the fields rule: A notice period",
        ),
        (
            "plan.json",
            DAY,
            "\"day\": \"today\"",
            "write [one of \"today\", \"send\", \"notice\", \"end\", \"leave\", a number from -32768 to 32767], or null: The day it is for",
        ),
        (
            "plan.json",
            MONTH_END,
            "{ \"months\": 300 }",
            "write a number from 0 to 255: So many months on",
        ),
        (
            "plan.json",
            MONTH_END,
            "5",
            "write an object with the fields days, month_end, months: A way from one day to another",
        ),
        (
            "plan.json",
            "\"dates\": {",
            "\"dates\": 5, \"x\": {",
            "write an object between { and }: For whom",
        ),
    ] {
        let said = edited(file, (old, new)).expect_err(new).to_string();
        let found = said.lines().nth(1).expect("there is a cure").trim();
        assert!(found.starts_with(cure), "{new}: {found}");
    }
}
