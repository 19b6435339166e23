//! What the preprocessor promises, at its edges: Markdown in, Markdown out; JSON in, tables or
//! clear errors out.

mod broken;
mod catalog;
mod evaluate;
mod expand;
mod form;
mod load;
mod plan;
mod properties;
mod protocol;
mod schema;
mod values;

use std::fs;
use std::path::Path;

use mdbook_operators::{Data, Problems, load_from};

/// The smallest data in which every kind of value stands once.
const OPERATORS: &str = include_str!("../fixture/operators.json");
const SOURCES: &str = include_str!("../fixture/sources.json");
const PLAN: &str = include_str!("../fixture/plan.json");

/// A folder with the fixture's data.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["operators.json", "sources.json", "plan.json"] {
        fs::write(folder.path().join(name), text_of(name)).unwrap();
    }
    folder
}

fn text_of(name: &str) -> &'static str {
    match name {
        "operators.json" => OPERATORS,
        "sources.json" => SOURCES,
        _ => PLAN,
    }
}

/// The fixture's data with `text` as one of its files.
fn data_with(file: &str, text: impl AsRef<[u8]>) -> Result<Data, Problems> {
    load_from(|name| {
        Ok(if name == file {
            text.as_ref().to_owned()
        } else {
            text_of(name).into()
        })
    })
}

/// The fixture's data after one edit of one of its files.
#[track_caller]
fn edited(file: &str, (old, new): (&str, &str)) -> Result<Data, Problems> {
    let text = text_of(file);
    assert!(text.contains(old), "the fixture does not contain {old}");
    data_with(file, text.replacen(old, new, 1))
}

fn fixture() -> Data {
    data_with("", "").expect("the fixture is right")
}

/// The guide's own root.
fn guide() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
