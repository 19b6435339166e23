//! The plan on paper and in the stock `mdbook`: a table for each thing that may become of the number.

use super::answers::is_for;
use super::data::{Condition, Line, OPERATOR, UNKNOWN, WAY};
use super::resolved::Plan;
use crate::markdown::{fill, link, table};
use crate::table::words::NOTE;
use crate::{Catalog, Problem, escape};

/// Messages of the tables.
mod words {
    crate::fixed::fixed! {
        pub(super) const WHEN: &str = "什么时候";
        pub(super) const WHAT: &str = "做什么";
        pub(super) const FOR_WHOM: &str = "谁要做";
        pub(super) const EVERYBODY: &str = "都要";
        pub(super) const COSTS: &str = "费用";
        pub(super) const SEND: &str = "发这一份";
        pub(super) const UNCONFIRMED: &str = "{text}（未确认）";
        pub(super) const OR: &str = "或";
        pub(super) const AND: &str = "；";
        pub(super) const BUT: &str = "{names} 以外";
        pub(super) const SEPARATOR: &str = "、";
        pub(super) const DONT_KNOW: &str = "{question}（不知道）";
        pub(super) const BLANK: &str = "方括号里的词";
        pub(super) const FILL_IN: &str = "填什么";
    }
}

/// Everything that the page of the plan can show, as Markdown: for each answer to [`WAY`] a heading
/// and a table of what to do, when, and who it is for; below the lines the costs and the texts.
///
/// # Errors
/// A word that the catalog does not have.
pub(crate) fn decision_table(plan: &Plan, catalog: &Catalog) -> Result<String, Problem> {
    let writer = Writer { plan, catalog };
    let ways = plan
        .question(WAY)
        .map_or(&[][..], |question| &question.values);
    let mut tables = Vec::new();
    for way in ways.iter().filter(|way| way.id != UNKNOWN) {
        let heading = escape::words(&writer.word(&way.text)?);
        tables.push(format!("## {heading} {{ #plan-{} }}", way.id));
        tables.push(writer.of_way(&way.id)?);
    }
    Ok(tables.join("\n\n"))
}

/// What a reader fills in, as a Markdown table: each blank with what belongs there.
///
/// # Errors
/// A word that the catalog does not have.
pub(crate) fn blanks_table(plan: &Plan, catalog: &Catalog) -> Result<String, Problem> {
    let mut rows = vec![vec![
        escape::words(&catalog.translate(words::BLANK)?),
        escape::words(&catalog.translate(words::FILL_IN)?),
    ]];
    for blank in &plan.blanks {
        let mut text = catalog.translate(&blank.text)?;
        if let Some(note) = &blank.note {
            let note = catalog.translate(note)?;
            text = fill(
                &catalog.translate(NOTE)?,
                &[("value", &text), ("note", &note)],
            );
        }
        let place = escape::words(&format!("[{}]", blank.id));
        rows.push(vec![format!("_{place}_"), escape::words(&text)]);
    }
    Ok(table(&rows))
}

/// Who something is for, in words: `预付费卡；已经在国外`. The answers to [`WAY`] are among them.
///
/// # Errors
/// A word that the catalog does not have.
pub fn for_whom(plan: &Plan, catalog: &Catalog, condition: &Condition) -> Result<String, Problem> {
    Writer { plan, catalog }.for_whom(condition, |_| true)
}

struct Writer<'a> {
    plan: &'a Plan,
    catalog: &'a Catalog,
}

