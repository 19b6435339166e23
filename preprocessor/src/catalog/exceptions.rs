//! `po/exceptions.json`: the translations that are right although they say something else than their text.

use std::fs;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::Problems;
use crate::json::File;

/// The file with the exceptions, below the root of the book.
pub const EXCEPTIONS: &str = "po/exceptions.json";

/// `po/exceptions.json`: what a translation may have that its text has not.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionsFile {
    /// The schema that editors check this file against.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// The exceptions.
    pub exceptions: Vec<Exception>,
}

/// One entry of one catalog that may differ from its text.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The tag of the catalog, `nb`.
    #[schemars(length(min = 2))]
    pub language: String,
    /// The Chinese text of the entry, or its start.
    #[schemars(length(min = 1))]
    pub text: String,
    /// What the build says that the entry has, word for word: any other difference is refused.
    #[schemars(length(min = 1))]
    pub has: String,
    /// Why that is right.
    #[schemars(length(min = 1))]
    pub why: String,
    /// The line in the file on which it begins.
    #[serde(skip)]
    pub line: usize,
}

/// The exceptions of the book in `root`; a book without the file has none.
///
/// # Errors
/// What is wrong in the file, with its line.
pub fn exceptions(root: &Path) -> Result<Vec<Exception>, Problems> {
    if !root.join(EXCEPTIONS).exists() {
        return Ok(Vec::new());
    }
    let file = File::new(EXCEPTIONS, fs::read(root.join(EXCEPTIONS)))?;
    let mut exceptions = file.parse::<ExceptionsFile>()?.exceptions;
    let lines = file.lines_of("/exceptions", exceptions.len());
    for (exception, line) in exceptions.iter_mut().zip(lines) {
        exception.line = line;
    }
    Ok(exceptions)
}
