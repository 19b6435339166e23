//! What `plan.json` holds; its JSON Schema is made from these types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json::File;

/// The file with the lines of the plan.
pub(crate) const PLAN: &str = "plan.json";
/// The question what becomes of the number.
pub const WAY: &str = "way";
/// The question for the operator. Its values are those of `operators.json`.
pub const OPERATOR: &str = "operator";
/// What a condition calls the operators by their notice period: `"notice": ["next-day"]`.
pub const NOTICE: &str = "notice";
/// The last value of every question, chosen from the start; in a condition on the notice period, an
/// operator whose rule nobody knows.
pub const UNKNOWN: &str = "unknown";

/// `plan.json`: which line of the plan is for whom, and when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// The schema that editors check this file against.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// What is asked, in this order. Ids and values stand in addresses that readers keep: they never
    /// change.
    #[schemars(length(min = 1))]
    pub questions: Vec<Question>,
    /// The kinds of notice periods that `operators.json` names.
    pub rules: BTreeMap<String, Rule>,
    /// For whom a notice period runs from the day of sending.
    pub dates: Condition,
    /// For whom the number of the operator is the one to call.
    pub call: Condition,
    /// What to do, in the order in which to do it on one day.
    #[schemars(length(min = 1))]
    pub lines: Vec<Line>,
    /// What it costs, as far as it can be known.
    pub costs: Vec<Note>,
    /// The texts to send, one for every reader.
    pub messages: Vec<Letter>,
    /// The blanks of the texts, as a reader fills them in.
    pub blanks: Vec<Blank>,
    /// The sections from which pages lead to the plan.
    pub doors: Vec<Door>,
}

impl PlanFile {
    /// Tells everything in the plan on which line of `file` it stands.
    pub(crate) fn place_lines(&mut self, file: &File) {
        let lines: Vec<_> = self.lines.iter_mut().map(|one| &mut one.at).collect();
        let costs = self.costs.iter_mut().map(|one| &mut one.at).collect();
        let messages = self.messages.iter_mut().map(|one| &mut one.at).collect();
        let doors = self.doors.iter_mut().map(|one| &mut one.at).collect();
        for (index, blank) in self.blanks.iter_mut().enumerate() {
            let places = file.lines_of(&format!("/blanks/{index}/labels"), blank.labels.len());
            let labels = blank.labels.iter_mut().zip(places);
            labels.for_each(|(label, line)| label.at = line);
        }
        for (list, all) in [
            ("/lines", lines),
            ("/costs", costs),
            ("/messages", messages),
            ("/doors", doors),
        ] {
            let places = file.lines_of(list, all.len());
            all.into_iter()
                .zip(places)
                .for_each(|(at, line)| *at = line);
        }
    }
}

/// For whom something is: every question named is answered with one of the values. Nothing named
/// means everybody.
pub type Condition = BTreeMap<String, Vec<String>>;

/// One question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id, also its name in the address of a plan.
    #[schemars(extend("format" = "id"))]
    pub id: String,
    /// The question, in Chinese.
    pub text: String,
    /// What one may answer; `unknown` is the last. For the operator, those of `operators.json` come
    /// first.
    #[schemars(length(min = 1))]
    pub values: Vec<Choice>,
}

/// One answer to a question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its id, also its value in the address of a plan.
    #[schemars(extend("format" = "id"))]
    pub id: String,
    /// The answer, in Chinese; the name of an operator is the same in every language.
    pub text: String,
}

/// A kind of notice period.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// From the day of sending to the last day on which the number works.
    pub end: Shift,
    /// From the day of sending to the last day that is paid for; null if unknown.
    pub paid: Option<Shift>,
    /// Whether whoever names no day gives notice today: the number works long enough after it to change
    /// it on every account. Otherwise that comes first, and nobody can say how long it takes.
    #[serde(default)]
    pub at_once: bool,
    /// The rule in words, in Chinese: the cell of the tables.
    pub words: String,
}

/// A way from one day to another: months first, then to the end of the month, then days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// So many months on; the 31st becomes the last day of a shorter month.
    #[serde(default)]
    pub months: u8,
    /// Then to the last day of that month.
    #[serde(default)]
    pub month_end: bool,
    /// Then so many days on.
    #[serde(default)]
    pub days: u8,
}

