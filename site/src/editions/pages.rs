//! The pages of one language: each chapter as mdBook renders it, finished, with our page around it.

mod checklists;
mod doors;
mod head;
mod letters;
mod markup;
mod passages;
mod plan;
mod rewrite;
mod survey;
mod tables;

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use mdbook_core::utils::fs::path_to_root;
use mdbook_html::HtmlHandlebars;
use mdbook_operators::{Problems, SOURCE_AND_DATE};
use mdbook_renderer::{RenderContext, Renderer};
use serde::Serialize;

use super::contents::{Chapter, Part};
use super::edition::{Edition, Make, Output, Site};
use super::file::File;
use super::handbook;
use crate::guide::{Guide, Language};
use markup::Additions;
use survey::{Section, survey};

pub(crate) use head::CONTENT_SECURITY_POLICY;

/// The pages of each language.
pub(crate) const OUTPUT: Output = Output {
    name: "pages",
    slow: false,
    words: &[],
    make: Make::OfLanguage(make),
};

/// The template that mdBook gets: ours puts the page around it.
const CHAPTER: &str = "{{{ content }}}";
/// A page shows the list of its sections if it has more than this many.
const FEW_SECTIONS: usize = 3;
/// The headings under which `dates.js` asks for a date.
const DATES: [&str; 3] = ["step-1-dates", "step-5-sixty-days", "leaving"];

/// A PDF that pages offer.
#[derive(Serialize)]
pub(crate) struct Offer {
    href: String,
    size: String,
    pages: usize,
}

impl Offer {
    /// The PDF of `edition` among the files that are `made`; `folder` leads to its language's folder.
    pub(crate) fn of(edition: &Edition, made: &[File], folder: &str) -> Option<Self> {
        let path = handbook::path(edition);
        let file = made.iter().find(|file| file.path == path)?;
        Some(Self {
            href: format!("{folder}{}", handbook::file_name(edition)),
            size: format!("{} KB", file.content.len().div_ceil(1000)),
            pages: file.sheets?,
        })
    }
}

/// What the template `page` is filled with.
#[derive(Serialize)]
struct Page<'a> {
    tag: &'a str,
    name: &'a str,
    csp: &'a str,
    site_url: &'a str,
    assets: &'a BTreeMap<String, String>,
    languages: &'a [Language],
    /// The page in the folder of its language.
    file: &'a str,
    /// The way from the page to the folder of its language, empty or `../`.
    top: &'a str,
    /// The way from the page to the root of the site, `../`.
    root: &'a str,
    home: bool,
    title: String,
    description: &'a str,
    parts: &'a [Part],
    steps: &'a [&'a Chapter],
    /// The number of the step.
    step: Option<usize>,
    pager: Option<Pager<'a>>,
    pdf: Option<Offer>,
    dated: &'a str,
    messages: bool,
    ticks: bool,
    dates: Vec<&'a str>,
    content: &'a str,
}

/// The chapters before and after.
#[derive(Serialize)]
struct Pager<'a> {
    previous: Option<&'a Chapter>,
    next: Option<&'a Chapter>,
}

fn make(site: &Site, edition: &Edition, made: &[File]) -> Result<Vec<File>> {
    let rendered = render(site.guide, edition)?;
    let pages = edition.contents.chapters.iter().zip(rendered);
    pages
        .map(|(chapter, html)| {
            let page = finish(site, edition, made, chapter, &html)?;
            let path = format!("{}/{}", edition.language.tag, chapter.file);
            Ok(File::new(path, page))
        })
        .collect()
}

/// The content of each chapter of `edition`, as mdBook renders it.
fn render(guide: &Guide, edition: &Edition) -> Result<Vec<String>> {
    let scratch = tempfile::tempdir()?;
    let theme = scratch.path().join("theme");
    fs::create_dir(&theme)?;
    fs::write(theme.join("index.hbs"), CHAPTER)?;
    let mut config = edition.config.clone();
    config.set("output.html.theme", &theme)?;
    // What mdBook ships for its own template is not published; hashing it would be for nothing.
    config.set("output.html.hash-files", false)?;
    let mut book = edition.book.clone();
    book.for_each_chapter_mut(|chapter| chapter.content = plan::for_screens(&chapter.content));
    let destination = scratch.path().join("html");
    HtmlHandlebars::new().render(&RenderContext::new(&guide.root, book, config, &destination))?;
    let chapters = edition.contents.chapters.iter();
    chapters
        .map(|chapter| {
            fs::read_to_string(destination.join(&chapter.file))
                .with_context(|| format!("reading {}", chapter.file))
        })
        .collect()
}

/// The whole page around the content of a chapter.
fn finish(
    site: &Site,
    edition: &Edition,
    made: &[File],
    chapter: &Chapter,
    html: &str,
) -> Result<String> {
    let survey = survey(html)?;
    let language = edition.language;
    let top = path_to_root(&chapter.file);
    let root = format!("../{top}");
    let steps = edition.contents.steps();
    let step = steps.iter().position(|step| step.file == chapter.file);
    let additions = Additions {
        file: &chapter.file,
        top: &top,
        tag: &language.tag,
        step: step.is_some(),
        source_column: language
            .catalog
            .translate(SOURCE_AND_DATE)
            .map_err(Problems::from)?,
        copy: part(site, language, "copy", &[])?,
        progress: (chapter.home)
            .then(|| part(site, language, "progress", &[]))
            .transpose()?,
        sections: (!chapter.home && survey.sections.len() > FEW_SECTIONS)
            .then(|| part(site, language, "sections", &survey.sections))
            .transpose()?,
    };
    let content = markup::accessible(html, &survey, additions)?;
    let has_boxes = content.contains("type=\"checkbox\"");
    let content = doors::with_doors(site, language, chapter, &content)?;
    let content = plan::with_plan(site, edition, &content)?;
    let is_plan = chapter.file == plan::FILE;
    let content = if survey.messages.len() > 1 {
        let blanks = plan::fields(site, edition)?;
        let data = serde_json::json!({ "tag": language.tag, "blanks": blanks });
        plan::with_fields(&content, &site.templates.render("fields", &data)?)
    } else {
        content
    };
    let description = head::description(&survey.opening);
    let (previous, next) = edition.contents.neighbours(&chapter.file);
    let page = Page {
        tag: &language.tag,
        name: &language.name,
        csp: CONTENT_SECURITY_POLICY,
        site_url: site.url,
        assets: &site.assets.addresses,
        languages: &site.guide.languages,
        file: &chapter.file,
        top: &top,
        root: &root,
        home: chapter.home,
        title: head::title(edition, chapter),
        description: &description,
        parts: &edition.contents.parts,
        steps: &steps,
        step: step.map(|index| index + 1),
        pager: (previous.is_some() || next.is_some()).then_some(Pager { previous, next }),
        pdf: Offer::of(edition, made, &top),
        dated: &edition.dated,
        messages: is_plan || !survey.messages.is_empty(),
        ticks: chapter.home || has_boxes,
        dates: DATES
            .into_iter()
            .filter(|id| survey.headings.iter().any(|heading| heading == id))
            .collect(),
        content: &content,
    };
    Ok(site.templates.render("page", &page)?)
}

/// A part that is put into the chapter, from the template `name`.
fn part(
    site: &Site,
    language: &Language,
    name: &str,
    sections: &[Section],
) -> Result<String, Problems> {
    let data = serde_json::json!({ "tag": language.tag, "sections": sections });
    let html = site.templates.render(name, &data)?;
    Ok(html.trim_end().to_owned())
}
