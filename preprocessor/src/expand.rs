//! Puts tables and addresses in the place of the directives of a chapter.

use std::ops::Range;

use crate::block::Block;
use crate::data::Demand;
use crate::directive::{Directive, find};
use crate::escape::destination;
use crate::files::{Kind, Operator, SourceKind};
use crate::plan::{blanks_table, decision_table};
use crate::table::{Tables, row_id};
use crate::{Catalog, Data, Problem, Problems, letter};

/// A chapter's text with every directive replaced by what it stands for.
///
/// ````markdown
/// ```operators
/// operators: telenor, ice
/// columns: phone, site
/// ```
/// [ekomloven § 4-6](source:law/4-6)
/// ````
///
/// becomes
///
/// ```markdown
/// | 运营商 | 客服电话 | 官方网站 |
/// | --- | --- | --- |
/// | [Telenor](operator/telenor.md) | [915 09 000](tel:+4791509000) | [www.telenor.no](https://www.telenor.no/) |
/// …
/// [ekomloven § 4-6](https://lovdata.no/dokument/NL/lov/2024-12-13-76/%C2%A74-6)
/// ```
///
/// `file` is the chapter's file for error messages, `root` the way from the chapter to the folder of all
/// chapters, empty or `../`.
///
/// # Errors
/// An unknown operator, column, authority, kind or source is a problem, never an empty place.
pub fn expand(
    markdown: &str,
    file: &str,
    root: &str,
    data: &Data,
    catalog: &Catalog,
) -> Result<String, Problems> {
    let expander = Expander {
        file,
        data,
        tables: Tables {
            data,
            catalog,
            root,
        },
    };
    let mut problems = letter::check(markdown, file, &data.plan.blanks);
    let markdown = if catalog.is_norwegian() {
        &letter::without_readings(markdown)
    } else {
        markdown
    };
    let mut text = markdown.to_owned();
    // From the end, so that the ranges in front stay true.
    for (directive, range) in find(markdown).into_iter().rev() {
        let line = markdown[..range.start].matches('\n').count() + 1;
        match expander.replacement(&directive, &markdown[range.clone()], line) {
            Ok(replacement) => text.replace_range(within(markdown, range), &replacement),
            Err(found) => problems.0.extend(found.0),
        }
    }
    problems.0.sort();
    problems.into_result()?;
    Ok(text)
}

/// The range without the line feed that closes a block.
fn within(markdown: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + markdown[range].trim_end().len()
}

struct Expander<'a> {
    file: &'a str,
    data: &'a Data,
    tables: Tables<'a>,
}

