//! The order of a build.

use std::path::Path;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use mdbook_operators::Problems;

use crate::age;
use crate::front::{self, Edition};
use crate::guide::{Guide, Language};
use crate::messages::check_catalogs;
use crate::pages::{self, Offer, Page, Surroundings};
use crate::pdf::{self, Press};
use crate::publish::Staging;
use crate::search;
use crate::terms;

/// What a build is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The folder of the guide.
    pub root: &'a Path,
    /// The folder that the site replaces.
    pub destination: &'a Path,
    /// Where the site will be published, without a closing slash; empty if unknown.
    pub site_url: &'a str,
    /// Whether to typeset the PDFs.
    pub pdfs: bool,
}

/// Builds the whole site and publishes it in one step; a failed build leaves the last one alone.
///
/// Says on standard error how long each part took; returns one line that says what was written.
///
/// # Errors
/// Everything wrong with the data, the catalogs, the chapters or the theme, or a disk that cannot
/// be written.
pub fn build(request: Request) -> Result<String> {
    let start = Instant::now();
    let guide = Guide::load(request.root)?;
    if let Err(holes) = check_catalogs(&guide) {
        check_source(&guide)?;
        return Err(holes);
    }
    report("data and catalogs", start);
    warn_of_age(&guide);
    let staging = Staging::beside(request.destination)?;
    let assets = pages::assets(&guide)?;
    for asset in &assets {
        staging.write(&asset.file, &asset.content)?;
    }
    let assets: Vec<(String, String)> = assets
        .into_iter()
        .map(|asset| (asset.value, asset.file))
        .collect();

    let press = request.pdfs.then(|| Press::read(&guide.root)).transpose()?;
    let built = build_languages(&guide, press.as_ref(), request.site_url, &assets)?;
    let mut indexed = Vec::new();
    for (language, built) in guide.languages.iter().zip(&built) {
        for page in &built.pages {
            // The index is made of the whole page: Pagefind goes by end tags.
            staging.write(
                &format!("{}/{}", language.tag, page.file),
                pages::lean(&page.html)?,
            )?;
            indexed.push((format!("{}/{}", language.tag, page.file), page.html.clone()));
        }
        if let Some(pdf) = &built.pdf {
            staging.write(
                &format!("{}/{}", language.tag, pdf::file_name(language)),
                &pdf.bytes,
            )?;
        }
    }
    let editions: Vec<Edition> = guide
        .languages
        .iter()
        .zip(&built)
        .map(|(language, built)| Edition {
            language,
            pdf: built.pdf.as_ref().map(|pdf| Offer::of(pdf, language)),
            chapters: built.chapters.clone(),
        })
        .collect();
    front::write(&staging, &guide, &editions, &assets, request.site_url)?;
    let indexing = Instant::now();
    search::write(&staging, &guide.root, &indexed)?;
    report("search", indexing);
    staging.publish()?;
    Ok(format!(
        "wrote {} pages in {} languages, {} PDFs and the search index to {} in {:.1} s",
        indexed.len(),
        guide.languages.len(),
        editions
            .iter()
            .filter(|edition| edition.pdf.is_some())
            .count(),
        request.destination.display(),
        start.elapsed().as_secs_f64(),
    ))
}

/// Refuses what is wrong in the Chinese text itself, such as a link that leads nowhere: then every
/// catalog lacks that text, and to mend the catalogs would be to copy the mistake.
fn check_source(guide: &Guide) -> Result<()> {
    let language = guide.source();
    let (book, _) = guide.preprocessed(language)?;
    pdf::typeset(guide, None, language, &terms::without_links(book), "")?;
    Ok(())
}

/// One language, ready to be written.
struct Built {
    pages: Vec<Page>,
    chapters: Vec<(String, String)>,
    pdf: Option<pdf::Pdf>,
}

/// The languages side by side: none knows of another.
fn build_languages(
    guide: &Guide,
    press: Option<&Press>,
    site_url: &str,
    assets: &[(String, String)],
) -> Result<Vec<Built>> {
    let results: Vec<Result<Built>> = thread::scope(|scope| {
        let threads: Vec<_> = guide
            .languages
            .iter()
            .map(|language| {
                scope.spawn(move || build_language(guide, press, language, site_url, assets))
            })
            .collect();
        let results = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err(anyhow!("the build of a language panicked")))
        });
        results.collect()
    });
    all(results)
}

/// Every language, or what is wrong in all of them, the same problem once.
fn all(results: Vec<Result<Built>>) -> Result<Vec<Built>> {
    let mut built = Vec::new();
    let mut problems = Problems::default();
    for result in results {
        match result {
            Ok(language) => built.push(language),
            Err(error) => match error.downcast_ref::<Problems>() {
                Some(found) => problems.0.extend(found.0.iter().cloned()),
                None => return Err(error),
            },
        }
    }
    problems.0.sort();
    problems.0.dedup();
    problems.into_result()?;
    Ok(built)
}

fn build_language(
    guide: &Guide,
    press: Option<&Press>,
    language: &Language,
    site_url: &str,
    assets: &[(String, String)],
) -> Result<Built> {
    let start = Instant::now();
    let (book, config) = guide
        .preprocessed(language)
        .with_context(|| format!("language {}", language.tag))?;
    let contents = pages::Contents::of(&book);
    let chapters = contents
        .chapters()
        .map(|chapter| (chapter.file.clone(), chapter.title.clone()))
        .collect();
    let typesetting = Instant::now();
    let paper = terms::without_links(book.clone());
    let pdf = pdf::typeset(guide, press, language, &paper, site_url)?;
    if pdf.is_some() {
        report(&format!("{}: PDF", language.tag), typesetting);
    }
    let oldest = age::oldest(&guide.data)?;
    let dated = age::dated(oldest, &language.catalog).map_err(Problems::from)?;
    let around = Surroundings {
        languages: &guide.languages,
        site_url,
        pdf: pdf.as_ref().map(|pdf| Offer::of(pdf, language)),
        dated: &dated,
        contents: &contents,
        assets,
    };
    let rendered = pages::render(guide, language, terms::with_links(book), config)?;
    let pages: Result<Vec<Page>> = rendered
        .into_iter()
        .map(|page| pages::finish(page, language, &around))
        .collect();
    report(&format!("{}: everything", language.tag), start);
    Ok(Built {
        pages: pages?,
        chapters,
        pdf,
    })
}

/// Facts grow old without anybody noticing; whoever builds is told.
fn warn_of_age(guide: &Guide) {
    let (checked, today) = (age::checked(&guide.data), age::today());
    let old: Vec<_> = checked
        .iter()
        .filter(|one| age::days(one, today) > age::OLD)
        .collect();
    if old.is_empty() {
        return;
    }
    eprintln!(
        "warning: {} facts were checked more than {} days ago:",
        old.len(),
        age::OLD
    );
    for one in old {
        eprintln!("  {} {}", one.day, one.what);
    }
}

fn report(part: &str, since: Instant) {
    eprintln!("  {part}: {:.2} s", since.elapsed().as_secs_f64());
}
