//! Typst source → PDF, in this process.
//!
//! **Invariant:** a PDF depends on its source, the template and the fonts only. There is no clock,
//! no network, no package and no font of the system, so that two builds give the same bytes.
//!
//! What is wrong is told in the editor's terms: [`export`] finds the place in the chapter through the
//! comments that [`markup`](super::markup) writes.

use mdbook_operators::{Problem, Problems};
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::place::{Place, TEMPLATE_FILE};
use super::press::{Press, file_id};

/// Exports after which what Typst remembers of an older text is dropped: four builds of three PDFs.
const REMEMBERED: usize = 12;

/// A finished PDF.
#[derive(Debug, Clone)]
pub(crate) struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Typesets what [`typst_source`](super::markup::typst_source) wrote: one file that is both
/// PDF/UA-1 and PDF/A-2a.
///
/// # Errors
/// Characters that the fonts lack, and whatever Typst complains of.
pub(crate) fn export(press: &Press, source: String) -> Result<Pdf, Problems> {
    press.lacking(&source).into_result()?;
    let run = Run::of(press, source);
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
pub(crate) fn document(press: &Press, source: String) -> Result<PagedDocument, Problems> {
    Run::of(press, source).document()
}

/// One source on the press: the world as Typst sees it.
struct Run<'a> {
    press: &'a Press,
    main: Source,
}

impl<'a> Run<'a> {
    fn of(press: &'a Press, source: String) -> Self {
        Self {
            press,
            main: Source::new(file_id("/main.typ"), source),
        }
    }

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
        Problem::of_file(place.file, message, cure).on_line(place.line)
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
