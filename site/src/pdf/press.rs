//! Typst source → PDF, in this process.
//!
//! **Invariant:** a PDF depends on its source, the template and the fonts only. There is no clock,
//! no network, no package and no font of the system, so that two builds give the same bytes.
//!
//! What is wrong is told in the editor's terms: [`Press::export`] finds the place in the chapter
//! through the comments that [`markup`](super::markup) writes.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use mdbook_operators::{Problem, Problems};
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Where the template stands, for the source and for its editor.
const TEMPLATE: &str = "/pdf.typ";
const TEMPLATE_FILE: &str = "theme/pdf.typ";

/// Puts the characters of the guide into the fonts.
const CUT_FONTS: &str = "theme/fonts/cut.sh";

/// Exports after which what Typst remembers of an older text is dropped: four builds of three PDFs.
const REMEMBERED: usize = 12;

/// A finished PDF.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Everything that the PDFs of all languages share: the fonts and the template.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
}

impl Press {
    /// Reads `pdf.typ` and the fonts in `fonts/` of the folder `theme`.
    ///
    /// # Errors
    /// What cannot be read, or is no font.
    pub fn read(theme: &Path) -> Result<Self> {
        let template = theme.join("pdf.typ");
        let template = fs::read_to_string(&template)
            .with_context(|| format!("reading {}", template.display()))?;
        let folder = theme.join("fonts");
        let reading = || format!("reading {}", folder.display());
        let mut files = fs::read_dir(&folder)
            .with_context(reading)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>>>()
            .with_context(reading)?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "ttf"));
        // The order of a folder is not the same on every machine.
        files.sort();
        let mut fonts = Vec::new();
        for file in files {
            let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            let font = Font::new(Bytes::new(bytes), 0);
            fonts.push(font.with_context(|| format!("{} is no font", file.display()))?);
        }
        ensure!(
            !fonts.is_empty(),
            "no fonts in {}: run {CUT_FONTS}",
            folder.display()
        );
        Ok(Self::new(fonts, template))
    }

    fn new(fonts: Vec<Font>, template: String) -> Self {
        // The feature holds `pdf.header-cell`, which names the rows of a table to a screen reader.
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect());
        Self {
            library: LazyHash::new(library.build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(file_id(TEMPLATE), template),
        }
    }

    /// Typesets what [`typst_source`](super::markup::typst_source) wrote: one file that is both
    /// PDF/UA-1 and PDF/A-2a.
    ///
    /// # Errors
    /// Characters that the fonts lack, and whatever Typst complains of.
    pub fn export(&self, source: String) -> Result<Pdf, Problems> {
        self.lacking(&source).into_result()?;
        let run = self.run(source);
        let document = run.document()?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .expect("both can be met by one PDF 1.7");
        let options = PdfOptions {
            standards,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| run.problems(&errors))?;
        comemo::evict(REMEMBERED);
        Ok(Pdf {
            bytes,
            pages: document.pages().len(),
        })
    }

    /// The pages of a source.
    #[cfg(test)]
    pub fn document(&self, source: String) -> Result<PagedDocument, Problems> {
        self.run(source).document()
    }

    fn run(&self, source: String) -> Run<'_> {
        Run {
            press: self,
            main: Source::new(file_id("/main.typ"), source),
        }
    }

    /// Each character of the chapters and the template that is in no font.
    fn lacking(&self, source: &str) -> Problems {
        let template = self.template.text();
        let beyond_ascii = source
            .chars()
            .chain(template.chars())
            .filter(|c| !c.is_ascii());
        let used: HashSet<char> = beyond_ascii.collect();
        let mut lacking: Vec<char> = used.into_iter().filter(|&c| !self.has(c)).collect();
        lacking.sort_unstable();
        let problems = lacking.into_iter().map(|c| {
            let mut places = BTreeSet::new();
            let mut place = Place::words();
            for line in source.lines() {
                if let Some(next) = Place::read(line) {
                    place = next;
                } else if line.contains(c) {
                    places.insert(place.clone());
                }
            }
            for (index, line) in template.lines().enumerate() {
                if line.contains(c) {
                    places.insert(Place {
                        file: TEMPLATE_FILE.to_owned(),
                        line: Some(index + 1),
                    });
                }
            }
            let also: Vec<String> = places.iter().skip(1).map(Place::to_string).collect();
            let also = match also.join(", ") {
                none if none.is_empty() => none,
                list => format!(" (also in {list})"),
            };
            let Place { file, line } = places.pop_first().unwrap_or_else(Place::words);
            Problem {
                file,
                line,
                message: format!("no font of the PDF has {c:?}, U+{:04X}{also}", u32::from(c)),
                cure: format!("run {CUT_FONTS}, or write another character"),
            }
        });
        Problems(problems.collect())
    }

    fn has(&self, c: char) -> bool {
        self.fonts
            .iter()
            .any(|font| font.info().coverage.contains(u32::from(c)))
    }
}

