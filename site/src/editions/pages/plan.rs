//! The page of the plan: every line, date, number and text once in the HTML, each with the answers that
//! it is for. Styles hide what is for somebody else; scripts add days and fill in.

mod view;

use std::collections::BTreeMap;

use super::letters::{Text, text_of};
use crate::editions::answers::attributes;
use crate::editions::edition::{Edition, Site};
use anyhow::{Context, Result};
use mdbook_operators::{
    Blank, Condition, Letter, OPERATOR, Plan, Problems, Rule, Shift, UNKNOWN, for_whom, phone_text,
};
use view::{Article, Dates, Field, Kind, Line, Note, Number, Question, Row, Value, View};

/// The chapter of the plan.
pub(super) const FILE: &str = "plan.html";
/// The section that stands below the plan, on paper and on the page.
const WHY: &str = "{ #plan-why }";
/// What stands in the place of the plan until the page is finished.
const PLACE: &str = "<div id=\"mine\"></div>";

/// The chapter `markdown` as pages show it: on paper the plan is tables and texts, on a page it is put in
/// their place, below the opening.
pub(super) fn for_screens(markdown: &str) -> String {
    let below = markdown
        .find(WHY)
        .and_then(|id| markdown[..id].rfind("\n## "));
    let opening = markdown.match_indices("\n\n").nth(1);
    match (opening, below) {
        (Some((opening, _)), Some(below)) if opening < below => {
            format!(
                "{}\n\n{PLACE}\n{}",
                &markdown[..opening],
                &markdown[below..]
            )
        }
        _ => markdown.to_owned(),
    }
}

/// `html`, the finished chapter, with the plan in its place. `copy` are the buttons of a text.
///
/// # Errors
/// A word without a translation, or a text that the plan names and no chapter has.
pub(super) fn with_plan(
    site: &Site,
    edition: &Edition,
    html: &str,
    copy: String,
) -> Result<String> {
    let Some((before, after)) = html.split_once(PLACE) else {
        return Ok(html.to_owned());
    };
    let view = Writer { site, edition }.view(copy)?;
    let plan = site.templates.render("plan", &view)?;
    let why = match after.split_once("</h2>") {
        Some((heading, text)) => format!(
            "<details class=\"why\"><summary>{}</h2></summary>{text}</details>",
            heading.trim_start()
        ),
        None => after.to_owned(),
    };
    Ok(format!("{before}{plan}{why}"))
}

/// The blanks of all texts, in the words of a language.
///
/// # Errors
/// A word without a translation.
pub(super) fn fields(site: &Site, edition: &Edition) -> Result<Vec<Field>, Problems> {
    let field = |blank: &Blank| {
        Ok(Field {
            id: blank.id.replace(' ', "-"),
            place: format!("[{}]", blank.id),
            text: edition.language.catalog.translate(&blank.text)?,
            kind: blank.kind,
            autocomplete: blank.autocomplete.clone(),
        })
    };
    site.guide.data.plan.blanks.iter().map(field).collect()
}

/// Those of `fields` that the `letters` have.
fn asked(fields: Vec<Field>, letters: &[Article]) -> Vec<Field> {
    let lines = || letters.iter().flat_map(|letter| &letter.lines);
    let is_asked = |field: &Field| lines().any(|line| line.html.contains(&field.place));
    fields.into_iter().filter(is_asked).collect()
}

struct Writer<'a> {
    site: &'a Site<'a>,
    edition: &'a Edition<'a>,
}

