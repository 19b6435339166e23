use crate::guide::{Guide, Language};
use anyhow::Result;
use mdbook_driver::book::Book;
/// Messages of the PDF.
pub const WORDS: &[&str] = &[];
/// A PDF.
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub pages: usize,
}
/// todo
pub fn typeset(_: &Guide, _: &Language, _: &Book, _: &str) -> Result<Pdf> {
    Ok(Pdf {
        bytes: vec![],
        pages: 0,
    })
}
/// The file of a language's PDF in its folder.
pub fn file_name(language: &Language) -> String {
    format!("cancel-5g-norway-{}.pdf", language.tag)
}
