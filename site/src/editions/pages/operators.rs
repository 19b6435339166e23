//! Operators on pages: what paper shows as a table of facts and their sources is a card to act by here, and
//! the list of operators a list of numbers to call. The values are those of the tables; how they look
//! stands in the templates `operator` and `operators`.

use anyhow::Result;
use ego_tree::NodeId;
use handlebars::html_escape;
use mdbook_core::utils::fs::path_to_root;
use mdbook_operators::{ABROAD, Content::Text as Words, Demand, Field, Kind, Operator, Problems};
use serde_json::{Value, json};

use super::content::Content;
use super::part;
use super::plan::{each, numbers};
use crate::editions::contents::Chapter;
use crate::editions::edition::{Edition, Site};

/// The list of operators.
const LIST: &str = "operators.html";
/// The ways to cancel, the surest first.
const WAYS: [&str; 5] = ["cancel", "self-service", "email", "contact", "channels"];
/// The same where no page with the ways of contact is known.
const WITHOUT_CONTACT: [&str; 5] = ["cancel", "self-service", "email", "support", "channels"];
/// What else is worth knowing before one cancels.
const BESIDES: [&str; 5] = ["barring_phone", "pause", "prepaid", "balance", "notes"];
/// What has a place of its own on the card.
const NUMBERS: [&str; 4] = ["phone", "abroad", "phone_2", "notice"];

/// Puts cards and lists in the place of the tables of operators in the `content` of `chapter`.
///
/// # Errors
/// A word without a translation.
pub(super) fn operators(
    site: &Site,
    edition: &Edition,
    chapter: &Chapter,
    content: &mut Content,
) -> Result<()> {
    let cards = Cards { site, edition };
    let all = &site.guide.data.operators;
    let own = all
        .iter()
        .find(|one| chapter.file == format!("operator/{}.html", one.id));
    for table in content.blocks("table") {
        let html = if let Some(operator) = own {
            let below = taken(content, table);
            cards.card(operator, &below, &path_to_root(&chapter.file))?
        } else if chapter.file == LIST {
            let links = content.find_in(table, "td:first-child > a");
            let is_listed = |one: &&Operator| {
                let page = format!("operator/{}.md", one.id);
                links
                    .iter()
                    .any(|link| content.attribute(*link, "href") == page)
            };
            let listed: Vec<&Operator> = all.iter().filter(is_listed).collect();
            if listed.is_empty() {
                continue;
            }
            cards.list(&listed)?
        } else {
            continue;
        };
        // Below a table stands when we looked, which a card says in its own place.
        if let Some(note) = content.next(table).map(|note| note.id())
            && content.element(note).value().name() == "p"
        {
            content.remove(note);
        }
        content.replace(table, &html);
    }
    Ok(())
}

/// Takes out of `content` what stands behind `table` and the paragraph below it.
fn taken(content: &mut Content, table: NodeId) -> String {
    let mut html = String::new();
    let Some(note) = content.next(table).map(|note| note.id()) else {
        return html;
    };
    while let Some(block) = content.next(note).map(|block| block.id()) {
        html += &content.element(block).html();
        content.remove(block);
    }
    html
}

/// Cards in the words of one language.
struct Cards<'a> {
    site: &'a Site<'a>,
    edition: &'a Edition<'a>,
}

