//! Reads a page from beginning to end.

use std::collections::BTreeSet;
use std::mem;

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};
use serde_json::Value;

use super::links::{Base, Target};
use super::page::{Block, Link, Page, is_block};
use super::{Fault, Rules, list};
use crate::editions::{self, File};

/// Fewer letters than these are no text of a page.
const LETTERS: usize = 40;
/// Elements of forms: what scripts and styles find by its id is no address.
const CONTROLS: [&str; 2] = ["button", "input"];
/// Attributes that name an id of the same page.
const NAMES_OF_IDS: [&str; 4] = [
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "for",
];
/// Attributes that are read out or shown; so is `content`, of a page's head.
const WORDS: [&str; 5] = [
    "aria-description",
    "aria-label",
    "aria-valuetext",
    "data-label",
    "value",
];
/// The only header that a page may give itself.
const POLICY: &str = "Content-Security-Policy";

/// The cure of what only a template or the program can do.
const THEME: &str =
    "mend what writes it, a template in theme/ or the program; a text of the guide cannot do this";
const LISTED: &str =
    "it is not on the list of what pages are made of; a text of the guide needs none of it";
const CONTACTS: &str = "pages name and lead to each other and the contacts and sources of operators.json and sources.json, nobody else";
const EMPTY: &str = "write the chapter, or mend the template in theme/ that should show it";

/// The page that `file` is.
pub(super) fn read(file: &File, rules: &Rules) -> Page {
    let page = Page {
        path: file.path.clone(),
        title: String::new(),
        ids: BTreeSet::new(),
        addresses: BTreeSet::new(),
        links: Vec::new(),
        blocks: Vec::new(),
        faults: Vec::new(),
    };
    let mut reader = Reader::of(page, rules);
    match std::str::from_utf8(&file.content) {
        Ok(text) => reader.read(&Html::parse_document(text)),
        Err(error) => reader.fault(format!("is no UTF-8: {error}"), THEME),
    }
    reader.page
}

/// A page that is being read.
struct Reader<'a> {
    /// What is known of it.
    page: Page,
    rules: &'a Rules<'a>,
    base: Base,
    /// The id above.
    near: String,
    /// The text since the last id.
    text: String,
}

impl<'a> Reader<'a> {
    /// At the beginning of `page`.
    fn of(page: Page, rules: &'a Rules<'a>) -> Self {
        let base = Base::of(&page.path, rules);
        let (near, text) = (String::new(), String::new());
        Self {
            page,
            rules,
            base,
            near,
            text,
        }
    }

    /// Notes what is wrong at this place.
    fn fault(&mut self, message: impl Into<String>, cure: &'static str) {
        let near = self.near.clone();
        self.page.faults.push(Fault {
            near,
            ..Fault::new(&self.page.path, message, cure)
        });
    }

    /// Reads all of it.
    fn read(&mut self, html: &Html) {
        if let Some(error) = html.errors.first() {
            self.fault(format!("is no correct HTML: {error}"), THEME);
        }
        for node in html.tree.values() {
            if let Node::Comment(comment) = node {
                self.fault(format!("has a comment: {:?}", &**comment), THEME);
            }
        }
        let root = html.root_element();
        self.head(root);
        self.parts(root);
        self.element(root, false);
        self.end_of_text();
    }

    /// Its policy and its language.
    fn head(&mut self, root: ElementRef) {
        let policy = self.rules.policy;
        let has_policy = |meta: &ElementRef| {
            meta.attr("http-equiv") == Some(POLICY) && meta.attr("content") == Some(policy)
        };
        // What stands before the policy is not subject to it.
        let mut children = root
            .child_elements()
            .next()
            .into_iter()
            .flat_map(|head| head.child_elements());
        let first = children.find(|child| child.value().name() != "meta" || has_policy(child));
        if !first.is_some_and(|first| has_policy(&first)) {
            self.fault(
                "has no Content Security Policy in front of all that it loads",
                THEME,
            );
        }
        let language = root.attr("lang").unwrap_or_default();
        let is_right = match self.page.place() {
            Some((folder, _)) => folder == language,
            None => self.rules.languages.contains(&language),
        };
        if !is_right {
            let cure = "it is the name of the folder: <html lang=\"{{tag}}\">";
            self.fault(format!("says that its language is {language:?}"), cure);
        }
    }

    /// What every page has once, and not empty.
    fn parts(&mut self, root: ElementRef) {
        let elements: Vec<ElementRef> = root.descendent_elements().collect();
        for (name, least) in [("title", 1), ("h1", 1), ("main", LETTERS)] {
            let found: Vec<_> = elements
                .iter()
                .filter(|one| one.value().name() == name)
                .collect();
            let [only] = found[..] else {
                self.fault(format!("has {} <{name}>", found.len()), "each page has one");
                continue;
            };
            let text: String = only.text().collect();
            if text.chars().filter(|c| c.is_alphanumeric()).count() < least {
                self.fault(format!("has (almost) nothing in <{name}>"), EMPTY);
            }
            if name == "h1" {
                self.page.title = text;
            }
        }
    }

    /// Reads `element` and what is in it.
    fn element(&mut self, element: ElementRef, in_main: bool) {
        let tag = element.value();
        if tag.id().is_some() && tag.name() != "span" {
            self.end_of_text();
        }
        self.id(tag, in_main);
        self.kind(element);
        self.attributes(tag);
        if is_block(tag) || tag.name() == "br" {
            self.text.push('\n');
        }
        if in_main && is_block(tag) {
            self.page.blocks.push(Block::of(tag, &self.near));
        }
        self.links(tag, in_main);
        for child in element.children() {
            if let Node::Text(text) = child.value()
                && tag.name() != "script"
            {
                self.text.push_str(text);
            }
            if let Some(inner) = ElementRef::wrap(child) {
                self.element(inner, in_main || tag.name() == "main");
            }
        }
    }

