//! Published addresses whose subject has moved to another page.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};
use mdbook_operators::Problem;
use serde::Deserialize;

/// Where they stand.
pub(crate) const MOVED: &str = "moved.json";

/// The old address of each, `operators.html#telenor`, and its new one, `operator/telenor.html`.
#[derive(Default, Deserialize)]
pub(crate) struct Moved(BTreeMap<String, String>);

impl Moved {
    /// Those of the guide in `root`; a guide in which nothing has moved needs no list.
    ///
    /// # Errors
    /// A list that cannot be read.
    pub(super) fn load(root: &Path) -> Result<Self> {
        let text = match fs::read_to_string(root.join(MOVED)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            text => text.with_context(|| Problem::unreadable(MOVED))?,
        };
        serde_json::from_str(&text).map_err(|error| {
            let cure = "write \"old.html#id\": \"new/page.html\" for each address that moved";
            let problem = Problem::of_file(MOVED, error.to_string(), cure);
            problem.on_line(Some(error.line())).into()
        })
    }

    /// What was on the page `file`: the ids, each with its new address.
    pub(crate) fn from(&self, file: &str) -> impl Iterator<Item = (&str, &str)> {
        let all = self.0.iter();
        all.filter_map(move |(old, new)| {
            let (page, id) = old.split_once('#')?;
            (page == file).then_some((id, &**new))
        })
    }

    /// The id that the page `new` had on the page `file`.
    pub(crate) fn id_of(&self, file: &str, new: &str) -> Option<&str> {
        let mut all = self.from(file);
        all.find_map(|(id, address)| (address == new).then_some(id))
    }
}
