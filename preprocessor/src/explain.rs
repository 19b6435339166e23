//! What breaks the schema, in the words of the person who edits the file.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

/// `anyOf` is how the schema says "a fact or null": what is wrong with the fact is inside.
pub(crate) fn reasons<'e>(error: &'e ValidationError<'e>) -> Vec<&'e ValidationError<'e>> {
    let ValidationErrorKind::AnyOf { context } = error.kind() else {
        return vec![error];
    };
    let place = error.instance_path().to_string();
    let inner = context.iter().flatten().filter(|inner| {
        let is_type = matches!(inner.kind(), ValidationErrorKind::Type { .. });
        !is_type || inner.instance_path().to_string() != place
    });
    let inner: Vec<_> = inner.collect();
    if inner.is_empty() { vec![error] } else { inner }
}

/// What a violation of the schema means to the person who edits the file, and the cure.
pub(crate) fn explain(
    kind: &ValidationErrorKind,
    value: &Value,
    schema: &Value,
) -> (String, String) {
    match kind {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let names = unexpected
                .iter()
                .map(|name| format!("\"{name}\""))
                .collect::<Vec<_>>()
                .join(", ");
            (
                format!("unknown field {names}"),
                format!("known fields: {}", known_fields(schema, value)),
            )
        }
        ValidationErrorKind::Required { property } => (
            format!("field {property} is missing"),
            format!("add {property}"),
        ),
        ValidationErrorKind::Pattern { pattern } => {
            (format!("{value} is not of the right form"), form(pattern))
        }
        ValidationErrorKind::Enum { options } => {
            (format!("{value} is not known"), format!("one of {options}"))
        }
        ValidationErrorKind::AnyOf { .. } => (
            format!("{value} is neither a fact nor null"),
            "a fact is {\"value\", \"confirmed\", \"sources\", \"checked\", \"note\"}; unknown is null"
                .to_owned(),
        ),
        ValidationErrorKind::MinItems { .. } | ValidationErrorKind::MinLength { .. } => {
            ("is empty".to_owned(), "give at least one".to_owned())
        }
        ValidationErrorKind::Type { .. } => (
            format!("{value} has the wrong type"),
            "see the schema beside the file".to_owned(),
        ),
        other => (
            format!("breaks the rule {}", other.keyword()),
            "see the schema beside the file".to_owned(),
        ),
    }
}

/// The fields of the object in the schema that has most in common with `value`.
fn known_fields(schema: &Value, value: &Value) -> String {
    let definitions = schema["$defs"]
        .as_object()
        .into_iter()
        .flat_map(|defs| defs.values());
    let best = definitions
        .chain([schema])
        .filter_map(|definition| definition["properties"].as_object())
        .max_by_key(|known| {
            let fields = value
                .as_object()
                .map(|object| object.keys().filter(|k| known.contains_key(*k)).count());
            (fields.unwrap_or(0), std::cmp::Reverse(known.len()))
        });
    best.map(|known| known.keys().cloned().collect::<Vec<_>>().join(", "))
        .unwrap_or_default()
}

/// What a pattern of the schema asks for, in words.
fn form(pattern: &str) -> String {
    match pattern {
        r"^\d{4}-\d{2}-\d{2}$" => "write a day as YYYY-MM-DD, for example 2026-11-22",
        r"^(undated|\d{4}(-\d{2}(-\d{2})?)?)$" => "write YYYY-MM-DD, YYYY-MM, YYYY or \"undated\"",
        r"^(\+[1-9]\d{6,14}|\d{3,5})$" => {
            "write E.164, for example +4791509000: a plus sign, the country code, only digits"
        }
        r"^https://[^\s()<>|\\]+$" => {
            "write a whole address that starts with https://; a bracket in it is %28 or %29"
        }
        r"^https?://[^\s()<>|\\]+$" => {
            "write a whole address that starts with https:// or http://; a bracket in it is %28 or %29"
        }
        r"^[a-z0-9]+(-[a-z0-9]+)*$" => "small letters, digits and single hyphens",
        r"^[^\s@<>]+@[^\s@<>]+\.[a-z]+$" => "write name@domain",
        other => return format!("must match {other}"),
    }
    .to_owned()
}
