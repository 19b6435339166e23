//! Old addresses of what has moved to another page.

use mdbook_operators::Problem;

use super::content::Content;
use crate::editions::contents::Chapter;
use crate::guide::moved::{MOVED, Moved};

/// Whoever follows an old address to `chapter` comes to the row that leads to the new page; a script goes
/// on from there to the very place.
///
/// # Errors
/// An address that no row leads to.
pub(super) fn rows(content: &mut Content, chapter: &Chapter, moved: &Moved) -> Result<(), Problem> {
    for (id, new) in moved.from(&chapter.file) {
        let (page, _) = new.split_once('#').unwrap_or((new, ""));
        let row = content.find(&format!("a[href=\"{page}\"]"));
        let row = row.first().ok_or_else(|| {
            Problem::of_file(
                MOVED,
                format!("{} has no link to {page}, where {id} is now", chapter.file),
                "link to the page where its subject was, or correct the address",
            )
        })?;
        let place = format!("<span id=\"{id}\" data-moved=\"{new}\"></span>");
        content.after(*row, &place);
    }
    Ok(())
}
