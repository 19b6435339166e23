//! Writes the tables, in Markdown and in the words of one language.

use std::collections::BTreeMap;

use crate::data::{
    Authority, Cell, Content, Date, Demand, Field, Operator, Party, Phone, Source, SourceKind,
    parties,
};
use crate::{Catalog, Data, Problem};

/// Messages of the tables that are not labels of a field.
mod words {
    pub const OPERATOR: &str = "运营商";
    pub const AUTHORITY: &str = "机构";
    pub const CONTENT: &str = "内容";
    pub const SOURCE_AND_DATE: &str = "来源和日期";
    pub const USED_IN: &str = "用在";
    pub const UNDATED: &str = "未注明日期";
    pub const UNCONFIRMED: &str = "{value}（**未确认**，请与官网核对）";
    pub const NOTE: &str = "{value}（{note}）";
    pub const NOTE_BEHIND_DOUBT: &str = "{value}。{note}";
    pub const NAME_AND_DATE: &str = "{name}（{date}）";
    pub const CHECKED_ON: &str = "{sources}；核对于 {date}";
    pub const SEPARATOR: &str = "、";
    pub const SEE_SITE: &str = "见官网";
    pub const UNKNOWN: &str = "未知";
    pub const NOT_FOUND: &str = "没有查到";
    pub const NOT_FOUND_FIELDS: &str = "{fields}：{site}";
    pub const OVERVIEW_NOTE: &str = "每一项的来源、来源日期和核对日期，都在[各运营商的表](operators.md)里。以上内容核对于 {date}。";
    pub const ALL: [&str; 17] = [
        OPERATOR,
        AUTHORITY,
        CONTENT,
        SOURCE_AND_DATE,
        USED_IN,
        UNDATED,
        UNCONFIRMED,
        NOTE,
        NOTE_BEHIND_DOUBT,
        NAME_AND_DATE,
        CHECKED_ON,
        SEPARATOR,
        SEE_SITE,
        UNKNOWN,
        NOT_FOUND,
        NOT_FOUND_FIELDS,
        OVERVIEW_NOTE,
    ];
}

/// A text of the tables that a catalog has to translate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// The text, in Chinese.
    pub text: String,
    /// Where it stands, for translators: `operators.json: telenor, notice`.
    pub place: String,
}

/// Every text of the tables that is translated: fixed words, labels, and the words in the data.
pub fn messages(data: &Data) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut add = |text: &str, place: String| {
        if crate::is_chinese(text) {
            messages.push(Message {
                text: text.to_owned(),
                place,
            });
        }
    };
    for word in words::ALL {
        add(word, "preprocessor/src/table.rs".to_owned());
    }
    for Party { id, fields, .. } in parties(&data.operators, &data.authorities) {
        for field in fields {
            let place = format!("operators.json: {id}, {}", field.name);
            add(field.label, "preprocessor/src/data.rs".to_owned());
            let Some(cell) = field.cell else { continue };
            if let Content::Text(text) = cell.content {
                add(text, place.clone());
            }
            if let Some(note) = cell.note {
                add(note, place);
            }
        }
    }
    for authority in &data.authorities {
        add(
            &authority.name,
            format!("operators.json: {}, name", authority.id),
        );
    }
    for (id, source) in &data.sources {
        add(&source.publisher, format!("sources.json: {id}, publisher"));
    }
    messages
}

/// What stands for the source of what is not known.
const NO_SOURCE: &str = "–";

/// Writes tables in the words of one language.
pub struct Tables<'a> {
    /// The checked data.
    pub data: &'a Data,
    /// The words.
    pub catalog: &'a Catalog,
}

/// A chapter that names a source: its file and its title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The file, `step-1.md`.
    pub file: String,
    /// The title, in the language of the table.
    pub title: String,
}

