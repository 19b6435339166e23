//! How old the facts are.

use anyhow::{Context, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use mdbook_operators::{ABROAD, Catalog, Cell, Content, Data, Problem, parties};

/// A fact older than this many days is worth a new look: about half a year.
pub(crate) const OLD: i32 = 180;

/// How old the facts are as a whole, for the foot of a page and the cover of a PDF.
pub(crate) const DATED: &str = "内容依据截至 {date} 的公开资料。";

/// Something with a day on which we last looked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Checked {
    /// The day we last looked.
    pub(crate) day: Date,
    /// The file it stands in, `operators.json`.
    pub(crate) file: &'static str,
    /// What it is, `telenor, phone`.
    pub(crate) what: String,
    /// What it says and where it comes from, to compare: `+4791509000  https://…`.
    pub(crate) compare: String,
}

/// Everything in the data that has to be looked at again some day, oldest first.
pub(crate) fn checked(data: &Data) -> Vec<Checked> {
    let facts = parties(&data.operators, &data.authorities).flat_map(|party| {
        let id = party.id;
        party
            .fields
            .into_iter()
            .filter(|field| field.name != ABROAD)
            .filter_map(move |field| {
                let cell = field.cell?;
                Some(Checked {
                    day: cell.checked.0.parse().ok()?,
                    file: "operators.json",
                    what: format!("{id}, {}", field.name),
                    compare: compare(&cell, data),
                })
            })
    });
    let sources = data.sources.iter().filter_map(|(id, source)| {
        Some(Checked {
            day: source.checked.0.parse().ok()?,
            file: "sources.json",
            what: format!("{id} ({})", source.title),
            compare: source.url.clone().map_or(String::new(), |url| url.0),
        })
    });
    let mut checked: Vec<Checked> = facts.chain(sources).collect();
    checked.sort();
    checked
}

/// How old the facts are as a whole, in the words of `catalog`; `oldest` is the day of what was checked
/// longest ago.
///
/// # Errors
/// No translation.
pub(crate) fn dated(oldest: Date, catalog: &Catalog) -> Result<String, Problem> {
    let words = catalog.translate(DATED)?;
    Ok(words.replace("{date}", &catalog.date(&oldest.to_string())?))
}

/// The day of what was checked longest ago.
///
/// # Errors
/// Data without a fact.
pub(crate) fn oldest(data: &Data) -> Result<Date> {
    let oldest = checked(data).into_iter().next();
    Ok(oldest
        .context(Problem::of_file(
            "operators.json",
            "holds no facts",
            "write at least one operator with a fact",
        ))?
        .day)
}

fn compare(cell: &Cell, data: &Data) -> String {
    let value = match cell.content {
        Content::Phone(phone) | Content::Abroad(phone) => &phone.0,
        Content::Link(link) => &link.0,
        Content::Email(email) => &email.0,
        Content::Text(text) => text,
    };
    let addresses = cell
        .sources
        .iter()
        .filter_map(|id| data.sources.get(id)?.url.as_ref());
    addresses.fold(value.to_owned(), |line, url| format!("{line}  {}", url.0))
}

/// How many days before `today` something was checked.
pub(crate) fn days(checked: &Checked, today: Date) -> i32 {
    (today - checked.day).get_days()
}

/// Today by the clock of this machine, in UTC. Only what is said to the person who builds depends
/// on it, never what is published.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
