//! What a schema cannot say: days that do not exist, numbers nobody has, addresses on a foreign domain.

use std::collections::{BTreeMap, HashSet};

use crate::Problems;
use crate::data::{Cell, Content, Party, parties};
use crate::files::{Date, OperatorsFile, Source, SourcesFile};
use crate::json::File;

/// Tells what is wrong with the sources: ids, days, addresses.
pub(crate) fn check_sources(file: &File, data: &SourcesFile, problems: &mut Problems) {
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
            format!("no source \"{source}\" in sources.json"),
            "add it to sources.json, or name one of those there".to_owned(),
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
