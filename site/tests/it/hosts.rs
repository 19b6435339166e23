//! The files in `static/`, for the host of the site.

use std::fs;
use std::io::Read;

use crate::publish::{built, refused};
use crate::{files, guide_with_site, is_last, said, site};

#[test]
fn a_file_for_the_host_takes_no_place_of_another() {
    let guide = guide_with_site();
    let own = guide.path().join("static");
    fs::create_dir_all(own.join("zh-Hans")).unwrap();
    for file in ["index.html", "Robots.txt", "zh-Hans/step-1.html"] {
        fs::write(own.join(file), "mine").unwrap();
    }
    let error = refused(guide.path(), &[]);
    for file in ["index.html", "Robots.txt", "zh-Hans/step-1.html"] {
        let expected =
            format!("error: static/{file}: has the name of a file that the build makes\n");
        assert!(error.contains(&expected), "{error}");
    }
    assert!(is_last(&guide.path().join("book")));
}

#[test]
#[cfg(unix)]
fn a_file_for_the_host_is_no_way_to_another_file() {
    let guide = guide_with_site();
    let own = guide.path().join("static");
    fs::create_dir(&own).unwrap();
    for (link, target) in [
        ("a", "/etc/passwd"),
        ("b", "/etc"),
        ("c", "../book.toml"),
        ("d", "x"),
    ] {
        std::os::unix::fs::symlink(target, own.join(link)).unwrap();
    }
    let error = refused(guide.path(), &[]);
    for link in ["a", "b", "c", "d"] {
        assert!(
            error.contains(&format!("error: static/{link}: is a link")),
            "{error}"
        );
    }
}

#[test]
fn a_page_for_the_host_is_refused_and_what_finder_leaves_is_no_file() {
    let guide = guide_with_site();
    let own = guide.path().join("static");
    fs::create_dir_all(own.join("deep")).unwrap();
    let pages = [
        "google1.html",
        "a.htm",
        "B.HTML",
        "deep/c.xhtml",
        "d.svg",
        "e.xml",
    ];
    for page in pages {
        fs::write(own.join(page), "<script>x()</script>").unwrap();
    }
    for folder in ["", "deep"] {
        fs::write(own.join(folder).join(".DS_Store"), "x").unwrap();
    }
    fs::write(own.join("ads.txt"), "mine").unwrap();
    let error = refused(guide.path(), &[]);
    for page in pages {
        let expected = format!("error: static/{page}: is a page, and the build makes all pages\n");
        assert!(error.contains(&expected), "{page}: {error}");
        fs::remove_file(own.join(page)).unwrap();
    }
    assert_eq!(error.matches("error: ").count(), pages.len(), "{error}");
    built(guide.path(), &[]);
    let book = files(&guide.path().join("book"));
    assert!(book.contains(&"ads.txt".to_owned()));
    assert!(!book.iter().any(|file| file.ends_with(".DS_Store")));
}

#[test]
fn texts_are_compressed_for_hosts_that_ask_for_it() {
    let guide = guide_with_site();
    let book = guide.path().join("book");
    let build = |options: &[&str]| {
        let arguments = [&["build", "--no-pdf"], options].concat();
        said(site(&arguments, guide.path()));
        files(&book)
    };
    let packed = |name: &str| -> bool { name.ends_with(".br") || name.ends_with(".gz") };
    let with = build(&["--compress"]);
    for file in ["index.html", "zh-Hans/step-2.html", "sitemap.xml"] {
        let mut text = Vec::new();
        let packed = fs::File::open(book.join(format!("{file}.gz"))).unwrap();
        flate2::read::GzDecoder::new(packed)
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(text, fs::read(book.join(file)).unwrap(), "{file}");
        text.clear();
        let mut packed = fs::File::open(book.join(format!("{file}.br"))).unwrap();
        brotli::BrotliDecompress(&mut packed, &mut text).unwrap();
        assert_eq!(text, fs::read(book.join(file)).unwrap(), "{file}");
    }
    // What is packed already is not packed again, and a build without them takes them away.
    let twice = with
        .iter()
        .find(|name| name.contains(".pf_") && packed(name.as_str()));
    assert_eq!(twice, None);
    let plain: Vec<&String> = with.iter().filter(|name| !packed(name)).collect();
    assert_eq!(build(&[]).iter().collect::<Vec<_>>(), plain);
    // What only looks like one of them is somebody else's.
    fs::write(book.join("mine.txt.gz"), "").unwrap();
    let output = site(&["build", "--no-pdf"], guide.path());
    assert!(String::from_utf8_lossy(&output.stderr).contains("mine.txt.gz"));
}
