//! What a chapter holds, before anything in it is changed.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::Result;
use lol_html::html_content::Element;
use lol_html::{HandlerResult, element, text};
use serde::Serialize;

use super::rewrite::{Handler, rewrite};
use crate::words::unescape;

/// What a page holds, before anything is changed.
#[derive(Default)]
pub(crate) struct Survey {
    /// The HTML text of the first paragraph, without tags.
    pub(crate) opening: String,
    /// The headings of the second level.
    pub(crate) sections: Vec<Section>,
    /// The ids of all headings.
    pub(crate) headings: Vec<String>,
    /// The Norwegian texts to copy.
    pub(crate) messages: Vec<Message>,
    /// Whether the block before is a message, and whether this one explains it.
    after_message: bool,
    explaining: bool,
    paragraphs: usize,
}

/// A section of a page.
#[derive(Serialize)]
pub(crate) struct Section {
    id: String,
    title: String,
}

/// A Norwegian text to copy, with a list under it that explains it line by line.
#[derive(Default, Clone)]
pub(crate) struct Message {
    text: String,
    explanations: usize,
}

impl Message {
    /// The lines, if each of them has its explanation.
    pub(crate) fn explained_lines(&self) -> Option<Vec<String>> {
        let lines: Vec<&str> = self.text.trim_end().lines().collect();
        (self.explanations > 0 && lines.len() == self.explanations)
            .then(|| lines.into_iter().map(with_blanks).collect())
    }
}

/// A line of a message with its blanks marked: `[telefonnummer]`.
fn with_blanks(line: &str) -> String {
    line.replace('[', "<b>[").replace(']', "]</b>")
}

/// Reads what `html` holds.
pub(crate) fn survey(html: &str) -> Result<Survey> {
    let survey = Rc::new(RefCell::new(Survey::default()));
    let on = |handler: fn(&mut Survey, &mut Element) -> HandlerResult| {
        let survey = survey.clone();
        move |element: &mut Element| handler(&mut survey.borrow_mut(), element)
    };
    let (heading_text, paragraph_text, message_text) =
        (survey.clone(), survey.clone(), survey.clone());
    let handlers: Vec<Handler> = vec![
        element!(
            "main > *",
            on(|survey, block| {
                survey.explaining = survey.after_message && block.tag_name() == "ol";
                survey.after_message = block.tag_name() == "pre";
                if survey.after_message {
                    survey.messages.push(Message::default());
                }
                Ok(())
            })
        ),
        text!("main > pre > code", move |chunk| {
            if let Some(message) = message_text.borrow_mut().messages.last_mut() {
                message.text.push_str(chunk.as_str());
            }
            Ok(())
        }),
        element!(
            "main > ol > li",
            on(|survey, _| {
                if survey.explaining
                    && let Some(message) = survey.messages.last_mut()
                {
                    message.explanations += 1;
                }
                Ok(())
            })
        ),
        element!(
            "main h1[id], main h2[id], main h3[id]",
            on(|survey, heading| {
                survey.headings.extend(heading.get_attribute("id"));
                Ok(())
            })
        ),
        element!(
            "main h2[id]",
            on(|survey, heading| {
                let id = heading.get_attribute("id").unwrap_or_default();
                let title = String::new();
                survey.sections.push(Section { id, title });
                Ok(())
            })
        ),
        text!("main h2[id]", move |chunk| {
            let mut survey = heading_text.borrow_mut();
            if let Some(section) = survey.sections.last_mut() {
                section.title.push_str(chunk.as_str());
            }
            Ok(())
        }),
        element!(
            "main > p",
            on(|survey, _| {
                survey.paragraphs += 1;
                Ok(())
            })
        ),
        text!("main > p", move |chunk| {
            let mut survey = paragraph_text.borrow_mut();
            if survey.paragraphs == 1 {
                survey.opening.push_str(chunk.as_str());
            }
            Ok(())
        }),
    ];
    rewrite(html, handlers)?;
    let mut survey = survey.take();
    for section in &mut survey.sections {
        section.title = unescape(section.title.trim());
    }
    Ok(survey)
}
