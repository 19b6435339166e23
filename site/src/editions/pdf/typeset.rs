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

use super::markup::place_of;
use super::press::{Press, TEMPLATE_FILE, file_id};

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
        Problems(diagnostics.iter().map(|one| self.problem(one)).collect())
    }

    /// The text of `source` before the first of `spans` in it.
    fn before<'s>(&self, spans: &[DiagSpan], source: &'s Source) -> Option<&'s str> {
        let span = spans.iter().find(|span| span.id() == Some(source.id()))?;
        Some(&source.text()[..self.range(*span)?.start])
    }

    /// Errors often arise in the template, called from a chapter: the chapter is the place to tell.
    fn problem(&self, diagnostic: &SourceDiagnostic) -> Problem {
        let mut spans = vec![diagnostic.span];
        spans.extend(
            diagnostic
                .trace
                .iter()
                .map(|call| DiagSpan::from(call.span)),
        );
        let chapter = self.before(&spans, &self.main).map(place_of);
        let template = self.before(&spans, &self.press.template);
        let message = format!("typesetting the PDF: {}", diagnostic.message);
        let hints = diagnostic
            .hints
            .iter()
            .map(|hint| format!("{}; or ", hint.v));
        let hints: String = hints.collect();
        let cure = format!("{hints}write it differently, or mend {TEMPLATE_FILE}");
        match (chapter, template) {
            (Some((file, Some(line))), None) => Problem::at(file, line, message, cure),
            (Some((file, Some(line))), Some(before)) => {
                let called = before.matches('\n').count() + 1;
                let message = format!("{message} ({TEMPLATE_FILE}:{called})");
                Problem::at(file, line, message, cure)
            }
            (_, Some(before)) => {
                Problem::in_text(TEMPLATE_FILE, before, before.len(), message, cure)
            }
            (_, None) => Problem::of_file(TEMPLATE_FILE, message, cure),
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
