//! Why a text is not JSON, and how to mend it.

use jsonc_parser::errors::ParseErrorKind as Kind;
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind, parse_to_ast};

use crate::Problem;
use crate::grammar::code_point;

/// JSON as RFC 8259 has it, without what editors of settings allow beside it.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The bytes of `file` as text.
///
/// # Errors
/// Bytes that are not UTF-8, or a byte order mark before the text.
pub(crate) fn decode(file: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    let cure = "save the file as UTF-8 without a byte order mark (BOM)";
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Problem::at(file, 1, "is UTF-16, not UTF-8", cure));
    }
    if bytes.starts_with("\u{feff}".as_bytes()) {
        let message = "begins with a byte order mark (BOM), which nobody sees";
        return Err(Problem::at(file, 1, message, cure));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..good]);
        let message = format!("the byte {:#04x} is not UTF-8", error.as_bytes()[good]);
        Problem::in_text(file, &text, good, message, cure)
    })
}

/// Where and why `text`, the whole `file`, is not JSON; `error` is what the parser says that reads it.
pub(crate) fn problem(file: &str, text: &str, error: &serde_json::Error) -> Problem {
    let at = offset(text, error);
    let found = |start, message: &str, cure: &str| {
        Problem::in_text(file, text, start, format!("not JSON: {message}"), cure)
    };
    if text.trim().is_empty() {
        return found(0, "the file is empty", "begin with { and end with }");
    }
    if error.to_string().starts_with("control character") {
        return match text[at..].chars().next() {
            Some('\n' | '\r') | None => found(
                at,
                "a text is not closed",
                "end it with a double quote on the same line",
            ),
            Some(c) => {
                let message = format!("a text holds {}", code_point(c));
                found(at, &message, "delete it, or write a space")
            }
        };
    }
    // The other parser has names for more faults.
    if let Err(error) = parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        let start = text.floor_char_boundary(error.range().start);
        let (before, after) = text.split_at(start);
        if before.ends_with('0') && after.starts_with(|c: char| c.is_ascii_digit()) {
            return found(start - 1, NUMBER.0, NUMBER.1);
        }
        let (message, cure) = explain(error.kind());
        let message = match message {
            "" => format!("{} stands where it has no place", token(after)),
            _ => message.to_owned(),
        };
        return found(start, &message, cure);
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    found(at, message, "write it as the other values of the file are")
}

/// The byte of `text` at which the parser stopped.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let before = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let line: usize = before.map(str::len).sum();
    text.floor_char_boundary((line + error.column()).saturating_sub(1))
}

/// The word that `text` begins with, or its first character.
fn token(text: &str) -> String {
    let word: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .take(40)
        .collect();
    let token = if word.is_empty() {
        text.chars().take(1).collect()
    } else {
        word
    };
    token.escape_debug().to_string()
}

const NUMBER: (&str, &str) = (
    "a number that is not written as JSON has it",
    "write only digits, 12 or -3; a telephone number is a text between double quotes",
);

fn explain(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::TrailingCommasNotAllowed => (
            "a comma behind the last value",
            "delete it: a comma stands between two values",
        ),
        Kind::ExpectedComma => (
            "a comma or a bracket is missing here",
            "write a comma between two values; look for a quote or bracket on the line before",
        ),
        Kind::CommentsNotAllowed => (
            "a comment",
            "delete it: JSON has none; what readers have to know is a \"note\"",
        ),
        Kind::ExpectedColonAfterObjectKey => (
            "no colon behind the name of a field",
            "write \"name\": value",
        ),
        Kind::ExpectedObjectValue => (
            "a field without a value",
            "write it behind the colon; what is unknown is null",
        ),
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedTokenInObject => (
            "something else than the name of a field",
            "write the name between double quotes, or look for a bracket that is missing before it",
        ),
        Kind::SingleQuotedStringsNotAllowed => (
            "a single quote",
            "write double quotes around names and texts",
        ),
        Kind::UnexpectedWord | Kind::UnexpectedToken => (
            "",
            "write a text between double quotes, a value behind each colon and comma; of words JSON has true, false and null",
        ),
        Kind::UnterminatedObject => ("a { is not closed", "write } where the object ends"),
        Kind::UnterminatedArray => ("a [ is not closed", "write ] where the list ends"),
        Kind::UnexpectedCloseBrace
        | Kind::UnexpectedCloseBracket
        | Kind::MultipleRootJsonValues => (
            "something behind the end",
            "the file is one object: look for a bracket too many before this, or one of the other kind",
        ),
        Kind::String(ParseStringErrorKind::UnterminatedStringLiteral) => (
            "a text is not closed",
            "end it with a double quote on the same line",
        ),
        Kind::String(_) => (
            "a backslash with nothing that it stands for",
            r#"write \" for a quote and \\ for a backslash; other characters as they are"#,
        ),
        Kind::NestingDepthExceeded => (
            "brackets in brackets without end",
            "look for a part that was pasted into itself",
        ),
        Kind::UnexpectedComma | Kind::UnexpectedColon => (
            "",
            "delete it, or write the value before it; look for a bracket that is missing before it",
        ),
        _ => NUMBER,
    }
}
