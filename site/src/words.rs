//! What is translated: words of the templates, the template of all catalogs, and the refusal of holes.

mod check;
mod messages;
mod templates;

pub use check::check_catalogs;
pub use messages::{merge, write_template_catalog};
pub use templates::{Templates, script_json, unescape};
