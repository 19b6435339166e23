//! `check-facts`: what to look at next.

use std::path::Path;

use anyhow::{Result, bail};
use jiff::civil::Date;

use super::report::say;
use crate::guide::{Guide, age};

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
        let what = format!("{}  {}", one.what, one.compare);
        say(format_args!(
            "{}  {days:>4} {unit}  {}",
            one.day,
            what.trim_end()
        ))?;
    }
    let Some(max_age) = max_age else {
        return Ok(());
    };
    let old = checked
        .iter()
        .filter(|one| age::days(one, today) > max_age)
        .count();
    if old > 0 {
        bail!(
            "{old} of {} were checked more than {max_age} days ago\n  compare them with their sources and renew \"checked\"",
            checked.len()
        );
    }
    Ok(())
}
