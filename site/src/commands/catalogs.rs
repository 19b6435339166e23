//! `update`: the template of all catalogs, and its way into them.

use std::path::Path;

use anyhow::Result;

use crate::editions;
use crate::guide::Guide;
use crate::report::say;
use crate::words::{Templates, merge, write_template_catalog};

/// Writes `po/messages.pot` and merges it into every catalog.
///
/// # Errors
/// A guide that cannot be read, or what GNU gettext refuses.
pub(crate) fn update(root: &Path) -> Result<()> {
    let guide = Guide::load(root)?;
    let templates = Templates::read(&guide)?;
    let number = write_template_catalog(&guide, &templates, &editions::words())?;
    merge(&guide)?;
    let catalogs = guide.languages.len() - 1;
    say(format_args!(
        "merged {number} messages into {catalogs} catalogs"
    ))
}
