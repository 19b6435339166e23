//! What is made of the guide: outputs, side by side.
//!
//! An output has one of two shapes: it makes files of one language's book, or of the whole site. To
//! add one, write it in a file of its own here and add it to [`OUTPUTS`].

mod answers;
mod assets;
mod contents;
mod edition;
mod file;
mod front;
mod handbook;
mod hosts;
mod pages;
mod pdf;
mod search;

use anyhow::{Error, Result, anyhow};

use assets::Assets;
use edition::{Edition, Make, of_each};
pub(crate) use edition::{Output, Site};
pub(crate) use file::File;
pub(crate) use front::base;
pub(crate) use pages::CONTENT_SECURITY_POLICY;

use crate::guide::Guide;
use crate::words::Templates;

/// All outputs, in the order in which they are made: each may look at the files before it, and the last
/// one takes no name that another has.
pub(crate) const OUTPUTS: &[Output] = &[
    handbook::OUTPUT,
    pages::OUTPUT,
    front::OUTPUT,
    search::OUTPUT,
    hosts::OUTPUT,
];

/// The name of the output that takes most of the time.
pub(crate) const PDF: &str = handbook::OUTPUT.name;

/// The name of the output that is the search index.
pub(crate) const SEARCH: &str = search::OUTPUT.name;

/// The words of all outputs that stand in code: a catalog translates them.
pub(crate) fn words() -> Vec<&'static str> {
    let all = OUTPUTS.iter().flat_map(|output| output.words);
    all.copied().collect()
}

/// How much of the machine a build may take.
#[derive(Clone, Copy)]
pub(crate) enum Pace<'a> {
    /// All of it: the languages side by side.
    AtOnce,
    /// Little: one language after the other, and only as long as this says yes.
    Behind(&'a dyn Fn() -> bool),
}

/// Why a build ended before it was done; nobody is told.
pub(crate) fn overtaken() -> Error {
    anyhow!("a newer change has overtaken this build")
}

/// The files of one output, given those `made` before it.
///
/// # Errors
/// What the output refuses, of all languages, or [`overtaken`].
pub(crate) fn make(output: &Output, site: &Site, made: &[File], pace: Pace) -> Result<Vec<File>> {
    let mut files = match output.make {
        Make::OfSite(make) => {
            go_on(pace)?;
            make(site, made)?
        }
        Make::OfLanguage(make) => {
            let work = |edition| {
                go_on(pace)?;
                make(site, edition, made)
            };
            match pace {
                Pace::AtOnce => of_each(&site.editions, |edition| make(site, edition, made))?,
                Pace::Behind(_) => site.editions.iter().map(work).collect::<Result<_>>()?,
            }
            .concat()
        }
    };
    for file in &mut files {
        file.slow = output.slow;
    }
    Ok(files)
}

fn go_on(pace: Pace) -> Result<()> {
    match pace {
        Pace::Behind(is_wanted) if !is_wanted() => Err(overtaken()),
        _ => Ok(()),
    }
}

/// The site of `guide` at `url`, ready for its outputs, its pages filled in from `templates`. What only the
/// handbook would notice, such as a link that leads nowhere, is refused as well: it is a mistake of the
/// pages, too.
///
/// # Errors
/// What is wrong in the chapters, of all languages, or a theme that cannot be read.
pub(crate) fn site<'g>(
    guide: &'g Guide,
    templates: &'g Templates<'g>,
    url: &'g str,
) -> Result<Site<'g>> {
    let edition = |language| {
        let edition = Edition::of(guide, language)?;
        pdf::check(guide, &edition, url)?;
        Ok(edition)
    };
    Ok(Site {
        guide,
        templates,
        assets: Assets::read(&guide.root.join("theme"), &guide.data.plan)?,
        url,
        editions: of_each(&guide.languages, edition)?,
    })
}

/// Refuses what is wrong in the text as it is written, before any translation.
///
/// # Errors
/// What is wrong in the Chinese text itself.
pub(crate) fn check_source(guide: &Guide) -> Result<()> {
    pdf::check(guide, &Edition::of(guide, guide.source())?, "")
}
