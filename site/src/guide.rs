//! What a guide is on disk, and its languages.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_driver::book::Book;
use mdbook_driver::config::Config;
use mdbook_html::HtmlHandlebars;
use mdbook_i18n_helpers::preprocessors::Gettext;
use mdbook_operators::{Catalog, Data, Operators, Problem, Problems};
use serde::Serialize;

pub(crate) mod age;
pub(crate) mod allowed;
mod chapters;
pub(crate) mod contacts;
pub(crate) mod moved;
pub(crate) mod terms;

use crate::beside::both;
use allowed::Allowed;
use moved::Moved;
use terms::FirstUses;

/// The Chinese name of the source language. Its translation in a catalog is that language's own
/// name in the language picker.
pub(crate) const LANGUAGE_NAME: &str = "简体中文";

/// The list of published addresses.
pub(crate) const PUBLISHED: &str = "permalinks.txt";

/// The folders of a guide: its chapters, its catalogs, its look, the fonts of its PDFs, and files for
/// the host of the site.
pub(crate) const FOLDERS: [&str; 5] = ["src", "po", "theme", "fonts", "static"];

/// What Finder leaves in each folder that somebody looks into.
pub(crate) const FINDER: &str = ".DS_Store";

/// A guide on disk: what does not depend on the language that is being built.
pub(crate) struct Guide {
    /// The folder with `book.toml`.
    pub(crate) root: PathBuf,
    /// `book.toml`.
    pub(crate) config: Config,
    /// `operators.json`, `sources.json` and `plan.json`, checked.
    pub(crate) data: Data,
    /// Published addresses whose subject has moved.
    pub(crate) moved: Moved,
    /// The source language first, then every catalog in `po/` by its tag.
    pub(crate) languages: Vec<Language>,
}

/// One language of the guide. Templates know its tag and its name.
#[derive(Serialize)]
pub(crate) struct Language {
    /// Its BCP 47 tag, `zh-Hans`: the name of its folder and its catalog.
    pub(crate) tag: String,
    /// Its own name for itself.
    pub(crate) name: String,
    /// Its words.
    #[serde(skip)]
    pub(crate) catalog: Catalog,
}

impl Guide {
    /// Reads the guide in `root`.
    ///
    /// # Errors
    /// All [`Problems`] of its data, its list of chapters and its catalogs, or that there is no
    /// `book.toml`.
    pub(crate) fn load(root: &Path) -> Result<Self> {
        let config = settings(root)?;
        let source = config.book.language.clone().unwrap_or_default();
        let chapters = chapters::check(root);
        let data = || mdbook_operators::load(root);
        let (data, languages) = both(data, || languages(root, &source));
        match (data, languages, chapters) {
            (Ok(data), Ok(languages), Ok(())) => Ok(Self {
                moved: Moved::load(root)?,
                root: root.to_owned(),
                config,
                data,
                languages,
            }),
            (data, languages, chapters) => {
                let languages = languages.err().map(|error| Problems::of(&error));
                let found = [chapters.err(), data.err(), languages]
                    .into_iter()
                    .flatten();
                Err(Problems(found.flat_map(|problems| problems.0).collect()).into())
            }
        }
    }

    /// The language that the guide is written in.
    pub(crate) fn source(&self) -> &Language {
        &self.languages[0]
    }

    /// The title of the book, in Chinese.
    pub(crate) fn title(&self) -> &str {
        self.config.book.title.as_deref().unwrap_or_default()
    }

    /// The description of the book, in Chinese.
    pub(crate) fn description(&self) -> &str {
        self.config.book.description.as_deref().unwrap_or_default()
    }

    /// The addresses that have been published and must stay, a line each; a guide that was never published
    /// has none.
    ///
    /// # Errors
    /// A list that cannot be read.
    pub(crate) fn published(&self) -> Result<String> {
        match fs::read_to_string(self.root.join(PUBLISHED)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| Problem::unreadable(PUBLISHED))
            }
            list => Ok(list.unwrap_or_default()),
        }
    }

    /// The first line of `file` that says `text`, or begins it.
    pub(crate) fn line_of(&self, file: &str, text: &str) -> Option<usize> {
        let first = text.lines().next()?;
        let written = fs::read_to_string(self.root.join(file)).ok()?;
        let index = written.lines().position(|line| line.contains(first))?;
        Some(index + 1)
    }

    /// The chapters as they are written, before any preprocessor.
    pub(crate) fn written(&self) -> Result<Book> {
        Ok(MDBook::load_with_config(&self.root, self.config.clone())?.book)
    }

    /// The book in `language`, through all preprocessors.
    ///
    /// `gettext` and `operators` of `book.toml` are replaced by the same two in this process;
    /// `allowed` and `terms` stand between them.
    ///
    /// # Errors
    /// What a text must not hold, in the chapters or in their translations.
    pub(crate) fn preprocessed(&self, language: &Language) -> Result<Book> {
        let mut config = self.config.clone();
        config.book.language = Some(language.tag.clone());
        config.build.create_missing = false;
        // A chapter names no other file: `{{#include}}` would publish whatever can be read here.
        config.build.use_default_preprocessors = false;
        // mdBook goes by the order in its configuration; a stock mdbook does without this one.
        config.set("preprocessor.allowed.after", ["gettext"])?;
        config.set("preprocessor.terms.after", ["allowed"])?;
        config.set("preprocessor.terms.before", ["operators"])?;
        let mut book = MDBook::load_with_config(&self.root, config)?;
        book.with_preprocessor(Gettext);
        book.with_preprocessor(Allowed {
            catalog: (!language.catalog.is_source()).then(|| language.catalog.file().to_owned()),
        });
        book.with_preprocessor(FirstUses);
        book.with_preprocessor(Operators {
            data: Some(self.data.clone()),
        });
        let (book, _) = book.preprocess_book(&HtmlHandlebars::new())?;
        Ok(book)
    }
}

