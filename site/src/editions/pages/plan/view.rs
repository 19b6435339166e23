//! What the template `plan` is filled with.

use serde::Serialize;

/// Everything that the template `plan` shows.
#[derive(Serialize)]
pub(crate) struct View<'a> {
    pub(super) tag: &'a str,
    pub(super) questions: Vec<Question>,
    pub(super) dates: String,
    pub(super) ends: Vec<Dates>,
    pub(super) unknown: String,
    pub(super) kinds: Vec<Kind>,
    pub(super) lines: Vec<Line>,
    pub(super) costs: Vec<Note>,
    pub(super) call: String,
    pub(super) numbers: Vec<Number>,
    pub(super) nameless: String,
    pub(super) letters: Vec<Article>,
    pub(super) blanks: Vec<Field>,
    pub(super) copy: String,
}

#[derive(Serialize)]
pub(crate) struct Question {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) values: Vec<Value>,
}

#[derive(Serialize)]
pub(crate) struct Value {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) chosen: bool,
}

/// The dates of operators with one rule.
#[derive(Serialize)]
pub(crate) struct Dates {
    pub(super) operators: String,
    pub(super) end: String,
    pub(super) paid: Option<String>,
    pub(super) rule: String,
    pub(super) confirmed: bool,
}

/// A kind of notice period.
#[derive(Serialize)]
pub(crate) struct Kind {
    pub(super) end: String,
    pub(super) rule: String,
}

#[derive(Serialize)]
pub(crate) struct Line {
    pub(super) id: String,
    pub(super) answers: String,
    pub(super) day: Option<String>,
    pub(super) when: String,
    pub(super) text: String,
    pub(super) href: String,
    pub(super) whom: String,
    pub(super) stop: bool,
    pub(super) doubt: bool,
    /// The operators of whom the day of this line is not certain.
    pub(super) doubted: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Note {
    pub(super) answers: String,
    pub(super) text: String,
    pub(super) href: String,
    pub(super) whom: String,
    pub(super) doubt: bool,
}

/// The number of an operator.
#[derive(Serialize)]
pub(crate) struct Number {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) phone: Option<String>,
    pub(super) text: String,
    pub(super) doubt: bool,
    pub(super) site: Option<String>,
}

/// A text to send.
#[derive(Serialize)]
pub(crate) struct Article {
    pub(super) id: String,
    pub(super) answers: String,
    pub(super) title: String,
    pub(super) whom: String,
    pub(super) href: String,
    pub(super) lines: Vec<Row>,
}

/// A line of a text, with its meaning.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(super) answers: String,
    pub(super) html: String,
    pub(super) meaning: String,
    pub(super) key: bool,
}

/// A blank to fill in.
#[derive(Serialize)]
pub(crate) struct Field {
    pub(super) id: String,
    pub(super) place: String,
    pub(super) text: String,
    pub(super) kind: mdbook_operators::BlankKind,
    pub(super) autocomplete: Option<String>,
}
