//! Writes the tables, in Markdown and in the words of one language.

mod origins;

use std::collections::BTreeSet;

use crate::data::{ABROAD, Cell, Content, Demand, Field, PHONE};
use crate::files::{Authority, Date, Operator, Source, SourceKind};
use crate::markdown::{fill, link, source_link, table};
use crate::{Catalog, Data, Problem, escape};
use origins::Origins;

/// Messages of the tables that are not labels of a field.
pub(crate) mod words {
    crate::fixed::fixed! {
        pub(crate) const OPERATOR: &str = "运营商";
        pub(crate) const AUTHORITY: &str = "机构";
        pub(crate) const CONTENT: &str = "内容";
        /// The head of the last column of a table of facts, in Chinese.
        pub const SOURCE_AND_DATE: &str = "来源和日期";
        pub(crate) const UNDATED: &str = "无日期";
        pub(crate) const UNCONFIRMED: &str = "**未确认**，先到官网核对：{value}";
        pub(crate) const UNCONFIRMED_HERE: &str = "**未确认**：{value}";
        pub(crate) const ALSO_FROM_ABROAD: &str = "{phone}（从国外拨 {abroad}）";
        pub(crate) const NOTE: &str = "{value}（{note}）";
        pub(crate) const NAME_AND_DATE: &str = "{name}（{date}）";
        pub(crate) const CHECKED_ON: &str = "{sources}；核对于 {date}";
        pub(crate) const SEPARATOR: &str = "、";
        pub(crate) const SEE_SITE: &str = "见官网";
        pub(crate) const UNKNOWN: &str = "未知";
        pub(crate) const NOT_FOUND: &str = "没有查到";
        pub(crate) const NOT_FOUND_FIELDS: &str = "{fields}。请看官网";
        pub(crate) const COMPARE: &str = "未确认的内容，请先到官网或账单上核对。{checked}";
        pub(crate) const COMPARE_SITE: &str = "未确认的内容，请先到官网核对。{checked}";
        pub(crate) const CHECKED: &str = "我们核对来源的日期：{date}。";
        pub(crate) const CHECKED_OR: &str = "我们核对来源的日期：{date}（行内另写“核对于”的除外）。";
        pub(crate) const OVERVIEW_NOTE: &str =
            "每一项的来源和来源日期，都在这家运营商自己的表里，表里的运营商名字会带您过去。{checked}";
    }
}

/// What stands for the source of what is not known.
const NO_SOURCE: &str = "–";

/// Writes tables in the words of one language.
pub(crate) struct Tables<'a> {
    /// The checked data.
    pub data: &'a Data,
    /// The words.
    pub catalog: &'a Catalog,
    /// The way from the chapter to the folder of all chapters, empty or `../`.
    pub(crate) root: &'a str,
}

