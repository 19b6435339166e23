//! Reads the two data files and refuses whatever is wrong in them.

use std::collections::{BTreeMap, HashSet};
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

use crate::data::{
    Authority, Cell, Content, Date, Operator, OperatorsFile, Party, Source, SourcesFile, parties,
    schema,
};
use crate::{Problem, Problems};

/// The file with the contact data.
const OPERATORS: &str = "operators.json";
/// The file with the sources.
const SOURCES: &str = "sources.json";

/// The data of the guide, checked.
#[derive(Debug, Clone)]
pub struct Data {
    /// The operators, in the order of the file, which is the order of the tables.
    pub operators: Vec<Operator>,
    /// The boards, authorities and services.
    pub authorities: Vec<Authority>,
    /// The sources by id.
    pub sources: BTreeMap<String, Source>,
}

/// Reads and checks `operators.json` and `sources.json` below `root`.
///
/// # Errors
/// Everything that is wrong in both files: syntax, unknown or missing fields, values of the wrong
/// form, ids that stand twice, days that do not exist, numbers that cannot be dialled, addresses
/// on a foreign domain, sources that are not in the list.
pub fn load(root: &Path) -> Result<Data, Problems> {
    let operators = File::read(root, OPERATORS).and_then(|file| {
        let data: OperatorsFile = file.parse()?;
        Ok((file, data))
    });
    let sources = File::read(root, SOURCES).and_then(|file| {
        let data: SourcesFile = file.parse()?;
        Ok((file, data))
    });
    let ((file, operators), (sources_file, sources)) = match (operators, sources) {
        (Ok(operators), Ok(sources)) => (operators, sources),
        (operators, sources) => {
            let problems = operators.err().into_iter().chain(sources.err());
            return Err(Problems(problems.flat_map(|problems| problems.0).collect()));
        }
    };
    let mut problems = Problems::default();
    check_sources(&sources_file, &sources, &mut problems);
    check_operators(&file, &operators, &sources.sources, &mut problems);
    problems.into_result()?;
    Ok(Data {
        operators: operators.operators,
        authorities: operators.authorities,
        sources: sources.sources,
    })
}

/// A JSON file with the place of each value in it.
struct File {
    name: &'static str,
    text: String,
}

