//! What `site` promises, at its edges: a guide on disk in, a site on disk or a clear error out.
//!
//! The tests change copies of the guide itself, so that they hold for what is published.

mod age;
mod allowed;
mod build;
mod chapters;
mod contacts;
mod content;
mod damage;
mod facts;
mod folders;
mod fonts;
mod gate;
mod hosts;
mod languages;
mod messages;
mod publish;
mod routes;
mod serve;
mod templates;
mod translations;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// The guide's own root.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The guide's list of chapters.
fn summary() -> String {
    fs::read_to_string(root().join("src/SUMMARY.md")).expect("the guide has chapters")
}

/// How many pages the guide has in `languages`.
fn pages_in(languages: usize) -> usize {
    summary().matches(".md)").count() * languages
}

/// A copy of everything the guide is made of.
fn copy_of_guide() -> TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for name in [
        "book.toml",
        "operators.json",
        "sources.json",
        "plan.json",
        "permalinks.txt",
        "moved.json",
        "src",
        "po",
        "theme",
        "fonts",
    ] {
        copy_tree(&root().join(name), &copy.path().join(name));
    }
    copy
}

fn copy_tree(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy_tree(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// Replaces the first `old` in a file of a guide.
#[track_caller]
fn edit(guide: &Path, file: &str, old: &str, new: &str) {
    let path = guide.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} does not contain {old}");
    fs::write(&path, text.replacen(old, new, 1)).unwrap();
}

fn site(arguments: &[&str], guide: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(arguments)
        .args(["--root", &guide.to_string_lossy()])
        .output()
        .expect("it starts")
}

/// A standard error or output whose reader has gone.
fn unread() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// Builds a guide and returns what it says on standard output.
#[track_caller]
fn built(guide: &Path) -> String {
    said(site(&["build"], guide))
}

/// The same without PDFs, which take most of the time.
#[track_caller]
fn built_without_pdfs(guide: &Path) -> String {
    said(site(&["build", "--no-pdf"], guide))
}

#[track_caller]
fn said(output: Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Builds a guide that is wrong and returns what it says on standard error.
#[track_caller]
fn refused(guide: &Path) -> String {
    let output = site(&["build"], guide);
    assert!(!output.status.success(), "it was built");
    String::from_utf8(output.stderr).unwrap()
}

/// The guide's own site, built once for all tests that only read.
fn published() -> &'static Path {
    static SITE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, site) = SITE.get_or_init(|| {
        let copy = copy_of_guide();
        built(copy.path());
        let site = copy.path().join("book");
        (copy, site)
    });
    site
}

/// Every file below a folder, relative to it, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(
                    path.strip_prefix(folder)
                        .unwrap()
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    found.sort();
    found
}

/// A page by which a site is known again.
const PAGE: &str = "zh-Hans/step-2.html";

/// A copy of the guide, in Chinese only, which is built faster, with a site in `book/`.
fn guide_with_site() -> TempDir {
    let guide = copy_of_guide();
    for catalog in ["nb", "en"] {
        fs::remove_file(guide.path().join(format!("po/{catalog}.po"))).unwrap();
    }
    put_site(&guide.path().join("book"));
    guide
}

/// Puts a site into `folder`.
fn put_site(folder: &Path) {
    copy_tree(published(), folder);
    fs::write(folder.join(PAGE), "the last site").unwrap();
}

fn is_last(site: &Path) -> bool {
    fs::read_to_string(site.join(PAGE)).unwrap() == "the last site"
}
