//! Links to the plan, with what a reader of the section has answered already.

use std::collections::BTreeMap;

use anyhow::Result;
use lol_html::element;
use lol_html::html_content::ContentType;
use mdbook_operators::OPERATOR;

use super::plan::FILE;
use super::rewrite::rewrite;
use crate::editions::contents::Chapter;
use crate::editions::edition::Site;
use crate::guide::Language;

/// The page on which each operator has a section.
const OPERATORS: &str = "operators.html";

/// `html`, the finished content of `chapter`, with a link to the plan under the first words of each
/// section that `plan.json` names, and of each operator.
///
/// # Errors
/// A word without a translation.
pub(super) fn with_doors(
    site: &Site,
    language: &Language,
    chapter: &Chapter,
    html: &str,
) -> Result<String> {
    let plan = &site.guide.data.plan;
    let mut doors: Vec<(String, String)> = Vec::new();
    for door in &plan.doors {
        let (file, id) = door.at.split_once('#').unwrap_or((&door.at, ""));
        if file.replace(".md", ".html") == chapter.file {
            let answers = door.answers.iter();
            let answers =
                answers.map(|(question, values)| format!("{question}={}", values.join("")));
            doors.push((id.to_owned(), answers.collect::<Vec<_>>().join("&")));
        }
    }
    if chapter.file == OPERATORS {
        let sold = plan.values(OPERATOR).into_iter();
        doors.extend(sold.map(|id| (id.clone(), format!("{OPERATOR}={id}"))));
    }
    if doors.is_empty() {
        return Ok(html.to_owned());
    }
    let mut links = BTreeMap::new();
    for (id, answers) in doors {
        let hash = if answers.is_empty() { "" } else { "#" };
        let href = format!("{FILE}{hash}{answers}");
        let data = serde_json::json!({ "tag": language.tag, "href": href });
        let link = site.templates.render("door", &data)?;
        links.insert(id, format!("\n{}", link.trim_end()));
    }
    // The answer stands first; on the first page the plan is the answer.
    let mut coming: Option<String> = None;
    let home = chapter.home;
    let block = element!("main > *", move |block| {
        if let Some(link) = coming.take() {
            block.after(&link, ContentType::Html);
        }
        if let Some(link) = block.get_attribute("id").and_then(|id| links.remove(&id)) {
            if home {
                block.after(&link, ContentType::Html);
            } else {
                coming = Some(link);
            }
        }
        Ok(())
    });
    rewrite(html, vec![block])
}
