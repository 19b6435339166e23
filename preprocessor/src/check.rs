//! What a grammar cannot say: days that are yet to come, addresses on a foreign domain, sources that nobody
//! listed.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::Url;

use crate::data::{Cell, Content, Party, parties};
use crate::files::{Link, OperatorsFile, Source, SourcesFile};
use crate::grammar::{self, Fault, quoted};
use crate::json::{File, step};
use crate::{Problems, files};

/// The day on which the first fact was written down: a clock that is behind it is wrong.
const FIRST_DAY: Date = jiff::civil::date(2026, 11, 22);

/// Tells what is wrong with the sources: ids, and days that cannot be.
pub(crate) fn check_sources(file: &File, data: &SourcesFile, problems: &mut Problems) {
    let mut report = |id: &str, field: &str, (message, cure): Fault| {
        let pointer = format!("/sources/{}{field}", step(id));
        let place = format!(
            "source {}{}",
            id.escape_debug(),
            field.replace('/', ", field ")
        );
        problems
            .0
            .push(file.problem(&pointer, &place, &message, cure));
    };
    for (id, source) in &data.sources {
        let Source { date, checked, .. } = source;
        if let Err(fault) = grammar::id(id) {
            report(id, "", fault);
        }
        if let Some(fault) = yet_to_come(checked) {
            report(id, "/checked", fault);
        }
        // "2026", "2026-06" and "2026-06-05" are known; "undated" is none of them.
        let known = date.0.starts_with(|c: char| c.is_ascii_digit());
        if known && !checked.0.starts_with(&date.0) && date.0 > checked.0 {
            let message = format!("{} is later than the day we looked, {}", date.0, checked.0);
            let cure = "write the date that the source itself gives, or renew \"checked\"";
            report(id, "/date", (message, cure.to_owned()));
        }
    }
}

/// What is wrong with a day on which somebody has looked, if it is later than tomorrow: the day has begun
/// somewhere on the earth. The clock decides only whether there is a site, not what is in it.
fn yet_to_come(checked: &files::Date) -> Option<Fault> {
    let now = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let tomorrow = now.tomorrow().unwrap_or(now);
    let day: Date = checked.0.parse().ok()?;
    (day > tomorrow && now >= FIRST_DAY).then(|| {
        (
            format!("{day} is yet to come"),
            format!("write the day on which somebody has looked; today is {now}"),
        )
    })
}

/// Tells what is wrong with the operators and authorities, and with the facts on them.
pub(crate) fn check_operators(
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
            for (part, (message, cure)) in wrong(&cell, domains, sources) {
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
) -> Vec<(&'static str, Fault)> {
    let host_of = |link: &Link| Some(Url::parse(&link.0).ok()?.host_str()?.to_owned());
    let foreign = match cell.content {
        Content::Link(link) => foreign(&host_of(link).unwrap_or_default(), domains, "a page"),
        Content::Email(email) => {
            let host = email.0.rsplit_once('@').map_or("", |(_, host)| host);
            foreign(host, domains, "an address")
        }
        _ => None,
    };
    let mut wrong: Vec<_> = foreign.map(|fault| ("value", fault)).into_iter().collect();
    for source in cell
        .sources
        .iter()
        .filter(|one| !sources.contains_key(*one))
    {
        let message = format!("no source {} in sources.json", quoted(source));
        let cure = "add it to sources.json, or name one of those there";
        wrong.push(("sources", (message, cure.to_owned())));
    }
    wrong.extend(yet_to_come(cell.checked).map(|fault| ("checked", fault)));
    wrong
}

/// What is wrong with a `host` that is not on one of the `domains`: readers would write to, or log in
/// at, somebody else's.
fn foreign(host: &str, domains: &[String], what: &str) -> Option<Fault> {
    (!domains.iter().any(|domain| is_on(host, domain))).then(|| {
        let own = domains.join(", ");
        (
            format!("{host} is not one of its own domains ({own})"),
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