impl Tables<'_> {
    /// A table with a row an operator and a column a field. Notes are in the operator's own table:
    /// in a narrow column they would be a tower.
    pub fn overview(&self, operators: &[&Operator], columns: &[&str]) -> Result<String, Problem> {
        let mut head = vec![self.word(words::OPERATOR)?];
        for field in operators
            .first()
            .map(|operator| choose(operator, columns))
            .unwrap_or_default()
        {
            head.push(self.word(field.label)?);
        }
        let mut rows = vec![head];
        let mut checked = Vec::new();
        for operator in operators {
            let mut row = vec![format!(
                "[{}](operators.md#{})",
                escape(&operator.name),
                operator.id
            )];
            for mut field in choose(operator, columns) {
                field.cell = field.cell.map(|cell| Cell { note: None, ..cell });
                row.push(self.value_or_site(&field, operator)?);
                checked.extend(field.cell.map(|cell| cell.checked));
            }
            rows.push(row);
        }
        let mut markdown = table(&rows);
        if let Some(oldest) = checked.iter().min() {
            let note = self
                .word(words::OVERVIEW_NOTE)?
                .replace("{date}", &oldest.0);
            markdown.push_str(&format!("\n\n{note}"));
        }
        Ok(markdown)
    }

    /// Everything about one operator: a row a field, with its sources and both dates. What readers
    /// expect and nobody knows is one row at the end, but for the number that they look for first.
    pub fn sheet(&self, operator: &Operator) -> Result<String, Problem> {
        let mut rows = vec![vec![
            // Comes again where the table goes on, on paper and under a sticky head.
            escape(&operator.name),
            self.word(words::CONTENT)?,
            self.word(words::SOURCE_AND_DATE)?,
        ]];
        let mut unknown = Vec::new();
        for field in operator.fields() {
            if field.cell.is_none() && field.demand != Demand::First {
                if field.demand == Demand::Expected {
                    unknown.push(self.word(field.label)?);
                }
                continue;
            }
            let sources = field.cell.map(|cell| self.sources_of(&cell)).transpose()?;
            rows.push(vec![
                self.word(field.label)?,
                self.value_or_site(&field, operator)?,
                sources.unwrap_or_else(|| NO_SOURCE.to_owned()),
            ]);
        }
        if !unknown.is_empty() {
            let fields = unknown.join(&self.word(words::SEPARATOR)?);
            let value = match self.site(operator)? {
                Some(site) => self
                    .word(words::NOT_FOUND_FIELDS)?
                    .replace("{fields}", &fields)
                    .replace("{site}", &site),
                None => fields,
            };
            rows.push(vec![
                self.word(words::NOT_FOUND)?,
                value,
                NO_SOURCE.to_owned(),
            ]);
        }
        Ok(table(&rows))
    }

    /// The chosen authorities: a row for each way of contact.
    pub fn authorities(&self, authorities: &[&Authority]) -> Result<String, Problem> {
        let mut rows = vec![vec![
            self.word(words::AUTHORITY)?,
            self.word(words::CONTENT)?,
            self.word(words::SOURCE_AND_DATE)?,
        ]];
        for authority in authorities {
            let name = escape(&self.word(&authority.name)?);
            for field in authority.fields() {
                let Some(cell) = field.cell else { continue };
                rows.push(vec![
                    name.clone(),
                    self.value(&cell)?,
                    self.sources_of(&cell)?,
                ]);
            }
        }
        Ok(table(&rows))
    }

    /// The sources of the given kinds with both dates and the chapters that rest on them.
    pub fn sources(
        &self,
        kinds: &[SourceKind],
        uses: &BTreeMap<String, Vec<Use>>,
    ) -> Result<String, Problem> {
        let mut rows = vec![vec![
            self.word(words::SOURCE_AND_DATE)?,
            self.word(words::USED_IN)?,
        ]];
        for (id, source) in &self.data.sources {
            let Some(uses) = uses.get(id).filter(|_| kinds.contains(&source.kind)) else {
                continue;
            };
            let publisher = self.word(&source.publisher)?;
            let links: Vec<String> = uses
                .iter()
                .map(|u| format!("[{}]({})", escape(&u.title), u.file))
                .collect();
            rows.push(vec![
                self.dated(
                    &[(source, format!("{publisher}: {}", source.title))],
                    &source.checked,
                )?,
                links.join(&self.word(words::SEPARATOR)?),
            ]);
        }
        Ok(table(&rows))
    }

    /// The text of a citation with the source's own date beside it. A law is not dated: its
    /// paragraph is what stands today.
    pub fn citation(&self, source: &Source, text: &str) -> Result<String, Problem> {
        if source.kind == SourceKind::Law {
            return Ok(text.to_owned());
        }
        let pattern = self.word(words::NAME_AND_DATE)?;
        Ok(pattern
            .replace("{name}", text)
            .replace("{date}", &self.source_date(source)?))
    }

    fn value_or_site(&self, field: &Field, operator: &Operator) -> Result<String, Problem> {
        match &field.cell {
            Some(cell) => self.value(cell),
            None => match self.site(operator)? {
                Some(site) => Ok(site),
                None => self.word(words::UNKNOWN),
            },
        }
    }

    /// The link to the official site, which knows what we do not.
    fn site(&self, operator: &Operator) -> Result<Option<String>, Problem> {
        let Some(site) = &operator.site else {
            return Ok(None);
        };
        let words = self.word(words::SEE_SITE)?;
        Ok(Some(format!("[{words}]({})", site.value.0)))
    }

    fn value(&self, cell: &Cell) -> Result<String, Problem> {
        let mut value = match cell.content {
            Content::Phone(phone) => format!("[{}](tel:{})", phone_text(phone, false), phone.0),
            Content::Abroad(phone) => format!("[{}](tel:{})", phone_text(phone, true), phone.0),
            Content::Link(link) => format!("[{}]({})", escape(address_text(&link.0)), link.0),
            Content::Email(email) => format!("[{}](mailto:{})", escape(&email.0), email.0),
            Content::Text(text) => escape(&self.word(text)?),
        };
        if !cell.confirmed {
            value = self.word(words::UNCONFIRMED)?.replace("{value}", &value);
        }
        if let Some(note) = cell.note {
            let note = escape(&self.word(note)?);
            // On a phone a number has a line of its own, which no full stop may follow; behind a
            // doubt in brackets a second pair of brackets would stand.
            let pattern = if cell.confirmed {
                words::NOTE
            } else {
                words::NOTE_BEHIND_DOUBT
            };
            value = self
                .word(pattern)?
                .replace("{value}", &value)
                .replace("{note}", &note);
        }
        Ok(value)
    }

    fn sources_of(&self, cell: &Cell) -> Result<String, Problem> {
        let sources: Vec<(&Source, String)> = cell
            .sources
            .iter()
            .filter_map(|id| self.data.sources.get(id))
            .map(|source| Ok((source, self.word(&source.publisher)?)))
            .collect::<Result<_, Problem>>()?;
        self.dated(&sources, cell.checked)
    }

    /// Sources under their names with their dates, and the day on which we looked.
    fn dated(&self, sources: &[(&Source, String)], checked: &Date) -> Result<String, Problem> {
        let pattern = self.word(words::NAME_AND_DATE)?;
        let mut names = Vec::new();
        for (source, name) in sources {
            names.push(
                pattern
                    .replace("{name}", &self.source_link(source, name))
                    .replace("{date}", &self.source_date(source)?),
            );
        }
        let names = names.join(&self.word(words::SEPARATOR)?);
        Ok(self
            .word(words::CHECKED_ON)?
            .replace("{sources}", &names)
            .replace("{date}", &checked.0))
    }

    fn source_link(&self, source: &Source, text: &str) -> String {
        match &source.url {
            Some(url) => format!("[{}]({})", escape(text), url.0),
            None => escape(text),
        }
    }

    fn source_date(&self, source: &Source) -> Result<String, Problem> {
        if source.date.0 == "undated" {
            self.word(words::UNDATED)
        } else {
            Ok(source.date.0.clone())
        }
    }

    fn word(&self, text: &str) -> Result<String, Problem> {
        self.catalog.translate(text)
    }
}

