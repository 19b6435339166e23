//! The pages of one language: rendered by mdBook with our template, then finished.
//!
//! - [`contents`] is what every page shows of the whole book: parts, chapters, the six steps.
//! - [`markup`] makes the HTML of a chapter accessible.
//! - [`head`] is what search engines and messengers read.
//! - [`assets`] are the files that a page loads.

use std::fs;

use anyhow::{Context, Result};
use mdbook_driver::book::{Book, BookItem};
use mdbook_driver::config::Config;
use mdbook_html::HtmlHandlebars;
use mdbook_operators::Problems;
use mdbook_renderer::{RenderContext, Renderer};

use crate::age;
use crate::guide::{Guide, Language};
use crate::messages::template;
use crate::pdf::{self, Pdf};
use crate::template::{escape, fill};

mod assets;
mod contents;
mod head;
mod markup;

pub use assets::{SCRIPTS, assets, in_language};
pub use contents::{Contents, split_title};
pub use head::CONTENT_SECURITY_POLICY;

/// The template of a page.
pub const TEMPLATE: &str = "theme/index.hbs";

/// The name of the link to the PDF.
const PDF: &str = "下载 PDF（{language}，{pages} 页，{size}）";
/// Messages that finishing a page adds.
pub const WORDS: [&str; 9] = [
    PDF,
    age::DATED,
    contents::CONTENTS,
    contents::HOME,
    contents::PLACE,
    markup::ON_THIS_PAGE,
    markup::COPY,
    markup::PROGRESS,
    markup::CLEAR_ALL,
];

/// A finished page.
pub struct Page {
    /// Its file in the language's folder, `step-1.html`.
    pub file: String,
    /// The whole page.
    pub html: String,
}

/// What a page says beside its chapter.
pub struct Surroundings<'a> {
    /// All languages of the guide.
    pub languages: &'a [Language],
    /// Where the site will be published, without a closing slash; empty if unknown.
    pub site_url: &'a str,
    /// The PDF of the page's language, if one was made.
    pub pdf: Option<Offer>,
    /// How old the facts are, in the page's language.
    pub dated: &'a str,
    /// The chapters of the book in the page's language.
    pub contents: &'a Contents,
    /// Addresses of style sheet and scripts below the root, with the hash of their content.
    pub assets: &'a [(String, String)],
}

/// A PDF that pages offer.
pub struct Offer {
    /// Its file in the language's folder.
    pub file: String,
    /// Its size in bytes.
    pub size: usize,
    /// Its pages.
    pub pages: usize,
}

impl Offer {
    /// The PDF of a language.
    pub fn of(pdf: &Pdf, language: &Language) -> Self {
        Self {
            file: pdf::file_name(language),
            size: pdf.bytes.len(),
            pages: pdf.pages,
        }
    }

    /// A paragraph with a link that says what the reader gets: language, pages and size. `folder`
    /// leads from the page to the language's folder, empty or with a closing slash.
    pub fn link(&self, folder: &str, language: &Language) -> Result<String, Problems> {
        let words = language.catalog.translate(PDF).map_err(Problems::from)?;
        let words = words
            .replace("{language}", &language.name)
            .replace("{pages}", &self.pages.to_string())
            .replace("{size}", &format!("{} KB", self.size.div_ceil(1000)));
        Ok(format!(
            "<p><a href=\"{folder}{}\">{}</a></p>",
            self.file,
            escape(&words)
        ))
    }
}

/// The pages of `book` as mdBook renders them with the template in the words of `language`, not
/// yet finished.
pub fn render(
    guide: &Guide,
    language: &Language,
    book: Book,
    mut config: Config,
) -> Result<Vec<Page>> {
    let scratch = tempfile::tempdir()?;
    let theme = scratch.path().join("theme");
    fs::create_dir(&theme)?;
    let words = template(guide, TEMPLATE)?.translated(&language.catalog)?;
    fs::write(theme.join("index.hbs"), words)?;
    config.set("output.html.theme", &theme)?;
    // What mdBook ships for its own template is not published; hashing it would be for nothing.
    config.set("output.html.hash-files", false)?;
    let files: Vec<String> = book.iter().filter_map(file_of).collect();
    let destination = scratch.path().join("html");
    HtmlHandlebars::new().render(&RenderContext::new(&guide.root, book, config, &destination))?;
    let page = |file: String| {
        let html = fs::read_to_string(destination.join(&file))
            .with_context(|| format!("reading {file}"))?;
        Ok(Page { file, html })
    };
    files.into_iter().map(page).collect()
}

/// The page of a chapter: `step-1.md` becomes `step-1.html`.
fn file_of(item: &BookItem) -> Option<String> {
    let BookItem::Chapter(chapter) = item else {
        return None;
    };
    let path = chapter.path.as_ref()?;
    Some(
        path.with_extension("html")
            .to_string_lossy()
            .replace('\\', "/"),
    )
}

/// Fills the places of the template and makes the chapter's HTML accessible.
///
/// # Errors
/// Words without a translation, or a place in the template that no value fits.
pub fn finish(page: Page, language: &Language, around: &Surroundings) -> Result<Page> {
    let survey = markup::survey(&page.html)?;
    let place = around.contents.place(&page.file, language)?;
    let html = markup::accessible(&page, language, &survey, &place)?;

    let pdf = match &around.pdf {
        Some(offer) => offer.link("", language)?,
        None => String::new(),
    };
    let title = around.contents.page_title(&page.file);
    let description = head::description(&survey.opening);
    let social = head::social(&page.file, &title, language, around);
    let structured = head::structured(&page.file, &survey, &description, language, around);
    let canonical = head::canonical(&page.file, language, around.site_url);
    let languages = language_links(&page.file, language, around);
    let contents = around.contents.navigation(&page.file, language)?;
    let mut styles = String::new();
    for (sheet, needed) in [
        ("front.css", page.file == "index.html"),
        ("messages.css", survey.has_messages()),
    ] {
        if needed {
            styles.push_str(&format!("<link rel=\"stylesheet\" href=\"../⟦{sheet}⟧\">"));
        }
    }
    let has_ticks = page.file == "index.html" || html.contains("type=\"checkbox\"");
    let scripts = if has_ticks {
        "<script src=\"../⟦ticks.js⟧\" defer></script>"
    } else {
        ""
    };
    let mut values = vec![
        ("csp", CONTENT_SECURITY_POLICY),
        ("page-title", title.as_str()),
        ("description", description.as_str()),
        ("social", social.as_str()),
        ("structured", structured.as_str()),
        ("canonical", canonical.as_str()),
        ("more-styles", styles.as_str()),
        ("more-scripts", scripts),
        ("languages", languages.as_str()),
        ("place", place.bar.as_str()),
        ("contents", contents.as_str()),
        ("pdf", pdf.as_str()),
        ("dated", around.dated),
    ];
    values.extend(in_language(around.assets, &language.tag));
    let html = fill(&html, &values, TEMPLATE)?;
    Ok(Page {
        file: page.file,
        html,
    })
}

/// A list item a language, with a link to the same page.
fn language_links(file: &str, language: &Language, around: &Surroundings) -> String {
    let items = around.languages.iter().map(|other| {
        let current = if other.tag == language.tag { " aria-current=\"true\"" } else { "" };
        format!(
            "<li><a href=\"../{tag}/{file}\" lang=\"{tag}\" hreflang=\"{tag}\"{current}>{name}</a></li>",
            tag = other.tag,
            name = escape(&other.name),
        )
    });
    items.collect()
}
