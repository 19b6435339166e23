//! What every page shows of the whole book: its parts and chapters.

use mdbook_driver::book::{self, Book, BookItem};
use serde::Serialize;

/// The chapters of a book in one language.
pub(crate) struct Contents {
    /// All of them, in the order of the book.
    pub(crate) chapters: Vec<Chapter>,
    /// The parts of the menu.
    pub(crate) parts: Vec<Part>,
}

/// Chapters under one title; what stands before the first part has none.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    title: Option<String>,
    chapters: Vec<Chapter>,
    /// Whether all of them are steps.
    steps: bool,
}

/// A chapter: its page and its title.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Chapter {
    /// Its page in the folder of the language, `step-1.html`, `operator/telenor.html`.
    pub(crate) file: String,
    /// `Steg 1: Sjekk hva som gjelder for deg`
    pub(crate) title: String,
    /// The title of a step in two: `Steg 1:` …
    number: Option<String>,
    /// … and `Sjekk hva som gjelder for deg`; of another chapter the title.
    pub(crate) name: String,
    /// Whether it is the first page.
    pub(crate) home: bool,
    /// The one that it stands below, its page and its title: then the menu does not show it.
    #[serde(skip)]
    pub(crate) parent: Option<(String, String)>,
    /// The title of its part.
    #[serde(skip)]
    part: Option<String>,
}

impl Chapter {
    /// A `chapter` of the part with the title `part`.
    fn of(chapter: &book::Chapter, part: Option<&String>) -> Option<Self> {
        let file = chapter.path.as_ref()?.with_extension("html");
        let file = file.to_string_lossy().replace('\\', "/");
        let title = chapter.name.clone();
        let split = split_title(&title).filter(|_| file.starts_with("step-"));
        Some(Self {
            number: split.map(|(number, _)| number.to_owned()),
            name: split
                .map_or(title.as_str(), |(_, name)| name.trim())
                .to_owned(),
            home: file == "index.html",
            parent: None,
            part: part.cloned(),
            file,
            title,
        })
    }

    /// Whether the chapter is one of the steps.
    pub(crate) fn is_step(&self) -> bool {
        self.number.is_some()
    }
}

/// `Steg 1: Sjekk` into `Steg 1:` and ` Sjekk`; Chinese has a full-width colon and no space.
pub(crate) fn split_title(title: &str) -> Option<(&str, &str)> {
    let (_, name) = title.split_once([':', '：'])?;
    Some(title.split_at(title.len() - name.len()))
}

/// Where a link to a chapter leads: `step-2.md#step-2-writing` is `step-2.html#step-2-writing`.
pub(crate) fn page(target: &str) -> String {
    target.replacen(".md", ".html", 1)
}

impl Contents {
    /// The contents of `book`.
    pub(crate) fn of(book: &Book) -> Self {
        let mut part = None;
        let mut chapters: Vec<Chapter> = Vec::new();
        for item in book.iter() {
            match item {
                BookItem::PartTitle(title) => part = Some(title),
                BookItem::Chapter(written) => {
                    let above = chapters.iter().rfind(|one| one.parent.is_none());
                    let above = above.filter(|_| !written.parent_names.is_empty());
                    let parent = above.map(|one| (one.file.clone(), one.title.clone()));
                    let chapter = Chapter::of(written, part);
                    chapters.extend(chapter.map(|chapter| Chapter { parent, ..chapter }));
                }
                BookItem::Separator => {}
            }
        }
        let listed = chapters.iter().filter(|one| one.parent.is_none());
        let listed: Vec<Chapter> = listed.cloned().collect();
        let parts = listed.chunk_by(|one, next| one.part == next.part);
        let parts = parts.map(|chapters| Part {
            title: chapters[0].part.clone(),
            steps: chapters.iter().all(Chapter::is_step),
            chapters: chapters.to_vec(),
        });
        Self {
            parts: parts.collect(),
            chapters,
        }
    }

    /// The steps in order.
    pub(crate) fn steps(&self) -> Vec<&Chapter> {
        self.chapters
            .iter()
            .filter(|chapter| chapter.is_step())
            .collect()
    }

    /// The chapters before and after the one with the page `file`, as the menu lists them; neither for
    /// one that the menu does not show.
    pub(crate) fn neighbours(&self, file: &str) -> (Option<&Chapter>, Option<&Chapter>) {
        let listed: Vec<&Chapter> = self.parts.iter().flat_map(|part| &part.chapters).collect();
        let Some(at) = listed.iter().position(|chapter| chapter.file == file) else {
            return (None, None);
        };
        let before = at.checked_sub(1).map(|before| listed[before]);
        (before, listed.get(at + 1).copied())
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
