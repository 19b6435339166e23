//! What a PDF is made of.

/// The guide in one language.
#[derive(Debug, Clone)]
pub(crate) struct Document<'a> {
    /// The title on the cover and in the window of the reader.
    pub title: &'a str,
    /// One sentence under the title.
    pub description: &'a str,
    /// The BCP 47 tag of the text, `zh-Hans`.
    pub language: &'a str,
    /// The date of the facts, `2026-11-22`.
    pub date: &'a str,
    /// Where this language of the guide stands on the web.
    pub site_url: Option<&'a str>,
    /// Words that no chapter has.
    pub words: &'a Words<'a>,
    /// The chapters in reading order.
    pub chapters: &'a [Chapter<'a>],
}

/// What the PDF says besides the chapters, in the language of the document.
#[derive(Debug, Clone)]
pub(crate) struct Words<'a> {
    /// The language's own name, `Norsk bokmål`.
    pub language: &'a str,
    /// A whole sentence with the date of the facts.
    pub dated: &'a str,
    /// The heading of the table of contents.
    pub contents: &'a str,
    /// The foot of a page, `Side {n} av {total}`.
    pub page: &'a str,
    /// What follows a link to another page of the guide, brackets and space included:
    /// ` (side {n})`.
    pub see_page: &'a str,
    /// What follows a link whose number or address its words do not show: ` ({text})`.
    pub shown: &'a str,
    /// The heading of the web addresses at the end.
    pub addresses: &'a str,
    /// A whole sentence that says what the small numbers behind links are.
    pub numbers: &'a str,
    /// The words that have their number behind them, in small letters: `steg, linje`.
    pub numbered: &'a str,
    /// A whole sentence that says how to type an address that takes more than one line.
    pub in_one: &'a str,
    /// What the QR code is, for those who cannot see it: `QR-kode til {url}`.
    pub qr_code: &'a str,
}

/// One chapter after all preprocessors.
#[derive(Debug, Clone)]
pub(crate) struct Chapter<'a> {
    /// Its file in `src/`, as links write it: `step-1.md`, `operator/telenor.md`.
    pub path: String,
    /// Its text.
    pub markdown: &'a str,
    /// How many chapters it stands below. Only one that stands below none begins a page.
    pub depth: usize,
}
