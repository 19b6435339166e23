//! The mdBook preprocessor `operators`: contact tables, sources and the plan of the guide, from JSON.
//!
//! What the guide says about an operator stands once, in `operators.json`, each value with its
//! sources and dates; where a claim comes from stands once, in `sources.json`. A chapter names what
//! it wants and this crate writes the Markdown:
//!
//! - a fenced block `operators` or `authorities` becomes a table, `sources` a list, `plan` a table for
//!   each thing that may become of the number, `blanks` one of what a reader fills in ([`expand`]);
//! - below a text to send, in a block `norsk`, a list says what each line means, and goes where the
//!   page is in Norwegian;
//! - a link `[ekomloven § 4-6](source:law/4-6)` gets the address of its source.
//!
//! It runs after `gettext`, with the words of the same catalog, so that no number and no address
//! is ever a translator's work. Wrong data never becomes a table with a gap: readers phone these
//! numbers, so everything that is wrong is a [`Problem`], and all problems come in one run.
//!
//! To add a field to every operator: add it to [`Operator`], to [`Operator::fields`] with its
//! label, run the tests with `UPDATE=1` to renew the schema, and translate the label in `po/`.

// Standard output is the protocol between mdBook and its preprocessors.
#![deny(clippy::print_stdout)]

mod block;
mod catalog;
mod check;
mod data;
mod directive;
mod escape;
mod expand;
mod explain;
mod files;
mod fixed;
mod grammar;
mod json;
mod letter;
mod load;
mod markdown;
mod messages;
mod plan;
mod preprocessor;
mod problem;
mod syntax;
mod table;

pub use catalog::{
    Catalog, EXCEPTIONS, Entry, Exception, ExceptionsFile, MONTHS, exceptions, is_chinese,
};
pub use data::{ABROAD, Cell, Content, Demand, Field, Party, parties};
pub use directive::markdown_options;
pub use expand::expand;
pub use files::{
    Authority, Fact, Kind, Link, Notice, Operator, OperatorsFile, Phone, Source, SourceKind,
    SourcesFile, schema,
};
pub use grammar::is_hidden;
pub use letter::readings;
pub use load::{Data, load, load_from};
pub use markdown::phone_text;
pub use messages::{Message, messages, texts};
pub use plan::{
    Anchor, Answers, Blank, BlankKind, Choice, Condition, Door, Label, Letter, Line, NOTICE, Note,
    OPERATOR, Plan, PlanFile, Question, Rule, Shift, UNKNOWN, WAY, combinations, for_whom, is_for,
};
pub use preprocessor::Operators;
pub use problem::{Problem, Problems, Severity};
pub use table::words::SOURCE_AND_DATE;