    /// The text since the last id names nobody whom the data does not.
    fn end_of_text(&mut self) {
        let text = mem::take(&mut self.text);
        self.contacts(&text);
    }

    /// `text`, which somebody reads, names nobody whom the data does not.
    fn contacts(&mut self, text: &str) {
        if let Some(contact) = self.rules.contacts.foreign_in(text) {
            self.fault(format!("shows {contact:?}"), CONTACTS);
        }
    }

    /// The words in the attributes of `tag`: what a text must not show, they must not either.
    fn attributes(&mut self, tag: &Element) {
        for words in WORDS.iter().filter_map(|name| tag.attr(name)) {
            self.contacts(words);
        }
        // Other headers than the policy are refused.
        let content = tag
            .attr("content")
            .filter(|_| tag.attr("http-equiv").is_none());
        match content.unwrap_or_default() {
            address if address.contains("://") => self.link(address, false),
            words => self.contacts(words),
        }
    }

    fn id(&mut self, tag: &Element, in_main: bool) {
        let is_heading =
            in_main && matches!(tag.name(), "h1" | "h2" | "h3") && self.page.place().is_some();
        // A link to a page that asks may answer: `operator=telenor`.
        if let (Some("radio"), Some(name), Some(value)) =
            (tag.attr("type"), tag.attr("name"), tag.attr("value"))
        {
            self.page.ids.insert(format!("{name}={value}"));
        }
        let Some(id) = tag.id() else {
            if is_heading {
                self.fault(
                    "has a heading without an id",
                    "write ## Title { #an-id-of-its-own }",
                );
            }
            return;
        };
        self.near = id.to_owned();
        let is_ascii = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if is_heading && (id.is_empty() || !id.chars().all(is_ascii)) {
            self.fault(
                format!("has the id {id:?}"),
                "an id is of small letters, digits and hyphens",
            );
        }
        if !self.page.ids.insert(id.to_owned()) {
            let cure = "give one of the two another id; one that was published stays";
            self.fault(format!("has the id {id:?} twice"), cure);
        }
        if in_main && !CONTROLS.contains(&tag.name()) {
            self.page.addresses.insert(id.to_owned());
        }
    }

    /// Whether `element` is on the list, and where more than its name counts.
    fn kind(&mut self, element: ElementRef) {
        let tag = element.value();
        if let Some(excess) = list::excess(tag) {
            self.fault(excess, LISTED);
        }
        match tag.name() {
            "script" => self.script(element),
            "meta" if tag.attr("http-equiv").is_some_and(|kind| kind != POLICY) => {
                self.fault("has another <meta http-equiv> than the policy", THEME);
            }
            // All links of a page would begin from it.
            "base"
                if self.page.place().is_some()
                    || tag.attr("href") != Some(&editions::base(self.rules.site_url)) =>
            {
                self.fault(
                    "has a <base>",
                    "only 404.html has one, <base href=\"{{base}}\">",
                );
            }
            _ => {}
        }
    }

    /// A script stands in a file of its own; data for scripts may stand in the page.
    fn script(&mut self, element: ElementRef) {
        let text: String = element.text().collect();
        match (element.attr("type"), element.attr("src")) {
            (None, Some(_)) if text.is_empty() => {}
            (Some(_), None) => match serde_json::from_str(&text) {
                Ok(data) => self.data(&data),
                Err(error) => self.fault(
                    format!("has data for scripts that is no JSON: {error}"),
                    THEME,
                ),
            },
            _ => self.fault(
                "has a script in the page",
                "write it in a file of its own in theme/",
            ),
        }
    }

    /// Follows what looks like an address in the data of scripts.
    fn data(&mut self, data: &Value) {
        match data {
            Value::String(text) if text.starts_with("../") => self.link(text, false),
            Value::Array(values) => values.iter().for_each(|one| self.data(one)),
            Value::Object(values) => values.values().for_each(|one| self.data(one)),
            _ => {}
        }
    }

    /// Where `tag` leads, and the ids that it names.
    fn links(&mut self, tag: &Element, in_main: bool) {
        let written = ["href", "src", "data-moved"].map(|name| tag.attr(name));
        let addresses = written.into_iter().flatten();
        for written in addresses.filter(|_| tag.name() != "base") {
            if in_main && let Some(block) = self.page.blocks.last_mut() {
                block.links.push(written.to_owned());
            }
            self.link(written, tag.name() == "a");
        }
        let ids = NAMES_OF_IDS.iter().filter_map(|name| tag.attr(name));
        for id in ids.flat_map(str::split_whitespace) {
            self.keep(self.page.path.clone(), Some(id.to_owned()), id);
        }
    }

    /// Keeps where `written` leads; only what a reader presses leads out of the site.
    fn link(&mut self, written: &str, is_pressed: bool) {
        match self.base.target(written, self.rules) {
            Target::Inside(path, fragment) => self.keep(path, fragment, written),
            Target::Contact if is_pressed => {}
            Target::Contact => self.fault(format!("loads {written:?} from elsewhere"), THEME),
            Target::Foreign => self.fault(format!("leads to {written:?}"), CONTACTS),
        }
    }

    fn keep(&mut self, path: String, fragment: Option<String>, written: &str) {
        self.page.links.push(Link {
            path,
            fragment,
            written: written.to_owned(),
            near: self.near.clone(),
        });
    }
}
