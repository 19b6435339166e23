//! The plan for the operators of the guide.

use std::collections::BTreeMap;

use super::data::{
    Blank, Choice, Condition, Door, Letter, Line, NOTICE, Note, OPERATOR, PlanFile, Question, Rule,
    UNKNOWN,
};
use crate::files::{Kind, Operator};

/// The plan, checked, with the operators that it is for.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What is asked, the operators among the values.
    pub questions: Vec<Question>,
    /// The kinds of notice periods.
    pub rules: BTreeMap<String, Rule>,
    /// The rule of each operator that has one.
    pub rule_of: BTreeMap<String, String>,
    /// For whom a notice period runs from the day of sending.
    pub dates: Condition,
    /// For whom the number of the operator is the one to call.
    pub call: Condition,
    /// What to do.
    pub lines: Vec<Line>,
    /// What it costs.
    pub costs: Vec<Note>,
    /// The texts to send.
    pub messages: Vec<Letter>,
    /// The blanks of the texts.
    pub blanks: Vec<Blank>,
    /// The sections from which pages lead to the plan; those of the operators are not among them.
    pub doors: Vec<Door>,
}

impl Plan {
    /// The plan for `operators`: their names become answers, and a condition on the notice period
    /// becomes one on the operators who have it. What is unknown in `file` stays as it is, for
    /// [`check`](super::check) to refuse.
    pub(crate) fn new(file: PlanFile, operators: &[Operator]) -> Self {
        let sold = || operators.iter().filter(|one| one.kind != Kind::Foreign);
        let rules = sold().filter_map(|one| {
            let rule = one.notice.as_ref()?.value.rule.clone();
            Some((one.id.clone(), rule))
        });
        let mut plan = Self {
            questions: file.questions,
            rules: file.rules,
            rule_of: rules.collect(),
            dates: file.dates,
            call: file.call,
            lines: file.lines,
            costs: file.costs,
            messages: file.messages,
            blanks: file.blanks,
            doors: file.doors,
        };
        if let Some(question) = plan.questions.iter_mut().find(|one| one.id == OPERATOR) {
            let names = sold().map(|one| Choice {
                id: one.id.clone(),
                text: one.name.clone(),
            });
            question.values.splice(0..0, names);
        }
        let sold = plan.clone();
        let resolve = |condition: &mut Condition| {
            if let Some(rules) = condition.remove(NOTICE) {
                condition.insert(OPERATOR.to_owned(), sold.with_notice(&rules));
            }
        };
        resolve(&mut plan.dates);
        resolve(&mut plan.call);
        plan.lines
            .iter_mut()
            .for_each(|one| resolve(&mut one.condition));
        plan.costs
            .iter_mut()
            .for_each(|one| resolve(&mut one.condition));
        for letter in &mut plan.messages {
            resolve(&mut letter.condition);
            letter.only.values_mut().for_each(resolve);
        }
        let labels = plan.blanks.iter_mut().flat_map(|one| &mut one.labels);
        labels.for_each(|one| resolve(&mut one.condition));
        plan
    }

    /// The operators with one of these kinds of notice periods.
    pub(crate) fn with_notice(&self, rules: &[String]) -> Vec<String> {
        let rule_of = |id: &String| self.rule_of.get(id).map_or(UNKNOWN, String::as_str);
        let mut operators = self.values(OPERATOR);
        operators.retain(|id| rules.iter().any(|rule| rule == rule_of(id)));
        operators
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The ids of the values of a question; none if there is no such question.
    pub fn values(&self, question: &str) -> Vec<String> {
        let values = self.question(question).map(|one| one.values.as_slice());
        let values = values.unwrap_or_default().iter();
        values.map(|value| value.id.clone()).collect()
    }

    /// Every section that the plan leads to, with the line of `plan.json` that names it.
    pub fn targets(&self) -> impl Iterator<Item = (&str, usize)> {
        let lines = self.lines.iter().map(|one| (one.to.as_str(), one.at));
        let costs = self.costs.iter().map(|one| (one.to.as_str(), one.at));
        let messages = self.messages.iter().map(|one| (one.to.as_str(), one.at));
        let doors = self.doors.iter().map(|one| (one.to.as_str(), one.at));
        let labels = self.blanks.iter().flat_map(|one| &one.labels);
        let labels = labels.flat_map(|one| one.to.iter().map(|to| (to.as_str(), one.at)));
        lines
            .chain(costs)
            .chain(messages)
            .chain(doors)
            .chain(labels)
    }
}
