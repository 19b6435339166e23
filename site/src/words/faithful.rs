//! What a translation has in common with its text, whatever the language: its form, its links, its
//! numbers and what is filled in.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_operators::{is_chinese, markdown_options};
use regex::Regex;

use super::numbers::{Number, Numbers, in_chinese, shown};

/// How a translation differs from its text.
pub(super) struct Difference {
    /// What it has, as the end of a sentence: "the links … instead of …".
    pub(super) has: String,
    /// What would be right.
    pub(super) cure: &'static str,
}

/// A Chinese text, as it is compared with each of its translations.
pub(super) struct Original<'n> {
    form: Form,
    numbers: Vec<Number>,
    /// The names that are looked for.
    names: &'n AhoCorasick,
}

impl<'n> Original<'n> {
    /// `names` are those that are the same in every language, such as of operators.
    pub(super) fn of(text: &str, names: &'n AhoCorasick) -> Self {
        let form = Form::of(text);
        let numbers = in_chinese(&form.own);
        Self {
            form,
            numbers,
            names,
        }
    }
}

/// Everything in which `translation` differs from its text and must not. `numbers` are those of its language;
/// `is_chinese_too` is whether Chinese characters are at home in it.
pub(super) fn differences(
    original: &Original,
    translation: &str,
    numbers: Option<&Numbers>,
    is_chinese_too: bool,
) -> Vec<Difference> {
    let (written, translated) = (&original.form, Form::of(translation));
    let names = |form: &Form| form.names(original.names);
    let mut differences = Vec::new();
    let mut found = |has, cure| differences.push(Difference { has, cure });
    for (what, before, after, cure) in [
        ("blocks", &written.blocks, &translated.blocks, BLOCKS),
        ("marks", &written.marks, &translated.marks, MARKS),
        ("links", &written.links, &translated.links, LINKS),
        ("places", &written.places(), &translated.places(), PLACES),
        ("blanks", &written.blanks(), &translated.blanks(), BLANKS),
        ("names", &names(written), &names(&translated), NAMES),
    ] {
        if before != after {
            let (before, after) = (shown(before), shown(after));
            found(format!("the {what} {after} instead of {before}"), cure);
        }
    }
    let foreign = translated.foreign.iter();
    for words in foreign.filter(|words| !written.foreign.contains(words)) {
        found(format!("the Norwegian words \"{words}\""), FOREIGN);
    }
    for (letter, cure) in [
        ('|', CELL),
        ('\n', CELL),
        ('\t', CELL),
        ('*', STRAY),
        ('_', STRAY),
    ] {
        let count = |form: &Form| form.all.matches(letter).count();
        if count(&translated) > count(written) {
            found(format!("{letter:?} in its words"), cure);
        }
    }
    if translated.open_spans != 0 {
        found(
            "a <span> that is not closed, or not opened".to_owned(),
            SPAN,
        );
    }
    if !is_chinese_too && is_chinese(&translated.own) {
        found("Chinese in its words".to_owned(), CHINESE);
    }
    let numbers =
        numbers.and_then(|numbers| numbers.difference(&original.numbers, &translated.own));
    if let Some(has) = numbers {
        found(has, NUMBERS);
    }
    differences
}

const BLOCKS: &str =
    "a translation is the same kind of block; write 1\\. at its start if a number is no list";
const MARKS: &str = "make the same words bold; close what is opened";
const LINKS: &str = "a link stays as it is, in the same order, only its words are translated";
const PLACES: &str = "write them in both: something is filled in there";
const BLANKS: &str = "write them as they are: the reader finds them in the text that he sends";
const NAMES: &str = "name the same operators, in the order in which the text comes to them; where the translation is right, list it in po/exceptions.json";
const FOREIGN: &str =
    "between _ and _ stand words that the reader sends or says: copy them from the text";
const CELL: &str = "write it on one line and without it: the text may stand in a table";
const STRAY: &str = "close what is opened, or write a backslash before it";
const SPAN: &str = "write <span lang=\"zh-Hans\"> … </span> around words in another language";
const CHINESE: &str = "translate it; Chinese words stand in <span lang=\"zh-Hans\"> … </span>";
const NUMBERS: &str = "say the same numbers, dates and sections in the same order; where the translation is right, list it in po/exceptions.json";

