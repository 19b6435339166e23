//! Publishing replaces the last site and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::{PAGE, files, guide_with_site, is_last, put_site};

/// Builds without PDFs from the folder `current`.
fn build_in(current: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["build", "--no-pdf"])
        .args(arguments)
        .current_dir(current)
        .output()
        .expect("it starts")
}

/// The content of every file below a folder.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |file: String| (file.clone(), fs::read(folder.join(&file)).unwrap());
    files(folder).into_iter().map(read).collect()
}

#[test]
fn a_path_that_leads_through_the_site_replaces_it() {
    let guide = guide_with_site();
    for destination in [
        "book/../book",
        "./book/../book/",
        "book/.",
        "book/en/../../book",
    ] {
        let output = build_in(guide.path(), &["--dest", destination]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{destination}: {error}");
        let page = guide.path().join("book").join(PAGE);
        assert!(!is_last(&guide.path().join("book")), "{destination}");
        fs::write(page, "the last site").unwrap();
    }
    let left = fs::read_dir(guide.path()).unwrap();
    let left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(left.filter(|name| name.starts_with(".book")).count(), 0);
}

#[test]
fn a_folder_whose_change_would_move_something_else_is_refused() {
    let guide = guide_with_site();
    // What is not replaced because it holds no site must be refused for its place all the same.
    for folder in ["", "src/site", "po/site"] {
        put_site(&guide.path().join(folder));
    }
    let before = contents(guide.path());
    let root = guide.path().to_str().unwrap();
    let of_guide = "is a part of the guide\n  choose another folder";
    let holds_guide = "holds the guide itself";
    let current = "is the current folder or holds it\n  go to another folder first";
    let parent = Path::new(root).parent().unwrap().to_str().unwrap();
    for (folder, arguments, expected) in [
        ("book", &["--root", ".."][..], current),
        ("book/en", &["--root", "../.."], current),
        ("book", &["--root", "..", "--dest", "."], current),
        ("book", &["--root", "..", "--dest", "../book"], current),
        ("", &["--dest", "."], holds_guide),
        ("", &["--dest", "book/.."], holds_guide),
        ("", &["--dest", root], holds_guide),
        ("", &["--dest", parent], holds_guide),
        ("", &["--dest", "/"], holds_guide),
        ("src", &["--root", "..", "--dest", ".."], holds_guide),
        ("", &["--dest", "src"], of_guide),
        ("", &["--dest", "src/site"], of_guide),
        ("", &["--dest", "src/new/site"], of_guide),
        ("", &["--dest", "book/../po/site"], of_guide),
        ("", &["--dest", "theme"], of_guide),
    ] {
        let output = build_in(&guide.path().join(folder), arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{folder} {arguments:?}");
        assert!(error.contains(expected), "{folder} {arguments:?}: {error}");
    }
    assert!(contents(guide.path()) == before);
}

#[test]
#[cfg(unix)]
fn a_link_to_a_site_stays_a_link() {
    use std::os::unix::fs::symlink;
    let (guide, elsewhere) = (guide_with_site(), tempfile::tempdir().unwrap());
    let site = elsewhere.path().join("site");
    put_site(&site);
    fs::remove_dir_all(guide.path().join("book")).unwrap();
    // The folder is a link, then only its parent.
    symlink(&site, guide.path().join("book")).unwrap();
    symlink(elsewhere.path(), guide.path().join("out")).unwrap();
    for destination in ["book", "out/site", "out/site/../site"] {
        let output = build_in(guide.path(), &["--dest", destination]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{destination}: {error}");
        assert!(!is_last(&site), "{destination}");
        assert!(guide.path().join("book").is_symlink());
        fs::write(site.join(PAGE), "the last site").unwrap();
    }
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);

    symlink(guide.path().join("src"), guide.path().join("way")).unwrap();
    symlink("nowhere", guide.path().join("lost")).unwrap();
    for (destination, expected) in [
        ("way/site", "is a part of the guide"),
        ("way/..", "holds the guide itself"),
        ("lost", "is a link that leads nowhere"),
    ] {
        let output = build_in(guide.path(), &["--dest", destination]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{destination}");
        assert!(error.contains(expected), "{destination}: {error}");
    }
}
