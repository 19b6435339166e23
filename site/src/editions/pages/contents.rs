//! What every page shows of the whole book: its parts and chapters, and where the reader is.

use anyhow::Result;
use mdbook_driver::book::{Book, BookItem};
use mdbook_operators::Problems;

use super::file_of;
use crate::guide::Language;
use crate::template::escape;

/// The name of the table of contents, on the bar of a page that is no step.
pub const CONTENTS: &str = "目录";
/// The first page, in the table of contents.
pub const HOME: &str = "首页";
/// Where a reader is among the steps.
pub const PLACE: &str = "第 {n} 步，共 {total} 步";

/// The chapters of a book in one language, in its parts.
pub struct Contents {
    parts: Vec<Part>,
}

/// Chapters under one title; what stands before the first part has none.
struct Part {
    title: Option<String>,
    chapters: Vec<Chapter>,
}

/// A chapter: its page and its title.
pub struct Chapter {
    /// `step-1.html`
    pub file: String,
    /// `Steg 1: Sjekk hva som gjelder for deg`
    pub title: String,
}

impl Chapter {
    /// Whether the chapter is one of the steps.
    pub fn is_step(&self) -> bool {
        self.file.starts_with("step-")
    }

    /// The title in two: `Steg 1:` and what the step is about.
    pub fn split_title(&self) -> Option<(&str, &str)> {
        split_title(&self.title)
    }
}

/// `Steg 1: Sjekk` into `Steg 1:` and ` Sjekk`; Chinese has a full-width colon and no space.
pub fn split_title(title: &str) -> Option<(&str, &str)> {
    let (at, colon) = title
        .char_indices()
        .find(|(_, c)| matches!(c, ':' | '：'))?;
    Some(title.split_at(at + colon.len_utf8()))
}

/// Where a page stands in the book.
pub struct Place {
    /// The HTML of the bar that opens the contents.
    pub bar: String,
    /// `Steg 2 av 6`, if the page is a step.
    pub step: Option<String>,
}

impl Contents {
    /// The contents of `book`.
    pub fn of(book: &Book) -> Self {
        let mut parts = vec![Part {
            title: None,
            chapters: Vec::new(),
        }];
        for item in book.iter() {
            if let BookItem::PartTitle(title) = item {
                parts.push(Part {
                    title: Some(title.clone()),
                    chapters: Vec::new(),
                });
            }
            if let (BookItem::Chapter(chapter), Some(file)) = (item, file_of(item)) {
                let part = parts.last_mut().expect("the list starts with one");
                part.chapters.push(Chapter {
                    file,
                    title: chapter.name.clone(),
                });
            }
        }
        Self { parts }
    }

    /// All chapters in order.
    pub fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.parts.iter().flat_map(|part| &part.chapters)
    }

    /// The steps in order.
    pub fn steps(&self) -> impl Iterator<Item = &Chapter> {
        self.chapters().filter(|chapter| chapter.is_step())
    }

    /// The title of the guide, which its first page bears.
    pub fn book_title(&self) -> &str {
        self.chapters().next().map_or("", |chapter| &chapter.title)
    }

    /// The title of a page for a browser's tab and for search engines, as HTML.
    pub fn page_title(&self, file: &str) -> String {
        let book = self.book_title();
        match self.chapters().find(|chapter| chapter.file == file) {
            Some(chapter) if chapter.title != book => {
                escape(&format!("{} – {book}", chapter.title))
            }
            _ => escape(book),
        }
    }

    /// Where the page `file` stands, in words of `language`.
    pub fn place(&self, file: &str, language: &Language) -> Result<Place> {
        let words = |word: &str| language.catalog.translate(word).map_err(Problems::from);
        let Some(number) = self.steps().position(|step| step.file == file) else {
            return Ok(Place {
                bar: escape(&words(CONTENTS)?),
                step: None,
            });
        };
        let total = self.steps().count();
        let step = words(PLACE)?
            .replace("{n}", &(number + 1).to_string())
            .replace("{total}", &total.to_string());
        let step = escape(&step);
        // The row of dots repeats the words for the eye only.
        let dots: String = (0..total)
            .map(|n| if n == number { "<b></b>" } else { "<i></i>" })
            .collect();
        Ok(Place {
            bar: format!("{step} <span aria-hidden=\"true\">{dots}</span>"),
            step: Some(step),
        })
    }

    /// The table of contents with the page `file` marked in it.
    pub fn navigation(&self, file: &str, language: &Language) -> Result<String> {
        let home = language.catalog.translate(HOME).map_err(Problems::from)?;
        let parts = self.parts.iter().filter(|part| !part.chapters.is_empty());
        Ok(parts.map(|part| part.navigation(file, &home)).collect())
    }
}

impl Part {
    fn navigation(&self, file: &str, home: &str) -> String {
        let steps = self.chapters.iter().all(Chapter::is_step);
        let (open, close) = if steps {
            ("<ol class=\"steps\">", "</ol>")
        } else {
            ("<ul>", "</ul>")
        };
        let title = self.title.as_ref().map_or(String::new(), |title| {
            format!("<h2>{}</h2>\n", escape(title))
        });
        let items = self.chapters.iter().map(|chapter| {
            let current = match (chapter.file == file, chapter.is_step()) {
                (true, true) => " aria-current=\"step\"",
                (true, false) => " aria-current=\"page\"",
                (false, _) => "",
            };
            let title = match chapter.split_title().filter(|_| chapter.is_step()) {
                Some((number, title)) => {
                    format!("<b>{} </b>{}", escape(number), escape(title.trim()))
                }
                None if chapter.file == "index.html" => escape(home),
                None => escape(&chapter.title),
            };
            format!(
                "<li><a href=\"{}\"{current}>{title}</a></li>\n",
                chapter.file
            )
        });
        format!("{title}{open}\n{}{close}\n", items.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::split_title;

    #[test]
    fn title_of_a_step_is_split_behind_its_colon() {
        assert_eq!(
            split_title("Steg 2: Kontakt operatøren"),
            Some(("Steg 2:", " Kontakt operatøren"))
        );
        assert_eq!(
            split_title("第 2 步：联系运营商"),
            Some(("第 2 步：", "联系运营商"))
        );
        assert_eq!(split_title("Ordliste"), None);
    }
}
