//! `check-facts`: what to look at next.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use mdbook_operators::Problem;

use crate::guide::{Guide, age};
use crate::report::say;

/// Prints the day, the age, the name, the value and the sources of everything in the data, the
/// oldest first.
///
/// # Errors
/// Something that was checked more than `max_age` days before `today`.
pub(crate) fn check_facts(root: &Path, max_age: Option<i32>, today: Option<Date>) -> Result<()> {
    let guide = Guide::load(root)?;
    let today = today.unwrap_or_else(age::today);
    let checked = age::checked(&guide.data);
    for one in &checked {
        let days = age::days(one, today);
        let unit = if days == 1 { "day " } else { "days" };
        let what = format!("{}: {}  {}", one.file, one.what, one.compare);
        say(format_args!(
            "{}  {days:>4} {unit}  {}",
            one.day,
            what.trim_end()
        ))?;
    }
    let days = |one| age::days(one, today);
    let old = checked
        .iter()
        .filter(|one| max_age.is_some_and(|max| days(one) > max));
    match (old.count(), max_age) {
        (old @ 1.., Some(max)) => {
            let all = checked.len();
            let what = format!("{old} of {all} were checked more than {max} days ago");
            let cure = "compare them with their sources and renew \"checked\"";
            Err(Problem::general(what, cure).into())
        }
        _ => Ok(()),
    }
}
