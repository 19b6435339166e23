//! The page of the plan: every line, date, number and text once in the HTML, each with the answers that
//! it is for. Styles hide what is for somebody else; scripts add days and fill in. What it looks like
//! stands in the template `plan`; here is what the template is filled with.

use std::path::Path;

use super::letters::{Text, text_of, with_blanks};
use crate::editions::answers::attributes;
use crate::editions::contents::page;
use crate::editions::edition::{Edition, Site};
use crate::guide::moved::Moved;
use anyhow::Result;
use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_operators::{
    Anchor, Blank, Condition, Kind, Label, Letter, Line, OPERATOR, Operator, Plan, Problem,
    Problems, Question, Shift, UNKNOWN, for_whom, markdown_options, phone_text,
};
use serde_json::{Value, json};

/// The chapter of the plan.
pub(super) const FILE: &str = "plan.html";
/// The section that stands below the plan, on paper and on the page.
const WHY: &str = "plan-why";
/// What stands in the place of the plan until the page is finished.
const PLACE: &str = "<div id=\"mine\"></div>";

/// The chapter `markdown` as pages show it: on paper the plan is tables and texts, on a page it is put in
/// their place, below the opening, which is the first paragraph.
///
/// # Errors
/// A chapter without an opening, or without the section below the plan.
pub(super) fn for_screens(markdown: &str) -> Result<String, Problem> {
    let events = new_cmark_parser(markdown, &markdown_options()).into_offset_iter();
    let mut opening = None;
    for (event, range) in events {
        match (event, opening) {
            (Event::End(TagEnd::Paragraph), None) => opening = Some(range.end),
            (Event::Start(Tag::Heading { id: Some(id), .. }), Some(end)) if &*id == WHY => {
                let (opening, why) = (&markdown[..end], &markdown[range.start..]);
                return Ok(format!("{opening}\n\n{PLACE}\n\n{why}"));
            }
            _ => {}
        }
    }
    Err(Problem::of_file(
        "src/plan.md",
        format!("has no section {WHY} below a first paragraph"),
        "between the two stands the plan: write a paragraph, and ## Title {#plan-why} behind the texts",
    ))
}

/// `html`, the finished chapter, with the plan in its place.
///
/// # Errors
/// A word without a translation, or a text that the plan names and no chapter has.
pub(super) fn with_plan(site: &Site, edition: &Edition, html: &str) -> Result<String> {
    let Some((opening, below)) = html.split_once(PLACE) else {
        return Ok(html.to_owned());
    };
    let why = below.find("</h2>").map_or(0, |end| end + "</h2>".len());
    let plan = &site.guide.data.plan;
    let words = Words {
        plan,
        moved: &site.guide.moved,
        edition,
    };
    let texts = plan.messages.iter().map(|letter| words.text(letter));
    let texts: Vec<Text> = texts.collect::<Result<_, _>>().map_err(Problems::from)?;
    let letters = each(plan.messages.iter().zip(&texts), |(letter, text)| {
        words.letter(letter, text)
    })?;
    let lines = texts.iter().flat_map(|text| &text.lines);
    let written: String = lines.map(|(line, _)| line.as_str()).collect();
    let mut blanks = fields(site, edition, FILE, &written)?;
    for blank in &mut blanks {
        let mut of = plan.blanks.iter();
        let own = of.find(|one| blank["place"] == format!("[{}]", one.id));
        let labels = own.map_or(&[][..], |one| &one.labels).iter();
        blank["labels"] = each(labels.filter(|one| one.to.is_empty()), |label| {
            Ok(json!({
                "answers": attributes(&label.condition),
                "text": words.of(&label.text)?,
                "leaving": label.leaving,
            }))
        })?
        .into();
    }
    let operators = &site.guide.data.operators;
    let certain = |one: &&Operator| one.notice.as_ref().is_none_or(|notice| notice.confirmed);
    let doubted = operators.iter().filter(|one| !certain(one));
    let asked = plan.values(OPERATOR);
    let unknown = asked.iter().filter(|id| !plan.rule_of.contains_key(*id));
    // Where a month decides, earlier is as good as the latest day; where days do, it is not.
    let by_month = |is_month: bool| {
        let rules = plan.rule_of.iter();
        list(
            rules
                .filter(move |(_, rule)| plan.rules[*rule].end.month_end == is_month)
                .map(|(id, _)| &**id),
        )
    };
    let sold = operators.iter().filter(|one| one.kind != Kind::Foreign);
    let data = json!({
        "tag": edition.language.tag,
        "opening": opening,
        "questions": each(&plan.questions, |one| words.question(one))?,
        "dates": attributes(&plan.dates),
        "unknown": list(unknown.map(|id| &**id)),
        "kinds": each(plan.rules.values(), |rule| {
            Ok(json!({ "end": numbers(rule.end), "rule": words.of(&rule.words)? }))
        })?,
        "lines": each(&plan.lines, |line| words.line(line))?,
        "doubted": list(doubted.map(|one| &*one.id)),
        "to_the_month": by_month(true),
        "to_the_day": by_month(false),
        "costs": each(&plan.costs, |note| {
            words.linked(&note.text, &note.to, &note.condition, note.confirmed)
        })?,
        "call": attributes(&plan.call),
        "operators": each(sold, |one| words.operator(site, one))?,
        "blanks": blanks,
        "letters": letters,
        "why": below[..why].trim(),
        "reasons": below[why..].trim(),
    });
    Ok(site.templates.render("plan", &data)?)
}

