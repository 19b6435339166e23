//! Links to the plan, with what a reader of the section has answered already.

use std::collections::BTreeMap;

use mdbook_operators::{OPERATOR, Plan};

use super::plan::FILE;
use crate::editions::contents::{Chapter, page};

/// The page on which each operator has a section.
const OPERATORS: &str = "operators.html";

/// The addresses of the plan to which sections of `chapter` lead, by the id of the section: of those that
/// `plan.json` names, and of operators.
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
    let operators = operators.filter(|_| chapter.file == OPERATORS);
    let operators = operators.map(|id| (id.clone(), format!("{OPERATOR}={id}")));
    let address = |answers: String| match &*answers {
        "" => FILE.to_owned(),
        answers => format!("{FILE}#{answers}"),
    };
    let all = named.chain(operators);
    all.map(|(id, answers)| (id, address(answers))).collect()
}
