//! Makes the HTML of a chapter accessible, and adds what Markdown cannot say: sections, boxes to
//! tick, buttons that copy, cards for tables on a phone.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::Result;
use lol_html::html_content::{ContentType, Element};
use lol_html::{
    ElementContentHandlers, HandlerResult, RewriteStrSettings, Selector, element,
    end_tag, rewrite_str, text,
};
use mdbook_operators::Problems;

use super::Page;
use super::contents::{Place, split_title};
use crate::guide::Language;
use crate::template::escape;

/// The name of the list of a page's sections.
pub const ON_THIS_PAGE: &str = "本页内容";
/// The button that copies a message.
pub const COPY: &str = "复制全文";
/// How far a reader is, on the first page.
pub const PROGRESS: &str = "已做完 {n} 步，共 {total} 步";
/// The button that clears all checklists.
pub const CLEAR_ALL: &str = "清除所有的勾";

/// The head of the last column of a table of facts, as the preprocessor calls it.
const SOURCE_COLUMN: &str = "来源和日期";
/// A page shows the list of its sections if it has more than this many.
const FEW_SECTIONS: usize = 3;
/// The form of a date, a `0` for each digit (ISO 8601).
const DATE: &[u8] = b"0000-00-00";
/// The heading above the steps on the first page.
const STEPS: &str = "six-steps";

/// What a page holds, before anything is changed.
#[derive(Default)]
pub struct Survey {
    /// The HTML text of the first paragraph, without tags.
    pub opening: String,
    /// Ids and HTML texts of the headings of the second level.
    pub sections: Vec<(String, String)>,
    /// Headings that ask, each with the paragraph under it, which answers.
    pub questions: Vec<(String, String)>,
    /// The Norwegian texts to copy.
    messages: Vec<Message>,
    /// Whether the block before is a message, and whether this one explains it.
    after_message: bool,
    explaining: bool,
    paragraphs: usize,
    asked: bool,
    answering: bool,
}

/// A Norwegian text to copy, with a list under it that explains it line by line.
#[derive(Default, Clone)]
struct Message {
    text: String,
    explanations: usize,
}

impl Message {
    /// The lines, if each of them has its explanation.
    fn explained_lines(&self) -> Option<Vec<String>> {
        let lines: Vec<&str> = self.text.trim_end().lines().collect();
        (self.explanations > 0 && lines.len() == self.explanations)
            .then(|| lines.into_iter().map(with_blanks).collect())
    }
}

/// A line of a message with its blanks marked: `[telefonnummer]`.
fn with_blanks(line: &str) -> String {
    line.replace('[', "<b>[").replace(']', "]</b>")
}

impl Survey {
    /// Whether there is a Norwegian text to copy.
    pub fn has_messages(&self) -> bool {
        !self.messages.is_empty()
    }
}

type Handler<'h> = (std::borrow::Cow<'h, Selector>, ElementContentHandlers<'h>);

/// Reads what `html` holds.
pub fn survey(html: &str) -> Result<Survey> {
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
                survey.answering = survey.asked && block.tag_name() == "p";
                survey.asked = false;
                if survey.answering {
                    let (_, question) = survey.sections.last().expect("only a heading asks");
                    survey.questions.push((question.clone(), String::new()));
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
            "main h2[id]",
            on(|survey, heading| {
                let id = heading.get_attribute("id").unwrap_or_default();
                survey.sections.push((id, String::new()));
                Ok(())
            })
        ),
        text!("main h2[id]", move |chunk| {
            let mut survey = heading_text.borrow_mut();
            if let Some((_, text)) = survey.sections.last_mut() {
                text.push_str(chunk.as_str());
                survey.asked = text.trim_end().ends_with(['?', '？']);
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
            if survey.answering
                && let Some((_, answer)) = survey.questions.last_mut()
            {
                answer.push_str(chunk.as_str());
            }
            Ok(())
        }),
    ];
    rewrite(html, handlers)?;
    Ok(survey.take())
}

/// The page with what Markdown cannot say: names of links and tables, heads of rows, labels of
/// boxes to tick, buttons that copy, the language of Norwegian words.
pub fn accessible(
    page: &Page,
    language: &Language,
    survey: &Survey,
    place: &Place,
) -> Result<String> {
    let words = |word: &str| {
        language
            .catalog
            .translate(word)
            .map(|word| escape(&word))
            .map_err(Problems::from)
    };
    let step = place.step.is_some();
    let mut handlers = vec![heading()];
    handlers.extend(title(place));
    handlers.extend(tables(words(SOURCE_COLUMN)?));
    handlers.extend(checklists(step));
    handlers.extend(passages(&language.tag));
    handlers.push(dates());
    handlers.push(own_links(&page.file));
    handlers.extend(messages(survey.messages.clone(), words(COPY)?));
    if page.file == "index.html" {
        let progress = progress(&words(PROGRESS)?, &words(CLEAR_ALL)?);
        handlers.extend(steps(progress));
    } else if survey.sections.len() > FEW_SECTIONS {
        handlers.push(sections(survey, &words(ON_THIS_PAGE)?));
    }
    rewrite(&page.html, handlers)
}

/// A link from a page to one of its own sections loads nothing; one to itself leads nowhere.
fn own_links<'h>(file: &str) -> Handler<'h> {
    let file = file.to_owned();
    element!("main a[href]", move |link| {
        let href = link.get_attribute("href").unwrap_or_default();
        match href.strip_prefix(&file) {
            Some("") => link.remove_and_keep_content(),
            Some(section) if section.starts_with('#') => link.set_attribute("href", section)?,
            _ => {}
        }
        Ok(())
    })
}

