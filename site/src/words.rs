//! What is translated: words of the templates, the template of all catalogs, and the refusal of holes.

mod check;
mod exceptions;
mod faithful;
mod messages;
mod numbers;
mod templates;
#[cfg(test)]
mod tests;

pub(crate) use check::check_catalogs;
pub(crate) use messages::{merge, write_template_catalog};
pub(crate) use templates::Templates;
