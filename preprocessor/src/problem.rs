//! What is wrong with what somebody wrote: where, what, and how to mend it.

use std::fmt;

use serde::Serialize;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// Somebody should look at it.
    Warning,
}

/// One thing that is wrong in a file the guide is made of, and how to mend it.
///
/// Shown as `src/step-2.md:41:7: no operator "telenr"`, the cure indented below.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, relative to the book's root; empty when no file is to blame.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The line, counted from 1; `None` when the whole file is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column, counted in characters from 1, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower-case start, no full stop.
    pub message: String,
    /// What would be right.
    pub cure: String,
}

impl Problem {
    /// A problem on `line` of `file`.
    pub fn at(
        file: impl Into<String>,
        line: usize,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        Self::of_file(file, message, cure).on_line(line)
    }

    /// A problem of the whole `file`.
    pub fn of_file(
        file: impl Into<String>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
            severity: Severity::Error,
            message: message.into(),
            cure: cure.into(),
        }
    }

    /// A problem of no file: of the disk, the network, the command line.
    pub fn general(message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self::of_file("", message, cure)
    }

    /// That `file`, or a folder, cannot be read; put it around what the system says.
    pub fn unreadable(file: impl Into<String>) -> Self {
        let cure = "put it there, for this user to read; a text is in UTF-8";
        Self::of_file(file, "cannot be read", cure)
    }

    /// The problem where byte `start` of `text`, the whole `file`, stands.
    pub fn in_text(
        file: impl Into<String>,
        text: &str,
        start: usize,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            column: Some(before[line_start..].chars().count() + 1),
            ..Self::at(file, before.matches('\n').count() + 1, message, cure)
        }
    }

    /// The same on a line, or of the whole file.
    #[must_use]
    pub fn on_line(self, line: impl Into<Option<usize>>) -> Self {
        Self {
            line: line.into(),
            column: None,
            ..self
        }
    }

    /// The same in `catalog`, `po/nb.po`, whose words take the place of those in this file.
    #[must_use]
    pub fn in_translation(self, catalog: &str) -> Self {
        Self {
            file: catalog.to_owned(),
            message: format!("in a translation for {}: {}", self.file, self.message),
            ..self.on_line(None)
        }
    }

    /// The same, but not bad enough to build nothing.
    #[must_use]
    pub fn as_warning(self) -> Self {
        Self {
            severity: Severity::Warning,
            ..self
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}", self.file)?;
            for number in [self.line, self.column].into_iter().flatten() {
                write!(f, ":{number}")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{}\n  {}", self.message, self.cure)
    }
}

impl std::error::Error for Problem {}

/// All problems of one run, so that one build reports everything there is to mend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// What `error` says, whichever way it came: problems, one problem, perhaps put around what the
    /// system said, or words of another library, which know no cure.
    pub fn of(error: &anyhow::Error) -> Self {
        if let Some(problems) = error.downcast_ref::<Self>() {
            return problems.clone();
        }
        let Some(problem) = error.downcast_ref::<Problem>() else {
            let cure =
                "mend what it names; if that is nothing of yours, it is a mistake of this program";
            return Problem::general(format!("{error:#}"), cure).into();
        };
        let mut problem = problem.clone();
        for cause in error.chain().skip(1) {
            problem.message += &format!(": {cause}");
        }
        problem.into()
    }

    /// `Ok` when there is none.
    ///
    /// # Errors
    /// The problems themselves.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(Problem::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}
