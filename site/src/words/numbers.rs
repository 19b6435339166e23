//! The numbers of a text and of its translation, in figures or in words.

mod chinese;

use std::sync::LazyLock;

use mdbook_operators::{Catalog, MONTHS, Problem};
use regex::{Match, Regex};

pub(super) use chinese::{Number, in_chinese};

/// The numbers that translations write in words: a translator gives the words of his language.
const NUMERALS: &str = "二、三、四、五、六、七、八、九、十、十一、十二、六十";
/// What is counted; a translation is how the word begins. The last is money, which may stand before its number.
const UNITS: &str = "天、周、个月、年、克朗";
/// What a translator translates, so that the numbers of his texts can be read.
pub(super) const LISTS: [&str; 3] = [NUMERALS, MONTHS, UNITS];

/// A number in figures: with separators of thousands, with hyphens as a section of a law, with decimals or
/// plain.
const FIGURES: &str = r"\d{1,3}(?:[,\u{a0}\u{202f}]\d{3})+|\d+(?:-\d+)+|\d+[.,]\d{1,2}|\d+";

/// How the numbers of one language are written.
pub(super) struct Numbers {
    numerals: Vec<String>,
    months: Vec<String>,
    units: Vec<String>,
}

/// The numbers of a translation, and which of them count something.
#[derive(Default)]
struct Translated {
    values: Vec<String>,
    /// A value and the index of its unit.
    quantities: Vec<(String, usize)>,
}

impl Numbers {
    /// Reads the words for numbers of a language from its catalog; none where they are not translated.
    ///
    /// # Errors
    /// A list of words that is not as long as the Chinese one.
    pub(super) fn of(catalog: &Catalog) -> Result<Option<Self>, Problem> {
        let lists = (
            list(catalog, NUMERALS)?,
            list(catalog, MONTHS)?,
            list(catalog, UNITS)?,
        );
        let (Some(numerals), Some(months), Some(units)) = lists else {
            return Ok(None);
        };
        let small = |words: Vec<String>| words.iter().map(|word| word.to_lowercase()).collect();
        Ok(Some(Self {
            numerals: small(numerals),
            months,
            units: small(units),
        }))
    }

    /// How the numbers of `translation` differ from those of the Chinese text, for a message.
    pub(super) fn difference(&self, numbers: &[Number], translation: &str) -> Option<String> {
        let has_months = numbers.iter().any(|number| number.is_month);
        let translated = self.in_translation(translation, has_months);
        if !agree_with_years(numbers, &translated.values) {
            let is_said =
                |number: &&Number| number.is_needed || translated.values.contains(&number.value);
            let said = numbers.iter().filter(is_said);
            let said: Vec<String> = said.map(|number| number.value.clone()).collect();
            let (after, before) = (shown(&translated.values), shown(&said));
            return Some(format!("the numbers {after} instead of {before}"));
        }
        let counts = |value: &str, unit: usize| {
            let unit = UNITS.split('、').nth(unit);
            let mut numbers = numbers.iter();
            numbers.any(|number| number.value == value && number.unit == unit)
        };
        let mut others = translated.quantities.iter();
        let (value, unit) = others.find(|(value, unit)| !counts(value, *unit))?;
        Some(format!("{value} with the unit \"{}\"", self.units[*unit]))
    }

