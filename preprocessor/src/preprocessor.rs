//! The preprocessor as mdBook sees it.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::Context;
use mdbook_core::utils::fs::path_to_root;
use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::directive::markdown_options;
use crate::expand::expand;
use crate::{Catalog, Data, Problems, load, plan};

/// The preprocessor, as mdBook runs it.
#[derive(Debug, Clone, Default)]
pub struct Operators {
    /// The data, if it has been read already; else it is read from the book's root.
    pub data: Option<Data>,
}

impl Preprocessor for Operators {
    fn name(&self) -> &'static str {
        "operators"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let read;
        let data = match &self.data {
            Some(data) => data,
            None => {
                read = load(&context.root)?;
                &read
            }
        };
        let catalog = catalog(context)?;
        let mut problems = plan::check_targets(&data.plan, sections(&book));
        book.for_each_chapter_mut(|chapter| {
            let Some(file) = file_of(chapter, &context.config) else {
                return;
            };
            let root = root_of(chapter);
            match expand(&chapter.content, &file, &root, data, &catalog) {
                Ok(content) => chapter.content = content,
                Err(found) => {
                    let found = in_source(context, &file, &root, found, data, &catalog);
                    problems.0.extend(found.0);
                }
            }
        });
        problems.into_result()?;
        Ok(book)
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        // The template catalog is made from what authors write, before anything is filled in.
        Ok(renderer != "xgettext")
    }
}

/// Whether the book has a file, and in it a heading with an id; the empty id is the file itself.
fn sections(book: &Book) -> impl Fn(&str, &str) -> bool {
    let mut known = HashSet::new();
    for item in book.iter() {
        let BookItem::Chapter(chapter) = item else {
            continue;
        };
        let Some(path) = &chapter.path else { continue };
        let file = path.to_string_lossy().replace('\\', "/");
        known.insert((file.clone(), String::new()));
        for event in new_cmark_parser(&chapter.content, &markdown_options()) {
            if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
                known.insert((file.clone(), id.into_string()));
            }
        }
    }
    move |file, id| known.contains(&(file.to_owned(), id.to_owned()))
}

/// The catalog of the language that the book is being built in.
fn catalog(context: &PreprocessorContext) -> Result<Catalog> {
    let file = context.root.join("book.toml");
    let written =
        Config::from_disk(&file).with_context(|| format!("reading {}", file.display()))?;
    let source = written.book.language.unwrap_or_default();
    let language = context.config.book.language.as_deref().unwrap_or(&source);
    Ok(Catalog::of_language(&context.root, language, &source)?)
}

/// The file of a chapter below the book's root: `src/step-1.md`.
fn file_of(chapter: &Chapter, config: &Config) -> Option<String> {
    let path = chapter.source_path.as_ref()?;
    Some(
        Path::new(&config.book.src)
            .join(path)
            .to_string_lossy()
            .replace('\\', "/"),
    )
}

/// The way from a chapter to the folder of all chapters, empty or `../`.
fn root_of(chapter: &Chapter) -> String {
    chapter.path.as_ref().map_or(String::new(), path_to_root)
}

/// The same problems with the lines of the file that the author edits. The chapter at hand may be
/// a translation, whose lines are other ones; what only the translation has is its catalog's.
fn in_source(
    context: &PreprocessorContext,
    file: &str,
    root: &str,
    found: Problems,
    data: &Data,
    catalog: &Catalog,
) -> Problems {
    if catalog.is_source() {
        return found;
    }
    let Ok(written) = fs::read_to_string(context.root.join(file)) else {
        return found;
    };
    match expand(&written, file, root, data, catalog) {
        Err(problems) => problems,
        Ok(_) => Problems(
            found
                .0
                .into_iter()
                .map(|problem| problem.in_translation(catalog.file()))
                .collect(),
        ),
    }
}
