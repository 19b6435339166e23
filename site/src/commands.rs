//! What the command line offers, one command a file.

mod build;
mod catalogs;
mod facts;
mod report;
mod serve;

pub use build::{Request, build};
pub use catalogs::{pot, update};
pub use facts::check_facts;
pub use report::told;
pub use serve::serve;
