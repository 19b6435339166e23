//! Links the first use of each term on a page to its entry in the glossary, in every language.
//!
//! The glossary itself says what a term is: a heading whose id starts with `term-`. Each name in it
//! counts, `Fryse (pause)` has two. A name has to mean the same wherever it stands, in each language:
//! `Bruker` would be a verb nearly everywhere, `Bruker av nummeret` is not.

mod context;

use std::collections::HashSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use anyhow::Result;
use mdbook_core::utils::fs::path_to_root;
use mdbook_driver::book::Book;
use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_operators::{is_chinese, markdown_options};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use context::{closes, is_cited, is_explained, is_in_blank, is_part_of_quotation, is_quotation};

/// The chapter whose headings are the terms.
const GLOSSARY: &str = "glossary.md";
/// What the id of a term starts with.
const TERM: &str = "term-";
/// So many letters may follow a name for its grammar, `regning` in `regningen`.
const ENDING: usize = 2;

/// The terms of one language.
struct Terms {
    /// Finds names; the longest of those that start at the same place.
    names: AhoCorasick,
    /// The id of the entry of each name.
    entries: Vec<String>,
}

/// A use of a term in a text.
struct Use<'t> {
    entry: &'t str,
    range: Range<usize>,
}

/// The preprocessor `terms`. It runs on the chapters as they are written: contact tables come later,
/// their names of companies and pages are no uses of a term.
pub(crate) struct FirstUses;

impl Preprocessor for FirstUses {
    fn name(&self) -> &'static str {
        "terms"
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        link_first_uses(&mut book)?;
        Ok(book)
    }
}

/// `book` without the links to terms, for paper, where the pages of the glossary would only be in the way.
pub(crate) fn without_links(mut book: Book) -> Book {
    book.for_each_chapter_mut(|chapter| chapter.content = unlinked(&chapter.content));
    book
}

fn unlinked(markdown: &str) -> String {
    let to_term = format!("{GLOSSARY}#{TERM}");
    let mut unlinked = String::with_capacity(markdown.len());
    let mut copied = 0;
    for (event, range) in new_cmark_parser(markdown, &markdown_options()).into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. }) = event
            && dest_url.trim_start_matches("../").starts_with(&to_term)
        {
            let words = markdown[range.clone()].trim_start_matches('[');
            let (words, _) = words.split_once("](").unwrap_or((words, ""));
            unlinked.push_str(&markdown[copied..range.start]);
            unlinked.push_str(words);
            copied = range.end;
        }
    }
    unlinked.push_str(&markdown[copied..]);
    unlinked
}

/// Links the first use of each term in every chapter of `book` but the glossary. A use that stands
/// in a heading, a link, a text to copy, a citation, a part of quoted words or the name of a blank,
/// `[abonnement]`, stays as it is, and one that is followed by its Norwegian word in brackets needs
/// no link. Without a glossary nothing changes.
///
/// # Errors
/// Names that make no search pattern.
fn link_first_uses(book: &mut Book) -> Result<()> {
    let glossary = book
        .chapters()
        .find(|chapter| chapter.path.as_deref().is_some_and(|path| path == GLOSSARY));
    let Some(glossary) = glossary else {
        return Ok(());
    };
    let terms = Terms::of(&glossary.content)?;
    book.for_each_chapter_mut(|chapter| {
        if chapter.path.as_deref().is_some_and(|path| path != GLOSSARY) {
            let root = chapter.path.as_ref().map_or(String::new(), path_to_root);
            chapter.content = terms.link(&chapter.content, &root);
        }
    });
    Ok(())
}

impl Terms {
    /// The terms of the chapter `glossary`.
    fn of(glossary: &str) -> Result<Self> {
        let mut names = Vec::new();
        let mut entries = Vec::new();
        let mut entry = None;
        for event in new_cmark_parser(glossary, &markdown_options()) {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) if id.starts_with(TERM) => {
                    entry = Some(id.into_string());
                }
                Event::End(TagEnd::Heading(_)) => entry = None,
                Event::Text(text) => {
                    let Some(entry) = &entry else { continue };
                    for name in names_in(&text) {
                        names.push(name);
                        entries.push(entry.clone());
                    }
                }
                _ => {}
            }
        }
        let names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(names)?;
        Ok(Self { names, entries })
    }

    /// `markdown` with the first use of each term linked; `root` is the way to the folder of all chapters.
    fn link(&self, markdown: &str, root: &str) -> String {
        let events: Vec<(Event, Range<usize>)> = new_cmark_parser(markdown, &markdown_options())
            .into_offset_iter()
            .collect();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut closed_to_links = 0;
        // Where the paragraph, item or cell begins: quotation marks and brackets close in it.
        let mut block = 0;
        let mut linked = String::new();
        let mut copied = 0;
        for (index, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell) => block = range.start,
                Event::Start(tag) if closes(tag.to_end()) => closed_to_links += 1,
                Event::End(tag) if closes(*tag) => closed_to_links -= 1,
                Event::Text(_) => {
                    let text = &markdown[range.clone()];
                    for Use { entry, range: at } in self.uses(text) {
                        let (start, end) = (range.start + at.start, range.start + at.end);
                        let (before, after) = (&markdown[block..start], &markdown[end..]);
                        if seen.contains(entry) || is_cited(after) {
                            continue;
                        }
                        let open = closed_to_links == 0
                            && !is_in_blank(before)
                            && !is_part_of_quotation(before, after);
                        let explained = is_explained(&text[at.end..], &events[index + 1..]);
                        if explained || open {
                            seen.insert(entry);
                        }
                        if open && !explained {
                            let words = &markdown[start..end];
                            linked.push_str(&markdown[copied..start]);
                            linked.push_str(&format!("[{words}]({root}{GLOSSARY}#{entry})"));
                            copied = end;
                        }
                    }
                }
                _ => {}
            }
        }
        linked.push_str(&markdown[copied..]);
        linked
    }

    /// The terms that `text` uses, in order.
    fn uses<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Use<'t>> {
        self.names.find_iter(text).filter_map(|found| {
            let (before, rest) = (&text[..found.start()], &text[found.end()..]);
            let name = &text[found.range()];
            if name.starts_with(is_letter) && before.ends_with(is_letter) {
                return None;
            }
            let ending = if name.ends_with(is_letter) {
                rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
            } else {
                0
            };
            let whole = rest[..ending].chars().count() <= ENDING && !rest[..ending].contains('-');
            whole.then(|| Use {
                entry: &self.entries[found.pattern().as_usize()],
                range: found.start()..found.end() + ending,
            })
        })
    }
}

