//! What the preprocessor promises, at its edges: Markdown in, Markdown out; JSON in, tables or
//! clear errors out.

mod catalog;
mod expand;
mod load;
mod plan;
mod protocol;
mod schema;

use std::fs;
use std::path::Path;

use mdbook_operators::{Data, load};

/// The smallest data in which every kind of value stands once.
const OPERATORS: &str = include_str!("../fixture/operators.json");
const SOURCES: &str = include_str!("../fixture/sources.json");
const PLAN: &str = include_str!("../fixture/plan.json");

/// A folder with the fixture's data, in which `edit` has replaced a part of `operators.json`.
fn folder_with(edit: (&str, &str)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(
        OPERATORS.contains(edit.0),
        "the fixture does not contain {}",
        edit.0
    );
    fs::write(
        folder.path().join("operators.json"),
        OPERATORS.replacen(edit.0, edit.1, 1),
    )
    .unwrap();
    fs::write(folder.path().join("sources.json"), SOURCES).unwrap();
    fs::write(folder.path().join("plan.json"), PLAN).unwrap();
    folder
}

fn fixture() -> Data {
    let folder = folder_with(("", ""));
    load(folder.path()).expect("the fixture is right")
}

/// The guide's own root.
fn guide() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
