//! What the PDFs of all languages share: the template, the fonts, and the characters in them.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use mdbook_operators::{Problem, Problems};
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt};

use super::markup::place_above;

/// The template, for its editor.
pub(super) const TEMPLATE_FILE: &str = "theme/pdf.typ";

/// Where the template stands, for the source.
const TEMPLATE: &str = "/pdf.typ";

/// Puts the characters of the guide into the fonts.
const CUT_FONTS: &str = "fonts/cut.sh";

/// Everything that the PDFs of all languages share: the fonts and the template.
pub(crate) struct Press {
    pub(super) library: LazyHash<Library>,
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    pub(super) template: Source,
}

impl Press {
    /// Reads the template and the fonts, `theme/pdf.typ` and `fonts/`, of the guide in `root`.
    ///
    /// # Errors
    /// What cannot be read, or is no font.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let template = root.join(TEMPLATE_FILE);
        let template = fs::read_to_string(&template)
            .with_context(|| format!("reading {}", template.display()))?;
        let folder = root.join("fonts");
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

    /// Each character of the chapters and the template that is in no font, wherever it stands.
    pub(super) fn lacking(&self, source: &str) -> Problems {
        let template = self.template.text();
        let mut lacking: HashSet<char> = source.chars().chain(template.chars()).collect();
        lacking.retain(|c| !c.is_ascii() && !self.has(*c));
        let told = |c: char| {
            let message = format!("no font of the PDF has {c:?}, U+{:04X}", u32::from(c));
            (
                message,
                format!("run {CUT_FONTS}, or write another character"),
            )
        };
        let in_source = lacking_in(source, &lacking).map(|(start, c)| {
            let (message, cure) = told(c);
            match place_above(&source[..start]) {
                Some((file, line)) => Problem::at(file, line, message, cure),
                // Title, description and the other words.
                None => Problem::of_file("book.toml", message, cure),
            }
        });
        let in_template = lacking_in(template, &lacking).map(|(start, c)| {
            let (message, cure) = told(c);
            Problem::in_text(TEMPLATE_FILE, template, start, message, cure)
        });
        // A line with the same character twice is told once.
        let problems: BTreeSet<Problem> = in_source.chain(in_template).collect();
        Problems(problems.into_iter().collect())
    }

    fn has(&self, c: char) -> bool {
        let mut fonts = self.fonts.iter();
        fonts.any(|font| font.info().coverage.contains(u32::from(c)))
    }
}

fn lacking_in<'t>(
    text: &'t str,
    lacking: &'t HashSet<char>,
) -> impl Iterator<Item = (usize, char)> + 't {
    text.char_indices().filter(|(_, c)| lacking.contains(c))
}

/// The name of a file of this program inside Typst.
pub(super) fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path that stays inside its root");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