impl Writer<'_> {
    fn of_way(&self, way: &str) -> Result<String, Problem> {
        // The heading says the answer to this question.
        let below = |question: &str| question != WAY;
        let mut rows = vec![vec![
            self.word(words::WHEN)?,
            self.word(words::WHAT)?,
            self.word(words::FOR_WHOM)?,
        ]];
        for line in self
            .plan
            .lines
            .iter()
            .filter(|line| can_be(&line.condition, way))
        {
            rows.push(vec![
                escape::words(&self.word(&line.when)?),
                self.what(line)?,
                self.for_whom(&line.condition, below)?,
            ]);
        }
        let costs = self
            .plan
            .costs
            .iter()
            .filter(|note| can_be(&note.condition, way));
        for note in costs {
            rows.push(vec![
                self.word(words::COSTS)?,
                self.linked(&note.text, &note.to, note.confirmed)?,
                self.for_whom(&note.condition, below)?,
            ]);
        }
        let messages = self
            .plan
            .messages
            .iter()
            .filter(|one| can_be(&one.condition, way));
        for letter in messages {
            rows.push(vec![
                self.word(words::SEND)?,
                self.linked(&letter.text, &letter.to, true)?,
                self.for_whom(&letter.condition, below)?,
            ]);
        }
        Ok(table(&rows))
    }

    fn what(&self, line: &Line) -> Result<String, Problem> {
        self.linked(&line.text, &line.to, line.confirmed)
    }

    fn linked(&self, text: &str, to: &str, confirmed: bool) -> Result<String, Problem> {
        let link = link(&self.word(text)?, to);
        if confirmed {
            return Ok(link);
        }
        Ok(fill(&self.word(words::UNCONFIRMED)?, &[("text", &link)]))
    }

    /// Who something is for in words, as far as the questions are `said`.
    fn for_whom(
        &self,
        condition: &Condition,
        said: impl Fn(&str) -> bool,
    ) -> Result<String, Problem> {
        let mut parts = Vec::new();
        for question in self.plan.questions.iter().filter(|one| said(&one.id)) {
            if let Some(values) = condition.get(&question.id) {
                parts.push(self.answers(&question.id, values)?);
            }
        }
        if parts.is_empty() {
            return self.word(words::EVERYBODY);
        }
        Ok(parts.join(&self.word(words::AND)?))
    }

    /// The answers in words; of the operators, those that are not meant if they are fewer.
    fn answers(&self, question: &str, values: &[String]) -> Result<String, Problem> {
        let Some(question) = self.plan.question(question) else {
            return Ok(String::new());
        };
        let named = |chosen: bool| {
            let all = question.values.iter();
            all.filter(move |one| values.contains(&one.id) == chosen)
        };
        let but = question.id == OPERATOR && named(false).count() < named(true).count();
        let mut names = Vec::new();
        let alone = values == [UNKNOWN];
        for value in named(!but).filter(|one| one.id != UNKNOWN || !(but || alone)) {
            names.push(escape::words(&self.word(&value.text)?));
        }
        if but {
            let names = names.join(&self.word(words::SEPARATOR)?);
            return Ok(fill(&self.word(words::BUT)?, &[("names", &names)]));
        }
        if names.is_empty() {
            // "Don't know" alone does not say what.
            let question = escape::words(&self.word(&question.text)?);
            let pattern = self.word(words::DONT_KNOW)?;
            return Ok(fill(&pattern, &[("question", &question)]));
        }
        Ok(names.join(&self.word(words::OR)?))
    }

    fn word(&self, text: &str) -> Result<String, Problem> {
        self.catalog.translate(text)
    }
}

/// Every text of the plan that is translated, with its place.
pub(crate) fn add_messages(plan: &Plan, add: &mut impl FnMut(&str, String)) {
    for word in words::ALL {
        add(word, "preprocessor/src/plan/markdown.rs".to_owned());
    }
    for question in &plan.questions {
        let place = format!("plan.json: question {}", question.id);
        add(&question.text, place.clone());
        for value in &question.values {
            add(&value.text, place.clone());
        }
    }
    for (id, rule) in &plan.rules {
        add(&rule.words, format!("plan.json: rule {id}"));
    }
    for line in &plan.lines {
        let place = format!("plan.json: line {}", line.id);
        add(&line.when, place.clone());
        add(&line.text, place);
    }
    for note in &plan.costs {
        add(&note.text, "plan.json: costs".to_owned());
    }
    for letter in &plan.messages {
        add(&letter.text, "plan.json: messages".to_owned());
    }
    for blank in &plan.blanks {
        for text in blank
            .labels
            .iter()
            .map(|one| &one.text)
            .chain([&blank.text])
            .chain(&blank.note)
        {
            add(text, format!("plan.json: blank {}", blank.id));
        }
    }
}

/// Whether something is for anybody who answers `way`.
fn can_be(condition: &Condition, way: &str) -> bool {
    let only = condition.iter().filter(|(question, _)| *question == WAY);
    let only = only.map(|(question, values)| (question.clone(), values.clone()));
    is_for(&only.collect(), &[(WAY.to_owned(), way.to_owned())].into())
}
