//! Lists to tick.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::ContentType;
use lol_html::{element, end_tag};

use super::rewrite::Handler;

/// A box to tick needs a name, which is the text beside it, and must not be dead. What one should
/// have at the end of a `step` is a list to tick as well.
pub(crate) fn checklists<'h>(step: bool) -> Vec<Handler<'h>> {
    #[derive(Default)]
    struct State {
        /// For each open list item or paragraph in one, whether its label is open.
        labels: Vec<bool>,
        done: bool,
    }
    let state = Rc::new(RefCell::new(State::default()));
    let (at_heading, at_item, at_box) = (state.clone(), state.clone(), state);
    vec![
        element!("main h2", move |heading| {
            let id = heading.get_attribute("id").unwrap_or_default();
            at_heading.borrow_mut().done = step && id.ends_with("-done");
            Ok(())
        }),
        element!("main li, main li > p", move |item| {
            let mut state = at_item.borrow_mut();
            let tick = state.done && item.tag_name() == "li";
            if tick {
                item.prepend("<label><input type=\"checkbox\"> ", ContentType::Html);
            }
            state.labels.push(tick);
            let closing = at_item.clone();
            item.on_end_tag(end_tag!(move |end| {
                if closing.borrow_mut().labels.pop() == Some(true) {
                    end.before("</label>", ContentType::Html);
                }
                Ok(())
            }))
        }),
        element!("main li input[type=checkbox]", move |checkbox| {
            checkbox.remove_attribute("disabled");
            checkbox.before("<label>", ContentType::Html);
            if let Some(label) = at_box.borrow_mut().labels.last_mut() {
                *label = true;
            }
            Ok(())
        }),
    ]
}
