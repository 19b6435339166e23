//! The plan: a few answers in, one person's own lines, days, message and number out.
//!
//! `plan.json` holds all of it as data: what is asked, which line is for whom and on which day, which
//! message is sent, what each kind of notice period means in days. Nothing here knows a question but
//! the two that the checks speak of. Four things are computed, and the script of the page computes
//! the same four from the same data: whether a line is for somebody ([`is_for`]), the day on which a
//! notice period ends ([`Shift::from`]), and the latest and the earliest day on which to send for
//! whoever leaves ([`Shift::latest`], [`Shift::earliest`]).

mod check;
mod data;
mod evaluate;
mod markdown;
mod rules;

pub(crate) use check::{check, check_rules, check_targets};
pub use data::{
    Anchor, Blank, BlankKind, Choice, Condition, Door, Label, Letter, Line, NOTICE, Note, OPERATOR,
    OTHER, Plan, PlanFile, Question, Rule, Shift, UNKNOWN, WAY,
};
pub use evaluate::{Answers, Days, Outcome, Planned, combinations, evaluate, is_for};
pub use markdown::for_whom;
pub(crate) use markdown::{add_messages, decision_table};
