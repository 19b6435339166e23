//! Files that are no JSON: each kind with its place and a cure.

use mdbook_operators::Problems;

use crate::{data_with, edited};

/// Each edit of a file of the fixture, and the first line of what is said of it; the second is a cure.
#[track_caller]
pub(crate) fn check(file: &str, cases: &[(&str, &str, &str)]) {
    for (old, new, expected) in cases {
        let found = edited(file, (old, new)).expect_err(new);
        compare(file, &found, expected);
    }
}

#[track_caller]
fn compare(file: &str, found: &Problems, expected: &str) {
    let said = found.to_string();
    let (first, cure) = said.split_once("\n  ").expect("there is a cure");
    assert_eq!(first, format!("{file}:{expected}"));
    assert!(!cure.is_empty());
}

pub(crate) const KIND: &str = "\"kind\": \"network\",";
pub(crate) const CONFIRMED: &str = "\"confirmed\": true,";
pub(crate) const DOMAINS: &str = "[\"nordnett.no\"]";

#[test]
fn a_mark_that_is_missing_is_named_where_it_belongs() {
    check(
        "operators.json",
        &[
            (
                KIND,
                "\"kind\": \"network\"",
                "6:24: not JSON: a comma or a bracket is missing here",
            ),
            (
                DOMAINS,
                "[\"nordnett.no\" \"lite.no\"]",
                "7:32: not JSON: a comma or a bracket is missing here",
            ),
            (
                KIND,
                "\"kind\" \"network\",",
                "6:14: not JSON: no colon behind the name of a field",
            ),
            (
                KIND,
                "\"kind\": ,",
                "6:15: not JSON: , stands where it has no place",
            ),
            (
                KIND,
                "\"kind\": \"network,",
                "6:24: not JSON: a text is not closed",
            ),
            (
                KIND,
                "\"kind: \"network\",",
                "6:15: not JSON: network stands where it has no place",
            ),
            (
                KIND,
                "\"kind\": network\",",
                "6:15: not JSON: network stands where it has no place",
            ),
            (
                DOMAINS,
                "[\"nordnett.no\"",
                "8:14: not JSON: : stands where it has no place",
            ),
            ("\n  ]\n}", "\n  ]\n", "1:1: not JSON: a { is not closed"),
            (
                "\n  ]\n}",
                "\n  \n}",
                "61:1: not JSON: something behind the end",
            ),
        ],
    );
}

#[test]
fn a_mark_too_many_is_named() {
    check(
        "operators.json",
        &[
            (
                DOMAINS,
                "[\"nordnett.no\",]",
                "7:32: not JSON: a comma behind the last value",
            ),
            (
                "\"checked\": \"2026-11-22\"\n",
                "\"checked\": \"2026-11-22\",\n",
                "12:32: not JSON: a comma behind the last value",
            ),
            (
                "\n    }\n  ],",
                "\n    },\n  ],",
                "45:6: not JSON: a comma behind the last value",
            ),
            (
                DOMAINS,
                "[,\"nordnett.no\"]",
                "7:19: not JSON: , stands where it has no place",
            ),
            (
                DOMAINS,
                "[\"nordnett.no\",,\"lite.no\"]",
                "7:33: not JSON: , stands where it has no place",
            ),
            (
                DOMAINS,
                "[\"nordnett.no\"}",
                "7:32: not JSON: something behind the end",
            ),
            (
                "\n  ]\n}",
                "\n  ]\n}}",
                "61:2: not JSON: something behind the end",
            ),
            (
                "\n  ]\n}",
                "\n  ]\n} {}",
                "61:3: not JSON: something behind the end",
            ),
        ],
    );
}

