//! Reads the two data files and refuses whatever is wrong in them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Problems;
use crate::check::{check_operators, check_sources};
use crate::files::{Authority, Operator, OperatorsFile, Source, SourcesFile};
use crate::json::File;

/// The file with the contact data.
const OPERATORS: &str = "operators.json";
/// The file with the sources.
const SOURCES: &str = "sources.json";

/// The data of the guide, checked.
#[derive(Debug, Clone)]
pub struct Data {
    /// The operators, in the order of the file, which is the order of the tables.
    pub operators: Vec<Operator>,
    /// The boards, authorities and services.
    pub authorities: Vec<Authority>,
    /// The sources by id.
    pub sources: BTreeMap<String, Source>,
}

/// Reads and checks `operators.json` and `sources.json` below `root`.
///
/// # Errors
/// Everything that is wrong in both files: syntax, unknown or missing fields, values of the wrong
/// form, ids that stand twice, days that do not exist, numbers that cannot be dialled, addresses
/// on a foreign domain, sources that are not in the list.
pub fn load(root: &Path) -> Result<Data, Problems> {
    let operators = File::read(root, OPERATORS).and_then(|file| {
        let data: OperatorsFile = file.parse()?;
        Ok((file, data))
    });
    let sources = File::read(root, SOURCES).and_then(|file| {
        let data: SourcesFile = file.parse()?;
        Ok((file, data))
    });
    let ((file, operators), (sources_file, sources)) = match (operators, sources) {
        (Ok(operators), Ok(sources)) => (operators, sources),
        (operators, sources) => {
            let problems = operators.err().into_iter().chain(sources.err());
            return Err(Problems(problems.flat_map(|problems| problems.0).collect()));
        }
    };
    let mut problems = Problems::default();
    check_sources(&sources_file, &sources, &mut problems);
    check_operators(&file, &operators, &sources.sources, &mut problems);
    problems.into_result()?;
    Ok(Data {
        operators: operators.operators,
        authorities: operators.authorities,
        sources: sources.sources,
    })
}