impl Cards<'_> {
    fn of(&self, text: &str) -> Result<String> {
        let catalog = &self.edition.language.catalog;
        Ok(catalog.translate(text).map_err(Problems::from)?)
    }

    /// The card of `operator`; `below` is what the chapter says besides, `root` leads to the folder of the
    /// language.
    fn card(&self, operator: &Operator, below: &str, root: &str) -> Result<String> {
        let fields = operator.fields();
        let ways = match operator.contact {
            Some(_) => &WAYS,
            None => &WITHOUT_CONTACT,
        };
        let named = |names: &'static [&str]| {
            let fields = names.iter().flat_map(|name| {
                let of_name = fields.iter().filter(move |field| field.name == *name);
                of_name.filter(|field| field.cell.is_some())
            });
            each(fields, |field| self.fact(field))
        };
        let is_elsewhere =
            |name: &str| NUMBERS.contains(&name) || ways.contains(&name) || BESIDES.contains(&name);
        let rest = fields.iter().filter(|field| !is_elsewhere(field.name));
        let rest = rest.filter(|field| field.cell.is_some());
        let is_missing = |field: &&Field| {
            WAYS.contains(&field.name) && field.cell.is_none() && field.demand == Demand::Expected
        };
        let missing = fields.iter().filter(is_missing);
        let missing: Vec<String> = missing
            .map(|field| self.of(field.label))
            .collect::<Result<_>>()?;
        let notice = operator.notice.as_ref();
        let rule = notice.map(|notice| &self.site.guide.data.plan.rules[&notice.value.rule]);
        let checked = fields.iter().filter_map(|field| field.cell);
        let checked = checked
            .map(|cell| &*cell.checked.0)
            .min()
            .unwrap_or_default();
        let data = json!({
            "id": operator.id,
            "name": operator.name,
            "root": root,
            "foreign": operator.kind == Kind::Foreign,
            "phone": named(&["phone"])?.first(),
            "abroad": named(&["abroad"])?.first(),
            "second": named(&["phone_2"])?.first(),
            "site": operator.site.as_ref().map(|site| &site.value.0),
            "ways": named(ways)?,
            "email": operator.email.is_some(),
            "prepaid": operator.prepaid.is_some(),
            "notice": named(&["notice"])?.first(),
            "end": rule.map(|rule| numbers(rule.end)),
            "paid": rule.and_then(|rule| rule.paid).map(numbers),
            "besides": named(&BESIDES)?,
            "missing": missing.join(&self.of("、")?),
            "below": below.trim(),
            "rest": each(rest, |field| self.fact(field))?,
            "sources": self.sources(&fields)?,
            "checked": self.edition.language.catalog.date(checked).map_err(Problems::from)?,
        });
        Ok(part(self.site, self.edition, "operator", data)?)
    }

    /// The names of operators with their numbers.
    fn list(&self, operators: &[&Operator]) -> Result<String> {
        let rows = each(operators, |operator| {
            let phone = operator.fields().into_iter().next();
            let phone = phone.filter(|phone| phone.cell.is_some());
            let phone = phone.map(|phone| self.fact(&phone)).transpose()?;
            Ok(json!({ "id": operator.id, "name": operator.name, "phone": phone }))
        })?;
        let data = json!({ "rows": rows });
        Ok(part(self.site, self.edition, "operators", data)?)
    }

    /// What is known of `field`, which has a value.
    fn fact(&self, field: &Field) -> Result<Value> {
        let Some(cell) = field.cell else {
            return Ok(Value::Null);
        };
        let html = match cell.content {
            Words(words) => html_escape(&self.of(words)?),
            // An address may break behind slashes.
            content => html_escape(&content.text()).replace('/', "/<wbr>"),
        };
        Ok(json!({
            "name": field.name,
            "label": self.of(field.label)?,
            "html": html,
            "href": cell.content.address(),
            "doubt": !cell.confirmed,
            "note": cell.note.map(|note| self.of(note)).transpose()?,
        }))
    }

    /// The sources of `fields`, each once, with what it says something about.
    fn sources(&self, fields: &[Field]) -> Result<Vec<Value>> {
        let mut known: Vec<(&String, Vec<String>)> = Vec::new();
        // What is dialled from abroad is the same number.
        for field in fields.iter().filter(|field| field.name != ABROAD) {
            let Some(cell) = field.cell else { continue };
            let label = self.of(field.label)?;
            for id in cell.sources {
                match known.iter_mut().find(|(one, _)| *one == id) {
                    Some((_, labels)) if labels.contains(&label) => {}
                    Some((_, labels)) => labels.push(label.clone()),
                    None => known.push((id, vec![label.clone()])),
                }
            }
        }
        let separator = self.of("、")?;
        each(known, |(id, labels)| {
            let source = &self.site.guide.data.sources[id];
            let date = &source.date.0;
            Ok(json!({
                "name": self.of(&source.publisher)?,
                "href": source.url.as_ref().map(|url| &url.0),
                "date": Some(date).filter(|date| *date != "undated"),
                "of": labels.join(&separator),
            }))
        })
    }
}
