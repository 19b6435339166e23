//! Tables for everybody: names, heads, and labels for cards on a phone.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::{ContentType, Element};
use lol_html::{HandlerResult, element, text};

use super::rewrite::Handler;

/// A table has a name, the heading it stands under; the first cell of a row is its head; every
/// cell knows its column, for narrow screens, except in a table whose columns speak for
/// themselves there: what, value, source. `source` is the head of that last column.
pub(crate) fn tables<'h>(source: String) -> Vec<Handler<'h>> {
    #[derive(Default)]
    struct State {
        source: String,
        /// The id of the heading above.
        heading: String,
        columns: Vec<String>,
        column: usize,
    }
    let state = Rc::new(RefCell::new(State {
        source,
        ..State::default()
    }));
    let on = |handler: fn(&mut State, &mut Element) -> HandlerResult| {
        let state = state.clone();
        move |element: &mut Element| handler(&mut state.borrow_mut(), element)
    };
    let column_text = state.clone();
    vec![
        // An address may break behind slashes, and nowhere else.
        text!("main td a[href^=http]", |chunk| {
            if !chunk.as_str().contains(' ') {
                let html = chunk.as_str().replace('/', "/<wbr>");
                chunk.replace(&html, ContentType::Html);
            }
            Ok(())
        }),
        element!(
            "main h1, main h2, main h3",
            on(|state, heading| {
                state.heading = heading.get_attribute("id").unwrap_or_default();
                Ok(())
            })
        ),
        element!(
            "main table",
            on(|state, table| { Ok(table.set_attribute("aria-labelledby", &state.heading)?) })
        ),
        element!(
            "main thead",
            on(|state, _| {
                state.columns.clear();
                Ok(())
            })
        ),
        element!("main .table-wrapper", |wrapper| {
            wrapper.remove_and_keep_content();
            Ok(())
        }),
        // A mark that returns in row after row, such as "not confirmed".
        element!("main td strong", |mark| Ok(mark.set_tag_name("b")?)),
        element!(
            "main thead th",
            on(|state, cell| {
                state.columns.push(String::new());
                // Without a blank the excerpt of a search runs the words of a
                // row of headings together.
                cell.after(" ", ContentType::Text);
                Ok(())
            })
        ),
        text!("main thead th", move |chunk| {
            if let Some(column) = column_text.borrow_mut().columns.last_mut() {
                column.push_str(chunk.as_str());
            }
            Ok(())
        }),
        element!(
            "main tbody tr",
            on(|state, _| {
                state.column = 0;
                Ok(())
            })
        ),
        element!(
            "main tbody td",
            on(|state, cell| {
                let sourced = state.columns.last() == Some(&state.source);
                let labels = state.columns.len() > 2 && !sourced;
                if state.column == 0 {
                    // In tables like these HTML says itself what a head is the head of.
                    cell.set_tag_name("th")?;
                } else if let Some(label) = state.columns.get(state.column).filter(|_| labels) {
                    cell.set_attribute("data-label", label)?;
                }
                state.column += 1;
                Ok(())
            })
        ),
    ]
}
