//! Links to the plan, with what a reader of the section has answered already.

use std::collections::BTreeMap;

use mdbook_core::utils::fs::path_to_root;
use mdbook_operators::{OPERATOR, Plan};

use super::plan::FILE;
use crate::editions::contents::{Chapter, page};

/// The addresses of the plan to which `chapter` and sections of it lead, by the id of the section, which is
/// empty for the chapter: of those that `plan.json` names, and of operators.
pub(super) fn doors(plan: &Plan, chapter: &Chapter) -> BTreeMap<String, String> {
    let named = plan.doors.iter().filter_map(|door| {
        let at = page(&door.to);
        let (file, id) = at.split_once('#').unwrap_or((&at, ""));
        let answers = door.answers.iter();
        let answers = answers.map(|(question, values)| format!("{question}={}", values.join("")));
        let answers: Vec<String> = answers.collect();
        (file == chapter.file).then(|| (id.to_owned(), answers.join("&")))
    });
    let operators = plan.values(OPERATOR).into_iter();
    let operators = operators.filter(|id| chapter.file == format!("operator/{id}.html"));
    let operators = operators.map(|id| (String::new(), format!("{OPERATOR}={id}")));
    let file = format!("{}{FILE}", path_to_root(&chapter.file));
    let address = |answers: String| match &*answers {
        "" => file.clone(),
        answers => format!("{file}#{answers}"),
    };
    let all = named.chain(operators);
    all.map(|(id, answers)| (id, address(answers))).collect()
}
