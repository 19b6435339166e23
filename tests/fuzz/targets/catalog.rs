//! Any bytes as a catalog: read, or refused with a line of it.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mdbook_operators::Catalog;
use tempfile::TempDir;

static ROOT: LazyLock<TempDir> = LazyLock::new(|| {
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(root.path().join("po")).expect("the folder is new");
    root
});

fuzz_target!(|bytes: &[u8]| {
    fs::write(ROOT.path().join("po/nb.po"), bytes).expect("the folder is there");
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    match Catalog::load(ROOT.path(), "nb") {
        Ok(catalog) => drop(catalog.translate("运营商")),
        Err(problems) => {
            for line in problems.0.iter().filter_map(|one| one.line) {
                assert!((1..=lines).contains(&line));
            }
        }
    }
});