impl File {
    fn read(root: &Path, name: &'static str) -> Result<Self, Problems> {
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
    fn parse<T: DeserializeOwned + JsonSchema>(&self) -> Result<T, Problems> {
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

    fn problem(&self, pointer: &str, place: &str, message: &str, cure: String) -> Problem {
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
        let tree = self.tree();
        let Some(mut node) = tree.as_ref() else {
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
        _ => "source",
    };
    let field: Vec<&str> = steps.collect();
    if field.is_empty() {
        format!("{what} {id}")
    } else {
        format!("{what} {id}, field {}", field.join("."))
    }
}

/// `anyOf` is how the schema says "a fact or null": what is wrong with the fact is inside.
fn reasons<'e>(error: &'e ValidationError<'e>) -> Vec<&'e ValidationError<'e>> {
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
fn explain(kind: &ValidationErrorKind, value: &Value, schema: &Value) -> (String, String) {
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

fn check_sources(file: &File, data: &SourcesFile, problems: &mut Problems) {
    for (id, source) in &data.sources {
        let mut report = |field: &str, message: &str, cure: &str| {
            let pointer = format!("/sources/{id}/{field}");
            problems.0.push(file.problem(
                &pointer,
                &format!("source {id}, field {field}"),
                message,
                cure.to_owned(),
            ));
        };
        if !id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        {
            report(
                "title",
                "the id is not of the right form",
                "small letters, digits and hyphens",
            );
        }
        let day = match source.date.0.len() {
            // A month must exist as well.
            7 if source.date.0 != "undated" => format!("{}-01", source.date.0),
            10 => source.date.0.clone(),
            _ => "2000-01-01".to_owned(),
        };
        if !is_day(&Date(day)) {
            report(
                "date",
                &format!("there is no day {}", source.date.0),
                "write a day of the calendar",
            );
        }
        if !is_day(&source.checked) {
            report(
                "checked",
                &format!("there is no day {}", source.checked.0),
                "write a day of the calendar",
            );
        }
        // "2026", "2026-06" and "2026-06-05" are known; "undated" is none of them.
        let known = source.date.0.starts_with(|c: char| c.is_ascii_digit());
        if known
            && !source.checked.0.starts_with(&source.date.0)
            && source.date.0 > source.checked.0
        {
            report(
                "date",
                &format!(
                    "{} is later than the day we looked, {}",
                    source.date.0, source.checked.0
                ),
                "write the date that the source itself gives, or renew \"checked\"",
            );
        }
        for (field, address) in [("url", &source.url), ("section_url", &source.section_url)] {
            let Some(address) = address else { continue };
            if url::Url::parse(&address.0.replace("{section}", "1")).is_err() {
                report(
                    field,
                    &format!("\"{}\" is no address", address.0),
                    "write a whole address",
                );
            }
        }
        if source
            .section_url
            .as_ref()
            .is_some_and(|address| !address.0.contains("{section}"))
        {
            report(
                "section_url",
                "has no place for the section",
                "write {section} where its number goes",
            );
        }
    }
}

fn check_operators(
    file: &File,
    data: &OperatorsFile,
    sources: &BTreeMap<String, Source>,
    problems: &mut Problems,
) {
    let mut ids = HashSet::new();
    for Party {
        kind,
        pointer: place_in_file,
        id,
        domains,
        fields,
    } in parties(&data.operators, &data.authorities)
    {
        if !ids.insert((kind, id)) {
            problems.0.push(file.problem(
                &format!("{place_in_file}/id"),
                &format!("{kind} {id}, field id"),
                "the id stands twice",
                format!("give each {kind} an id of its own, or delete one of the two"),
            ));
        }
        let mut notes = 0;
        for field in fields {
            // The number as dialled from abroad is the same fact, shown in another way.
            let Some(cell) = field
                .cell
                .filter(|cell| !matches!(cell.content, Content::Abroad(_)))
            else {
                continue;
            };
            let mut json = field.name.replace('-', "_");
            if json == "notes" {
                json = format!("notes/{notes}");
                notes += 1;
            }
            for (part, message, cure) in wrong(&cell, domains, sources) {
                let pointer = format!("{place_in_file}/{json}/{part}");
                let place = format!("{kind} {id}, field {json}");
                problems
                    .0
                    .push(file.problem(&pointer, &place, &message, cure));
            }
        }
    }
}

/// What is wrong with a fact: the part of it, the message, the cure.
fn wrong(
    cell: &Cell,
    domains: &[String],
    sources: &BTreeMap<String, Source>,
) -> Vec<(&'static str, String, String)> {
    let mut wrong = Vec::new();
    match cell.content {
        Content::Phone(phone) if phone.0.starts_with('+') => {
            let valid = phonenumber::parse(None, &phone.0).is_ok_and(|number| number.is_valid());
            if !valid {
                wrong.push((
                    "value",
                    format!("{} is no telephone number in use in its country", phone.0),
                    "compare it with the source digit by digit".to_owned(),
                ));
            }
        }
        Content::Link(link) => match url::Url::parse(&link.0)
            .ok()
            .as_ref()
            .and_then(url::Url::host_str)
        {
            None => wrong.push((
                "value",
                format!("\"{}\" is no address", link.0),
                "write a whole address".to_owned(),
            )),
            Some(host) => wrong.extend(foreign(host, domains, "a page")),
        },
        Content::Email(email) => {
            let host = email.0.rsplit_once('@').map_or("", |(_, host)| host);
            wrong.extend(foreign(host, domains, "an address"));
        }
        _ => {}
    }
    for source in cell
        .sources
        .iter()
        .filter(|source| !sources.contains_key(*source))
    {
        wrong.push((
            "sources",
            format!("no source \"{source}\" in {SOURCES}"),
            format!("add it to {SOURCES}, or name one of those there"),
        ));
    }
    if !is_day(cell.checked) {
        wrong.push((
            "checked",
            format!("there is no day {}", cell.checked.0),
            "write a day of the calendar".to_owned(),
        ));
    }
    wrong
}

/// What is wrong with a `host` that is not on one of the `domains`: readers would write to, or log in
/// at, somebody else's.
fn foreign(host: &str, domains: &[String], what: &str) -> Option<(&'static str, String, String)> {
    (!domains.iter().any(|domain| is_on(host, domain))).then(|| {
        (
            "value",
            format!(
                "{host} is not one of its own domains ({})",
                domains.join(", ")
            ),
            format!(
                "use {what} of its own; if the domain really is its own, add it to \"domains\""
            ),
        )
    })
}

fn is_on(host: &str, domain: &str) -> bool {
    host == domain
        || host
            .strip_suffix(domain)
            .is_some_and(|rest| rest.ends_with('.'))
}

fn is_day(date: &Date) -> bool {
    date.0.parse::<jiff::civil::Date>().is_ok()
}