impl Expander<'_> {
    fn replacement(
        &self,
        directive: &Directive,
        written: &str,
        line: usize,
    ) -> Result<String, Problems> {
        match directive {
            Directive::Citation { id, section } => {
                self.citation(id, section.as_deref(), written, line)
            }
            Directive::Block { name, settings } => {
                let block = Block {
                    file: self.file,
                    name,
                    settings,
                    line,
                };
                match name.as_str() {
                    "operators" => self.operators(&block),
                    "authorities" => self.authorities(&block),
                    "sources" => self.sources(&block),
                    "plan" => {
                        block.check_keys(&[])?;
                        decision_table(&self.data.plan, self.tables.catalog).map_err(Problems::from)
                    }
                    "blanks" => {
                        block.check_keys(&[])?;
                        blanks_table(&self.data.plan, self.tables.catalog).map_err(Problems::from)
                    }
                    _ => Err(Problems::from(Problem::at(
                        self.file,
                        line,
                        format!("a block `{name}`, which nothing fills in"),
                        "known blocks: operators, authorities, sources, plan, blanks, and norsk for a text to send",
                    ))),
                }
            }
        }
    }

    fn operators(&self, block: &Block) -> Result<String, Problems> {
        block.check_keys(&["operators", "columns"])?;
        let mut problems = Problems::default();
        let mut operators: Vec<&Operator> = Vec::new();
        for (name, line) in block.values("operators")? {
            let chosen: Vec<&Operator> = self
                .data
                .operators
                .iter()
                .filter(|operator| is_chosen(operator, name))
                .collect();
            if chosen.is_empty() {
                let known = self
                    .data
                    .operators
                    .iter()
                    .map(|operator| operator.id.as_str());
                problems.0.push(self.unknown(
                    line,
                    "operator",
                    name,
                    "operators.json",
                    "operators",
                    known,
                ));
            }
            operators.extend(chosen);
        }
        let mut columns = Vec::new();
        let fields = self
            .data
            .operators
            .first()
            .map(Operator::fields)
            .unwrap_or_default();
        for (name, line) in block.values_if_any("columns") {
            let known = fields
                .iter()
                .filter(|field| field.demand != Demand::Rare)
                .map(|field| field.name);
            if known.clone().any(|column| column == name) {
                columns.push(name);
            } else {
                problems.0.push(self.unknown(
                    line,
                    "column",
                    name,
                    "a table of operators",
                    "columns",
                    known,
                ));
            }
        }
        problems.into_result()?;
        if columns.is_empty() {
            let sheets: Result<Vec<String>, Problem> = operators
                .iter()
                .map(|operator| self.tables.sheet(operator))
                .collect();
            return Ok(sheets.map_err(Problems::from)?.join("\n\n"));
        }
        self.tables
            .overview(&operators, &columns)
            .map_err(Problems::from)
    }

    fn authorities(&self, block: &Block) -> Result<String, Problems> {
        block.check_keys(&["authorities"])?;
        let mut problems = Problems::default();
        let mut authorities = Vec::new();
        for (name, line) in block.values("authorities")? {
            match self
                .data
                .authorities
                .iter()
                .find(|authority| authority.id == name)
            {
                Some(authority) => authorities.push(authority),
                None => {
                    let known = self
                        .data
                        .authorities
                        .iter()
                        .map(|authority| authority.id.as_str());
                    problems.0.push(self.unknown(
                        line,
                        "authority",
                        name,
                        "operators.json",
                        "authorities",
                        known,
                    ));
                }
            }
        }
        problems.into_result()?;
        self.tables
            .authorities(&authorities)
            .map_err(Problems::from)
    }

    fn sources(&self, block: &Block) -> Result<String, Problems> {
        block.check_keys(&["kind"])?;
        let mut problems = Problems::default();
        let mut kinds: Vec<SourceKind> = Vec::new();
        for (name, line) in block.values("kind")? {
            match serde_json::from_value(name.replace(' ', "-").into()) {
                Ok(kind) => kinds.push(kind),
                Err(error) => {
                    let message = format!("no kind \"{name}\" in sources.json");
                    let error = error.to_string();
                    let (_, known) = error.split_once("expected ").unwrap_or(("", &error));
                    let cure = format!("write {known}");
                    problems.0.push(Problem::at(self.file, line, message, cure));
                }
            }
        }
        problems.into_result()?;
        self.tables.sources(&kinds).map_err(Problems::from)
    }

    fn citation(
        &self,
        id: &str,
        section: Option<&str>,
        written: &str,
        line: usize,
    ) -> Result<String, Problems> {
        let Some(source) = self.data.sources.get(id) else {
            return Err(Problems::from(Problem::at(
                self.file,
                line,
                format!("no source \"{id}\" in sources.json"),
                "add it there, or name one of those there",
            )));
        };
        let text = written
            .strip_prefix('[')
            .and_then(|rest| Some(&rest[..rest.rfind("](source:")?]));
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return Err(Problems::from(Problem::at(
                self.file,
                line,
                format!("the link to source \"{id}\" has no text"),
                "write [what it is called](source:id)",
            )));
        };
        let url = match (section, &source.section_url) {
            (Some(section), Some(pattern)) => Some(pattern.0.replace("{section}", section)),
            (Some(section), None) => {
                return Err(Problems::from(Problem::at(
                    self.file,
                    line,
                    format!("source \"{id}\" has no sections, so there is no {section}"),
                    "leave the section out, or give the source a \"section_url\" in sources.json",
                )));
            }
            (None, _) => source.url.as_ref().map(|url| url.0.clone()),
        };
        let text = self.tables.citation(source, text).map_err(Problems::from)?;
        Ok(match url {
            Some(url) => format!("[{text}]({})", destination(&url)),
            None => format!("[{text}]({}sources.md#{})", self.tables.root, row_id(id)),
        })
    }

    fn unknown<'k>(
        &self,
        line: usize,
        what: &str,
        name: &str,
        place: &str,
        whats: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> Problem {
        let known = known.collect::<Vec<_>>().join(", ");
        Problem::at(
            self.file,
            line,
            format!("no {what} \"{name}\" in {place}"),
            format!("known {whats}: {known}"),
        )
    }
}

/// Whether the name of an operator, of a kind of operators, or `all` chooses `operator`.
fn is_chosen(operator: &Operator, name: &str) -> bool {
    let kind = serde_json::from_value(name.into());
    let is_of_kind = kind.is_ok_and(|kind: Kind| kind == operator.kind);
    name == operator.id || is_of_kind || name == "all"
}
