//! The PDF of one language: [`markup`] turns Markdown into Typst, [`typeset`](mod@typeset) Typst into a
//! PDF, [`compact`](mod@compact) makes it small.

use std::fs;

use anyhow::Result;
use mdbook_driver::book::{Book, BookItem};
use mdbook_operators::{Problem, Problems};

use crate::guide::{Guide, Language, age};

mod compact;
mod markup;
mod place;
mod press;
#[cfg(test)]
mod tests;
mod typeset;

use compact::compact;
use markup::{Chapter, Document, Words, typst_source};
pub(crate) use press::Press;
pub(crate) use typeset::Pdf;
use typeset::export;

const CONTENTS: &str = "目录";
const PAGE: &str = "第 {n} 页，共 {total} 页";
const SEE_PAGE: &str = "（第\u{a0}{n}\u{a0}页）";
const SHOWN: &str = "（{text}）";
const ADDRESSES: &str = "网址";
const NUMBERS: &str = "链接后面方括号里的小数字，是书末“网址”一章里的编号。";
const IN_ONE: &str = "占几行的网址，请连起来输入，中间不加空格；行末的“-”是网址的一部分。";
/// The words that stand before their number. A translation lists them, with commas between.
const NUMBERED: &str = "第";
const QR_CODE: &str = "二维码：{url}";
/// Messages that only the PDF has.
pub(crate) const WORDS: [&str; 9] = [
    CONTENTS, PAGE, SEE_PAGE, SHOWN, ADDRESSES, NUMBERS, NUMBERED, IN_ONE, QR_CODE,
];

/// The PDF of a language: the whole book, typeset. Without a press nothing is typeset, but the book
/// is checked all the same: a link that leads nowhere is a mistake of the pages, too.
///
/// # Errors
/// What cannot be shown on paper, with its file and line.
pub(crate) fn typeset(
    guide: &Guide,
    press: Option<&Press>,
    language: &Language,
    book: &Book,
    site_url: &str,
) -> Result<Option<Pdf>> {
    let source = source_of(guide, language, book, site_url)?;
    let Some(press) = press else {
        return Ok(None);
    };
    let Pdf { bytes, pages } =
        export(press, source).map_err(|problems| in_source(guide, language, book, problems))?;
    let bytes = compact(&bytes)?;
    Ok(Some(Pdf { bytes, pages }))
}

/// The whole book in Typst.
fn source_of(guide: &Guide, language: &Language, book: &Book, site_url: &str) -> Result<String> {
    let word = |text: &str| language.catalog.translate(text).map_err(Problems::from);
    let oldest = age::oldest(&guide.data)?;
    let date = oldest.to_string();
    let dated = age::dated(oldest, &language.catalog).map_err(Problems::from)?;
    let (contents, page) = (word(CONTENTS)?, word(PAGE)?);
    let (see_page, shown) = (word(SEE_PAGE)?, word(SHOWN)?);
    let (addresses, numbers) = (word(ADDRESSES)?, word(NUMBERS)?);
    let numbered = word(NUMBERED)?;
    let (in_one, qr_code) = (word(IN_ONE)?, word(QR_CODE)?);
    let words = Words {
        language: &language.name,
        dated: &dated,
        contents: &contents,
        page: &page,
        see_page: &see_page,
        shown: &shown,
        addresses: &addresses,
        numbers: &numbers,
        numbered: &numbered,
        in_one: &in_one,
        qr_code: &qr_code,
    };
    let chapters = chapters(book);
    let site = format!("{site_url}/{}/index.html", language.tag);
    let (title, description) = (word(guide.title())?, word(guide.description())?);
    let source = typst_source(&Document {
        title: &title,
        description: &description,
        language: &language.tag,
        date: &date,
        site_url: (!site_url.is_empty()).then_some(site.as_str()),
        words: &words,
        chapters: &chapters,
    });
    Ok(source.map_err(|problems| in_source(guide, language, book, problems))?)
}

/// The same problems with the lines of the files that people edit. What is typeset has its tables
/// filled in and, in a translation, other words: its lines are other ones, so a line is looked up
/// by its text. What is not in the chapter as written is the catalog's.
fn in_source(guide: &Guide, language: &Language, book: &Book, problems: Problems) -> Problems {
    let chapters = chapters(book);
    let mend = |problem: Problem| {
        let path = problem.file.strip_prefix("src/");
        let chapter = chapters
            .iter()
            .find(|chapter| Some(chapter.path.as_str()) == path);
        let (Some(chapter), Some(line)) = (chapter, problem.line) else {
            return problem;
        };
        let written = fs::read_to_string(guide.root.join(&problem.file)).unwrap_or_default();
        let text = chapter.markdown.lines().nth(line - 1).unwrap_or_default();
        let mut found = written
            .lines()
            .enumerate()
            .filter(|(_, written)| *written == text);
        match (found.next(), found.next()) {
            (Some((index, _)), None) => Problem {
                line: Some(index + 1),
                ..problem
            },
            (None, _) if language.catalog.messages().is_some() => Problem {
                file: language.catalog.file().to_owned(),
                line: None,
                message: format!("in a translation for {}: {}", problem.file, problem.message),
                ..problem
            },
            _ => Problem {
                line: None,
                ..problem
            },
        }
    };
    Problems(problems.0.into_iter().map(mend).collect())
}

/// The file of a language's PDF in its folder.
pub(crate) fn file_name(language: &Language) -> String {
    format!("cancel-5g-norway-{}.pdf", language.tag)
}

/// The chapters that have a file, in reading order.
fn chapters(book: &Book) -> Vec<Chapter<'_>> {
    let mut chapters = Vec::new();
    collect(&book.items, 0, &mut chapters);
    chapters
}

/// Adds the chapters of `items`, which stand below `depth` others. A draft is not printed: what is below
/// it stands in its place.
fn collect<'a>(items: &'a [BookItem], depth: usize, chapters: &mut Vec<Chapter<'a>>) {
    for item in items {
        let BookItem::Chapter(chapter) = item else {
            continue;
        };
        if let Some(path) = &chapter.path {
            chapters.push(Chapter {
                path: path.to_string_lossy().replace('\\', "/"),
                markdown: &chapter.content,
                depth,
            });
        }
        let below = depth + usize::from(chapter.path.is_some());
        collect(&chapter.sub_items, below, chapters);
    }
}