/// The blanks that are typed into what is `written` in the texts of the page `file`, in the words of a
/// language, for the template `fields`. The page of a text calls a blank what its readers call it.
///
/// # Errors
/// A word without a translation.
pub(super) fn fields(
    site: &Site,
    edition: &Edition,
    file: &str,
    written: &str,
) -> Result<Vec<Value>> {
    let plan = &site.guide.data.plan;
    let catalog = &edition.language.catalog;
    let is_typed =
        |blank: &&Blank| blank.kind.is_some() && written.contains(&format!("[{}]", blank.id));
    each(plan.blanks.iter().filter(is_typed), |blank: &Blank| {
        let is_here = |letter: &&Letter| page(&letter.to) == file;
        let fits = |label: &&Label| {
            let mut letters = plan.messages.iter().filter(is_here);
            match label.to.as_slice() {
                [] => letters.any(|letter| is_within(&letter.condition, &label.condition)),
                to => to.iter().any(|to| page(to) == file),
            }
        };
        let own = blank.labels.iter().find(fits);
        let text = own.map_or(&blank.text, |label| &label.text);
        let text = catalog.translate(text).map_err(Problems::from)?;
        Ok(json!({
            "place": format!("[{}]", blank.id),
            "text": text,
            "kind": blank.kind,
            "autocomplete": blank.autocomplete,
        }))
    })
}

/// Whether everyone for whom `inner` is, is one for whom `outer` is.
fn is_within(inner: &Condition, outer: &Condition) -> bool {
    outer.iter().all(|(question, values)| {
        let answers = inner.get(question);
        answers.is_some_and(|answers| answers.iter().all(|answer| values.contains(answer)))
    })
}

/// The plan in the words of one language.
struct Words<'a> {
    plan: &'a Plan,
    moved: &'a Moved,
    edition: &'a Edition<'a>,
}

