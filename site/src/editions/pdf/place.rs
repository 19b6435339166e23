//! Where a text of the PDF comes from: the file and the line that its editor knows.

use std::fmt;

/// The template, for its editor.
pub(super) const TEMPLATE_FILE: &str = "theme/pdf.typ";

/// Where a text comes from.
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: Option<usize>,
}

impl Place {
    /// The place of what stands before the first chapter: title, description and the other words.
    pub(super) fn words() -> Self {
        Self {
            file: "book.toml".to_owned(),
            line: None,
        }
    }

    /// Reads `// "src/step-2.md":41`.
    pub(super) fn read(line: &str) -> Option<Self> {
        let (file, line) = line.strip_prefix("// \"")?.rsplit_once("\":")?;
        Some(Self {
            file: file.to_owned(),
            line: Some(line.parse().ok()?),
        })
    }

    /// The place of the text at `offset` of the source, if it is a chapter's.
    pub(super) fn at(source: &str, offset: usize) -> Option<Self> {
        source[..offset].lines().rev().find_map(Self::read)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}
