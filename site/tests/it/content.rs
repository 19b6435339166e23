//! Rules of the content, checked on the guide as it is published.

use std::collections::BTreeSet;
use std::env;
use std::fs;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_operators::{Catalog, Data, expand, is_chinese, load, markdown_options};
use scraper::{ElementRef, Html, Node, Selector};

use crate::{files, published, root};

pub(super) const LANGUAGES: [&str; 3] = ["zh-Hans", "nb", "en"];

pub(super) fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("the selector is right")
}

pub(super) fn page(tag: &str, file: &str) -> Html {
    let path = published().join(tag).join(file);
    Html::parse_document(
        &fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display())),
    )
}

pub(super) fn pages(tag: &str) -> Vec<String> {
    let files = files(&published().join(tag));
    files
        .into_iter()
        .filter(|file| file.ends_with(".html"))
        .collect()
}

fn chapters() -> Vec<(String, String)> {
    let files = files(&root().join("src"));
    let chapters = files
        .into_iter()
        .filter(|file| file.ends_with(".md") && file != "SUMMARY.md");
    chapters
        .map(|file| {
            (
                fs::read_to_string(root().join("src").join(&file)).unwrap(),
                file,
            )
        })
        .map(|(text, file)| (file, text))
        .collect()
}

/// The ids of the headings of a page, in order.
pub(super) fn heading_ids(html: &Html) -> Vec<String> {
    let headings = html
        .select(&select("main h1, main h2, main h3"))
        .collect::<Vec<_>>();
    headings
        .iter()
        .map(|heading| heading.attr("id").unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn every_heading_is_given_its_id_by_its_author() {
    for (file, text) in chapters() {
        for event in new_cmark_parser(&text, &markdown_options()) {
            if let Event::Start(Tag::Heading { id, .. }) = event {
                assert!(id.is_some(), "src/{file} has a heading without {{ #id }}");
            }
        }
    }
}

/// The gate keeps what is in the list; `UPDATE=1 cargo test` adds what is new.
#[test]
fn every_address_is_in_the_list_of_those_that_stay() {
    let list = root().join("permalinks.txt");
    let text = fs::read_to_string(&list).unwrap();
    let mut kept: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    let listed = kept.len();
    let mut of_headings = BTreeSet::new();
    for file in pages("zh-Hans") {
        let html = page("zh-Hans", &file);
        for id in heading_ids(&html) {
            let is_new = of_headings.insert(id.clone());
            assert!(is_new, "{file}: the id {id} stands twice in the book");
        }
        for element in html.select(&select("main [id]:not(input):not(button)")) {
            kept.insert(format!("{file}#{}", element.attr("id").unwrap()));
        }
    }
    let lines: String = kept.iter().map(|line| format!("{line}\n")).collect();
    if env::var_os("UPDATE").is_some() {
        fs::write(&list, lines).unwrap();
    } else {
        let new = kept.len() - listed;
        assert!(
            text == lines,
            "permalinks.txt lacks {new} new ones: run with UPDATE=1"
        );
    }
}

/// The text of an element, without what is marked as Chinese.
fn text_outside_chinese(element: ElementRef) -> String {
    let mut text = String::new();
    for child in element.children() {
        match child.value() {
            Node::Text(part) => text.push_str(part),
            Node::Element(inner) if inner.attr("lang") == Some("zh-Hans") => {}
            Node::Element(_) => {
                text.push_str(&text_outside_chinese(
                    ElementRef::wrap(child).expect("it is an element"),
                ));
            }
            _ => {}
        }
    }
    text
}

#[test]
fn no_chinese_stands_in_another_language() {
    for tag in ["nb", "en"] {
        for file in pages(tag) {
            let html = page(tag, &file);
            let text = text_outside_chinese(html.root_element());
            if let Some(line) = text.lines().find(|line| is_chinese(line)) {
                panic!("{tag}/{file}: {line}");
            }
            for element in html
                .select(&select("*"))
                .filter(|element| element.attr("lang") != Some("zh-Hans"))
            {
                for (name, value) in element.value().attrs() {
                    assert!(!is_chinese(value), "{tag}/{file}: {name}=\"{value}\"");
                }
            }
        }
    }
}

#[test]
fn the_interface_speaks_the_language_of_the_page() {
    let english = [
        "Next", "Previous", "Search", "Menu", "Contents", "Skip", "Download", "Copy", "Language",
        "Dark", "Light", "Close", "Step",
    ];
    for tag in ["zh-Hans", "nb"] {
        let html = page(tag, "step-2.html");
        let mut said = Vec::new();
        for element in html
            .select(&select("body *"))
            .filter(|element| element.attr("lang").is_none())
        {
            said.extend(element.text().map(str::to_owned));
            said.extend(
                element
                    .value()
                    .attrs()
                    .filter(|(name, _)| {
                        *name == "title"
                            || name.starts_with("aria-label")
                            || name.starts_with("data-")
                    })
                    .map(|(_, value)| value.to_owned()),
            );
        }
        assert!(said.len() > 100);
        for text in said {
            for word in english {
                let found = text
                    .split(|c: char| !c.is_ascii_alphabetic())
                    .any(|part| part == word);
                assert!(!found, "{tag}: \"{word}\" in \"{text}\"");
            }
        }
    }
}

/// The sheet of an operator, as paper shows it, without the signs of Markdown.
fn sheet(data: &Data, catalog: &Catalog, id: &str) -> String {
    let block = format!("```operators\noperators: {id}\n```\n");
    expand(&block, "test.md", "", data, catalog)
        .unwrap()
        .replace('\\', "")
}

#[test]
fn the_card_of_an_operator_holds_what_its_sheet_holds_in_every_language() {
    let data = load(root()).unwrap();
    for tag in LANGUAGES {
        let catalog = Catalog::of_language(root(), tag, "zh-Hans").unwrap();
        for operator in &data.operators {
            let id = &operator.id;
            let html = page(tag, &format!("operator/{id}.html"));
            let links: Vec<&str> = html
                .select(&select("main a"))
                .filter_map(|link| link.attr("href"))
                .collect();
            let main = html.select(&select("main")).next().unwrap();
            let text: String = main.text().collect();
            let sheet = sheet(&data, &catalog, id);
            assert!(
                html.select(&select("main table")).next().is_none(),
                "{tag}: {id}"
            );
            for field in operator.fields() {
                let Some(cell) = field.cell else { continue };
                let shown = catalog
                    .translate(&cell.content.text())
                    .unwrap_or(cell.content.text());
                assert!(
                    text.contains(&shown) && sheet.contains(&shown),
                    "{tag}: {id}: {shown}"
                );
                if let Some(address) = cell.content.address() {
                    assert!(links.contains(&&*address), "{tag}: {id}: {address}");
                    assert!(sheet.contains(&address), "{tag}: {id}: {address}");
                }
                if let Some(note) = cell.note {
                    let note = catalog.translate(note).unwrap();
                    assert!(
                        text.contains(&note) && sheet.contains(&note),
                        "{tag}: {id}: {note}"
                    );
                }
                for source in cell.sources {
                    let source = &data.sources[source];
                    let date = Some(&source.date.0).filter(|date| *date != "undated");
                    assert!(
                        date.is_none_or(|date| text.contains(date)),
                        "{tag}: {id}: {date:?}"
                    );
                    let url = source.url.as_ref().map(|url| &*url.0);
                    assert!(
                        url.is_none_or(|url| links.contains(&url)),
                        "{tag}: {id}: {url:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_not_confirmed_says_so_on_its_own_line_of_a_card() {
    let data = load(root()).unwrap();
    let place = |name: &str| match name {
        "phone" | "phone_2" => Some(".number"),
        "notice" => Some(".ends"),
        "cancel" | "self-service" | "email" | "contact" | "channels" | "pause" | "prepaid"
        | "balance" => Some(".card > ul"),
        _ => None,
    };
    for tag in LANGUAGES {
        let catalog = Catalog::of_language(root(), tag, "zh-Hans").unwrap();
        for operator in &data.operators {
            let html = page(tag, &format!("operator/{}.html", operator.id));
            for field in operator.fields() {
                let (Some(cell), Some(place)) = (field.cell, place(field.name)) else {
                    continue;
                };
                let shown = catalog
                    .translate(&cell.content.text())
                    .unwrap_or(cell.content.text());
                let is_line = select(&format!("{place} > li, {place} > p"));
                let lines = html.select(&is_line);
                let mut lines = lines.map(|line| (line.text().collect::<String>(), line.html()));
                let marked =
                    lines.any(|(text, html)| text.contains(&shown) && html.contains("\"mark\""));
                assert_eq!(marked, !cell.confirmed, "{tag}: {}: {shown}", operator.id);
            }
        }
    }
}

#[test]
fn the_foot_of_every_page_says_how_old_the_facts_are() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let data = read("operators.json") + &read("sources.json");
    let days = data
        .split("\"checked\": \"")
        .skip(1)
        .map(|rest| &rest[..10]);
    let oldest = days.min().unwrap();
    for tag in LANGUAGES {
        let catalog = Catalog::of_language(root(), tag, "zh-Hans").unwrap();
        let oldest = catalog.date(oldest).unwrap();
        for file in pages(tag) {
            let html = page(tag, &file);
            let foot: String = html
                .select(&select("footer"))
                .flat_map(|foot| foot.text())
                .collect();
            assert!(foot.contains(&oldest), "{tag}/{file}: {foot}");
        }
    }
}

#[test]
fn terms_are_linked_in_the_text_and_not_in_tables_of_contacts() {
    for tag in LANGUAGES {
        let html = page(tag, "operator/telenor.html");
        let links = |place: &str| {
            html.select(&select(&format!("{place} a[href*='glossary.html#term-']")))
                .count()
        };
        assert!(links("main > p") > 0, "{tag}");
        assert_eq!(links(".number") + links("details"), 0, "{tag}");
    }
}

#[test]
fn a_page_links_a_term_where_it_uses_it_first_and_only_there() {
    let link = select("main a[href*='glossary.html#term-']");
    for tag in LANGUAGES {
        let mut terms = BTreeSet::new();
        for file in pages(tag)
            .into_iter()
            .filter(|file| file != "glossary.html")
        {
            let html = page(tag, &file);
            let mut own = BTreeSet::new();
            for link in html.select(&link) {
                let (_, id) = link.attr("href").unwrap().split_once('#').unwrap();
                assert!(own.insert(id.to_owned()), "{tag}/{file}: {id}");
            }
            terms.extend(own);
        }
        assert!(terms.len() > 50, "{tag}");
    }
}

#[test]
fn each_page_has_a_title_and_a_description_of_its_own() {
    let (title, description) = (select("head > title"), select("meta[name=description]"));
    for tag in LANGUAGES {
        let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
        for file in pages(tag) {
            let html = page(tag, &file);
            let titled: String = html.select(&title).flat_map(|title| title.text()).collect();
            let described = html.select(&description).next();
            let described = described
                .and_then(|one| one.attr("content"))
                .unwrap_or_default();
            assert!(titles.insert(titled), "{tag}/{file}");
            assert!(
                !described.is_empty() && descriptions.insert(described.to_owned()),
                "{tag}/{file}"
            );
        }
    }
}

#[test]
fn every_source_is_used() {
    let data = load(root()).unwrap();
    let mut text: String = chapters().into_iter().map(|(_, text)| text).collect();
    text.push_str(&fs::read_to_string(root().join("operators.json")).unwrap());
    for id in data.sources.keys() {
        let cited = [
            format!("(source:{id})"),
            format!("(source:{id}/"),
            format!("\"{id}\""),
        ];
        assert!(
            cited.iter().any(|citation| text.contains(citation)),
            "nothing rests on the source {id}"
        );
    }
}

/// A tired reader ticks one thing after the other: more than a sentence is for the page behind the link.
#[test]
fn a_line_of_the_plan_is_one_sentence_in_every_language() {
    let ends = |text: &str| {
        let marks = text
            .char_indices()
            .filter(|(_, mark)| "。！？.!?".contains(*mark));
        let (blank, full_width) = (char::is_whitespace, "。！？");
        let ends = marks.filter(|(at, mark)| {
            full_width.contains(*mark) || text[at + 1..].chars().next().is_none_or(blank)
        });
        ends.count()
    };
    for tag in LANGUAGES {
        let plan = page(tag, "plan.html");
        let lines: Vec<_> = plan.select(&select("[data-line] > a")).collect();
        assert!(lines.len() > 70, "{tag}");
        for line in lines {
            let text: String = line.text().collect();
            assert_eq!(ends(text.trim()), 1, "{tag}: {text}");
        }
    }
}

/// A foreign company, with which nobody in Norway has a contract, is no answer of the plan. The plan has no
/// line for heirs, asks nobody to cancel what a call has not sold, and knows no right to withdraw.
#[test]
fn every_operator_and_every_situation_that_the_plan_knows_offers_it() {
    let unknown = ["death.html", "phone-sale.html", "regret.html"];
    let door = select(".door > a[href^='../plan.html']");
    for tag in LANGUAGES {
        let plan = page(tag, "plan.html");
        let is_offered = |file: &String| match file.split_once('/') {
            Some(("situation", name)) => !unknown.contains(&name),
            Some(("operator", name)) => {
                let id = name.trim_end_matches(".html");
                plan.select(&select(&format!("[name=operator][value='{id}']")))
                    .next()
                    .is_some()
            }
            _ => false,
        };
        let in_question = |file: &String| file.contains("situation/") || file.contains("operator/");
        for file in pages(tag).into_iter().filter(in_question) {
            let offers = page(tag, &file).select(&door).next().is_some();
            assert_eq!(offers, is_offered(&file), "{tag}/{file}");
        }
    }
}

/// Two days of one text are not to be mixed up.
#[test]
fn each_date_that_a_text_asks_for_says_which_one_it_is() {
    let dates = select("label:has([data-blank='[dato]'])");
    for tag in LANGUAGES {
        let catalog = Catalog::of_language(root(), tag, "zh-Hans").unwrap();
        let any = catalog.translate("要填的日期").unwrap();
        let mut named = 0;
        for file in pages(tag) {
            if !file.starts_with("message/") {
                continue;
            }
            for label in page(tag, &file).select(&dates) {
                let label: String = label.text().collect();
                assert_ne!(label.trim(), any, "{tag}/{file}");
                named += 1;
            }
        }
        assert!(named > 10, "{tag}");
    }
}

/// A soft break would become a space between two Chinese characters.
#[test]
fn a_chinese_paragraph_stands_on_one_line() {
    for (file, text) in chapters() {
        for (event, range) in new_cmark_parser(&text, &markdown_options()).into_offset_iter() {
            let line = text[..range.start].matches('\n').count() + 1;
            assert!(
                !matches!(event, Event::SoftBreak | Event::HardBreak),
                "src/{file}:{line}"
            );
        }
    }
}

/// Between a full-width mark and a letter, Markdown does not close bold text (commonmark-spec#650).
#[test]
fn bold_ends_before_punctuation_and_is_never_left_open() {
    for (file, text) in chapters() {
        let mut in_code = false;
        for (event, range) in new_cmark_parser(&text, &markdown_options()).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(part) if !in_code => {
                    let line = text[..range.start].matches('\n').count() + 1;
                    assert!(!part.contains("**"), "src/{file}:{line}: {part}");
                }
                _ => {}
            }
        }
    }
}