/// A day that others are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// Today, in Oslo.
    Today,
    /// The day on which the reader sends the message.
    Send,
    /// The day on which the reader gives notice; not known while something else comes first.
    Notice,
    /// The last day on which the number works.
    End,
    /// The day on which the reader leaves Norway.
    Leave,
}

impl Anchor {
    /// Its name in `plan.json` and on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Send => "send",
            Self::Notice => "notice",
            Self::End => "end",
            Self::Leave => "leave",
        }
    }
}

/// One thing to do.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its permanent id, under which a tick is kept.
    #[schemars(extend("format" = "id"))]
    pub id: String,
    /// For whom it is.
    #[serde(rename = "for")]
    pub condition: Condition,
    /// The day it is for: so many days after an anchor; null if no day can be named.
    pub day: Option<(Anchor, i16)>,
    /// The same in words, in Chinese, where the day is not known.
    pub when: String,
    /// What to do, in Chinese: one sentence.
    pub text: String,
    /// The section that says how: `step-2.md#step-2-writing`.
    pub to: String,
    /// Whether what it says is certain.
    #[serde(default = "certain")]
    pub confirmed: bool,
    /// Whether it cannot be undone: at most one in a plan.
    #[serde(default)]
    pub stop: bool,
    /// Its line in the file.
    #[serde(skip)]
    pub at: usize,
}

/// Something to know, without a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// For whom it is.
    #[serde(rename = "for")]
    pub condition: Condition,
    /// What to know, in Chinese.
    pub text: String,
    /// The section that says more.
    pub to: String,
    /// Whether it is certain.
    #[serde(default = "certain")]
    pub confirmed: bool,
    /// Its line in the file.
    #[serde(skip)]
    pub at: usize,
}

/// A text to send.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// The chapter that holds it: `message/cancel.md`.
    pub to: String,
    /// For whom it is.
    #[serde(rename = "for")]
    pub condition: Condition,
    /// When to send it, in Chinese.
    pub text: String,
    /// Lines of it, in Norwegian, that are not for everybody.
    #[serde(default)]
    pub only: BTreeMap<String, Condition>,
    /// Its line in the file.
    #[serde(skip)]
    pub at: usize,
}

/// A blank of the texts to send.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// What stands between the brackets, in Norwegian: `navn`.
    pub id: String,
    /// What to fill in, in Chinese.
    pub text: String,
    /// How to write it, in Chinese, where that is not plain.
    pub note: Option<String>,
    /// The same on the page of the plan, where each text asks for something else.
    #[serde(default)]
    pub labels: Vec<Label>,
    /// How it is typed; null if it is no field: a ready sentence in Norwegian goes there.
    pub kind: Option<BlankKind>,
    /// What a browser may offer for it: a token of HTML's `autocomplete`.
    pub autocomplete: Option<String>,
}

/// What one text asks for in a blank.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Who sends that text.
    #[serde(default, rename = "for")]
    pub condition: Condition,
    /// The chapters of such texts, where the plan sends none of them.
    #[serde(default)]
    pub to: Vec<String>,
    /// What to fill in, in Chinese.
    #[schemars(length(min = 1))]
    pub text: String,
    /// Whether the day of leaving is offered for it.
    #[serde(default)]
    pub leaving: bool,
    /// Its line in the file.
    #[serde(skip)]
    pub at: usize,
}

/// How a blank is typed: a type of HTML's `input`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlankKind {
    /// Words or digits.
    Text,
    /// A day.
    Date,
    /// A telephone number.
    Tel,
    /// An e-mail address.
    Email,
}

/// A section from which pages lead to the plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// The chapter or the section: `situation/abroad.md`.
    #[serde(rename = "at")]
    pub to: String,
    /// What its reader has answered already, one value a question.
    pub answers: Condition,
    /// Whether it stands below all that is open there, where something else comes first.
    #[serde(default)]
    pub last: bool,
    /// Its line in the file.
    #[serde(skip)]
    pub at: usize,
}

fn certain() -> bool {
    true
}