fn rewrite(html: &str, handlers: Vec<Handler>) -> Result<String> {
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    Ok(rewrite_str(html, settings)?)
}

/// mdBook makes the whole heading a link to itself, which hides its text among links.
fn heading<'h>() -> Handler<'h> {
    element!("main a.header", |link| {
        link.remove_and_keep_content();
        Ok(())
    })
}

/// On a step, `Steg 2 av 6` stands above the title, so the title shows its own `Steg 2:` to screen
/// readers and to those who copy it, but not twice to the eye.
fn title<'h>(place: &Place) -> Vec<Handler<'h>> {
    let Some(step) = place.step.clone() else {
        return Vec::new();
    };
    let mut done = false;
    vec![
        element!("main h1", move |title| {
            title.before(
                &format!("<div class=\"place\">{step}</div>\n"),
                ContentType::Html,
            );
            Ok(())
        }),
        text!("main h1", move |chunk| {
            if let Some((number, title)) = split_title(chunk.as_str()).filter(|_| !done) {
                let html = format!("<span class=\"said\">{number}</span>{title}");
                chunk.replace(&html, ContentType::Html);
                done = true;
            }
            Ok(())
        }),
    ]
}

/// The list of the page's sections, behind its first paragraph.
fn sections<'h>(survey: &Survey, name: &str) -> Handler<'h> {
    let items: String = survey
        .sections
        .iter()
        .map(|(id, text)| format!("<li><a href=\"#{id}\">{}</a></li>\n", text.trim()))
        .collect();
    let list = format!(
        "\n<nav class=\"sections\" aria-label=\"{name}\"><details><summary>{name}</summary>\n<ul>\n{items}</ul>\n</details></nav>"
    );
    let mut list = Some(list);
    element!("main > p", move |paragraph| {
        if let Some(list) = list.take() {
            paragraph.after(&list, ContentType::Html);
        }
        Ok(())
    })
}

/// A table has a name, the heading it stands under; the first cell of a row is its head; every
/// cell knows its column, for narrow screens, except in a table whose columns speak for
/// themselves there: what, value, source.
fn tables<'h>(source: String) -> Vec<Handler<'h>> {
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

/// A box to tick needs a name, which is the text beside it, and must not be dead. What one should
/// have at the end of a step is a list to tick as well.
fn checklists<'h>(step: bool) -> Vec<Handler<'h>> {
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

/// `_…_` marks a Norwegian word in the other languages, a block `norsk` a Norwegian text in all.
fn passages<'h>(language: &str) -> Vec<Handler<'h>> {
    let norwegian = language == "nb";
    vec![
        element!("main em", move |word| {
            if !norwegian {
                word.set_tag_name("i")?;
                word.set_attribute("lang", "nb")?;
            }
            Ok(())
        }),
        element!("main code.language-norsk", |code| {
            code.remove_attribute("class");
            Ok(code.set_attribute("lang", "nb")?)
        }),
    ]
}

/// A date is one: `2026-06-05` does not break behind a hyphen.
fn dates<'h>() -> Handler<'h> {
    text!("main", |chunk| {
        let mut html = String::new();
        let mut rest = chunk.as_str();
        while let Some(at) = find_date(rest) {
            let (before, date) = rest.split_at(at);
            let (date, after) = date.split_at(DATE.len());
            html.push_str(&format!("{before}<time>{date}</time>"));
            rest = after;
        }
        if !html.is_empty() {
            let html = html + rest;
            chunk.replace(&html, ContentType::Html);
        }
        Ok(())
    })
}

/// Where in `text` a date starts.
fn find_date(text: &str) -> Option<usize> {
    text.as_bytes().windows(DATE.len()).position(|window| {
        window.iter().zip(DATE).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == form,
        })
    })
}

/// A text to copy is a card with a button. If a list explains its lines, each explanation stands
/// under its line, which is what one needs who does not read Norwegian.
fn messages<'h>(messages: Vec<Message>, copy: String) -> Vec<Handler<'h>> {
    #[derive(Default)]
    struct State {
        /// The lines that the coming list explains.
        explained: Option<std::vec::IntoIter<String>>,
        explaining: bool,
    }
    let button = format!("<button>{copy}</button></div>");
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
                item.prepend(&format!("<i lang=\"nb\">{line}</i> "), ContentType::Html);
            }
            Ok(())
        }),
    ]
}

/// On the first page the steps stand on a line, and under them how far the reader is.
fn steps<'h>(progress: String) -> Vec<Handler<'h>> {
    let coming = Rc::new(RefCell::new(false));
    let at_list = coming.clone();
    vec![
        element!("main h2", move |heading| {
            coming.replace(heading.get_attribute("id").as_deref() == Some(STEPS));
            Ok(())
        }),
        element!("main > ul", move |list| {
            if at_list.replace(false) {
                list.set_attribute("class", "steps journey")?;
                list.after(&progress, ContentType::Html);
            }
            Ok(())
        }),
    ]
}

fn progress(progress: &str, clear: &str) -> String {
    format!(
        "\n<p class=\"ticks scripted\"><span data-words=\"{progress}\"></span> <button type=\"button\">{clear}</button></p>"
    )
}
