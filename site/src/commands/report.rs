//! What the person at the terminal reads.

use std::fmt::Display;
use std::io::{self, Write};
use std::time::Instant;

use anyhow::{Context, Result};
use mdbook_operators::Problems;

/// How many problems are shown of many: nobody reads more of them at once.
const SHOWN: usize = 40;

/// An error as people read it, each problem with a line of its own.
pub(crate) fn told(error: &anyhow::Error) -> String {
    let Some(Problems(problems)) = error.downcast_ref() else {
        return format!("error: {error:#}");
    };
    let mut lines: Vec<String> = problems
        .iter()
        .take(SHOWN)
        .map(|problem| format!("error: {problem}"))
        .collect();
    if let Some(more) = problems.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        lines.push(format!("error: {more} more like these"));
    }
    lines.join("\n")
}

/// Writes a line to standard output. Whoever reads it may have seen enough: `check-facts | head`.
///
/// # Errors
/// If it cannot be written for another reason.
pub(crate) fn say(line: impl Display) -> Result<()> {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("writing to standard output")
        }
        _ => Ok(()),
    }
}

/// Says on standard error how long a part of a build took.
pub(crate) fn took(part: &str, since: Instant) {
    eprintln!("  {part}: {:.2} s", since.elapsed().as_secs_f64());
}
