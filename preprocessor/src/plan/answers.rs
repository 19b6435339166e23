//! Who something is for.

use std::collections::BTreeMap;

use super::data::Condition;
use super::resolved::Plan;

/// An answer to each question: its id and the id of the value.
pub type Answers = BTreeMap<String, String>;

/// Whether something is for whoever gives these answers.
pub fn is_for(condition: &Condition, answers: &Answers) -> bool {
    condition.iter().all(|(question, values)| {
        let answer = answers.get(question);
        answer.is_some_and(|answer| values.contains(answer))
    })
}

/// Every combination of answers to the questions that `chosen` keeps, in the order of the file.
pub fn combinations(plan: &Plan, chosen: impl Fn(&str) -> bool) -> Vec<Answers> {
    let mut all = vec![Answers::new()];
    for question in plan.questions.iter().filter(|one| chosen(&one.id)) {
        let with = |answers: &Answers| {
            let values = question.values.iter();
            let answered = values.map(|value| {
                let mut answers = answers.clone();
                answers.insert(question.id.clone(), value.id.clone());
                answers
            });
            answered.collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}
