//! One reader's plan.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::data::{Anchor, Condition, Letter, Line, OPERATOR, Plan, Shift};

/// An answer to each question: its id and the id of the value.
pub type Answers = BTreeMap<String, String>;

/// The days that a reader gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Today, in Oslo.
    pub today: Date,
    /// The day on which the message can be sent, if one was chosen.
    pub send: Option<Date>,
    /// The day of leaving Norway.
    pub leave: Option<Date>,
}

/// A line of one reader's plan.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// The line.
    pub line: &'a Line,
    /// Its day; `None` where only the words are known.
    pub day: Option<Date>,
}

/// One reader's plan.
#[derive(Debug, Clone)]
pub struct Outcome<'a> {
    /// The lines, the earliest first.
    pub lines: Vec<Planned<'a>>,
    /// The texts to send.
    pub messages: Vec<&'a Letter>,
    /// Whether the operator is to be called.
    pub call: bool,
    /// The last day on which the number works, if a rule and the day of the notice are known.
    pub end: Option<Date>,
    /// The last day that is paid for, if a rule and the day of the notice are known.
    pub paid: Option<Date>,
    /// The latest day to send for the day of leaving, if both are known.
    pub latest: Option<Date>,
}

/// Whether something is for whoever gives these answers.
pub fn is_for(condition: &Condition, answers: &Answers) -> bool {
    condition.iter().all(|(question, values)| {
        let answer = answers.get(question);
        answer.is_some_and(|answer| values.contains(answer))
    })
}

/// The plan of whoever gives these answers and these days.
pub fn evaluate<'a>(plan: &'a Plan, answers: &Answers, days: Days) -> Outcome<'a> {
    let gives_notice = is_for(&plan.dates, answers);
    let rule = answers
        .get(OPERATOR)
        .and_then(|operator| plan.rules.get(plan.rule_of.get(operator)?))
        .filter(|_| gives_notice);
    let for_leaving = |day: fn(Shift, Date) -> Date| {
        let known = rule.zip(days.leave);
        known.map(|(rule, leave)| day(rule.end, leave))
    };
    let send = days.send.unwrap_or(days.today);
    // Whoever names no day gives notice as early as the number can still be used until leaving.
    let early = for_leaving(Shift::earliest).map(|day| day.max(days.today));
    let at_once = rule.filter(|rule| rule.at_once).map(|_| days.today);
    let notice = days.send.or(early).or(at_once).filter(|_| gives_notice);
    let runs_to = |shift: Shift| notice.map(|notice| shift.from(notice));
    let end = rule.and_then(|rule| runs_to(rule.end));
    let anchored = |(anchor, offset): (Anchor, i16)| {
        let day = match anchor {
            Anchor::Today => Some(days.today),
            Anchor::Send => Some(send),
            Anchor::Notice => notice,
            Anchor::End => end,
            Anchor::Leave => days.leave,
        }?;
        let day = day.saturating_add(i64::from(offset).days());
        // What should have been done is to be done today; but the message that the other days are
        // counted from has been sent when it was sent.
        let is_sent = matches!(anchor, Anchor::Send | Anchor::Notice) && offset == 0;
        Some(if is_sent { day } else { day.max(days.today) })
    };
    let lines = plan
        .lines
        .iter()
        .filter(|line| is_for(&line.condition, answers));
    let lines = lines.map(|line| Planned {
        line,
        day: line.day.and_then(anchored),
    });
    let messages = plan.messages.iter();
    Outcome {
        lines: in_order(lines.collect(), days.today),
        messages: messages
            .filter(|one| is_for(&one.condition, answers))
            .collect(),
        call: is_for(&plan.call, answers),
        end,
        paid: rule.and_then(|rule| rule.paid).and_then(runs_to),
        latest: for_leaving(Shift::latest),
    }
}

/// The earliest first. What should have been done before today stands where it is written: the accounts
/// come before the notice, also before one whose day has passed. A line without a day stays behind all
/// that it follows in the file.
fn in_order(lines: Vec<Planned>, today: Date) -> Vec<Planned> {
    let mut last = today;
    let mut keyed: Vec<(Date, Planned)> = Vec::with_capacity(lines.len());
    for line in lines {
        let day = line.day.map_or(last, |day| day.max(today));
        last = last.max(day);
        keyed.push((day, line));
    }
    keyed.sort_by_key(|(day, _)| *day);
    keyed.into_iter().map(|(_, line)| line).collect()
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
