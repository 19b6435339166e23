//! Makes the HTML of a chapter accessible, and adds what Markdown cannot say.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::Result;
use lol_html::html_content::ContentType;
use lol_html::{element, text};

use super::checklists::checklists;
use super::passages::{messages, passages};
use super::rewrite::{Handler, rewrite};
use super::survey::Survey;
use super::tables::tables;
use crate::editions::contents::split_title;

/// The form of a date, a `0` for each digit (ISO 8601).
const DATE: &[u8] = b"0000-00-00";
/// The heading above the steps on the first page.
const STEPS: &str = "six-steps";

/// What is to be known of a chapter to finish it, and the HTML that is put into it.
pub(crate) struct Additions<'a> {
    /// Its page in the folder of its language, `operator/telenor.html`.
    pub(crate) file: &'a str,
    /// The way from it to that folder, empty or `../`.
    pub(crate) top: &'a str,
    /// The tag of its language.
    pub(crate) tag: &'a str,
    /// Whether it is a step.
    pub(crate) step: bool,
    /// The head of the last column of a table of facts.
    pub(crate) source_column: String,
    /// The button that copies a message.
    pub(crate) copy: String,
    /// How far a reader is, if the page has the steps.
    pub(crate) progress: Option<String>,
    /// The list of the page's sections, if it has many.
    pub(crate) sections: Option<String>,
}

/// `html` with what Markdown cannot say: names of links and tables, heads of rows, labels of boxes to
/// tick, buttons that copy, the language of Norwegian words.
///
/// # Errors
/// HTML that cannot be read.
pub(crate) fn accessible(html: &str, survey: &Survey, add: Additions) -> Result<String> {
    let mut handlers = vec![heading()];
    if add.step {
        handlers.push(title());
    }
    handlers.extend(tables(add.source_column));
    handlers.extend(checklists(add.step));
    handlers.extend(passages(add.tag));
    handlers.push(dates());
    handlers.push(own_links(add.file, add.top));
    handlers.extend(messages(survey.messages.clone(), &add.copy));
    if let Some(progress) = add.progress {
        handlers.extend(steps(progress));
    }
    if let Some(sections) = add.sections {
        handlers.push(behind_opening(&sections));
    }
    rewrite(html, handlers)
}

/// A link from a page to one of its own sections loads nothing; one to itself leads nowhere. In a
/// sub-folder a link may name the page from there or from the folder of the language, which is `top`.
fn own_links<'h>(file: &str, top: &str) -> Handler<'h> {
    let from_top = format!("{top}{file}");
    let name = file.rsplit('/').next().unwrap_or(file).to_owned();
    element!("main a[href]", move |link| {
        let href = link.get_attribute("href").unwrap_or_default();
        let own = href.strip_prefix(&from_top).or(href.strip_prefix(&name));
        match own {
            Some("") => link.remove_and_keep_content(),
            Some(section) if section.starts_with('#') => link.set_attribute("href", section)?,
            _ => {}
        }
        Ok(())
    })
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
fn title<'h>() -> Handler<'h> {
    let mut done = false;
    text!("main h1", move |chunk| {
        if let Some((number, title)) = split_title(chunk.as_str()).filter(|_| !done) {
            let html = format!("<span class=\"said\">{number}</span>{title}");
            chunk.replace(&html, ContentType::Html);
            done = true;
        }
        Ok(())
    })
}

/// `list` behind the first paragraph.
fn behind_opening<'h>(list: &str) -> Handler<'h> {
    let mut list = Some(format!("\n{list}"));
    element!("main > p", move |paragraph| {
        if let Some(list) = list.take() {
            paragraph.after(&list, ContentType::Html);
        }
        Ok(())
    })
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
                list.after(&format!("\n{progress}"), ContentType::Html);
            }
            Ok(())
        }),
    ]
}