impl Tables<'_> {
    /// A table with a row an operator and a column a field. Notes are in the operator's own table:
    /// in a narrow column they would be a tower.
    pub(crate) fn overview(
        &self,
        operators: &[&Operator],
        columns: &[&str],
    ) -> Result<String, Problem> {
        let mut head = vec![self.word(words::OPERATOR)?];
        for field in operators
            .first()
            .map(|operator| choose(operator, columns))
            .unwrap_or_default()
        {
            head.push(self.word(field.label)?);
        }
        let mut rows = vec![head];
        let mut cells = Vec::new();
        for operator in operators {
            let sheet = format!("{}operator/{}.md", self.root, operator.id);
            let mut row = vec![link(&operator.name, &sheet)];
            for mut field in choose(operator, columns) {
                field.cell = field.cell.map(|cell| Cell { note: None, ..cell });
                row.push(match &field.cell {
                    Some(cell) => self.value(cell, doubt(cell))?,
                    None => self.site_or_unknown(operator)?,
                });
                cells.extend(field.cell);
            }
            rows.push(row);
        }
        let Some(oldest) = cells.iter().map(|cell| cell.checked).min() else {
            return Ok(table(&rows));
        };
        let mut checked = self.checked_note(oldest, false)?;
        if cells.iter().any(|cell| !cell.confirmed) {
            checked = self.fill(words::COMPARE, &[("checked", &checked)])?;
        }
        let note = self.fill(words::OVERVIEW_NOTE, &[("checked", &checked)])?;
        Ok(table(&rows) + "\n\n" + &note)
    }

    /// Everything about one operator: a row a field, with its sources and their dates; below it the
    /// day on which we looked. What readers expect and nobody knows is one row at the end, but for
    /// the number that they look for first.
    pub(crate) fn sheet(&self, operator: &Operator) -> Result<String, Problem> {
        let fields = operator.fields();
        let abroad = fields.iter().find(|field| field.name == ABROAD);
        let abroad = abroad.and_then(|field| field.cell);
        let mut origins = Origins::new(self, fields.iter().filter_map(|field| field.cell));
        let mut rows = vec![vec![
            // Comes again where the table goes on, on paper and under a sticky head.
            escape::words(&operator.name),
            self.word(words::CONTENT)?,
            self.word(words::SOURCE_AND_DATE)?,
        ]];
        let mut unknown = Vec::new();
        for field in fields {
            let (value, sources) = match &field.cell {
                // Stands beside the number itself.
                Some(_) if field.name == ABROAD => continue,
                Some(cell) => {
                    let mut content = self.content(cell)?;
                    if let Some(abroad) = abroad.filter(|_| field.name == PHONE) {
                        let abroad = self.content(&abroad)?;
                        let both = [("phone", &*content), ("abroad", &*abroad)];
                        content = self.fill(words::ALSO_FROM_ABROAD, &both)?;
                    }
                    (
                        self.qualified(content, cell, doubt(cell))?,
                        origins.of(cell)?,
                    )
                }
                None if field.demand == Demand::First => {
                    (self.site_or_unknown(operator)?, NO_SOURCE.to_owned())
                }
                None => {
                    if field.demand == Demand::Expected {
                        unknown.push(self.word(field.label)?);
                    }
                    continue;
                }
            };
            rows.push(vec![self.word(field.label)?, value, sources]);
        }
        if !unknown.is_empty() {
            let fields = unknown.join(&self.word(words::SEPARATOR)?);
            let value = match &operator.site {
                Some(_) => self.fill(words::NOT_FOUND_FIELDS, &[("fields", &fields)])?,
                None => fields,
            };
            rows.push(vec![
                self.word(words::NOT_FOUND)?,
                value,
                NO_SOURCE.to_owned(),
            ]);
        }
        Ok(table(&rows) + &origins.note(words::COMPARE)?)
    }

    /// The chosen authorities: a row for each way of contact; below them the day on which we
    /// looked.
    pub(crate) fn authorities(&self, authorities: &[&Authority]) -> Result<String, Problem> {
        let cells = authorities.iter().flat_map(|one| one.fields());
        let mut origins = Origins::new(self, cells.filter_map(|field| field.cell));
        let mut rows = vec![vec![
            self.word(words::AUTHORITY)?,
            self.word(words::CONTENT)?,
            self.word(words::SOURCE_AND_DATE)?,
        ]];
        for authority in authorities {
            let name = escape::words(&self.word(&authority.name)?);
            for field in authority.fields() {
                let Some(cell) = field.cell else { continue };
                rows.push(vec![
                    name.clone(),
                    self.value(&cell, doubt(&cell))?,
                    origins.of(&cell)?,
                ]);
            }
        }
        Ok(table(&rows) + &origins.note(words::COMPARE_SITE)?)
    }

    /// The sources of the given kinds with their dates, as a list; below it the day on which we looked.
    pub(crate) fn sources(&self, kinds: &[SourceKind]) -> Result<String, Problem> {
        let listed: Vec<_> = (self.data.sources.iter())
            .filter(|(_, source)| kinds.contains(&source.kind))
            .collect();
        let days: BTreeSet<&Date> = listed.iter().map(|(_, source)| &source.checked).collect();
        let mut lines = Vec::new();
        for (id, source) in listed {
            let (publisher, title) = (self.word(&source.publisher)?, self.word(&source.title)?);
            let mut name = source_link(source, &format!("{publisher}: {title}"));
            if source.url.is_none() {
                // Citations lead here.
                name = format!("<span id=\"{}\">{name}</span>", row_id(id));
            }
            name = self.dated(source, &name)?;
            if Some(&&source.checked) != days.first() {
                name = self.checked_on(&name, &source.checked)?;
            }
            lines.push(format!("- {name}"));
        }
        if let Some(checked) = days.first() {
            lines.push(String::new());
            lines.push(self.checked_note(checked, days.len() > 1)?);
        }
        Ok(lines.join("\n"))
    }

    /// The text of a citation with the source's own date beside it. A law is not dated: its
    /// paragraph is what stands today.
    pub(crate) fn citation(&self, source: &Source, text: &str) -> Result<String, Problem> {
        if source.kind == SourceKind::Law {
            return Ok(text.to_owned());
        }
        let date = self.source_date(source)?;
        self.fill(
            words::NAME_AND_DATE,
            &[("name", text), ("date", &self.catalog.date(&date)?)],
        )
    }

    /// The link to the official site, which knows what we do not.
    fn site_or_unknown(&self, operator: &Operator) -> Result<String, Problem> {
        match &operator.site {
            Some(site) => Ok(link(&self.word(words::SEE_SITE)?, &site.value.0)),
            None => self.word(words::UNKNOWN),
        }
    }

    fn value(&self, cell: &Cell, doubt: &str) -> Result<String, Problem> {
        self.qualified(self.content(cell)?, cell, doubt)
    }

    fn content(&self, cell: &Cell) -> Result<String, Problem> {
        let content = cell.content;
        Ok(match (content, content.address()) {
            (Content::Text(text), _) => escape::words(&self.word(text)?),
            (content, address) => link(&content.text(), &address.unwrap_or_default()),
        })
    }

    /// A value with `doubt` before it if it is not confirmed, and its note in brackets behind it: on a
    /// phone a number has a line of its own, which no full stop may follow.
    fn qualified(&self, mut value: String, cell: &Cell, doubt: &str) -> Result<String, Problem> {
        if !cell.confirmed {
            value = self.fill(doubt, &[("value", &value)])?;
        }
        if let Some(note) = cell.note {
            let note = escape::words(&self.word(note)?);
            value = self.fill(words::NOTE, &[("value", &value), ("note", &note)])?;
        }
        Ok(value)
    }

    /// The name of `source` with its own date beside it.
    pub(crate) fn dated(&self, source: &Source, name: &str) -> Result<String, Problem> {
        let date = self.source_date(source)?;
        self.fill(words::NAME_AND_DATE, &[("name", name), ("date", &date)])
    }

    /// The sentence below a table: the day on which we looked, and whether some rows say another.
    pub(crate) fn checked_note(&self, checked: &Date, differ: bool) -> Result<String, Problem> {
        let pattern = if differ {
            words::CHECKED_OR
        } else {
            words::CHECKED
        };
        self.fill(pattern, &[("date", &self.catalog.date(&checked.0)?)])
    }

    pub(crate) fn checked_on(&self, sources: &str, checked: &Date) -> Result<String, Problem> {
        self.fill(
            words::CHECKED_ON,
            &[("sources", sources), ("date", &checked.0)],
        )
    }

    fn source_date(&self, source: &Source) -> Result<String, Problem> {
        if source.date.0 == "undated" {
            self.word(words::UNDATED)
        } else {
            Ok(source.date.0.clone())
        }
    }

    pub(crate) fn word(&self, text: &str) -> Result<String, Problem> {
        self.catalog.translate(text)
    }

    /// Words of the catalog with `values` in their places.
    pub(crate) fn fill(&self, text: &str, values: &[(&str, &str)]) -> Result<String, Problem> {
        Ok(fill(&self.word(text)?, values))
    }
}

/// What stands before a value that is not confirmed. Below each table stands what to do; a number is
/// dialled before anybody reads that.
fn doubt(cell: &Cell) -> &'static str {
    match cell.content {
        Content::Phone(_) | Content::Abroad(_) => words::UNCONFIRMED,
        _ => words::UNCONFIRMED_HERE,
    }
}

/// The id, in the chapter of sources, of what is cited without a web address.
pub(crate) fn row_id(source: &str) -> String {
    format!("source-{source}")
}

/// The named fields of `operator`, in the order of the names.
fn choose<'a>(operator: &'a Operator, names: &[&str]) -> Vec<Field<'a>> {
    let fields = operator.fields();
    names
        .iter()
        .filter_map(|name| fields.iter().find(|field| field.name == *name).copied())
        .collect()
}