impl Words<'_> {
    fn of(&self, text: &str) -> Result<String> {
        let catalog = &self.edition.language.catalog;
        Ok(catalog.translate(text).map_err(Problems::from)?)
    }

    fn whom(&self, condition: &Condition) -> Result<String> {
        let catalog = &self.edition.language.catalog;
        Ok(for_whom(self.plan, catalog, condition).map_err(Problems::from)?)
    }

    fn question(&self, question: &Question) -> Result<Value> {
        let values = each(&question.values, |value| {
            let chosen = value.id == UNKNOWN;
            Ok(json!({ "id": value.id, "text": self.of(&value.text)?, "chosen": chosen }))
        })?;
        Ok(json!({ "id": question.id, "text": self.of(&question.text)?, "values": values }))
    }

    /// An operator: its number as it is dialled from everywhere, the dates of its rule, and where it takes
    /// a notice, which is its page about that, else its address, else said in words.
    fn operator(&self, site: &Site, operator: &Operator) -> Result<Value> {
        let phone = operator.phone.as_ref();
        let notice = operator.notice.as_ref();
        let certain = notice.filter(|notice| notice.confirmed);
        let sources = certain.into_iter().flat_map(|notice| &notice.sources);
        let mut dates = sources.map(|id| &site.guide.data.sources[id].date.0);
        let rule = notice.map(|notice| &self.plan.rules[&notice.value.rule]);
        let page = operator.cancel.as_ref();
        let mail = operator.email.as_ref();
        let ways = operator.channels.as_ref();
        let sure = page.map(|page| page.confirmed);
        let sure = sure.or(mail.map(|mail| mail.confirmed));
        let sure = sure.or(ways.map(|ways| ways.confirmed));
        Ok(json!({
            "id": operator.id,
            "name": operator.name,
            "phone": phone.map(|phone| &phone.value.0),
            "text": phone.map(|phone| phone_text(&phone.value, true)),
            "doubt": phone.is_some_and(|phone| !phone.confirmed),
            "site": operator.site.as_ref().map(|site| &site.value.0),
            "page": page.map(|page| &page.value.0),
            "mail": mail.map(|mail| &mail.value.0),
            "ways": ways.map(|ways| self.of(&ways.value)).transpose()?,
            "unsure": sure == Some(false),
            "rule": rule.map(|rule| self.of(&rule.words)).transpose()?,
            "end": rule.map(|rule| numbers(rule.end)),
            "paid": rule.and_then(|rule| rule.paid).map(numbers),
            "at_once": rule.is_some_and(|rule| rule.at_once),
            "undated": dates.any(|date| date == "undated"),
            "doubted": notice.is_some_and(|notice| !notice.confirmed),
        }))
    }

    /// A sentence that leads to a section: a line, a cost or a text to send.
    fn linked(&self, text: &str, to: &str, whom: &Condition, confirmed: bool) -> Result<Value> {
        Ok(json!({
            "answers": attributes(whom),
            "whom": self.whom(whom)?,
            "text": self.of(text)?,
            "href": page(to),
            "doubt": !confirmed,
        }))
    }

    fn line(&self, line: &Line) -> Result<Value> {
        let day = line
            .day
            .map(|(from, days)| format!("{} {days}", from.name()));
        let is_by = |anchor| line.day.is_some_and(|(from, _)| from == anchor);
        let mut value = self.linked(&line.text, &line.to, &line.condition, line.confirmed)?;
        value["id"] = json!(line.id);
        value["day"] = json!(day);
        value["when"] = json!(self.of(&line.when)?);
        value["stop"] = json!(line.stop);
        // The day of the notice is counted by the rule, too, for whoever leaves and chooses none.
        value["by_notice"] = json!(is_by(Anchor::Notice));
        value["by_rule"] = json!(line.confirmed && (is_by(Anchor::Notice) || is_by(Anchor::End)));
        Ok(value)
    }

    /// The text that `letter` names, in the chapter that has it.
    fn text(&self, letter: &Letter) -> Result<Text, Problem> {
        let refused = |problem: String, cure| Problem::at("plan.json", letter.at, problem, cure);
        let mut chapters = self.edition.book.chapters();
        let chapter = chapters.find(|one| one.path.as_deref() == Some(Path::new(&letter.to)));
        let text = chapter.and_then(|chapter| text_of(&chapter.content));
        let text = text.ok_or_else(|| {
            refused(
                format!("the chapter {} has no Norwegian text to send", letter.to),
                "write it there, in a block `norsk`",
            )
        })?;
        match letter.only.keys().find(|line| !text.has(line)) {
            Some(line) => Err(refused(
                format!("{} has no line \"{line}\"", letter.to),
                "write the line as it stands there",
            )),
            None => Ok(text),
        }
    }

    /// A `letter` with the lines of its `text`.
    fn letter(&self, letter: &Letter, text: &Text) -> Result<Value> {
        let lines = each(&text.lines, |(line, meaning)| {
            let only = letter.only.get(line);
            Ok(json!({
                "answers": only.map(attributes),
                "html": with_blanks(line),
                "meaning": meaning,
                "whom": only.map(|only| self.whom(only)).transpose()?,
            }))
        })?;
        let mut value = self.linked(&letter.text, &letter.to, &letter.condition, true)?;
        // A text may be for several readers; the id leads to the first.
        let first = self.plan.messages.iter().find(|one| one.to == letter.to);
        let is_first = first.is_some_and(|first| std::ptr::eq(first, letter));
        let id = is_first.then(|| self.moved.id_of(FILE, &page(&letter.to)));
        value["id"] = json!(id.flatten());
        value["lines"] = lines.into();
        Ok(value)
    }
}

/// A shift as the script reads it: months, 1 for the end of the month, days.
pub(super) fn numbers(shift: Shift) -> String {
    let month_end = u8::from(shift.month_end);
    format!("{} {month_end} {}", shift.months, shift.days)
}

/// Ids as an attribute holds them.
fn list<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    ids.into_iter().collect::<Vec<_>>().join(" ")
}

/// What `make` makes of each.
pub(super) fn each<T>(
    all: impl IntoIterator<Item = T>,
    make: impl FnMut(T) -> Result<Value>,
) -> Result<Vec<Value>> {
    all.into_iter().map(make).collect()
}
