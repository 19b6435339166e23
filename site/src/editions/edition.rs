//! What every output works with: the site, and each language's edition of the book.

use std::panic::resume_unwind;
use std::thread;

use anyhow::Result;
use mdbook_driver::book::Book;
use mdbook_operators::Problems;

use super::assets::Assets;
use super::contents::Contents;
use super::file::File;
use crate::guide::{Guide, Language, age};
use crate::words::Templates;

/// Something that is made of the guide.
pub(crate) struct Output {
    /// What it is called when a build says how long it took.
    pub(crate) name: &'static str,
    /// Whether it takes seconds: `serve` shows the text before it is there.
    pub(crate) slow: bool,
    /// The Chinese words in its code.
    pub(crate) words: &'static [&'static str],
    /// Makes it.
    pub(crate) make: Make,
}

/// How an output is made, given the files of the outputs before it.
pub(crate) enum Make {
    /// From the book of one language, for each language.
    OfLanguage(fn(&Site, &Edition, &[File]) -> Result<Vec<File>>),
    /// From everything.
    OfSite(fn(&Site, &[File]) -> Result<Vec<File>>),
}

/// The guide, ready for its outputs.
pub(crate) struct Site<'g> {
    /// The guide on disk.
    pub(crate) guide: &'g Guide,
    /// The templates of its theme.
    pub(crate) templates: &'g Templates<'g>,
    /// What pages load.
    pub(crate) assets: Assets,
    /// Where it will be published, without a closing slash; empty if unknown.
    pub(crate) url: &'g str,
    /// The languages, the one it is written in first.
    pub(crate) editions: Vec<Edition<'g>>,
}

/// The book in one language.
pub(crate) struct Edition<'g> {
    /// The language.
    pub(crate) language: &'g Language,
    /// The book, through all preprocessors.
    pub(crate) book: Book,
    /// Its chapters, for menus.
    pub(crate) contents: Contents,
    /// Its title.
    pub(crate) title: String,
    /// Its description.
    pub(crate) description: String,
    /// How old the facts are, as a sentence.
    pub(crate) dated: String,
}

impl<'g> Edition<'g> {
    /// The book of `guide` in `language`.
    ///
    /// # Errors
    /// What its preprocessors refuse.
    pub(crate) fn of(guide: &'g Guide, language: &'g Language) -> Result<Self> {
        let book = guide.preprocessed(language)?;
        let word = |text: &str| language.catalog.translate(text);
        let oldest = age::oldest(&guide.data)?;
        Ok(Self {
            language,
            contents: Contents::of(&book),
            book,
            title: word(guide.title())?,
            description: word(guide.description())?,
            dated: age::dated(oldest, &language.catalog)?,
        })
    }
}

/// What `work` makes of each of `all`, side by side; of their problems each one once.
///
/// # Errors
/// What is wrong with any of them.
pub(crate) fn of_each<'a, T: Sync, R: Send>(
    all: &'a [T],
    work: impl Fn(&'a T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let results: Vec<Result<R>> = thread::scope(|scope| {
        let threads: Vec<_> = all.iter().map(|one| scope.spawn(|| work(one))).collect();
        let ended = threads.into_iter().map(thread::ScopedJoinHandle::join);
        ended
            .map(|result| result.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    let mut made = Vec::new();
    let mut problems = Problems::default();
    for result in results {
        match result {
            Ok(one) => made.push(one),
            Err(error) => problems.0.extend(Problems::of(&error).0),
        }
    }
    problems.0.sort();
    problems.0.dedup();
    problems.into_result()?;
    Ok(made)
}
