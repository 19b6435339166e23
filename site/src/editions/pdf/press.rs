//! What the PDFs of all languages share: the template, the fonts, and the characters in them.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use anyhow::Context;
use mdbook_operators::{Problem, Problems};
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontStretch, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt};

use super::markup::place_of;

/// The template, for its editor.
pub(super) const TEMPLATE_FILE: &str = "theme/pdf.typ";

/// Where the template stands, for the source.
const TEMPLATE: &str = "/pdf.typ";

/// The faces that the template asks for, each with its file in `fonts/`. Where one is not there, Typst takes
/// the nearest and says nothing.
const FACES: [(&str, &str, FontStyle, FontWeight); 6] = {
    use FontStyle::{Italic, Normal};
    let (latin, chinese) = ("Noto Sans", "Noto Sans CJK SC");
    let (regular, bold) = (FontWeight::REGULAR, FontWeight::BOLD);
    [
        ("NotoSans-Bold.ttf", latin, Normal, bold),
        ("NotoSans-BoldItalic.ttf", latin, Italic, bold),
        ("NotoSans-Italic.ttf", latin, Italic, regular),
        ("NotoSans-Regular.ttf", latin, Normal, regular),
        ("NotoSansCJKsc-Bold.ttf", chinese, Normal, bold),
        ("NotoSansCJKsc-Regular.ttf", chinese, Normal, regular),
    ]
};

/// Puts the characters of the guide into the fonts.
const CUT_FONTS: &str = "fonts/cut.sh";
const CUT_AGAIN: &str = "run fonts/cut.sh, which makes them";

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
    pub(crate) fn read(root: &Path) -> anyhow::Result<Self> {
        let template = root.join(TEMPLATE_FILE);
        let template =
            fs::read_to_string(&template).with_context(|| Problem::unreadable(TEMPLATE_FILE))?;
        let fonts = FACES.map(|face| face_in(root, face));
        let problems = fonts.iter().filter_map(|font| font.as_ref().err());
        Problems(problems.cloned().collect()).into_result()?;
        let fonts: Vec<Font> = fonts.into_iter().flatten().collect();
        // The feature holds `pdf.header-cell`, which names the rows of a table to a screen reader.
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect());
        Ok(Self {
            library: LazyHash::new(library.build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(file_id(TEMPLATE), template),
        })
    }

    /// Each character of `source` that is in no font, with its place, which Typst does not tell.
    pub(super) fn lacking(&self, source: &str) -> Problems {
        let in_font = |c: char| {
            self.fonts
                .iter()
                .any(|font| font.info().coverage.contains(c.into()))
        };
        let mut lacking: HashSet<char> = source.chars().collect();
        lacking.retain(|&c| !c.is_ascii() && !in_font(c));
        let found = source.char_indices().filter(|(_, c)| lacking.contains(c));
        let problem = |(start, c)| {
            let (file, line) = place_of(&source[..start]);
            let message = format!("no font of the PDF has {c:?}, U+{:04X}", u32::from(c));
            let cure = format!("run {CUT_FONTS}, or write another character");
            Problem::of_file(file, message, cure).on_line(line)
        };
        // What is twice on a line is told once.
        let problems: BTreeSet<Problem> = found.map(problem).collect();
        Problems(problems.into_iter().collect())
    }
}

/// Reads one of the [`FACES`] of the guide in `root`.
fn face_in(
    root: &Path,
    (name, family, style, weight): (&str, &str, FontStyle, FontWeight),
) -> Result<Font, Problem> {
    let file = format!("fonts/{name}");
    let problem = |what: String| Problem::of_file(&file, what, CUT_AGAIN);
    let bytes =
        fs::read(root.join(&file)).map_err(|error| problem(format!("cannot be read: {error}")))?;
    let variant = FontVariant::new(style, weight, FontStretch::NORMAL);
    let is_it = |font: &Font| font.info().family == family && font.info().variant == variant;
    let font = Font::new(Bytes::new(bytes), 0).filter(is_it);
    font.ok_or_else(|| problem("is no such font".to_owned()))
}

/// The name of a file of this program inside Typst.
pub(super) fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path that stays inside its root");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