/// The names that a heading gives: `Fryse (pause)` is two.
fn names_in(heading: &str) -> impl Iterator<Item = String> {
    heading
        .split(['(', ')', '（', '）'])
        .map(|name| name.trim_matches(is_space_or_quotation))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

/// Whether a character belongs to a word that is written without spaces inside and with spaces
/// around it; a Chinese one does not.
fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || c == '-') && !is_chinese(c.encode_utf8(&mut [0; 4]))
}

fn is_space_or_quotation(c: char) -> bool {
    c.is_whitespace() || is_quotation(c)
}

#[cfg(test)]
mod tests {
    use super::Terms;

    const GLOSSARY: &str = "# 词汇表 { #glossary }\n\n\
        ### 账单 { #term-faktura }\n\n### 解约通知 { #term-oppsigelse }\n\n\
        ### 解约通知期 { #term-oppsigelsestid }\n\n### 付款参考号（KID） { #term-kid }\n\n\
        ### Regning { #term-regning }\n\n### Pass { #term-pass }\n";

    fn linked(markdown: &str) -> String {
        Terms::of(GLOSSARY).unwrap().link(markdown, "")
    }

    #[test]
    fn the_first_use_is_linked_the_others_are_not() {
        let once = linked("先看解约通知期，再看解约通知期。\n\n解约通知期");
        let link = "[解约通知期](glossary.md#term-oppsigelsestid)";
        assert_eq!(once, format!("先看{link}，再看解约通知期。\n\n解约通知期"));
    }

    #[test]
    fn paper_has_no_links_to_terms() {
        for text in [
            "先看解约通知期，再看[账单](step-5.md)和账单。",
            "På regningen [navn].",
        ] {
            assert_ne!(linked(text), text);
            assert_eq!(super::unlinked(&linked(text)), text);
        }
    }

    #[test]
    fn what_is_quoted_whole_or_only_counted_is_linked() {
        for (text, words) in [
            ("“解约通知”是什么", "解约通知"),
            ("«Regning» og mer", "Regning"),
            ("“先看”解约通知", "解约通知"),
            ("„Die“ Regning", "Regning"),
            ("the operator’s pass", "pass"),
            ("解约通知第二天", "解约通知"),
        ] {
            let link = format!("[{words}](glossary.md#term-");
            assert!(linked(text).contains(&link), "{}", linked(text));
        }
    }

    #[test]
    fn each_name_of_a_heading_counts_in_any_case() {
        assert_eq!(linked("填 kid。"), "填 [kid](glossary.md#term-kid)。");
        assert_eq!(
            linked("填付款参考号。"),
            "填[付款参考号](glossary.md#term-kid)。"
        );
    }

    #[test]
    fn words_have_their_grammar_and_their_borders() {
        assert_eq!(
            linked("På regningen."),
            "På [regningen](glossary.md#term-regning)."
        );
        for other in ["Bytt passord", "telefonregning", "pass-boks", "e-pass"] {
            assert_eq!(linked(other), other);
        }
    }

    #[test]
    fn headings_links_quotes_and_texts_to_copy_stay_as_they_are() {
        for closed in [
            "## 解约通知",
            "[解约通知](step-2.md)",
            "“_regning_”",
            "```norsk\nregning\n```",
            "| 解约通知 |\n|---|\n| 别的 |",
            "[regning]",
            "\\[regning\\]",
            "解约通知 § 4-6",
            "解约通知第 4-6 条",
            "“先发解约通知”",
            "“付了两次（_to ganger_），解约通知”",
            "«Betal **straks** regningen nå»",
            "‘I’ll send the pass’",
            "„Die Regning“",
            "[navn på regning]",
        ] {
            assert_eq!(linked(closed), closed);
        }
    }

    #[test]
    fn the_norwegian_word_in_brackets_explains_as_well() {
        for explained in [
            "解约通知期（_oppsigelsestid_）见解约通知期",
            "**解约通知期**（_oppsigelsestid_）",
            "[解约通知期](step-1.md)（_oppsigelsestid_），解约通知期",
            "付款参考号 (_KID-nummer_)",
            "“先发解约通知（_oppsigelse_）”，解约通知",
        ] {
            assert_eq!(linked(explained), explained);
        }
        assert_eq!(
            linked("付款参考号（KID）"),
            "[付款参考号](glossary.md#term-kid)（KID）"
        );
    }
}
