//! `build`: the order of everything.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use mdbook_operators::{Problem, Problems};

use crate::beside::both;
use crate::editions::{self, File, OUTPUTS, Output, Pace};
use crate::gate::{self, Rules};
use crate::guide::contacts::Contacts;
use crate::guide::{Guide, age};
use crate::publish::{Place, Wait, compressed};
use crate::report::{say, tell, took};
use crate::words::{Templates, check_catalogs};

/// What a build is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The folder of the guide.
    pub(crate) root: PathBuf,
    /// The folder that the site replaces.
    pub(crate) destination: PathBuf,
    /// Where the site will be published, without a closing slash; empty if unknown.
    pub(crate) site_url: String,
    /// Whether to typeset the PDFs.
    pub(crate) pdfs: bool,
    /// Whether to say how long each part takes and which facts are old.
    pub(crate) verbose: bool,
}

impl Request {
    /// Whether the site is to have what `output` makes.
    pub(crate) fn wants(&self, output: &Output) -> bool {
        self.pdfs || output.name != editions::PDF
    }
}

/// Builds the whole site, then publishes it, with its texts `compress`ed as well or not; a failed build
/// leaves the last one alone.
///
/// Says in one line on standard output what was written.
///
/// # Errors
/// Everything wrong with the data, the catalogs, the chapters or the theme, or a disk that cannot
/// be written.
pub(crate) fn build(request: &Request, compress: bool) -> Result<()> {
    let start = Instant::now();
    let place = Place::take(&request.destination, &request.root)?;
    let wanted = |output: &Output| request.wants(output);
    let mut files = files(request, Vec::new(), wanted, Pace::AtOnce)?;
    if compress {
        let start = Instant::now();
        files.extend(compressed(&files));
        took("compressed", start);
    }
    place.publish(&files, Wait::ForDisk)?;
    say(summary(request, &files, start))
}

/// The files of the site, `known` ones and those of the outputs that are `wanted`. Says on standard error
/// what a request that is verbose asks for.
///
/// # Errors
/// Everything wrong with the guide, or [`editions::overtaken`].
pub(crate) fn files(
    request: &Request,
    known: Vec<File>,
    wanted: impl Fn(&Output) -> bool,
    pace: Pace,
) -> Result<Vec<File>> {
    let took = |part, start| {
        if request.verbose {
            took(part, start);
        }
    };
    let start = Instant::now();
    let guide = Guide::load(&request.root)?;
    let templates = Templates::read(&guide)?;
    let (catalogs, site) = both(
        || check_catalogs(&guide, &templates, &editions::words()),
        || editions::site(&guide, &templates, &request.site_url),
    );
    if let Err(holes) = catalogs {
        // What is wrong in the Chinese text is missing in every catalog: to mend the catalogs would be
        // to copy the mistake.
        editions::check_source(&guide)?;
        return Err(holes);
    }
    let site = site?;
    took("data, catalogs and chapters", start);
    if request.verbose {
        warn_of_age(&guide);
    }
    let mut files = known;
    for output in OUTPUTS {
        if wanted(output) {
            let start = Instant::now();
            files.extend(editions::make(output, &site, &files, pace)?);
            took(output.name, start);
        }
    }
    let start = Instant::now();
    gate::check(&files, &rules(request, &guide, wanted)?)?;
    took("gate", start);
    Ok(files)
}

/// What the gate lets pass.
fn rules<'a>(
    request: &'a Request,
    guide: &'a Guide,
    wanted: impl Fn(&Output) -> bool,
) -> Result<Rules<'a>> {
    let is_made = |name| {
        OUTPUTS
            .iter()
            .any(|output| output.name == name && wanted(output))
    };
    Ok(Rules {
        languages: guide.languages.iter().map(|one| one.tag.as_str()).collect(),
        site_url: &request.site_url,
        policy: editions::CONTENT_SECURITY_POLICY,
        contacts: Contacts::of(&guide.data),
        published: guide.published()?,
        pdfs: is_made(editions::PDF),
        search: is_made(editions::SEARCH),
    })
}

/// What was written, in one line.
pub(crate) fn summary(request: &Request, files: &[File], start: Instant) -> String {
    // What stands at the root is in all languages.
    let folders = |extension| {
        let of_kind = files
            .iter()
            .filter(move |file| file.path.ends_with(extension));
        of_kind.filter_map(|file| Some(file.path.split_once('/')?.0))
    };
    let (pages, pdfs) = (folders(".html").count(), folders(".pdf").count());
    let languages = folders(".html").collect::<BTreeSet<_>>().len();
    let pdfs = if pdfs == 0 && request.pdfs {
        "no PDFs yet,".to_owned()
    } else {
        format!("{pdfs} PDFs")
    };
    format!(
        "wrote {pages} pages in {languages} languages, {pdfs} and the search index to {} in {:.1} s",
        request.destination.display(),
        start.elapsed().as_secs_f64(),
    )
}

/// Facts grow old without anybody noticing; whoever builds is told.
fn warn_of_age(guide: &Guide) {
    let (checked, today) = (age::checked(&guide.data), age::today());
    let old = checked
        .iter()
        .filter(|one| age::days(one, today) > age::OLD);
    let warnings = old.map(|one| {
        let what = format!("{} was last checked on {}", one.what, one.day);
        let cure = "compare it with its source, and write the day on which you did so";
        Problem::of_file(one.file, what, cure).as_warning()
    });
    let warnings = Problems(warnings.collect());
    if !warnings.0.is_empty() {
        tell(&warnings);
    }
}
