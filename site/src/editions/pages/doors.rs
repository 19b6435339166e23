//! Links to the plan, with what a reader of the section has answered already.

use anyhow::Result;
use ego_tree::NodeId;
use mdbook_core::utils::fs::path_to_root;
use mdbook_operators::{Condition, OPERATOR};
use serde_json::json;

use super::content::Content;
use super::{part, plan};
use crate::editions::contents::{Chapter, page};
use crate::editions::edition::{Edition, Site};

/// Puts the links into the `content` of `chapter`: those that `plan.json` names, and that of an operator.
pub(super) fn insert(
    site: &Site,
    edition: &Edition,
    chapter: &Chapter,
    content: &mut Content,
) -> Result<()> {
    let doors = site.guide.data.plan.doors.iter().filter_map(|door| {
        let at = page(&door.to);
        let (file, section) = at.split_once('#').unwrap_or((&at, ""));
        (file == chapter.file).then(|| (section.to_owned(), door.last, answers(&door.answers)))
    });
    let operators = site.guide.data.plan.values(OPERATOR).into_iter();
    let operators = operators.filter(|id| chapter.file == format!("operator/{id}.html"));
    let operators = operators.map(|id| (String::new(), false, format!("#{OPERATOR}={id}")));
    let file = format!("{}{}", path_to_root(&chapter.file), plan::FILE);
    for (section, last, answers) in doors.chain(operators) {
        let data = json!({ "href": format!("{file}{answers}") });
        let link = part(site, edition, "door", data)?;
        let place = if last {
            content.find("main > :not(.more)").pop()
        } else {
            answer(content, &section)
        };
        if let Some(place) = place {
            content.after(place, &format!("\n{link}"));
        }
    }
    Ok(())
}

/// Answers as the fragment of an address, empty if there are none.
fn answers(answers: &Condition) -> String {
    let answers = answers.iter();
    let answers = answers.map(|(question, values)| format!("{question}={}", values.join("")));
    match answers.collect::<Vec<_>>().join("&") {
        answers if answers.is_empty() => answers,
        answers => format!("#{answers}"),
    }
}

/// Behind what a link to the plan stands: the answer is first, for an operator its number.
fn answer(content: &Content, section: &str) -> Option<NodeId> {
    let heading = match section {
        "" => "main > h1".to_owned(),
        id => format!("main > [id='{id}'], summary:has(> [id='{id}'])"),
    };
    let number = content.find(".number").into_iter().next();
    let heading = content.find(&heading).into_iter().next()?;
    number.or(content.next(heading).map(|block| block.id()))
}