/// Two presses with the same hash set the same source alike.
impl Hash for Press {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.template.text().hash(state);
        for font in &self.fonts {
            font.data().hash(state);
        }
    }
}

/// Where a text comes from. A list of them reads in the order of the files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    file: String,
    line: Option<usize>,
}

impl Place {
    /// The place of what stands before the first chapter: title, description and the other words.
    fn words() -> Self {
        Self {
            file: "book.toml".to_owned(),
            line: None,
        }
    }

    /// Reads `// "src/step-2.md":41`.
    fn read(line: &str) -> Option<Self> {
        let (file, line) = line.strip_prefix("// \"")?.rsplit_once("\":")?;
        Some(Self {
            file: file.to_owned(),
            line: Some(line.parse().ok()?),
        })
    }

    /// The place of the text at `offset` of the source, if it is a chapter's.
    fn at(source: &str, offset: usize) -> Option<Self> {
        source[..offset].lines().rev().find_map(Self::read)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// One source on the press: the world as Typst sees it.
struct Run<'a> {
    press: &'a Press,
    main: Source,
}

impl Run<'_> {
    fn document(&self) -> Result<PagedDocument, Problems> {
        let compiled = typst::compile::<PagedDocument>(self);
        let document = compiled.output.map_err(|errors| self.problems(&errors))?;
        // A warning is a font that is not there or a page that found no rest: nothing to publish.
        self.problems(&compiled.warnings).into_result()?;
        Ok(document)
    }

    fn problems(&self, diagnostics: &[SourceDiagnostic]) -> Problems {
        Problems(
            diagnostics
                .iter()
                .map(|diagnostic| self.problem(diagnostic))
                .collect(),
        )
    }

    /// Errors often arise in the template, called from a chapter: the chapter is the place to tell.
    fn problem(&self, diagnostic: &SourceDiagnostic) -> Problem {
        let calls = diagnostic
            .trace
            .iter()
            .map(|call| DiagSpan::from(call.span));
        let spans: Vec<DiagSpan> = std::iter::once(diagnostic.span).chain(calls).collect();
        let of_file = |id| {
            let span = spans.iter().find(|span| span.id() == Some(id))?;
            self.range(*span)
        };
        let chapter =
            of_file(self.main.id()).and_then(|range| Place::at(self.main.text(), range.start));
        let template = Place {
            file: TEMPLATE_FILE.to_owned(),
            line: of_file(self.press.template.id()).map(|range| {
                self.press.template.text()[..range.start]
                    .matches('\n')
                    .count()
                    + 1
            }),
        };
        let mut message = format!("typesetting the PDF: {}", diagnostic.message);
        if chapter.is_some() && template.line.is_some() {
            message += &format!(" ({template})");
        }
        let place = chapter.unwrap_or(template);
        let hints: Vec<&str> = diagnostic
            .hints
            .iter()
            .map(|hint| hint.v.as_str())
            .collect();
        let cure = if hints.is_empty() {
            format!("write it differently, or mend {TEMPLATE_FILE}")
        } else {
            hints.join("; ")
        };
        Problem {
            file: place.file,
            line: place.line,
            message,
            cure,
        }
    }
}

impl World for Run<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.press.template]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.get().vpath().get_with_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.source(id)
            .map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path that stays inside its root");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
