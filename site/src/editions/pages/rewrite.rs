//! Runs handlers of `lol_html` over the HTML of a chapter.

use anyhow::Result;
use lol_html::{ElementContentHandlers, RewriteStrSettings, Selector, rewrite_str};

/// What is to be done where a selector fits.
pub(crate) type Handler<'h> = (std::borrow::Cow<'h, Selector>, ElementContentHandlers<'h>);

/// `html`, the content of `<main>`, as `handlers` change it. Their selectors may begin at `main`.
///
/// # Errors
/// HTML that cannot be read.
pub(crate) fn rewrite(html: &str, handlers: Vec<Handler>) -> Result<String> {
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    let main = rewrite_str(&format!("<main>{html}</main>"), settings)?;
    let content = main.strip_prefix("<main>");
    let content = content.and_then(|content| content.strip_suffix("</main>"));
    Ok(content.unwrap_or(&main).trim().to_owned())
}
