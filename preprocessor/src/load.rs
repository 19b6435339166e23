//! Reads the three data files and refuses whatever is wrong in them.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::Problems;
use crate::check::{check_operators, check_sources};
use crate::files::{Authority, Operator, OperatorsFile, Source, SourcesFile};
use crate::json::File;
use crate::plan::{self, PLAN, Plan, PlanFile};

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
    /// Which line of the plan is for whom, and when.
    pub plan: Plan,
}

/// Reads and checks `operators.json`, `sources.json` and `plan.json` below `root`.
///
/// # Errors
/// Everything that is wrong in the files: syntax, unknown or missing fields, values of the wrong
/// form, ids that stand twice, days that do not exist or are yet to come, numbers that cannot be
/// dialled, addresses on a foreign domain, sources that are not in the list.
pub fn load(root: &Path) -> Result<Data, Problems> {
    load_from(|name| fs::read(root.join(name)))
}

/// The same of files that `read` has the bytes of, by their names.
///
/// # Errors
/// As [`load`].
pub fn load_from(read: impl Fn(&'static str) -> io::Result<Vec<u8>>) -> Result<Data, Problems> {
    let operators = parsed::<OperatorsFile>(OPERATORS, read(OPERATORS));
    let sources = parsed::<SourcesFile>(SOURCES, read(SOURCES));
    let plan = parsed::<PlanFile>(PLAN, read(PLAN));
    let ((file, mut operators), (sources_file, sources), (plan_file, mut plan)) =
        match (operators, sources, plan) {
            (Ok(operators), Ok(sources), Ok(plan)) => (operators, sources, plan),
            (operators, sources, plan) => {
                let problems = [operators.err(), sources.err(), plan.err()];
                let problems = problems.into_iter().flatten();
                return Err(Problems(problems.flat_map(|one| one.0).collect()));
            }
        };
    plan.place_lines(&plan_file);
    let built = Plan::new(plan.clone(), &operators.operators);
    let mut problems = Problems::default();
    check_sources(&sources_file, &sources, &mut problems);
    check_operators(&file, &operators, &sources.sources, &mut problems);
    plan::check_rules(&file, &operators, &built, &mut problems);
    plan::check(&plan_file, &plan, &built, &mut problems);
    problems.into_result()?;
    let notices = operators.operators.iter_mut();
    for notice in notices.filter_map(|one| one.notice.as_mut()) {
        let rule = &built.rules[&notice.value.rule];
        notice.value.words.clone_from(&rule.words);
    }
    Ok(Data {
        operators: operators.operators,
        authorities: operators.authorities,
        sources: sources.sources,
        plan: built,
    })
}

/// The file `name` of these bytes, and what it holds.
fn parsed<T: DeserializeOwned + JsonSchema>(
    name: &'static str,
    bytes: io::Result<Vec<u8>>,
) -> Result<(File, T), Problems> {
    let file = File::new(name, bytes)?;
    let data = file.parse()?;
    Ok((file, data))
}
