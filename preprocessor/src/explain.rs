//! What breaks the schema, in the words of the person who edits the file.

use std::cmp::Reverse;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::grammar;

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
pub(crate) fn explain(error: &ValidationError, schema: &Value) -> (String, String) {
    let value = error.instance();
    let asked = asked(error, schema);
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let names: Vec<String> = unexpected
                .iter()
                .map(|name| grammar::quoted(name))
                .collect();
            (
                format!("unknown field {}", names.join(", ")),
                format!("known fields: {}", known_fields(schema, value)),
            )
        }
        ValidationErrorKind::Required { property } => (
            format!("field {property} is missing"),
            format!("add {property}"),
        ),
        ValidationErrorKind::Format { format } => {
            let text = value.as_str().unwrap_or_default();
            grammar::check(format, text).err().unwrap_or_default()
        }
        ValidationErrorKind::OneOfNotValid { .. } => (
            format!("{} is not known", excerpt(value)),
            kind(asked, schema),
        ),
        ValidationErrorKind::MinItems { .. } if value.as_array().is_some_and(Vec::is_empty) => {
            ("is empty".to_owned(), "give at least one".to_owned())
        }
        _ => (
            format!("{} is not of the right form", excerpt(value)),
            form(error, schema, asked),
        ),
    }
}

/// The part of the schema that a value breaks.
fn asked<'s>(error: &ValidationError, schema: &'s Value) -> &'s Value {
    let path = error.schema_path().to_string();
    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
    schema.pointer(above).unwrap_or(&Value::Null)
}

/// What the schema asks for: its form, and the description of the part that is broken or of the nearest
/// above it.
fn form(error: &ValidationError, schema: &Value, asked: &Value) -> String {
    let mut path = error.schema_path().to_string();
    let mut described = None;
    while described.is_none() && !path.is_empty() {
        described = schema
            .pointer(&path)
            .and_then(|part| part["description"].as_str());
        path.truncate(path.rfind('/').unwrap_or(0));
    }
    let words = described.and_then(|words| words.lines().next());
    let words = words.map_or(String::new(), |words| format!(": {words}"));
    format!("write {}{words}", kind(asked, schema))
}

/// What a part of the schema asks for: `a text between double quotes, or null`.
fn kind(asked: &Value, schema: &Value) -> String {
    if let Some(reference) = asked["$ref"].as_str() {
        let path = reference.trim_start_matches('#');
        return kind(schema.pointer(path).unwrap_or(&Value::Null), schema);
    }
    if let Some(Value::Array(choices)) = asked.get("anyOf") {
        return format!("{}, or null", kind(&choices[0], schema));
    }
    if asked["oneOf"].is_array() {
        return format!("one of {}", known_words(asked));
    }
    let (name, end) = match &asked["type"] {
        Value::Array(names) => (names[0].as_str(), ", or null"),
        name => (name.as_str(), ""),
    };
    let limits = (asked["minimum"].as_i64(), asked["maximum"].as_i64());
    let form = match (name, limits) {
        (Some("string"), _) => "a text between double quotes".to_owned(),
        (Some("boolean"), _) => "true or false".to_owned(),
        (Some("array"), _) => match asked["prefixItems"].as_array() {
            Some(items) => {
                let items: Vec<String> = items.iter().map(|item| kind(item, schema)).collect();
                format!("[{}]", items.join(", "))
            }
            None => "a list between [ and ]".to_owned(),
        },
        (Some("object"), _) => match asked["properties"].as_object() {
            Some(fields) => {
                let names: Vec<&str> = fields.keys().map(String::as_str).collect();
                format!("an object with the fields {}", names.join(", "))
            }
            None => "an object between { and }".to_owned(),
        },
        (_, (Some(least), Some(most))) => format!("a number from {least} to {most}"),
        _ => "what the schema beside the file asks for".to_owned(),
    };
    form + end
}

/// The words among which a value is one.
fn known_words(asked: &Value) -> String {
    let choices = asked["oneOf"].as_array().into_iter().flatten();
    let words: Vec<String> = choices.map(|choice| choice["const"].to_string()).collect();
    words.join(", ")
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
            (fields.unwrap_or(0), Reverse(known.len()))
        });
    best.map(|known| known.keys().cloned().collect::<Vec<_>>().join(", "))
        .unwrap_or_default()
}

/// A value as a message shows it.
fn excerpt(value: &Value) -> String {
    match value {
        Value::String(text) => grammar::quoted(text),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string(),
    }
}
