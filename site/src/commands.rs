//! What the command line offers, one command a file.

mod build;
mod catalogs;
mod facts;
mod serve;

pub(crate) use build::{Request, build};
pub(crate) use catalogs::update;
pub(crate) use facts::check_facts;
pub(crate) use serve::serve;
