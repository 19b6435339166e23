//! Norwegian in the text: words in passing, and texts to copy.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::element;
use lol_html::html_content::ContentType;

use super::rewrite::Handler;
use super::survey::Message;

/// `_…_` marks a Norwegian word in the other languages, a block `norsk` a Norwegian text in all. They
/// are there to be sent, said or recognised: a translator in the browser leaves them alone.
pub(crate) fn passages<'h>(language: &str) -> Vec<Handler<'h>> {
    let norwegian = language == "nb";
    vec![
        element!("main em", move |word| {
            if !norwegian {
                word.set_tag_name("i")?;
                word.set_attribute("lang", "nb")?;
                word.set_attribute("translate", "no")?;
            }
            Ok(())
        }),
        element!("main code.language-norsk", |code| {
            code.remove_attribute("class");
            code.set_attribute("translate", "no")?;
            Ok(code.set_attribute("lang", "nb")?)
        }),
    ]
}

/// A text to copy is a card with a `button`. If a list explains its lines, each explanation stands
/// under its line, which is what one needs who does not read Norwegian.
pub(crate) fn messages<'h>(messages: Vec<Message>, button: &str) -> Vec<Handler<'h>> {
    #[derive(Default)]
    struct State {
        /// The lines that the coming list explains.
        explained: Option<std::vec::IntoIter<String>>,
        explaining: bool,
    }
    let button = format!("{button}</div>");
    let after_list = button.clone();
    let mut messages = messages.into_iter();
    let state = Rc::new(RefCell::new(State::default()));
    let (at_list, at_item) = (state.clone(), state.clone());
    vec![
        element!("main > pre", move |message| {
            message.before("<div class=\"message\">", ContentType::Html);
            let lines = messages
                .next()
                .and_then(|message| message.explained_lines());
            match lines {
                Some(lines) => {
                    message.remove();
                    state.borrow_mut().explained = Some(lines.into_iter());
                }
                None => message.after(&button, ContentType::Html),
            }
            Ok(())
        }),
        element!("main > ol", move |list| {
            let mut state = at_list.borrow_mut();
            state.explaining = state
                .explained
                .as_ref()
                .is_some_and(|lines| lines.len() > 0);
            if state.explaining {
                list.after(&after_list, ContentType::Html);
            }
            Ok(())
        }),
        element!("main > ol > li", move |item| {
            let mut state = at_item.borrow_mut();
            if state.explaining
                && let Some(line) = state.explained.as_mut().and_then(Iterator::next)
            {
                item.prepend(
                    &format!("<i lang=\"nb\" translate=\"no\">{line}</i> "),
                    ContentType::Html,
                );
            }
            Ok(())
        }),
    ]
}
