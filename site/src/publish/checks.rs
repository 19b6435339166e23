//! Which folders a site must not replace.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};
use mdbook_operators::Problem;

use super::compressed::ENDS;
use crate::editions;
use crate::guide::{FINDER, FOLDERS, is_language_tag};

/// What to do about a folder that is refused.
pub(super) const ANOTHER: &str =
    "choose another folder with --dest, such as book in the guide's folder";

/// What every site has, by which a folder is known for one.
const OURS: [&str; 3] = ["404.html", "sitemap.xml", "pagefind/pagefind-entry.json"];

/// `path` from the root of the disk, without `..` and without symbolic links. What is not there yet
/// holds no link.
pub(super) fn resolved(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path)
        .with_context(|| Problem::general(format!("{} is no folder", path.display()), ANOTHER))?;
    let mut resolved = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            component => resolved.push(component),
        }
        if let Ok(real) = resolved.canonicalize() {
            resolved = real;
        }
    }
    Ok(resolved)
}

/// Refuses a destination that cannot be moved without moving something else: the guide in `root`,
/// or the folder from which relative paths start. Both paths of a comparison are resolved.
pub(super) fn check_place(destination: &Path, root: &Path) -> Result<()> {
    let refuse = |reason: &str, cure: &str| {
        let what = format!("{} {reason}", destination.display());
        Err(Problem::general(what, cure).into())
    };
    let root = resolved(root)?;
    if root.starts_with(destination) {
        return refuse(
            "holds the guide itself, which the site would replace",
            ANOTHER,
        );
    }
    for part in FOLDERS {
        if destination.starts_with(resolved(&root.join(part))?) {
            return refuse("is a part of the guide", ANOTHER);
        }
    }
    let current = std::env::current_dir().and_then(fs::canonicalize);
    if current.is_ok_and(|current| current.starts_with(destination)) {
        let cure = "go to another folder first: this one is replaced";
        return refuse("is the current folder or holds it", cure);
    }
    Ok(())
}

/// Refuses a destination that is there and is neither an empty folder nor a built site.
pub(super) fn check_site(destination: &Path) -> Result<()> {
    let refuse = |reason: &str| {
        let what = format!("{} {reason}", destination.display());
        Err(Problem::general(what, ANOTHER).into())
    };
    if destination.is_symlink() {
        return refuse("is a link that leads nowhere");
    }
    if !destination.exists() {
        return Ok(());
    }
    let Ok(mut entries) = fs::read_dir(destination) else {
        return refuse("is no folder that can be read");
    };
    if entries.next().is_none() || OURS.iter().all(|file| destination.join(file).exists()) {
        return Ok(());
    }
    refuse("holds something else than a built site, which building would delete")
}

/// Refuses to delete what no build has written: at the top of a site stand what the new one of
/// `files` has, the same compressed, and folders of languages, which it may have no more. `css` and `img` have the form of
/// a language tag as well: a folder of a language begins with a page.
pub(super) fn check_owner(destination: &Path, files: &[editions::File]) -> Result<()> {
    let known = |name: &str| {
        let name = ENDS
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(name);
        let tops = files.iter().map(|file| file.path.split('/').next());
        name == FINDER
            || is_language_tag(name) && destination.join(name).join("index.html").is_file()
            || tops.into_iter().any(|top| top == Some(name))
    };
    let mut others = Vec::new();
    for entry in fs::read_dir(destination).into_iter().flatten() {
        let unread = || Problem::unreadable(destination.to_string_lossy());
        let entry = entry.with_context(unread)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !known(&name) {
            others.push(name);
        }
    }
    others.sort();
    if others.is_empty() {
        return Ok(());
    }
    let (folder, others) = (destination.display(), others.join(", "));
    let what = format!("{folder} holds what the new site has not: {others}");
    let cure =
        "move it to static/ in the guide's folder, which is copied into every site, or delete it";
    Err(Problem::general(what, cure).into())
}
