//! The same structure in every language: what stands in one and not in another is lost for its readers.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{Block, Page};
use super::{Fault, Rules};
use crate::guide::PUBLISHED;

const ALIKE: &str = "every language has the same pages, headings, lists, rows and links in the same order: mend the chapter, its entry in the catalog or the template";
const KEPT: &str = "people have kept these addresses: give each id back, to the heading or as <span id=\"...\"></span> where its text is now";

/// Finds pages, blocks and links that one language has and another lacks, and addresses that were
/// published and are gone.
pub(super) fn check(pages: &[Page], rules: &Rules, faults: &mut Vec<Fault>) {
    let mut languages: BTreeMap<&str, BTreeMap<&str, &Page>> = BTreeMap::new();
    for page in pages {
        if let Some((language, file)) = page.place() {
            languages.entry(language).or_default().insert(file, page);
        }
    }
    let all: BTreeSet<&str> = languages
        .values()
        .flat_map(|pages| pages.keys().copied())
        .collect();
    let Some((first, others)) = rules.languages.split_first() else {
        return;
    };
    let empty = BTreeMap::new();
    let of = |language: &str| languages.get(language).unwrap_or(&empty);
    for file in &all {
        for language in rules
            .languages
            .iter()
            .filter(|language| !of(language).contains_key(file))
        {
            let cure = "every chapter of src/SUMMARY.md is a page in every language";
            faults.push(Fault::new(format!("{language}/{file}"), "is missing", cure));
        }
    }
    for (file, original) in of(first) {
        let translated = others.iter().filter_map(|language| of(language).get(file));
        faults.extend(translated.filter_map(|page| difference(original, page)));
    }
    gone(of(first), rules, faults);
}

/// The first place where `page` has another structure than `original`.
fn difference(original: &Page, page: &Page) -> Option<Fault> {
    let mut blocks = original.blocks.iter().zip(&page.blocks);
    let differs = |(one, other): &(&Block, &Block)| {
        one.what != other.what || one.targets() != other.targets()
    };
    let fault = |near: &str, message: String| Fault {
        near: near.to_owned(),
        ..Fault::new(&page.path, message, ALIKE)
    };
    let here = &original.path;
    if let Some((one, other)) = blocks.find(differs) {
        return Some(if one.what == other.what {
            let (one, two) = (one.targets().join(" "), other.targets().join(" "));
            fault(
                &other.near,
                format!("leads to {two:?} where {here} leads to {one:?}"),
            )
        } else {
            fault(
                &other.near,
                format!("has {} where {here} has {}", other.what, one.what),
            )
        });
    }
    let (one, two) = (original.blocks.len(), page.blocks.len());
    let (longer, has, lacks) = if one > two {
        (&original.blocks, here, &page.path)
    } else {
        (&page.blocks, &page.path, here)
    };
    let next = longer.get(one.min(two))?;
    Some(fault(
        &next.near,
        format!(
            "ends differently: {has} goes on with {}, {lacks} does not",
            next.what
        ),
    ))
}

/// Finds addresses that were published and that `pages`, those of one language, do not have. One without
/// an id is that of a page.
fn gone(pages: &BTreeMap<&str, &Page>, rules: &Rules, faults: &mut Vec<Fault>) {
    let mut lost: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (index, address) in rules.published.lines().enumerate() {
        let (file, id) = address.split_once('#').unwrap_or((address, ""));
        let has = |page: &&Page| id.is_empty() || page.addresses.contains(id);
        if !address.is_empty() && !pages.get(file).is_some_and(has) {
            lost.entry(file).or_default().push((index + 1, id));
        }
    }
    for (file, ids) in lost {
        let line = Some(ids[0].0);
        let ids: Vec<&str> = ids.into_iter().map(|(_, id)| id).collect();
        let message = if ids.contains(&"") {
            format!("{file} is gone")
        } else {
            format!("{file} does not have {}", ids.join(", "))
        };
        faults.push(Fault {
            line,
            ..Fault::new(PUBLISHED, message, KEPT)
        });
    }
}
