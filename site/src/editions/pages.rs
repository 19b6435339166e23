//! The pages of one language: each chapter as mdBook's parser reads it, finished, with our page around it.

mod content;
mod doors;
mod head;
mod letters;
mod markup;
mod moved;
mod operators;
mod plan;
mod tables;

use anyhow::Result;
use handlebars::html_escape;
use mdbook_core::utils::fs::path_to_root;
use mdbook_operators::{Problems, SOURCE_AND_DATE};
use serde::Serialize;
use serde_json::{Value, json};

use super::contents::Chapter;
use super::edition::{Edition, Make, Output, Site};
use super::file::File;
use super::handbook;
use content::{Content, unbroken};
use tables::tables;

pub(crate) use head::CONTENT_SECURITY_POLICY;

/// The pages of each language.
pub(crate) const OUTPUT: Output = Output {
    name: "pages",
    slow: false,
    words: &[],
    make: Make::OfLanguage(make),
};

/// A page shows the list of its sections if it has more than this many.
const FEW_SECTIONS: usize = 3;
/// The list of steps on the first page.
const STEPS: &str = "#six-steps ~ ul";
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

fn make(site: &Site, edition: &Edition, made: &[File]) -> Result<Vec<File>> {
    let chapters = edition
        .contents
        .chapters
        .iter()
        .zip(edition.book.chapters());
    let pages = chapters.map(|(chapter, source)| {
        let page = page(site, edition, made, chapter, &source.content)?;
        let path = format!("{}/{}", edition.language.tag, chapter.file);
        Ok(File::new(path, page))
    });
    pages.collect()
}

/// The page of `chapter`, whose text is `markdown`.
fn page(
    site: &Site,
    edition: &Edition,
    made: &[File],
    chapter: &Chapter,
    markdown: &str,
) -> Result<String> {
    let content = finished(site, edition, chapter, markdown)?;
    let has = |selector: &str| !content.find(selector).is_empty();
    let headings = content.find("h1, h2, h3").into_iter();
    let headings: Vec<&str> = headings.map(|id| content.attribute(id, "id")).collect();
    let near = DATES.into_iter().filter(|id| headings.contains(id));
    let top = path_to_root(&chapter.file);
    let steps = edition.contents.steps();
    let step = steps.iter().position(|step| step.file == chapter.file);
    let (previous, next) = edition.contents.neighbours(&chapter.file);
    let page = json!({
        "tag": edition.language.tag,
        "name": edition.language.name,
        "csp": CONTENT_SECURITY_POLICY,
        "site_url": site.url,
        "assets": site.assets.addresses,
        "languages": site.guide.languages,
        "file": chapter.file,
        // The ways to the folder of the language, empty or `../`, and to the root of the site.
        "top": top,
        "root": format!("../{top}"),
        "home": chapter.home,
        "title": head::title(edition, chapter, &content),
        "description": head::description(edition, chapter, &content),
        "parts": edition.contents.parts,
        "steps": steps,
        "step": step.map(|index| index + 1),
        "parent": chapter.parent.as_ref().map(|(file, title)| json!({ "file": file, "title": title })),
        "previous": previous,
        "next": next,
        "pdf": Offer::of(edition, made, &top),
        "dated": unbroken(&html_escape(&edition.dated)),
        "messages": chapter.file == plan::FILE || has(".message"),
        "ticks": chapter.home || has("input[type=checkbox]"),
        "dates": near.collect::<Vec<_>>(),
        "operator": has(".number, .numbers"),
        "days": has("[data-end]"),
        "content": plan::with_plan(site, edition, &content.html())?,
    });
    Ok(site.templates.render("page", &page)?)
}

/// The content of `chapter`, whose text is `markdown`, with all that Markdown cannot say.
fn finished(site: &Site, edition: &Edition, chapter: &Chapter, markdown: &str) -> Result<Content> {
    let mut content = if chapter.file == plan::FILE {
        Content::of(&plan::for_screens(markdown)?)
    } else {
        Content::of(markdown)
    };
    operators::operators(site, edition, chapter, &mut content)?;
    let source = edition.language.catalog.translate(SOURCE_AND_DATE);
    tables(&mut content, &source?);
    markup::finish(&mut content, chapter, &edition.language.tag);
    letters::messages(&mut content, &part(site, edition, "copy", json!({}))?);
    if chapter.file != plan::FILE {
        moved::rows(&mut content, chapter, &site.guide.moved).map_err(Problems::from)?;
        fields(site, edition, &chapter.file, &mut content)?;
    }
    insert(site, edition, chapter, &mut content)?;
    Ok(content)
}

/// Puts above the first text to send of `content` the fields of the blanks of all its texts.
fn fields(site: &Site, edition: &Edition, file: &str, content: &mut Content) -> Result<()> {
    let texts = content.find(".message");
    let Some(first) = texts.first() else {
        return Ok(());
    };
    let written: String = texts.iter().map(|text| content.text(*text)).collect();
    let blanks = plan::fields(site, edition, file, &written)?;
    if blanks.is_empty() {
        return Ok(());
    }
    let fields = part(site, edition, "fill", json!({ "blanks": blanks }))?;
    let text = content.element(*first).html();
    content.replace(*first, &format!("{fields}\n{text}"));
    Ok(())
}

/// Puts into the `content` of `chapter` what it is to have of the list of its sections, of how far the
/// reader is, and of links to the plan.
fn insert(site: &Site, edition: &Edition, chapter: &Chapter, content: &mut Content) -> Result<()> {
    let sections: Vec<Value> = (content.find("main > h2[id]").into_iter())
        .map(|id| json!({ "id": content.attribute(id, "id"), "title": content.text(id).trim() }))
        .collect();
    let (place, name) = if chapter.home {
        (content.find(STEPS), "progress")
    } else {
        (content.blocks("p"), "sections")
    };
    if let Some(place) = place.first()
        && (chapter.home || sections.len() > FEW_SECTIONS)
    {
        if chapter.home {
            content.set(*place, "class", "steps journey");
        }
        let html = part(site, edition, name, json!({ "sections": sections }))?;
        content.after(*place, &format!("\n{html}"));
    }
    doors::insert(site, edition, chapter, content)
}

/// A part of a page, from the template `name` and `data` for it.
fn part(site: &Site, edition: &Edition, name: &str, mut data: Value) -> Result<String, Problems> {
    data["tag"] = json!(edition.language.tag);
    let html = site.templates.render(name, &data)?;
    Ok(html.trim_end().to_owned())
}
