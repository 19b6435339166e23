//! Where the values of a table come from, and when we looked.

use std::collections::{BTreeMap, BTreeSet};

use super::{Tables, words};
use crate::data::Cell;
use crate::files::Date;
use crate::markdown::source_link;
use crate::{Problem, escape};

/// Where the values of one table come from: its last column and the sentence below it. A source is
/// a link where the table names it first, and the day on which we looked stands below, where it
/// is the same for all: thirty links and dates a table hid the numbers.
pub(crate) struct Origins<'a> {
    tables: &'a Tables<'a>,
    /// The day on which we looked at what was looked at longest ago.
    checked: Option<&'a Date>,
    /// Whether we looked at some later.
    differ: bool,
    doubtful: bool,
    /// For each name and date, the id of the source that was last linked under it.
    linked: BTreeMap<String, &'a str>,
}

impl<'a> Origins<'a> {
    pub(crate) fn new(
        tables: &'a Tables<'a>,
        mut cells: impl Iterator<Item = Cell<'a>> + Clone,
    ) -> Self {
        let days: BTreeSet<&Date> = cells.clone().map(|cell| cell.checked).collect();
        Self {
            tables,
            checked: days.first().copied(),
            differ: days.len() > 1,
            doubtful: cells.any(|cell| !cell.confirmed),
            linked: BTreeMap::new(),
        }
    }

    /// The sources of a value with their dates, and the day on which we looked if it is not the
    /// one below the table.
    pub(crate) fn of(&mut self, cell: &Cell<'a>) -> Result<String, Problem> {
        let mut names = Vec::new();
        for id in cell.sources {
            let Some(source) = self.tables.data.sources.get(id) else {
                continue;
            };
            let name = self.tables.word(&source.publisher)?;
            let plain = self.tables.dated(source, &escape::words(&name))?;
            let link = self.tables.dated(source, &source_link(source, &name))?;
            let known = self.linked.insert(plain.clone(), id) == Some(id);
            names.push(if known { plain } else { link });
        }
        let names = names.join(&self.tables.word(words::SEPARATOR)?);
        if Some(cell.checked) == self.checked {
            Ok(names)
        } else {
            self.tables.checked_on(&names, cell.checked)
        }
    }

    /// The paragraph below the table. `compare` says what to do with what is not confirmed.
    pub(crate) fn note(&self, compare: &str) -> Result<String, Problem> {
        let Some(checked) = self.checked else {
            return Ok(String::new());
        };
        let mut note = self.tables.checked_note(checked, self.differ)?;
        if self.doubtful {
            note = self.tables.fill(compare, &[("checked", &note)])?;
        }
        Ok(format!("\n\n{note}"))
    }
}
