//! A JSON file, and where in it each value stands.

use std::collections::HashSet;
use std::io;

use jsonc_parser::ast::Value as Node;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::explain::{explain, reasons};
use crate::files::schema;
use crate::grammar::{self, FORMATS, quoted};
use crate::{Problem, Problems, syntax};

/// A JSON file with the place of each value in it.
pub(crate) struct File {
    name: &'static str,
    text: String,
}

impl File {
    /// The file `name`, which holds `bytes`.
    pub(crate) fn new(name: &'static str, bytes: io::Result<Vec<u8>>) -> Result<Self, Problem> {
        let bytes = bytes.map_err(|error| {
            Problem::of_file(
                name,
                format!("cannot be read: {error}"),
                "the file belongs in the root of the book, in UTF-8",
            )
        })?;
        let text = syntax::decode(name, bytes)?;
        Ok(Self { name, text })
    }

    /// The content as `T`, if it is JSON of the form that `T`'s schema asks for.
    pub(crate) fn parse<T: DeserializeOwned + JsonSchema>(&self) -> Result<T, Problems> {
        let value: Value = serde_json::from_str(&self.text)
            .map_err(|error| syntax::problem(self.name, &self.text, &error))?;
        let mut problems = self.repeated_keys();
        self.wrong_texts(&value, &value, "", &mut problems);
        let schema = schema::<T>().to_value();
        let validator = validator(&schema);
        let errors: Vec<ValidationError> = validator.iter_errors(&value).collect();
        for error in errors.iter().flat_map(reasons).filter(|one| !is_text(one)) {
            let pointer = error.instance_path().to_string();
            let (message, cure) = explain(error, &schema);
            let place = place(&value, &pointer);
            let key = match error.kind() {
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    format!("{pointer}/{}", step(&unexpected[0]))
                }
                _ => pointer,
            };
            problems.0.push(self.problem(&key, &place, &message, cure));
        }
        problems.0.sort();
        problems.into_result()?;
        serde_json::from_value(value).map_err(|error| {
            let cure = "see the schema beside the file";
            Problem::at(self.name, 1, error.to_string(), cure).into()
        })
    }

    /// A key that stands twice in an object hides its first value.
    fn repeated_keys(&self) -> Problems {
        let mut problems = Problems::default();
        let tree = self.tree();
        let mut waiting: Vec<&Node> = tree.iter().collect();
        while let Some(node) = waiting.pop() {
            if let Node::Array(array) = node {
                waiting.extend(&array.elements);
            }
            let Node::Object(object) = node else { continue };
            let mut seen = HashSet::new();
            for property in &object.properties {
                waiting.push(&property.value);
                if !seen.insert(property.name.as_str().to_owned()) {
                    problems.0.push(Problem::in_text(
                        self.name,
                        &self.text,
                        property.range.start,
                        format!(
                            "{} stands twice in one object",
                            quoted(property.name.as_str())
                        ),
                        "keep one of the two",
                    ));
                }
            }
        }
        problems
    }

    /// Texts of `value`, which stands at `pointer` of the file's `root`, that are more or less than words
    /// on one line.
    fn wrong_texts(&self, root: &Value, value: &Value, pointer: &str, problems: &mut Problems) {
        let mut look = |text: &str, pointer: &str| {
            if let Err((message, cure)) = grammar::text(text) {
                problems
                    .0
                    .push(self.problem(pointer, &place(root, pointer), &message, cure));
            }
        };
        match value {
            Value::String(text) => look(text, pointer),
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    self.wrong_texts(root, value, &format!("{pointer}/{index}"), problems);
                }
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.wrong_texts(root, value, &format!("{pointer}/{}", step(name)), problems);
                }
            }
            _ => {}
        }
    }

    /// A problem of the value at a JSON pointer (RFC 6901), which `place` names in words.
    pub(crate) fn problem(
        &self,
        pointer: &str,
        place: &str,
        message: &str,
        cure: String,
    ) -> Problem {
        let message = if place.is_empty() {
            message.to_owned()
        } else {
            format!("{place}: {message}")
        };
        let start = start(self.tree().as_ref(), pointer);
        Problem::in_text(self.name, &self.text, start, message, cure)
    }

    fn tree(&self) -> Option<Node<'_>> {
        parse_to_ast(
            &self.text,
            &CollectOptions::default(),
            &ParseOptions::default(),
        )
        .ok()?
        .value
    }

    /// The lines of the first `count` values of the list at a JSON pointer.
    pub(crate) fn lines_of(&self, list: &str, count: usize) -> Vec<usize> {
        let tree = self.tree();
        let line = |index| {
            let start = start(tree.as_ref(), &format!("{list}/{index}"));
            self.text[..start].matches('\n').count() + 1
        };
        (0..count).map(line).collect()
    }
}

/// The byte where the value at a JSON pointer begins, or the nearest value above it; in an object, where
/// its name does.
fn start(tree: Option<&Node>, pointer: &str) -> usize {
    let Some(mut node) = tree else {
        return 0;
    };
    let mut start = node.start();
    for step in pointer.split('/').skip(1) {
        let step = name(step);
        let child = match node {
            Node::Object(object) => object.get(&step).map(|p| (p.range.start, &p.value)),
            Node::Array(array) => step
                .parse()
                .ok()
                .and_then(|i: usize| array.elements.get(i))
                .map(|v| (v.start(), v)),
            _ => None,
        };
        let Some((child_start, child)) = child else {
            break;
        };
        (start, node) = (child_start, child);
    }
    start
}

/// The schema with the grammars that it names.
fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().should_validate_formats(true);
    let options = FORMATS.iter().fold(options, |options, (name, grammar)| {
        options.with_format(*name, |text: &str| grammar(text).is_ok())
    });
    options.build(schema).expect("the schema is generated")
}

/// Whether a value is of the wrong form because it is no text at all, which is said already.
fn is_text(error: &ValidationError) -> bool {
    let text = error.instance().as_str();
    matches!(error.kind(), ValidationErrorKind::Format { .. })
        && text.is_some_and(|text| grammar::text(text).is_err())
}

/// A name as a step of a JSON pointer.
pub(crate) fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name that a step of a JSON pointer stands for.
fn name(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// Where a JSON pointer leads, in words: `operator telenor, field phone`.
fn place(value: &Value, pointer: &str) -> String {
    let mut steps = pointer.split('/').skip(1).map(name);
    let (Some(list), Some(key)) = (steps.next(), steps.next()) else {
        return String::new();
    };
    let item = value
        .get(&list)
        .and_then(|list| list.get(key.parse::<usize>().ok()?));
    let id = item.and_then(|item| item["id"].as_str()).unwrap_or(&key);
    let id = id.escape_debug();
    let what = match list.as_str() {
        "operators" => "operator",
        "authorities" => "authority",
        "sources" => "source",
        other => other.trim_end_matches('s'),
    };
    let field: Vec<String> = steps.collect();
    if field.is_empty() {
        format!("{what} {id}")
    } else {
        format!("{what} {id}, field {}", field.join(".").escape_debug())
    }
}
