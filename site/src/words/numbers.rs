//! The numbers of a text and of its translation, in figures or in words.

use std::sync::LazyLock;

use mdbook_operators::{Catalog, Problem};
use regex::{Captures, Regex};

/// The numbers that translations write in words: a translator gives the words of his language.
const NUMERALS: &str = "二、三、四、五、六、七、八、九、十、十一、十二、六十";
/// The months, which have names in other languages.
const MONTHS: &str = "1 月、2 月、3 月、4 月、5 月、6 月、7 月、8 月、9 月、10 月、11 月、12 月";
/// What a translator translates, so that the numbers of his texts can be read.
pub(super) const LISTS: [&str; 2] = [NUMERALS, MONTHS];

/// A number in figures: with separators of thousands, with hyphens as a section of a law, or plain.
const FIGURES: &str = r"\d{1,3}(?:[,\u{a0}\u{202f}]\d{3})+\b|\d+(?:-\d+)*";

/// A number in a Chinese text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number {
    value: String,
    /// Whether a translation must say it. It need not repeat one, and has other words for 两家, 第二天 and
    /// their like.
    is_needed: bool,
}

/// How the numbers of one language are written.
pub(super) struct Numbers {
    pattern: Regex,
    numerals: Vec<(String, String)>,
    months: Vec<String>,
}

impl Numbers {
    /// Reads the words for numbers of a language from its catalog; none where they are not translated.
    ///
    /// # Errors
    /// A list of words that is not as long as the Chinese one.
    pub(super) fn of(catalog: &Catalog) -> Result<Option<Self>, Problem> {
        let (Some(numerals), Some(months)) = (list(catalog, NUMERALS)?, list(catalog, MONTHS)?)
        else {
            return Ok(None);
        };
        let any_of = |words: &[String]| {
            let words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
            words.join("|")
        };
        let (month, numeral) = (any_of(&months), any_of(&numerals));
        let from = r"(?:(?P<from>\d{1,2})\.?(?:[-–]|\s\p{L}{1,3}\s))?";
        let date = format!(r"{from}(?P<day>\d{{1,2}})\.?\s(?P<month>{month})\b");
        let pattern = format!(
            r"{date}|\b(?P<name>{month})\b|\b(?i:(?P<numeral>{numeral}))\b|(?P<figures>{FIGURES})"
        );
        let values = NUMERALS
            .split('、')
            .map(|one| value(one).unwrap_or_default());
        let words = numerals.iter().map(|word| word.to_lowercase());
        Ok(Some(Self {
            pattern: Regex::new(&pattern).expect("the words are escaped"),
            numerals: words.zip(values).collect(),
            months,
        }))
    }

    /// How the numbers of `translation` differ from those of the Chinese `text`, for a message.
    pub(super) fn difference(&self, text: &str, translation: &str) -> Option<String> {
        let numbers = in_chinese(text);
        let translated = self.in_translation(translation, has_month(text));
        // A year stands behind its month in one language and before it in the other.
        let (years, others): (Vec<_>, Vec<_>) = numbers
            .iter()
            .cloned()
            .partition(|number| is_year(&number.value));
        let (translated_years, translated_others): (Vec<_>, Vec<_>) =
            translated.iter().cloned().partition(|value| is_year(value));
        if agree(&years, &translated_years) && agree(&others, &translated_others) {
            return None;
        }
        let is_said = |number: &&Number| number.is_needed || translated.contains(&number.value);
        let said = numbers.iter().filter(is_said);
        let said: Vec<String> = said.map(|number| number.value.clone()).collect();
        Some(format!(
            "the numbers {} instead of {}",
            shown(&translated),
            shown(&said)
        ))
    }

