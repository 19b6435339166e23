//! The translations that are right although they differ, and that each of them is needed.

use std::path::Path;

use mdbook_operators::{EXCEPTIONS, Exception, Problem, Problems, exceptions};

use crate::guide::Language;

/// The exceptions of a guide, and which of them were needed.
pub(super) struct Exceptions(Vec<(Exception, bool)>);

impl Exceptions {
    /// Reads `po/exceptions.json` below `root`.
    ///
    /// # Errors
    /// What is wrong in that file.
    pub(super) fn read(root: &Path) -> Result<Self, Problems> {
        let exceptions = exceptions(root)?.into_iter();
        Ok(Self(exceptions.map(|one| (one, false)).collect()))
    }

    /// Whether the entry of `text` in the catalog of `language` may have what it `has`.
    pub(super) fn allow(&mut self, language: &str, text: &str, has: &str) -> bool {
        let mut is_allowed = false;
        for (_, is_needed) in self.of(language, text).filter(|(one, _)| one.has == has) {
            *is_needed = true;
            is_allowed = true;
        }
        is_allowed
    }

    /// Nobody knows whether the exceptions for the entry of `text` are needed: it was not compared.
    pub(super) fn keep(&mut self, language: &str, text: &str) {
        self.of(language, text)
            .for_each(|(_, is_needed)| *is_needed = true);
    }

    fn of(&mut self, language: &str, text: &str) -> impl Iterator<Item = &mut (Exception, bool)> {
        let all = self.0.iter_mut();
        all.filter(move |(one, _)| one.language == language && text.starts_with(&one.text))
    }

    /// The exceptions for one of `languages` that nothing needed.
    pub(super) fn unused(&self, languages: &[Language]) -> impl Iterator<Item = Problem> {
        let is_read = |one: &Exception| languages.iter().any(|known| known.tag == one.language);
        let unused = self.0.iter();
        let unused = unused.filter(move |(one, is_needed)| !is_needed && is_read(one));
        unused.map(|(one, _)| {
            Problem::at(
                EXCEPTIONS,
                one.line,
                format!(
                    "no entry of po/{}.po that begins with \"{}\" has {}",
                    one.language, one.text, one.has
                ),
                "delete the exception, or write what the build says that the entry has",
            )
        })
    }
}