/// The named fields of `operator`, in the order of the names.
fn choose<'a>(operator: &'a Operator, names: &[&str]) -> Vec<Field<'a>> {
    let fields = operator.fields();
    names
        .iter()
        .filter_map(|name| fields.iter().find(|field| field.name == *name).copied())
        .collect()
}

/// A telephone number in its country's own grouping, `915 09 000`; with the country code,
/// `+47 915 09 000`, if `abroad`. A short number has no grouping.
///
/// Norwegian mobile numbers (first digit 4 or 9) go 3-2-3, as Språkrådet recommends and every
/// operator prints them; libphonenumber's data has grouped all Norwegian numbers in pairs since
/// version 9.
pub fn phone_text(phone: &Phone, abroad: bool) -> String {
    let Ok(number) = phonenumber::parse(None, &phone.0) else {
        return phone.0.clone();
    };
    let national = number.national().to_string();
    let is_mobile =
        number.country().code() == 47 && national.len() == 8 && national.starts_with(['4', '9']);
    match (is_mobile, abroad) {
        (true, true) => format!("+47 {}", grouped(&national)),
        (true, false) => grouped(&national),
        (false, true) => number
            .format()
            .mode(phonenumber::Mode::International)
            .to_string(),
        (false, false) => number
            .format()
            .mode(phonenumber::Mode::National)
            .to_string(),
    }
}

fn grouped(mobile: &str) -> String {
    format!("{} {} {}", &mobile[..3], &mobile[3..5], &mobile[5..])
}

/// An address as people read it: without scheme and closing slash.
fn address_text(address: &str) -> &str {
    let text = address
        .strip_prefix("https://")
        .or(address.strip_prefix("http://"))
        .unwrap_or(address);
    text.trim_end_matches('/')
}

/// Text as data: nothing in it is Markdown.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&'
        ) {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
}

/// A Markdown table; the first row is its head.
fn table(rows: &[Vec<String>]) -> String {
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| format!("| {} |", row.join(" | ")))
        .collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}
