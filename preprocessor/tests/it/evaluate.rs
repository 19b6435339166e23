//! One reader's plan, computed a second time: the script of the page has to find the same one.

use jiff::ToSpan;
use jiff::civil::Date;
use mdbook_operators::{Anchor, Answers, Letter, Line, OPERATOR, Plan, Shift, is_for};

/// The days that a reader gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days {
    /// Today, in Oslo.
    pub(crate) today: Date,
    /// The day on which the message can be sent, if one was chosen.
    pub(crate) send: Option<Date>,
    /// The day of leaving Norway.
    pub(crate) leave: Option<Date>,
}

/// A line of one reader's plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planned<'a> {
    /// The line.
    pub(crate) line: &'a Line,
    /// Its day; `None` where only the words are known.
    pub(crate) day: Option<Date>,
}

/// One reader's plan.
#[derive(Debug, Clone)]
pub(crate) struct Outcome<'a> {
    /// The lines, the earliest first.
    pub(crate) lines: Vec<Planned<'a>>,
    /// The texts to send.
    pub(crate) messages: Vec<&'a Letter>,
    /// Whether the operator is to be called.
    pub(crate) call: bool,
    /// The last day on which the number works, if a rule and the day of the notice are known.
    pub(crate) end: Option<Date>,
    /// The last day that is paid for, if a rule and the day of the notice are known.
    pub(crate) paid: Option<Date>,
    /// The latest day to send for the day of leaving, if both are known.
    pub(crate) latest: Option<Date>,
}

/// The plan of whoever gives these answers and these days.
pub(crate) fn evaluate<'a>(plan: &'a Plan, answers: &Answers, days: Days) -> Outcome<'a> {
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
    let early = for_leaving(earliest).map(|day| day.max(days.today));
    // Whoever leaves on a day not said yet could lose the number before it.
    let stays = answers.get("place").is_none_or(|place| place != "leaving");
    let at_once = rule
        .filter(|rule| rule.at_once && stays)
        .map(|_| days.today);
    let notice = days.send.or(early).or(at_once).filter(|_| gives_notice);
    let runs_to = |shift: Shift| notice.map(|notice| end(shift, notice));
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
        latest: for_leaving(latest),
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

/// So many days are looked back from the day of leaving for the latest day to send: a notice period of
/// a whole month from the first of the next one is at most 62 days long.
const LONGEST: i64 = 70;

/// The day that lies this far behind `day`: 31 January and one month is 28 or 29 February.
pub(crate) fn end(shift: Shift, day: Date) -> Date {
    let mut day = day.saturating_add(i64::from(shift.months).months());
    if shift.month_end {
        day = day.last_of_month();
    }
    day.saturating_add(i64::from(shift.days).days())
}

/// The latest day on which to send for whoever leaves on `leave` and wants the number to work until
/// then: of all days that give the first end on or after `leave`, the last one that is not behind
/// it. Leaving on 18 December with a month from the first of the next one: 30 November.
pub(crate) fn latest(shift: Shift, leave: Date) -> Date {
    let mut best = leave;
    for back in 1..=LONGEST {
        let day = leave.saturating_sub(back.days());
        let ends = end(shift, day);
        if ends < leave {
            break;
        }
        if ends < end(shift, best) {
            best = day;
        }
    }
    best
}

/// The earliest day on which to send for the same end as on the latest one: whoever waits for the
/// last day may be late, as the day on which the notice arrives may count.
pub(crate) fn earliest(shift: Shift, leave: Date) -> Date {
    let last_day = latest(shift, leave);
    let last = end(shift, last_day);
    let days = last_day.series((-1).days());
    let same = days.take_while(|day| end(shift, *day) == last);
    same.last().unwrap_or(last_day)
}