/// The form of a Markdown text.
#[derive(Default)]
struct Form {
    blocks: Vec<String>,
    /// Bold words, code and their like, sorted.
    marks: Vec<String>,
    links: Vec<String>,
    /// Words in another language, between `_` and `_`.
    foreign: Vec<String>,
    /// All words.
    all: String,
    /// The words that stand in no `<span>`.
    own: String,
    /// Opened but not closed `<span>`.
    open_spans: isize,
}

impl Form {
    fn of(markdown: &str) -> Self {
        let mut form = Self::default();
        let mut is_foreign = false;
        for event in new_cmark_parser(markdown, &markdown_options()) {
            match event {
                Event::Start(Tag::Emphasis) => {
                    is_foreign = true;
                    form.foreign.push(String::new());
                }
                Event::End(TagEnd::Emphasis) => is_foreign = false,
                Event::Start(Tag::Link { dest_url, .. }) => form.links.push(dest_url.to_string()),
                Event::Start(tag) => form.open(&tag),
                Event::Text(words) => form.say(&words, is_foreign),
                Event::Code(words) => {
                    form.marks.push("code".to_owned());
                    form.say(&words, is_foreign);
                }
                Event::SoftBreak | Event::HardBreak => form.say("\n", is_foreign),
                Event::InlineHtml(tag) if tag.starts_with("</") => form.open_spans -= 1,
                Event::InlineHtml(_) => form.open_spans += 1,
                Event::Html(_) => form.blocks.push("html".to_owned()),
                Event::Rule => form.blocks.push("line".to_owned()),
                _ => {}
            }
        }
        form.marks.sort();
        form
    }

    fn open(&mut self, tag: &Tag) {
        let block = match tag {
            Tag::Strong => return self.marks.push("bold".to_owned()),
            Tag::Strikethrough => return self.marks.push("struck".to_owned()),
            Tag::Image { dest_url, .. } => return self.links.push(dest_url.to_string()),
            Tag::Paragraph => "paragraph",
            Tag::Heading { .. } => "heading",
            Tag::List(_) => "list",
            Tag::CodeBlock(_) => "code",
            Tag::HtmlBlock => "html",
            Tag::Table(_) => "table",
            Tag::TableRow | Tag::TableHead => "row",
            Tag::TableCell => "cell",
            Tag::Item => "item",
            Tag::BlockQuote(_) => "quotation",
            _ => "other",
        };
        self.blocks.push(block.to_owned());
    }

    fn say(&mut self, words: &str, is_foreign: bool) {
        self.all.push_str(words);
        if let Some(foreign) = self.foreign.last_mut().filter(|_| is_foreign) {
            foreign.push_str(words);
        }
        if self.open_spans == 0 {
            self.own.push_str(words);
        }
    }

    /// Where something is filled in, `{value}`, sorted.
    fn places(&self) -> Vec<String> {
        static PATTERN: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"\{[a-z]+\}").expect("it is a pattern"));
        self.sorted(&PATTERN)
    }

    /// What the reader fills in, `[navn]`, sorted.
    fn blanks(&self) -> Vec<String> {
        static PATTERN: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"\[[^\[\]]+\]").expect("it is a pattern"));
        self.sorted(&PATTERN)
    }

    /// Which of `names` it names, in the order in which they first come.
    fn names(&self, names: &AhoCorasick) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in names.find_overlapping_iter(&self.all) {
            let is_in_word =
                self.all[..name.start()].ends_with(|c: char| c.is_ascii_alphanumeric());
            let name = &self.all[name.range()];
            if !is_in_word && !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
        found
    }

    fn sorted(&self, pattern: &Regex) -> Vec<String> {
        // Few texts have any, and this is asked of all of them.
        if !self.all.contains(['{', '[']) {
            return Vec::new();
        }
        let found = pattern.find_iter(&self.all);
        let mut found: Vec<String> = found.map(|one| one.as_str().to_owned()).collect();
        found.sort();
        found
    }
}
