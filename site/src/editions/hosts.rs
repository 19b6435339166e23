//! Files for the host of the site, such as `CNAME` and `.well-known/`: what the guide has in `static/`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use mdbook_operators::{Problem, Problems};

use super::edition::{Make, Output, Site};
use super::file::File;
use crate::guide::{FINDER, names_in};

/// The folder, below the guide's.
const FOLDER: &str = "static";
/// The ends of names that a browser shows as a page, with its scripts.
const PAGES: [&str; 9] = [
    "htm", "html", "mht", "mhtml", "shtml", "svg", "xht", "xhtml", "xml",
];

/// The files in `static/`.
pub(crate) const OUTPUT: Output = Output {
    name: FOLDER,
    slow: false,
    words: &[],
    make: Make::OfSite(make),
};

/// Every file in `static/`, as it is.
///
/// # Errors
/// What is no plain file, whose content may be any file of this machine; what has the name of a file that
/// is `made`; and a page, which nothing has checked.
fn make(site: &Site, made: &[File]) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut problems = Problems::default();
    if site.guide.root.join(FOLDER).exists() {
        read(&site.guide.root, FOLDER, &mut files, &mut problems)?;
    }
    for file in &files {
        let is_made = (made.iter()).any(|other| other.path.eq_ignore_ascii_case(&file.path));
        let (what, cure) = if is_made {
            let what = "has the name of a file that the build makes";
            (what, "give it another name, or delete it")
        } else if is_page(&file.path) {
            let cure = "write what readers are to see as a chapter in src/; to show a search engine that \
                        the site is yours, use a record in the DNS";
            ("is a page, and the build makes all pages", cure)
        } else {
            continue;
        };
        let place = format!("{FOLDER}/{}", file.path);
        problems.0.push(Problem::of_file(place, what, cure));
    }
    problems.into_result()?;
    Ok(files)
}

/// Whether a browser shows the file `path` as a page.
fn is_page(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, end)| PAGES.contains(&end.to_ascii_lowercase().as_str()))
}

fn read(root: &Path, folder: &str, files: &mut Vec<File>, problems: &mut Problems) -> Result<()> {
    for name in names_in(root, folder)? {
        if name == FINDER {
            continue;
        }
        let path = format!("{folder}/{name}");
        let unread = || Problem::unreadable(&path);
        let kind = root.join(&path).symlink_metadata().with_context(unread)?;
        if kind.is_dir() {
            read(root, &path, files, problems)?;
        } else if kind.is_file() {
            let content = fs::read(root.join(&path)).with_context(unread)?;
            files.push(File::new(&path[FOLDER.len() + 1..], content));
        } else {
            let what = "is a link or another file that holds no content of its own";
            problems
                .0
                .push(Problem::of_file(path, what, "put the file itself there"));
        }
    }
    Ok(())
}
