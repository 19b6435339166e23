//! Refuses a plan that would leave a reader without an answer, or with two.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::answers::{Answers, combinations, is_for};
use super::data::{Condition, NOTICE, OPERATOR, PLAN, PlanFile, UNKNOWN, WAY};
use super::resolved::Plan;
use crate::files::OperatorsFile;
use crate::json::File;
use crate::{Problem, Problems};

/// The answer of whoever keeps the number: no notice is sent, so that there may be no text at all.
const KEEP: &str = "keep";

/// What to do about a condition that no reader meets.
const FOR_NOBODY: &str =
    "nobody would ever see it: name an answer that somebody gives, or delete it";

/// Tells what is wrong with the plan in `file`: an unknown question or value, an id that stands twice,
/// a question without `unknown`, a combination of answers with no message or two.
pub(crate) fn check(file: &File, written: &PlanFile, plan: &Plan, problems: &mut Problems) {
    let mut found = Vec::new();
    let mut report = |pointer: &str, message: String, cure: &str| {
        found.push(file.problem(pointer, "", &message, cure.to_owned()));
    };
    questions(written, &mut report);
    let mut known = known_values(plan);
    for (index, door) in written.doors.iter().enumerate() {
        let pointer = format!("/doors/{index}/answers");
        unknown_values(&pointer, &door.answers, &known, &mut report);
    }
    let mut rules: Vec<String> = plan.rules.keys().cloned().collect();
    rules.push(UNKNOWN.to_owned());
    known.insert(NOTICE.to_owned(), rules);
    for (pointer, condition) in conditions(written) {
        unknown_values(&pointer, condition, &known, &mut report);
        if let Some(rules) = condition.get(NOTICE)
            && rules.iter().all(|rule| known[NOTICE].contains(rule))
            && plan.with_notice(rules).is_empty()
        {
            report(
                &format!("{pointer}/{NOTICE}"),
                "no operator has such a notice period".to_owned(),
                FOR_NOBODY,
            );
        }
    }
    repeated_ids(written, &mut report);
    if found.is_empty() {
        found.extend(wrong_messages(file, plan));
    }
    problems.0.extend(found);
}

/// Tells which operators of `file` have a notice period of a kind that the plan does not know.
pub(crate) fn check_rules(file: &File, data: &OperatorsFile, plan: &Plan, problems: &mut Problems) {
    for (index, operator) in data.operators.iter().enumerate() {
        let rule = operator.notice.as_ref().map(|notice| &notice.value.rule);
        let Some(rule) = rule.filter(|rule| !plan.rules.contains_key(*rule)) else {
            continue;
        };
        let known: Vec<&str> = plan.rules.keys().map(String::as_str).collect();
        problems.0.push(file.problem(
            &format!("/operators/{index}/notice/value/rule"),
            &format!("operator {}, field notice", operator.id),
            &format!("no rule \"{rule}\" in {PLAN}"),
            format!(
                "add it there, or name one of those there: {}",
                known.join(", ")
            ),
        ));
    }
}

/// Chapters do not have every section that `plan` leads to: each such one. `has` says whether a file
/// has an id.
pub(crate) fn check_targets(plan: &Plan, has: impl Fn(&str, &str) -> bool) -> Problems {
    let missing = plan.targets().filter_map(|(to, line)| {
        let (file, id) = to.split_once('#').unwrap_or((to, ""));
        (!has(file, id)).then(|| {
            Problem::at(
                PLAN,
                line,
                format!("there is no section {to}"),
                "write the file of a chapter in src/, with the id of one of its headings or without",
            )
        })
    });
    Problems(missing.collect())
}

fn questions(file: &PlanFile, report: &mut impl FnMut(&str, String, &str)) {
    for id in [WAY, OPERATOR] {
        if !file.questions.iter().any(|question| question.id == id) {
            report(
                "/questions",
                format!("there is no question \"{id}\""),
                "the checks of the plan need it",
            );
        }
    }
    for (index, question) in file.questions.iter().enumerate() {
        let pointer = format!("/questions/{index}");
        let mut ids = HashSet::new();
        if !question.values.iter().all(|value| ids.insert(&value.id)) {
            report(
                &pointer,
                format!("question {}: an answer stands twice", question.id),
                "give each an id of its own",
            );
        }
        if question
            .values
            .last()
            .is_none_or(|value| value.id != UNKNOWN)
        {
            report(
                &pointer,
                format!(
                    "question {}: the last answer is not \"{UNKNOWN}\"",
                    question.id
                ),
                "whoever does not know needs a plan as well: it is chosen from the start",
            );
        }
    }
}