    /// The numbers of a translation, months among them if the text has some: `May` is no month everywhere. A
    /// month comes before each of its days, as in Chinese.
    fn in_translation(&self, text: &str, has_months: bool) -> Translated {
        static TOKENS: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(&format!(r"{FIGURES}|\p{{L}}+")).expect("it is a pattern"));
        let tokens: Vec<Match> = TOKENS.find_iter(text).collect();
        let mut numbers = Translated::default();
        for (index, token) in tokens.iter().enumerate() {
            let (before, after) = (&tokens[..index], &tokens[index + 1..]);
            let Some(value) = self.value(token) else {
                let is_of_day = before.last().is_some_and(|day| is_date(text, day, token));
                let month = self.month(token).filter(|_| has_months && !is_of_day);
                numbers.values.extend(month);
                continue;
            };
            numbers.values.extend(self.month_of(text, token, after));
            if let Some(unit) = self.unit_of(text, token, before, after) {
                numbers.quantities.push((value.clone(), unit));
            }
            numbers.values.push(value);
        }
        numbers
    }

    /// The value of a number, in figures or in words.
    fn value(&self, token: &Match) -> Option<String> {
        if is_figures(token) {
            return Some(plain(token.as_str()));
        }
        let word = token.as_str().to_lowercase();
        let index = self.numerals.iter().position(|numeral| *numeral == word)?;
        NUMERALS.split('、').nth(index).and_then(chinese::value)
    }

    /// The number of a month.
    fn month(&self, token: &Match) -> Option<String> {
        let index = self.months.iter().position(|name| name == token.as_str())?;
        Some((index + 1).to_string())
    }

    /// The month of a day, `31. juli`, also of the first of several, `1.–31. juli`, `1 to 31 July`.
    fn month_of(&self, text: &str, day: &Match, after: &[Match]) -> Option<String> {
        let is_range =
            |other: &Match| matches!(between(text, day, other).trim_matches('.'), "-" | "–");
        let is_to = |word: &Match| word.len() <= 3 && self.month(word).is_none();
        let month = match after {
            [last, month, ..] if is_range(last) && is_date(text, last, month) => month,
            [to, last, month, ..]
                if is_to(to) && is_date(text, day, to) && is_date(text, last, month) =>
            {
                month
            }
            [month, ..] if is_date(text, day, month) => month,
            _ => return None,
        };
        self.month(month)
    }

    /// What a number counts: the word after it, or money before it.
    fn unit_of(
        &self,
        text: &str,
        token: &Match,
        before: &[Match],
        after: &[Match],
    ) -> Option<usize> {
        let is_unit = |word: &Match, unit: &String| word.as_str().to_lowercase().starts_with(unit);
        let is_near = |gap: &str| gap.trim().is_empty() || gap == "-";
        let next = after
            .first()
            .filter(|next| is_near(between(text, token, next)));
        let unit = next.and_then(|next| self.units.iter().position(|unit| is_unit(next, unit)));
        let last = before
            .last()
            .filter(|last| is_near(between(text, last, token)));
        let money = self.units.len() - 1;
        unit.or(last
            .filter(|last| is_unit(last, &self.units[money]))
            .map(|_| money))
    }
}

/// What stands between two tokens of a text.
fn between<'t>(text: &'t str, one: &Match, next: &Match) -> &'t str {
    &text[one.end()..next.start()]
}

fn is_figures(token: &Match) -> bool {
    token.as_str().starts_with(|c: char| c.is_numeric())
}

/// Whether `day` may be a day of the month with the name `month`.
fn is_date(text: &str, day: &Match, month: &Match) -> bool {
    let gap = between(text, day, month).trim_start_matches('.');
    is_figures(day) && day.len() <= 2 && !gap.is_empty() && gap.trim().is_empty()
}

/// The words of the list `text` in a catalog.
fn list(catalog: &Catalog, text: &str) -> Result<Option<Vec<String>>, Problem> {
    let Some(entry) = catalog.entry(text).filter(|entry| entry.is_translated()) else {
        return Ok(None);
    };
    let words = entry.translation.split([',', '、']);
    let words: Vec<String> = words.map(|word| word.trim().to_owned()).collect();
    let expected = text.split('、').count();
    if words.len() == expected && words.iter().all(|word| !word.is_empty()) {
        return Ok(Some(words));
    }
    Err(Problem::at(
        catalog.file(),
        entry.line,
        format!("the entry \"{text}\" has {} words", words.len()),
        format!(
            "write {expected} words with commas between them: translations are checked with them"
        ),
    ))
}

/// Figures as they are compared: without separators of thousands, decimals behind a full stop.
fn plain(figures: &str) -> String {
    match figures.rsplit_once([',', '.']) {
        Some((whole, decimals)) if decimals.len() < 3 => format!("{whole}.{decimals}"),
        _ => figures.replace([',', '\u{a0}', '\u{202f}'], ""),
    }
}

/// What a text has, as a message names it.
pub(super) fn shown(parts: &[String]) -> String {
    if parts.is_empty() {
        "none".to_owned()
    } else {
        parts.join(" ")
    }
}

/// Whether the years agree and the other numbers agree: a year stands behind its month in one language and
/// before it in the other.
fn agree_with_years(numbers: &[Number], translated: &[String]) -> bool {
    let is_year =
        |value: &str| value.len() == 4 && (value.starts_with("19") || value.starts_with("20"));
    [true, false].into_iter().all(|years| {
        let numbers = numbers
            .iter()
            .filter(|number| is_year(&number.value) == years);
        let translated = translated.iter().filter(|value| is_year(value) == years);
        agree(
            &numbers.collect::<Vec<_>>(),
            &translated.collect::<Vec<_>>(),
        )
    })
}

/// Whether `translated` says every number that is needed, in the order of the text, and no other one.
fn agree(numbers: &[&Number], translated: &[&String]) -> bool {
    // Whether the numbers so far can be read as the first `n` of the translation.
    let mut are_read = vec![false; translated.len() + 1];
    are_read[0] = true;
    for number in numbers {
        for n in (0..are_read.len()).rev() {
            let is_next = n > 0 && are_read[n - 1] && *translated[n - 1] == number.value;
            are_read[n] = is_next || are_read[n] && !number.is_needed;
        }
    }
    are_read[translated.len()]
}