    /// The numbers of a translation, months among them if the text has some: `May` is no month everywhere. A
    /// month comes before its days, as in Chinese.
    fn in_translation(&self, text: &str, has_months: bool) -> Vec<String> {
        let mut numbers = Vec::new();
        for found in self.pattern.captures_iter(text) {
            if let Some(month) = group(&found, "month").or(group(&found, "name")) {
                if has_months || group(&found, "day").is_some() {
                    let index = self.months.iter().position(|name| name == month);
                    numbers.extend(index.map(|index| (index + 1).to_string()));
                }
                let days = [group(&found, "from"), group(&found, "day")];
                numbers.extend(days.into_iter().flatten().map(str::to_owned));
            } else if let Some(word) = group(&found, "numeral") {
                let word = word.to_lowercase();
                let known = self.numerals.iter().find(|(known, _)| *known == word);
                numbers.extend(known.map(|(_, value)| value.clone()));
            } else {
                numbers.push(without_separators(&found[0]));
            }
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

/// The numbers of a Chinese text.
fn in_chinese(text: &str) -> Vec<Number> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let weekday = "(?:周|星期)[一二三四五六]";
        let unit = r"\s?(?:天|周|年|个月|克朗)";
        let numeral =
            format!("(?P<ordinal>第)?(?P<numeral>[一二三四五六七八九十两双]+)(?P<unit>{unit})?");
        let figures = format!(r"(?P<figures>{FIGURES})\s?(?P<of_date>[月日])?");
        Regex::new(&format!("{weekday}|{numeral}|{figures}")).expect("it is a pattern")
    });
    let mut numbers: Vec<Number> = Vec::new();
    let mut month = None;
    for found in PATTERN.captures_iter(text) {
        let number = |value, is_needed| Number { value, is_needed };
        let is_new = |value: &str, numbers: &[Number]| {
            !numbers
                .iter()
                .any(|known| known.is_needed && known.value == value)
        };
        if let Some(numeral) = group(&found, "numeral") {
            let is_needed = group(&found, "ordinal").is_none()
                && group(&found, "unit").is_some()
                && numeral != "一";
            if let Some(value) = value(numeral) {
                let is_needed = is_needed && is_new(&value, &numbers);
                numbers.push(number(value, is_needed));
            }
        } else if let Some(figures) = group(&found, "figures") {
            let value = without_separators(figures);
            match group(&found, "of_date") {
                Some("月") => month = Some(value.clone()),
                // A day without its month has that of the date before it.
                Some(_) if numbers.last().map(|last| &last.value) != month.as_ref() => {
                    numbers.extend(month.clone().map(|month| number(month, false)));
                }
                _ => {}
            }
            let is_needed = is_new(&value, &numbers);
            numbers.push(number(value, is_needed));
        }
    }
    numbers
}

fn has_month(text: &str) -> bool {
    static PATTERN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\d\s?月").expect("it is a pattern"));
    PATTERN.is_match(text)
}

/// The value of a Chinese numeral below a hundred; none of a guess, 三四.
fn value(numeral: &str) -> Option<String> {
    let digit = |c| match c {
        '双' | '两' => Some(2),
        c => "一二三四五六七八九"
            .chars()
            .position(|known| known == c)
            .map(|index| index + 1),
    };
    let (tens, ones) = match numeral.split_once('十') {
        Some(("", ones)) => (1, ones),
        Some((tens, ones)) => (one(tens, digit)?, ones),
        None => (0, numeral),
    };
    let ones = if ones.is_empty() {
        0
    } else {
        one(ones, digit)?
    };
    Some((tens * 10 + ones).to_string())
}

/// The value of a text of one digit.
fn one(text: &str, digit: impl Fn(char) -> Option<usize>) -> Option<usize> {
    let mut letters = text.chars();
    let value = digit(letters.next()?);
    value.filter(|_| letters.next().is_none())
}

fn without_separators(figures: &str) -> String {
    figures.replace([',', '\u{a0}', '\u{202f}'], "")
}

fn is_year(value: &str) -> bool {
    value.len() == 4 && (value.starts_with("19") || value.starts_with("20"))
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

/// Whether `translated` says every number that is needed, in the order of the text, and no other one.
fn agree(numbers: &[Number], translated: &[String]) -> bool {
    // Whether the numbers so far can be read as the first `n` of the translation.
    let mut are_read = vec![false; translated.len() + 1];
    are_read[0] = true;
    for number in numbers {
        for n in (0..are_read.len()).rev() {
            let is_next = n > 0 && are_read[n - 1] && translated[n - 1] == number.value;
            are_read[n] = is_next || are_read[n] && !number.is_needed;
        }
    }
    are_read[translated.len()]
}
