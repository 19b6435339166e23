//! What the person at the terminal reads, or the program that started this one.

use std::any::Any;
use std::fmt::Display;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::OnceLock;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::ValueEnum;
use mdbook_operators::{Problem, Problems, Severity};

/// How problems are told on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// Each one as a JSON object on a line of its own, and nothing else
    Json,
}

/// The format of this process: how it was started decides, and everything that is told follows.
static FORMAT: OnceLock<Format> = OnceLock::new();

/// How many problems people are shown of many: nobody reads more of them at once.
const SHOWN: usize = 40;

/// Chooses the format of everything that is told from now on; only the first choice counts.
pub(crate) fn choose(format: Format) {
    if *FORMAT.get_or_init(|| format) == Format::Json {
        // A panic is told as a problem; its own words would be no JSON.
        panic::set_hook(Box::new(|_| {}));
    }
}

fn is_json() -> bool {
    FORMAT.get() == Some(&Format::Json)
}

/// Tells `problems` on standard error.
pub(crate) fn tell(problems: &Problems) {
    if !is_json() {
        return warn(told(problems));
    }
    for problem in &problems.0 {
        warn(serde_json::to_string(problem).expect("it is made of texts and numbers"));
    }
}

/// Writes a line to standard error. If nobody reads it, `build 2>&1 | head`, the work goes on: there is
/// no other place to say so.
fn warn(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Problems as people read them.
pub(crate) fn told(Problems(problems): &Problems) -> String {
    let name = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let shown = problems.iter().take(SHOWN);
    let mut lines: Vec<String> = shown
        .map(|problem| format!("{}: {problem}", name(problem.severity)))
        .collect();
    if let Some(more) = problems.get(SHOWN..).filter(|more| !more.is_empty()) {
        lines.push(format!(
            "{}: {} more like these",
            name(more[0].severity),
            more.len()
        ));
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
            let cure = "send it where there is room";
            Err(error).context(Problem::general("standard output cannot be written", cure))
        }
        _ => Ok(()),
    }
}

/// Says on standard error how long a part of a build took, to people.
pub(crate) fn took(part: &str, since: Instant) {
    if !is_json() {
        let seconds = since.elapsed().as_secs_f64();
        warn(format_args!("  {part}: {seconds:.2} s"));
    }
}

/// The result of `work`; a panic in it becomes a problem like any other.
///
/// # Errors
/// What `work` refuses, or the words of its panic.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let what = format!("the program broke down: {}", words_of(panic.as_ref()));
        let cure = "undo the last change, and report this: it is a mistake of the program";
        Err(Problem::general(what, cure).into())
    })
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a word")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_like_any_other_fault() {
        let result: Result<()> = guarded(|| panic!("no such {}", "thing"));
        let told = told(&Problems::of(&result.unwrap_err()));
        let expected = "error: the program broke down: no such thing\n  undo";
        assert!(told.starts_with(expected), "{told}");
    }
}
