//! A JSON file, and where in it each value stands.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use jsonc_parser::ast::Value as Node;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::explain::{explain, reasons};
use crate::files::schema;
use crate::{Problem, Problems};

/// A JSON file with the place of each value in it.
pub(crate) struct File {
    name: &'static str,
    text: String,
}

impl File {
    pub(crate) fn read(root: &Path, name: &'static str) -> Result<Self, Problems> {
        let text = fs::read_to_string(root.join(name)).map_err(|error| {
            Problems(vec![Problem::of_file(
                name,
                format!("cannot be read: {error}"),
                "the file belongs in the root of the book, in UTF-8",
            )])
        })?;
        Ok(Self { name, text })
    }

    /// The content as `T`, if it is JSON of the form that `T`'s schema asks for.
    pub(crate) fn parse<T: DeserializeOwned + JsonSchema>(&self) -> Result<T, Problems> {
        let value: Value = serde_json::from_str(&self.text).map_err(|error| {
            // The parser sees that a text is not closed only where the next line begins.
            if error.column() == 0 {
                return self.problems(
                    error.line() - 1,
                    "not JSON: a text is not closed",
                    "end it with a double quote on the same line",
                );
            }
            self.problems(
                error.line(),
                format!("not JSON: {error}"),
                "look for a missing comma, quote or bracket here and on the line before",
            )
        })?;
        self.check_repeated_keys()?;
        let schema = schema::<T>().to_value();
        let validator = jsonschema::validator_for(&schema).expect("the schema is generated");
        let errors: Vec<ValidationError> = validator.iter_errors(&value).collect();
        let problems = errors.iter().flat_map(reasons).map(|error| {
            let pointer = error.instance_path().to_string();
            let (message, cure) = explain(error.kind(), error.instance(), &schema);
            let key = match error.kind() {
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    format!("{pointer}/{}", unexpected[0])
                }
                _ => pointer.clone(),
            };
            self.problem(&key, &place(&value, &pointer), &message, cure)
        });
        let mut problems = Problems(problems.collect());
        problems.0.sort();
        problems.into_result()?;
        serde_json::from_value(value)
            .map_err(|error| self.problems(1, error.to_string(), "see the schema beside the file"))
    }

    /// A key that stands twice in an object hides its first value.
    fn check_repeated_keys(&self) -> Result<(), Problems> {
        let mut problems = Problems::default();
        if let Some(root) = self.tree().as_ref() {
            let mut waiting = vec![root];
            while let Some(node) = waiting.pop() {
                if let Node::Array(array) = node {
                    waiting.extend(&array.elements);
                }
                let Node::Object(object) = node else { continue };
                let mut seen = HashSet::new();
                for property in &object.properties {
                    waiting.push(&property.value);
                    if !seen.insert(property.name.as_str().to_owned()) {
                        problems.0.push(Problem::at(
                            self.name,
                            self.line(property.range.start),
                            format!("\"{}\" stands twice in one object", property.name.as_str()),
                            "keep one of the two",
                        ));
                    }
                }
            }
        }
        problems.into_result()
    }

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
        Problem::at(self.name, self.line_of(pointer), message, cure)
    }

    fn problems(&self, line: usize, message: impl Into<String>, cure: &str) -> Problems {
        Problems(vec![Problem::at(self.name, line, message, cure)])
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

    /// The line of the value at a JSON pointer (RFC 6901), or of the nearest value above it.
    fn line_of(&self, pointer: &str) -> usize {
        self.line_in(self.tree().as_ref(), pointer)
    }

    /// The lines of the first `count` values of the list at a JSON pointer.
    pub(crate) fn lines_of(&self, list: &str, count: usize) -> Vec<usize> {
        let tree = self.tree();
        let line = |index| self.line_in(tree.as_ref(), &format!("{list}/{index}"));
        (0..count).map(line).collect()
    }

    fn line_in(&self, tree: Option<&Node>, pointer: &str) -> usize {
        let Some(mut node) = tree else {
            return 1;
        };
        let mut start = node.start();
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
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
        self.line(start)
    }

    fn line(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count() + 1
    }
}

/// Where a JSON pointer leads, in words: `operator telenor, field phone`.
fn place(value: &Value, pointer: &str) -> String {
    let mut steps = pointer.split('/').skip(1);
    let (Some(list), Some(key)) = (steps.next(), steps.next()) else {
        return String::new();
    };
    let item = value
        .get(list)
        .and_then(|list| list.get(key.parse::<usize>().ok()?));
    let id = item.and_then(|item| item["id"].as_str()).unwrap_or(key);
    let what = match list {
        "operators" => "operator",
        "authorities" => "authority",
        "sources" => "source",
        other => other.trim_end_matches('s'),
    };
    let field: Vec<&str> = steps.collect();
    if field.is_empty() {
        format!("{what} {id}")
    } else {
        format!("{what} {id}, field {}", field.join("."))
    }
}
