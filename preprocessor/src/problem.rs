//! What is wrong with what somebody wrote: where, what, and how to mend it.

use std::fmt;

/// One thing that is wrong in a file the guide is made of, and how to mend it.
///
/// Shown as `error: src/step-2.md:41: no operator "telenr"`, the cure indented below.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the book's root.
    pub file: String,
    /// The line, counted from 1; `None` when the whole file is meant.
    pub line: Option<usize>,
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
        Self {
            file: file.into(),
            line: Some(line),
            message: message.into(),
            cure: cure.into(),
        }
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
            message: message.into(),
            cure: cure.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}\n  {}", self.message, self.cure)
    }
}

/// All problems of one run, so that one build reports everything there is to mend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
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