/// The values of each question: what a reader has answered who comes from a door.
fn known_values(plan: &Plan) -> BTreeMap<String, Vec<String>> {
    let questions = plan.questions.iter();
    questions
        .map(|question| (question.id.clone(), plan.values(&question.id)))
        .collect()
}

/// Every condition of the file with its place.
fn conditions(file: &PlanFile) -> Vec<(String, &Condition)> {
    let mut all = vec![
        ("/dates".to_owned(), &file.dates),
        ("/call".to_owned(), &file.call),
    ];
    for (index, line) in file.lines.iter().enumerate() {
        all.push((format!("/lines/{index}/for"), &line.condition));
    }
    for (index, note) in file.costs.iter().enumerate() {
        all.push((format!("/costs/{index}/for"), &note.condition));
    }
    for (index, letter) in file.messages.iter().enumerate() {
        all.push((format!("/messages/{index}/for"), &letter.condition));
        for (line, condition) in &letter.only {
            all.push((format!("/messages/{index}/only/{line}"), condition));
        }
    }
    for (index, blank) in file.blanks.iter().enumerate() {
        for (number, label) in blank.labels.iter().enumerate() {
            let pointer = format!("/blanks/{index}/labels/{number}/for");
            all.push((pointer, &label.condition));
        }
    }
    all
}

fn unknown_values(
    pointer: &str,
    condition: &Condition,
    known: &BTreeMap<String, Vec<String>>,
    report: &mut impl FnMut(&str, String, &str),
) {
    if condition.contains_key(NOTICE) && condition.contains_key(OPERATOR) {
        report(
            pointer,
            format!("\"{NOTICE}\" and \"{OPERATOR}\" in one condition"),
            "name the operators, or their notice period",
        );
    }
    for (question, values) in condition {
        let Some(answers) = known.get(question) else {
            report(
                pointer,
                format!("there is no question \"{question}\""),
                &format!("known questions: {}", list(known.keys())),
            );
            continue;
        };
        if values.is_empty() && question != NOTICE {
            report(
                &format!("{pointer}/{question}"),
                format!("question {question} has no answer here"),
                FOR_NOBODY,
            );
        }
        for value in values.iter().filter(|value| !answers.contains(value)) {
            report(
                &format!("{pointer}/{question}"),
                format!("question {question} has no answer \"{value}\""),
                &format!("known answers: {}", list(answers.iter())),
            );
        }
    }
}

fn repeated_ids(file: &PlanFile, report: &mut impl FnMut(&str, String, &str)) {
    let mut ids = HashSet::new();
    for (index, line) in file.lines.iter().enumerate() {
        if !ids.insert(&line.id) {
            report(
                &format!("/lines/{index}/id"),
                format!("the id {} stands twice", line.id),
                "give each line an id of its own: a tick is kept under it",
            );
        }
    }
}

/// The smallest combination of answers that gets no message, or two. Only the questions that the
/// messages ask for make a difference.
fn wrong_messages(file: &File, plan: &Plan) -> Option<Problem> {
    let asked: BTreeSet<&String> = plan
        .messages
        .iter()
        .flat_map(|one| one.condition.keys())
        .collect();
    let way = WAY.to_owned();
    let all = combinations(plan, |id| id == way || asked.contains(&id.to_owned()));
    let found = all.into_iter().find_map(|answers| {
        let messages = plan
            .messages
            .iter()
            .filter(|one| is_for(&one.condition, &answers));
        let messages: Vec<&str> = messages.map(|one| one.to.as_str()).collect();
        let keeps = answers[WAY] == KEEP;
        let right = messages.len() == 1 || keeps && messages.is_empty();
        (!right).then(|| (in_words(plan, &answers), messages.join(", ")))
    });
    found.map(|(answers, messages)| {
        let count = if messages.is_empty() {
            "none"
        } else {
            &messages
        };
        file.problem(
            "/messages",
            "",
            &format!("not one message to send for {answers}, but {count}"),
            "every reader sends exactly one text; whoever keeps the number may send none"
                .to_owned(),
        )
    })
}

/// Answers in the order of the questions: `way=keep, kind=prepaid`.
fn in_words(plan: &Plan, answers: &Answers) -> String {
    let questions = plan.questions.iter();
    let named = questions.filter_map(|one| Some(format!("{}={}", one.id, answers.get(&one.id)?)));
    named.collect::<Vec<_>>().join(", ")
}

fn list<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join(", ")
}