impl<'a> Writer<'a> {
    fn plan(&self) -> &'a Plan {
        &self.site.guide.data.plan
    }

    fn word(&self, text: &str) -> Result<String, Problems> {
        let word = self.edition.language.catalog.translate(text);
        word.map_err(Problems::from)
    }

    fn whom(&self, condition: &Condition) -> Result<String, Problems> {
        let words = for_whom(self.plan(), &self.edition.language.catalog, condition);
        words.map_err(Problems::from)
    }

    fn view(&self, copy: String) -> Result<View<'a>> {
        let plan = self.plan();
        let unknown = plan.values(OPERATOR).into_iter();
        let unknown: Vec<String> = unknown
            .filter(|id| !plan.rule_of.contains_key(id))
            .collect();
        let operators = &self.site.guide.data.operators;
        let nameless = unknown
            .iter()
            .filter(|id| !operators.iter().any(|one| one.id == **id));
        let letters = self.letters()?;
        Ok(View {
            tag: &self.edition.language.tag,
            questions: self.questions()?,
            dates: attributes(&plan.dates),
            ends: self.ends()?,
            nameless: nameless.cloned().collect::<Vec<_>>().join(" "),
            unknown: unknown.join(" "),
            kinds: self.kinds()?,
            lines: self.lines()?,
            costs: self.costs()?,
            call: attributes(&plan.call),
            numbers: self.numbers(),
            blanks: asked(fields(self.site, self.edition)?, &letters),
            letters,
            copy,
        })
    }

    fn questions(&self) -> Result<Vec<Question>, Problems> {
        let questions = self.plan().questions.iter();
        questions
            .map(|question| {
                let values = question.values.iter().map(|value| {
                    Ok(Value {
                        id: value.id.clone(),
                        text: self.word(&value.text)?,
                        chosen: value.id == UNKNOWN,
                    })
                });
                Ok(Question {
                    id: question.id.clone(),
                    text: self.word(&question.text)?,
                    values: values.collect::<Result<_, Problems>>()?,
                })
            })
            .collect()
    }

    /// The dates of each rule, apart for operators of whom it is certain.
    fn ends(&self) -> Result<Vec<Dates>, Problems> {
        let mut groups: BTreeMap<(&str, bool), Vec<&str>> = BTreeMap::new();
        for operator in &self.site.guide.data.operators {
            let Some(notice) = &operator.notice else {
                continue;
            };
            let group = (notice.value.rule.as_str(), notice.confirmed);
            groups.entry(group).or_default().push(&operator.id);
        }
        let ends = groups.into_iter().map(|((rule, confirmed), operators)| {
            let rule: &Rule = &self.plan().rules[rule];
            Ok(Dates {
                operators: operators.join(" "),
                end: numbers(rule.end),
                paid: rule.paid.map(numbers),
                rule: self.word(&rule.words)?,
                confirmed,
            })
        });
        ends.collect()
    }

    fn kinds(&self) -> Result<Vec<Kind>, Problems> {
        let rules = self.plan().rules.values();
        rules
            .map(|rule| {
                Ok(Kind {
                    end: numbers(rule.end),
                    rule: self.word(&rule.words)?,
                })
            })
            .collect()
    }

    fn lines(&self) -> Result<Vec<Line>, Problems> {
        let operators = self.site.guide.data.operators.iter();
        let doubted = operators.filter(|one| one.notice.as_ref().is_some_and(|one| !one.confirmed));
        let doubted: Vec<&str> = doubted.map(|one| one.id.as_str()).collect();
        let lines = self.plan().lines.iter();
        lines
            .map(|line| {
                let by_end = line.day.is_some_and(|(anchor, _)| anchor.name() == "end");
                Ok(Line {
                    id: line.id.clone(),
                    answers: attributes(&line.condition),
                    day: line
                        .day
                        .map(|(anchor, days)| format!("{} {days}", anchor.name())),
                    when: self.word(&line.when)?,
                    text: self.word(&line.text)?,
                    href: page(&line.to),
                    whom: self.whom(&line.condition)?,
                    stop: line.stop,
                    doubt: !line.confirmed,
                    doubted: (by_end && line.confirmed).then(|| doubted.join(" ")),
                })
            })
            .collect()
    }

    fn costs(&self) -> Result<Vec<Note>, Problems> {
        let costs = self.plan().costs.iter();
        costs
            .map(|note| {
                Ok(Note {
                    answers: attributes(&note.condition),
                    text: self.word(&note.text)?,
                    href: page(&note.to),
                    whom: self.whom(&note.condition)?,
                    doubt: !note.confirmed,
                })
            })
            .collect()
    }

    fn numbers(&self) -> Vec<Number> {
        let sold = self.plan().values(OPERATOR);
        let operators = self.site.guide.data.operators.iter();
        let operators = operators.filter(|one| sold.contains(&one.id));
        operators
            .map(|one| {
                let phone = one.phone.as_ref();
                Number {
                    id: one.id.clone(),
                    name: one.name.clone(),
                    phone: phone.map(|phone| phone.value.0.clone()),
                    // As it is dialled from everywhere.
                    text: phone.map_or(String::new(), |phone| phone_text(&phone.value, true)),
                    doubt: phone.is_some_and(|phone| !phone.confirmed),
                    site: one.site.as_ref().map(|site| site.value.0.clone()),
                }
            })
            .collect()
    }

    fn letters(&self) -> Result<Vec<Article>> {
        let letters = self.plan().messages.iter();
        letters.map(|letter| self.letter(letter)).collect()
    }

    fn letter(&self, letter: &Letter) -> Result<Article> {
        let (file, id) = letter.to.split_once('#').unwrap_or((&letter.to, ""));
        let chapter = self.edition.book.chapters().find(|chapter| {
            let path = chapter.path.as_ref();
            path.is_some_and(|path| path.to_string_lossy() == file)
        });
        let text: Option<Text> = chapter.and_then(|chapter| text_of(&chapter.content, id));
        let text = text.with_context(|| {
            format!(
                "plan.json:{}: the section {} has no Norwegian text with a line of meaning for each of its lines",
                letter.at, letter.to
            )
        })?;
        if let Some(line) = letter.only.keys().find(|line| !text.has(line)) {
            anyhow::bail!(
                "plan.json:{}: {} has no line \"{line}\"\n  write the line as it stands there",
                letter.at,
                letter.to
            );
        }
        // Whoever reads Norwegian needs no meaning.
        let own = self.edition.language.tag == "nb";
        let mut key = true;
        let rows = text.lines.into_iter().map(|(line, meaning)| {
            // The first sentence says what it is about; the subject and the greeting are none.
            let is_key = key && line.ends_with(['.', '?']);
            key &= !is_key;
            Row {
                answers: letter.only.get(&line).map(attributes).unwrap_or_default(),
                meaning: if own { String::new() } else { meaning },
                html: handlebars::html_escape(&line)
                    .replace('[', "<b>[")
                    .replace(']', "]</b>"),
                key: is_key,
            }
        });
        Ok(Article {
            // Elsewhere a text has its own section already.
            id: if page(file) == FILE {
                id.to_owned()
            } else {
                String::new()
            },
            answers: attributes(&letter.condition),
            title: self.word(&letter.text)?,
            whom: self.whom(&letter.condition)?,
            href: page(&letter.to),
            lines: rows.collect(),
        })
    }
}

/// A shift as the script reads it: months, 1 for the end of the month, days.
fn numbers(shift: Shift) -> String {
    format!(
        "{} {} {}",
        shift.months,
        u8::from(shift.month_end),
        shift.days
    )
}

/// The page of a section: `step-2.md#step-2-writing` is `step-2.html#step-2-writing`.
fn page(section: &str) -> String {
    section.replacen(".md", ".html", 1)
}

/// `html` of a page with texts to send, with the `fields` of their blanks above the section of the
/// first.
pub(super) fn with_fields(html: &str, fields: &str) -> String {
    let first = html.find("<div class=\"message\">").unwrap_or(html.len());
    let section = html[..first].rfind("<h2").unwrap_or(first);
    format!("{}{fields}\n{}", &html[..section], &html[section..])
}
