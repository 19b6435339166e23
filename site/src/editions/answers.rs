//! How the answers of a reader and what is for whom look in HTML and in styles.

use mdbook_operators::{Condition, Plan};

/// Who something is for as attributes of HTML: ` data-way="give-up"`.
pub(crate) fn attributes(condition: &Condition) -> String {
    let pairs = condition.iter();
    let pairs =
        pairs.map(|(question, values)| format!(" data-{question}=\"{}\"", values.join(" ")));
    pairs.collect()
}

/// Styles that hide what is for somebody else, without any script: a rule for each answer.
pub(crate) fn filter(plan: &Plan) -> String {
    let questions = plan.questions.iter();
    let rules = questions.flat_map(|question| {
        let id = &question.id;
        question.values.iter().map(move |value| {
            let value = &value.id;
            format!(
                ".plan:has([name={id}][value={value}]:checked) [data-{id}]:not([data-{id}~={value}]) {{\n  display: none;\n}}\n"
            )
        })
    });
    rules.collect()
}
