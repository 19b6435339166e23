//! The numbers of a text and of its translation, in figures or in words.

mod chinese;

use mdbook_operators::{Catalog, Problem};
use regex::{Captures, Regex};

use chinese::{Number, in_chinese};

/// The numbers that translations write in words: a translator gives the words of his language.
const NUMERALS: &str = "二、三、四、五、六、七、八、九、十、十一、十二、六十";
/// The months, which have names in other languages.
const MONTHS: &str = "1 月、2 月、3 月、4 月、5 月、6 月、7 月、8 月、9 月、10 月、11 月、12 月";
/// What is counted; a translation is how the word begins. The last is money, which may stand before its number.
const UNITS: &str = "天、周、个月、年、克朗";
/// What a translator translates, so that the numbers of his texts can be read.
pub(super) const LISTS: [&str; 3] = [NUMERALS, MONTHS, UNITS];

/// A number in figures: with separators of thousands, with hyphens as a section of a law, with decimals or
/// plain.
const FIGURES: &str = r"\d{1,3}(?:[,\u{a0}\u{202f}]\d{3})+\b|\d+(?:-\d+)+|\d+[.,]\d{1,2}\b|\d+";

/// How the numbers of one language are written.
pub(super) struct Numbers {
    pattern: Regex,
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
        let mut lists = Vec::new();
        for text in LISTS {
            let Some(list) = list(catalog, text)? else {
                return Ok(None);
            };
            lists.push(list);
        }
        let any_of = |words: &[String]| {
            let words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
            words.join("|")
        };
        let (numeral, month, unit) = (any_of(&lists[0]), any_of(&lists[1]), any_of(&lists[2]));
        let from = r"(?:(?P<from>\d{1,2})\.?(?:[-–]|\s\p{L}{1,3}\s))?";
        let date = format!(r"{from}(?P<day>\d{{1,2}})\.?\s(?P<month>{month})\b");
        let number = format!(r"(?P<figures>{FIGURES})|\b(?i:(?P<numeral>{numeral}))\b");
        let money = any_of(&lists[2][lists[2].len() - 1..]);
        let before = format!(r"(?:\b(?P<before>{money})\p{{L}}*\s)?");
        let after = format!(r"(?:[\s-](?i:(?P<after>{unit})))?");
        let pattern = format!(r"{date}|\b(?P<name>{month})\b|{before}(?:{number}){after}");
        let units = lists.pop().unwrap_or_default();
        let months = lists.pop().unwrap_or_default();
        Ok(Some(Self {
            pattern: Regex::new(&pattern).expect("the words are escaped"),
            numerals: lists.pop().unwrap_or_default(),
            months,
            units,
        }))
    }

    /// How the numbers of `translation` differ from those of the Chinese `text`, for a message.
    pub(super) fn difference(&self, text: &str, translation: &str) -> Option<String> {
        let numbers = in_chinese(text);
        let has_months = numbers.iter().any(|number| number.is_month);
        let translated = self.in_translation(translation, has_months);
        if !agree_with_years(&numbers, &translated.values) {
            let is_said =
                |number: &&Number| number.is_needed || translated.values.contains(&number.value);
            let said = numbers.iter().filter(is_said);
            let said: Vec<String> = said.map(|number| number.value.clone()).collect();
            let (after, before) = (shown(&translated.values), shown(&said));
            return Some(format!("the numbers {after} instead of {before}"));
        }
        let units: Vec<&str> = UNITS.split('、').collect();
        let counts = |value: &str, unit: usize| {
            let mut numbers = numbers.iter();
            numbers.any(|number| number.value == value && number.unit == Some(units[unit]))
        };
        let mut others = translated.quantities.iter();
        let (value, unit) = others.find(|(value, unit)| !counts(value, *unit))?;
        Some(format!("{value} with the unit \"{}\"", self.units[*unit]))
    }

    /// The numbers of a translation, months among them if the text has some: `May` is no month everywhere. A
    /// month comes before its days, as in Chinese.
    fn in_translation(&self, text: &str, has_months: bool) -> Translated {
        let index = |list: &[String], word: &str| {
            let word = word.to_lowercase();
            list.iter().position(|known| known.to_lowercase() == word)
        };
        let mut numbers = Translated::default();
        for found in self.pattern.captures_iter(text) {
            if let Some(month) = group(&found, "month").or(group(&found, "name")) {
                if has_months || group(&found, "day").is_some() {
                    let month = index(&self.months, month).map(|index| (index + 1).to_string());
                    numbers.values.extend(month);
                }
                let days = [group(&found, "from"), group(&found, "day")];
                let days = days.into_iter().flatten().map(str::to_owned);
                numbers.values.extend(days);
                continue;
            }
            let value = match group(&found, "figures") {
                Some(figures) => plain(figures),
                None => {
                    let word = group(&found, "numeral").unwrap_or_default();
                    let numeral = index(&self.numerals, word).unwrap_or_default();
                    let numeral = NUMERALS.split('、').nth(numeral);
                    numeral.and_then(chinese::value).unwrap_or_default()
                }
            };
            let unit = group(&found, "after").or(group(&found, "before"));
            if let Some(unit) = unit.and_then(|unit| index(&self.units, unit)) {
                numbers.quantities.push((value.clone(), unit));
            }
            numbers.values.push(value);
        }
        numbers
    }
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

fn group<'t>(found: &Captures<'t>, name: &str) -> Option<&'t str> {
    Some(found.name(name)?.as_str())
}

fn shown(numbers: &[String]) -> String {
    if numbers.is_empty() {
        "none".to_owned()
    } else {
        numbers.join(" ")
    }
}

/// Whether the years agree and the other numbers agree: a year stands behind its month in one language and
/// before it in the other.
fn agree_with_years(numbers: &[Number], translated: &[String]) -> bool {
    let is_year = |value: &str| value.len() == 4 && matches!(&value[..2], "19" | "20");
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
