//! The plan: a few answers in, one person's own lines, days, message and number out.
//!
//! `plan.json` holds all of it as data: what is asked, which line is for whom and on which day, which
//! message is sent, what each kind of notice period means in days. Nothing here knows a question but
//! the two that the checks speak of. Whether something is for somebody, [`is_for`] says; the days are
//! computed by the script of the page, and a second time by the tests.

mod answers;
mod check;
mod data;
mod markdown;
mod resolved;

pub use answers::{Answers, combinations, is_for};
pub(crate) use check::{check, check_rules, check_targets};
pub(crate) use data::PLAN;
pub use data::{
    Anchor, Blank, BlankKind, Choice, Condition, Door, Label, Letter, Line, NOTICE, Note, OPERATOR,
    PlanFile, Question, Rule, Shift, UNKNOWN, WAY,
};
pub use markdown::for_whom;
pub(crate) use markdown::{add_messages, blanks_table, decision_table};
pub use resolved::Plan;