#[test]
fn what_other_languages_have_is_named() {
    check(
        "operators.json",
        &[
            (
                KIND,
                "kind: \"network\",",
                "6:7: not JSON: something else than the name of a field",
            ),
            (KIND, "'kind': 'network',", "6:7: not JSON: a single quote"),
            (
                KIND,
                "\"kind\": network,",
                "6:15: not JSON: network stands where it has no place",
            ),
            (
                CONFIRMED,
                "\"confirmed\": True,",
                "10:22: not JSON: True stands where it has no place",
            ),
            (
                CONFIRMED,
                "\"confirmed\": NaN,",
                "10:22: not JSON: NaN stands where it has no place",
            ),
            (
                CONFIRMED,
                "\"confirmed\": +47,",
                "10:22: not JSON: a number that is not written as JSON has it",
            ),
            (
                CONFIRMED,
                "\"confirmed\": 02800,",
                "10:22: not JSON: a number that is not written as JSON has it",
            ),
            (
                CONFIRMED,
                "\"confirmed\": 0x1F,",
                "10:22: not JSON: a number that is not written as JSON has it",
            ),
            (
                CONFIRMED,
                "\"confirmed\": .5,",
                "10:22: not JSON: a number that is not written as JSON has it",
            ),
            (
                CONFIRMED,
                "\"confirmed\": 1e999,",
                "10:26: not JSON: number out of range",
            ),
            (KIND, "// the kind\n", "6:7: not JSON: a comment"),
            (KIND, "/* the kind */\n", "6:7: not JSON: a comment"),
            (
                KIND,
                "# the kind\n",
                "6:7: not JSON: # stands where it has no place",
            ),
        ],
    );
}

#[test]
fn what_a_text_cannot_hold_is_named() {
    check(
        "operators.json",
        &[
            (
                KIND,
                "\"kind\": \"net\\work\",",
                "6:19: not JSON: a backslash with nothing that it stands for",
            ),
            (
                KIND,
                "\"kind\": \"net\\u12\",",
                "6:19: not JSON: a backslash with nothing that it stands for",
            ),
            (
                KIND,
                "\"kind\": \"net\\ud800\",",
                "6:19: not JSON: a backslash with nothing that it stands for",
            ),
            (
                KIND,
                "\"kind\": \"net\\x41\",",
                "6:19: not JSON: a backslash with nothing that it stands for",
            ),
            (
                KIND,
                "\"kind\": \"net\twork\",",
                "6:19: not JSON: a text holds a tab, U+0009",
            ),
            (
                KIND,
                "\"kind\": \"net\u{1b}work\",",
                "6:19: not JSON: a text holds U+001B",
            ),
        ],
    );
}

#[test]
fn a_file_that_is_no_text_or_no_object_is_named() {
    let deep = "[".repeat(100_000);
    let closed = "[".repeat(400) + &"]".repeat(400);
    let cases: [(&[u8], &str); 13] = [
        (b"", "1:1: not JSON: the file is empty"),
        (b" \n", "1:1: not JSON: the file is empty"),
        (b"x", "1:1: not JSON: x stands where it has no place"),
        (b"null", "1:1: null is not of the right form"),
        (b"[]", "1:1: a list is not of the right form"),
        (b"\"x\"", "1:1: \"x\" is not of the right form"),
        (
            b"\xef\xbb\xbf{}",
            "1: begins with a byte order mark (BOM), which nobody sees",
        ),
        (b"\xff\xfe{\0", "1: is UTF-16, not UTF-8"),
        (b"\xfe\xff\0{", "1: is UTF-16, not UTF-8"),
        (b"{\n \xc3\x28", "2:2: the byte 0xc3 is not UTF-8"),
        (b"\x1f\x8b\x08", "1:2: the byte 0x8b is not UTF-8"),
        (
            deep.as_bytes(),
            "1:513: not JSON: brackets in brackets without end",
        ),
        (
            closed.as_bytes(),
            "1:128: not JSON: recursion limit exceeded",
        ),
    ];
    for (bytes, expected) in cases {
        let found = data_with("operators.json", bytes).unwrap_err();
        compare("operators.json", &found, expected);
    }
}
