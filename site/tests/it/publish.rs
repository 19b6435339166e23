//! Publishing replaces the last site and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

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

/// What publishing to `book` has left in `folder`.
fn left(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names
        .filter(|name| name.contains("book") && name != "book.toml")
        .collect();
    names.sort();
    names
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
    assert_eq!(left(guide.path()), ["book"]);
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
        ("", &["--dest", "static"], of_guide),
        ("", &["--dest", "static/site/"], of_guide),
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

/// What a build without PDFs in `guide` says when it is refused.
#[track_caller]
pub(crate) fn refused(guide: &Path, arguments: &[&str]) -> String {
    let output = build_in(guide, arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "it was built: {error}");
    error
}

/// Builds `guide` without PDFs.
#[track_caller]
pub(crate) fn built(guide: &Path, arguments: &[&str]) {
    let output = build_in(guide, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
}

#[test]
fn files_that_no_build_has_written_are_named_and_stay() {
    let guide = guide_with_site();
    let book = guide.path().join("book");
    fs::create_dir(book.join(".well-known")).unwrap();
    for file in ["CNAME", ".nojekyll", ".well-known/security.txt"] {
        fs::write(book.join(file), "mine").unwrap();
    }
    let before = contents(&book);
    let error = refused(guide.path(), &[]);
    let expected =
        "holds what the new site has not: .nojekyll, .well-known, CNAME\n  move it to static/";
    assert!(error.contains(expected), "{error}");
    assert!(contents(&book) == before);
    assert_eq!(left(guide.path()), ["book"]);

    let own = guide.path().join("static");
    fs::create_dir(&own).unwrap();
    for name in [".nojekyll", ".well-known", "CNAME"] {
        fs::rename(book.join(name), own.join(name)).unwrap();
    }
    for _ in 0..2 {
        built(guide.path(), &[]);
        let page = fs::read_to_string(book.join(".well-known/security.txt"));
        assert_eq!(page.unwrap(), "mine");
        assert!(book.join(".nojekyll").exists() && book.join("CNAME").exists());
    }
    fs::remove_file(own.join("CNAME")).unwrap();
    let error = refused(guide.path(), &[]);
    assert!(error.contains("has not: CNAME\n"), "{error}");
}

#[test]
fn a_folder_that_is_only_called_like_a_language_stays() {
    let guide = guide_with_site();
    let book = guide.path().join("book");
    for folder in ["css", "img", "old"] {
        fs::create_dir(book.join(folder)).unwrap();
        fs::write(book.join(folder).join("mine.txt"), "mine").unwrap();
    }
    fs::write(book.join("lib"), "mine").unwrap();
    let error = refused(guide.path(), &[]);
    let expected = "holds what the new site has not: css, img, lib, old\n";
    assert!(error.contains(expected), "{error}");
    assert!(book.join("old/mine.txt").exists());
}

#[test]
fn two_builds_at_once_are_told_apart() {
    let guide = guide_with_site();
    // Another process that publishes there holds this.
    let path = guide.path().join(".book-lock");
    let other = fs::File::create(&path).unwrap();
    other.lock().unwrap();
    for destination in ["book", "book/../book", "./book/"] {
        let error = refused(guide.path(), &["--dest", destination]);
        assert!(
            error.contains("another build, or `serve`, publishes to"),
            "{error}"
        );
        assert!(error.contains("\n  wait for it or end it"), "{error}");
    }
    assert!(path.exists(), "it is the other's");
    built(guide.path(), &["--dest", "other"]);
    drop(other);
    built(guide.path(), &[]);
    assert_eq!(left(guide.path()), ["book"]);
}

#[test]
fn what_a_killed_build_has_left_is_put_in_order() {
    let guide = guide_with_site();
    let path = |name: &str| guide.path().join(name);
    let leave = || {
        fs::create_dir_all(path(".book-new/en")).unwrap();
        fs::write(path(".book-new/en/half.html"), "<html>").unwrap();
        fs::write(path(".book-lock"), "").unwrap();
    };
    leave();
    built(guide.path(), &[]);
    assert_eq!(left(guide.path()), ["book"]);
    assert!(!path("book/en/half.html").exists());

    // Between two renames, where folders cannot be exchanged; and the next build fails.
    leave();
    let site = contents(&path("book"));
    fs::rename(path("book"), path(".book-old")).unwrap();
    fs::write(path("src/SUMMARY.md"), "").unwrap();
    refused(guide.path(), &[]);
    assert_eq!(left(guide.path()), ["book"]);
    assert!(contents(&path("book")) == site);
}

#[test]
fn what_cannot_be_deleted_is_named() {
    let guide = guide_with_site();
    for name in [".book-new", ".book-old"] {
        let file = guide.path().join(name);
        fs::write(&file, "a file, where builds have folders").unwrap();
        let error = refused(guide.path(), &[]);
        let expected = format!("{name}, of an earlier build, cannot be deleted: ");
        assert!(error.contains(&expected), "{error}");
        assert!(error.ends_with("\n  delete it by hand\n"), "{error}");
        assert!(is_last(&guide.path().join("book")));
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn a_refused_build_leaves_no_folders() {
    let guide = guide_with_site();
    fs::write(guide.path().join("src/SUMMARY.md"), "").unwrap();
    refused(guide.path(), &["--dest", "new/deep/site"]);
    assert!(!guide.path().join("new").exists());
}

#[test]
#[cfg(unix)]
fn everybody_may_read_what_is_published() {
    use std::os::unix::fs::PermissionsExt;
    let guide = guide_with_site();
    for mask in ["077", "022", "000"] {
        let script = format!("umask {mask}; exec \"$0\" build --no-pdf");
        let status = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_site")])
            .current_dir(guide.path())
            .status();
        assert!(status.unwrap().success());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let book = guide.path().join("book");
        for folder in ["", "zh-Hans", "pagefind", "pagefind/index"] {
            assert_eq!(mode(&book.join(folder)), 0o755, "{mask} {folder}");
        }
        for file in files(&book) {
            assert_eq!(mode(&book.join(&file)), 0o644, "{mask} {file}");
        }
    }
}

/// Numbers that look random, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % end
    }
}

/// Kills the build at random moments, `KILLS` times: half of them anywhere, half while it publishes.
#[test]
fn whenever_a_build_is_killed_there_is_a_whole_site() {
    let guide = guide_with_site();
    let book = guide.path().join("book");
    let style = guide.path().join("theme/site.css");
    let text = fs::read_to_string(&style).unwrap();
    // Every page names the style by its hash, so the two have no page in common.
    let styles = [format!("{text}/* 1 */"), format!("{text}/* 2 */")];
    let start_build = || {
        Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["build", "--no-pdf"])
            .current_dir(guide.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    // What the last kill has left is there until the build clears it.
    let until_it_publishes = |build: &mut Child| {
        for is_there in [false, true] {
            while guide.path().join(".book-new").exists() != is_there
                && build.try_wait().unwrap().is_none()
            {
                thread::sleep(Duration::from_millis(1));
            }
        }
    };
    let micros = |start: Instant| u64::try_from(start.elapsed().as_micros()).unwrap();
    let (mut whole, mut publishing) = (0, 0);
    let sites = [0, 1].map(|index| {
        fs::write(&style, &styles[index]).unwrap();
        let start = Instant::now();
        let mut build = start_build();
        until_it_publishes(&mut build);
        let published = Instant::now();
        assert!(build.wait().unwrap().success());
        (whole, publishing) = (micros(start), micros(published));
        contents(&book)
    });
    let kills = std::env::var("KILLS").map_or(16, |number| number.parse().unwrap());
    let (mut dice, mut published) = (Dice(20), 0);
    let mut last = 1;
    for kill in 0..kills {
        fs::write(&style, &styles[kill % 2]).unwrap();
        let mut build = start_build();
        if kill % 4 < 2 {
            thread::sleep(Duration::from_micros(dice.below(whole)));
        } else {
            until_it_publishes(&mut build);
            thread::sleep(Duration::from_micros(dice.below(publishing)));
        }
        build.kill().unwrap();
        build.wait().unwrap();
        let now = contents(&book);
        let index = sites.iter().position(|site| *site == now);
        let index = index.unwrap_or_else(|| panic!("kill {kill} left no whole site"));
        published += usize::from(index != last);
        last = index;
    }
    println!("{kills} kills, {published} of them after publishing");
    built(guide.path(), &[]);
    assert_eq!(left(guide.path()), ["book"]);
}
