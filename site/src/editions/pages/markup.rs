//! What Markdown cannot say: of titles, words, links and lists.

use mdbook_core::utils::fs::path_to_root;

use super::content::Content;
use crate::editions::contents::{Chapter, page, split_title};

/// A line with a box to tick.
const BOX: &str = "li:has(> input[type=checkbox]), li > p:has(> input[type=checkbox])";
/// What one should have at the end of a step, up to the next section.
const DONE: &str = "h2[id$=-done] ~ ul:not(h2[id$=-done] ~ h2 ~ ul) li";

/// Makes of the `content` of `chapter`, in the language `tag`, what readers and their browsers need.
pub(super) fn finish(content: &mut Content, chapter: &Chapter, tag: &str) {
    if chapter.is_step() {
        title(content);
    }
    checklists(content, chapter.is_step());
    closed(content);
    boxes(content);
    norwegian(content, tag);
    links(content, &chapter.file);
}

/// On a step, `Steg 2 av 6` stands above the title, so the title shows its own `Steg 2:` to screen
/// readers and to those who copy it, but not twice to the eye.
fn title(content: &mut Content) {
    for title in content.blocks("h1") {
        content.edit(title, |html| match split_title(&html) {
            Some((number, name)) => format!("<span class=\"said\">{number}</span>{name}"),
            None => html,
        });
    }
}

/// A box `more` is closed until its heading is pressed.
fn closed(content: &mut Content) {
    for part in content.find("div.more") {
        let Some(heading) = content.element(part).child_elements().next() else {
            continue;
        };
        let (title, heading) = (heading.html(), heading.id());
        content.remove(heading);
        let rest = content.element(part).inner_html();
        let html = format!("<details class=\"more\"><summary>{title}</summary>{rest}</details>");
        content.replace(part, &html);
    }
}

/// A reader view throws away a `div` with few words and many links, as warnings are.
fn boxes(content: &mut Content) {
    for part in content.find("div:is(.stop, .note, .example)") {
        content.rename(part, "section");
    }
}

/// `_…_` marks a Norwegian word in the other languages, a block `norsk` a Norwegian text in all. They
/// are there to be sent, said or recognised: a translator in the browser leaves them alone. `tag` is the
/// language of the page.
fn norwegian(content: &mut Content, tag: &str) {
    let mut found = content.find("code.language-norsk");
    for code in &found {
        content.set(*code, "class", "");
    }
    if tag != "nb" {
        let words = content.find("em");
        for word in &words {
            content.rename(*word, "i");
        }
        found.extend(words);
    }
    for id in found {
        content.set(id, "lang", "nb");
        content.set(id, "translate", "no");
    }
}

/// A link to a chapter leads to its page. One from the page `file` to its own sections loads nothing;
/// one to itself leads nowhere. In a sub-folder a link may name the page from there or from the folder
/// of the language.
fn links(content: &mut Content, file: &str) {
    let from_top = format!("{}{file}", path_to_root(file));
    let name = file.rsplit('/').next().unwrap_or(file);
    for link in content.find("a[href]:not([href*=':'])") {
        let href = page(content.attribute(link, "href"));
        match href.strip_prefix(&from_top).or(href.strip_prefix(name)) {
            Some("") => content.replace(link, &content.element(link).inner_html()),
            Some(section) if section.starts_with('#') => content.set(link, "href", section),
            _ => content.set(link, "href", &href),
        }
    }
}

/// A box to tick needs a name, which is the text beside it, and must not be dead. What one should
/// have at the end of a `step` is a list to tick as well.
fn checklists(content: &mut Content, step: bool) {
    let done = if step { content.find(DONE) } else { Vec::new() };
    for line in content.find(BOX).into_iter().rev() {
        content.edit(line, |html| {
            let live = html.replacen(" disabled=\"\"", "", 1);
            format!("<label>{live}</label>")
        });
    }
    for line in done.into_iter().rev() {
        content.edit(line, |html| {
            format!("<label><input type=\"checkbox\"> {html}</label>")
        });
    }
}
