//! A file of the site.

/// A file of the site.
#[derive(Clone, PartialEq)]
pub(crate) struct File {
    /// Where it stands below the root of the site, `en/step-1.html`.
    pub(crate) path: String,
    /// Its content.
    pub(crate) content: Vec<u8>,
    /// How many sheets it has, if it is for paper.
    pub(crate) sheets: Option<usize>,
    /// Whether its output is a slow one.
    pub(crate) slow: bool,
}

impl File {
    /// A file that is read on a screen.
    pub(crate) fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            content: content.into(),
            sheets: None,
            slow: false,
        }
    }
}