/// `book.toml`.
fn settings(root: &Path) -> Result<Config> {
    let problem = |what: String| {
        let cure = "mend it, or name the folder of the guide with --root";
        Problem::of_file("book.toml", what, cure)
    };
    let text = fs::read_to_string(root.join("book.toml"))
        .with_context(|| problem(format!("cannot be read in {}", root.display())))?;
    let config: Config = text.parse().map_err(|error: anyhow::Error| {
        // "TOML parse error at line 4, column 9", then the line, then what is wrong in it.
        let said = error.root_cause().to_string();
        let number = |name| {
            let digits = said.split_once(name)?.1;
            digits
                .split(|c: char| !c.is_ascii_digit())
                .next()?
                .parse()
                .ok()
        };
        let what = said.trim_end().lines().last().unwrap_or_default();
        let problem = problem(what.to_owned()).on_line(number(" line "));
        let column = number(" column ");
        anyhow::Error::from(Problem { column, ..problem })
    })?;
    refuse_unused(&config, &text)?;
    Ok(config)
}

/// What `[output.html]` may say: what mdBook's parser, its search and its page for wrong addresses are to
/// leave alone in the stock `mdbook`.
const FOR_STOCK: [&str; 7] = [
    "admonitions",
    "definition-lists",
    "input-404",
    "no-section-label",
    "print",
    "search",
    "smart-punctuation",
];

/// Refuses what `text`, the settings, says of mdBook's own pages, which are not published: somebody who
/// writes a redirect counts on it.
fn refuse_unused(config: &Config, text: &str) -> Result<()> {
    let said: BTreeMap<String, serde_json::Value> = config.get("output.html")?.unwrap_or_default();
    let unused = said.keys().filter(|key| !FOR_STOCK.contains(&key.as_str()));
    let problems = unused.map(|key| {
        let line = text.lines().position(|line| line.contains(key.as_str()));
        let cure = match key.as_str() {
            "redirect" => "write into moved.json where the subject of the old address is now",
            "additional-css" | "additional-js" | "theme" => "put what you need into theme/",
            "cname" => "put a file CNAME into static/",
            "site-url" => "build with --site-url",
            _ => "delete it",
        };
        let what = format!(
            "`{key}` below [output.html] is for mdBook's own pages and would change nothing"
        );
        Problem::of_file("book.toml", what, cure).on_line(line.map(|index| index + 1))
    });
    Problems(problems.collect()).into_result()?;
    Ok(())
}

/// What stands beside the catalogs in `po/`.
const OTHER_FILES: [&str; 3] = ["messages.pot", "exceptions.json", "exceptions.schema.json"];

fn languages(root: &Path, source: &str) -> Result<Vec<Language>> {
    let mut problems = Problems::default();
    if source.is_empty() {
        problems.0.push(Problem::of_file(
            "book.toml",
            "does not say which language the guide is written in",
            "write language = \"zh-Hans\" below [book]",
        ));
    }
    let mut languages = vec![Language {
        tag: source.to_owned(),
        name: LANGUAGE_NAME.to_owned(),
        catalog: Catalog::source(),
    }];
    for file in names_in(root, "po")? {
        let (what, cure) = match file.strip_suffix(".po") {
            Some(tag) if !is_language_tag(tag) => (
                "its name is no BCP 47 language tag",
                "name it after the language, for example de.po or pt-BR.po",
            ),
            Some(tag) if tag == source => (
                "is a catalog of the language that the guide is written in",
                "delete it, or set the right language in book.toml",
            ),
            Some(tag) => {
                match Catalog::load(root, tag) {
                    Ok(catalog) => languages.push(Language::of(tag, catalog)),
                    Err(found) => problems.0.extend(found.0),
                }
                continue;
            }
            // Editors and systems keep files of their own under such names.
            None if OTHER_FILES.contains(&&*file) || file.starts_with('.') => continue,
            None => (
                "is no catalog that anybody would see",
                "name it after the language, for example de.po, or put it somewhere else",
            ),
        };
        let file = format!("po/{file}");
        problems.0.push(Problem::of_file(file, what, cure));
    }
    problems.into_result()?;
    Ok(languages)
}

impl Language {
    /// The language `tag` with the words of its `catalog`.
    fn of(tag: &str, catalog: Catalog) -> Self {
        // A hole is reported with all others; until then `update` must be able to mend it.
        let name = catalog.translate(LANGUAGE_NAME);
        Self {
            tag: tag.to_owned(),
            name: name.unwrap_or_else(|_| tag.to_owned()),
            catalog,
        }
    }
}

/// The names in `folder` of the guide in `root`, in their order, which is not the same on every machine.
///
/// # Errors
/// A folder that cannot be read.
pub(crate) fn names_in(root: &Path, folder: &str) -> Result<Vec<String>> {
    let unread = || Problem::unreadable(folder);
    let entries = fs::read_dir(root.join(folder)).with_context(unread)?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names
        .collect::<io::Result<Vec<String>>>()
        .with_context(unread)?;
    names.sort();
    Ok(names)
}

/// Whether `tag` has the form of a language tag: subtags of letters and digits, the first one
/// two or three small letters.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_lowercase())
        && subtags.all(|subtag| {
            (2..=8).contains(&subtag.len()) && subtag.chars().all(|c| c.is_ascii_alphanumeric())
        })
}
