//! The numbers of a Chinese text.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{FIGURES, UNITS, plain};

/// A number in a Chinese text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::words) struct Number {
    /// In figures, with a full stop before decimals.
    pub(super) value: String,
    /// Whether a translation must say it. It need not repeat one, and has other words for 两家, 第二天 and
    /// their like.
    pub(super) is_needed: bool,
    pub(super) is_month: bool,
    /// What it counts, if that is one of the units.
    pub(super) unit: Option<&'static str>,
}

/// The numbers of a Chinese text, in their order.
pub(in crate::words) fn in_chinese(text: &str) -> Vec<Number> {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let weekday = "(?:周|星期)[一二三四五六]";
        let numeral = "(?P<ordinal>第)?(?P<numeral>[一二三四五六七八九十两双]+)";
        let unit = format!(r"\s?(?:挪威)?(?P<unit>{})", UNITS.replace('、', "|"));
        let number = format!(
            r"{weekday}|(?:{numeral}|(?P<figures>{FIGURES}))(?:{unit}|\s?(?P<of_date>[月日]))?"
        );
        Regex::new(&number).expect("it is a pattern")
    });
    let mut numbers: Vec<Number> = Vec::new();
    let mut month: Option<Number> = None;
    for found in PATTERN.captures_iter(text) {
        let numeral = group(&found, "numeral");
        let Some(value) = group(&found, "figures")
            .map(plain)
            .or(numeral.and_then(value))
        else {
            continue;
        };
        let unit = UNITS
            .split('、')
            .find(|unit| Some(*unit) == group(&found, "unit"));
        // 一周 may be "a week", and 一下 is no number at all.
        let counts = unit.is_some() && numeral != Some("一") && group(&found, "ordinal").is_none();
        let mut known = numbers.iter().filter(|known| known.is_needed);
        let number = Number {
            is_needed: (numeral.is_none() || counts) && known.all(|known| known.value != value),
            is_month: group(&found, "of_date") == Some("月"),
            value,
            unit,
        };
        if number.is_month {
            month = Some(number.clone());
        } else if group(&found, "of_date").is_some() && numbers.last() != month.as_ref() {
            // A day without its month has that of the date before it.
            numbers.extend(month.clone().map(|month| Number {
                is_needed: false,
                ..month
            }));
        }
        numbers.push(number);
    }
    numbers
}

fn group<'t>(found: &Captures<'t>, name: &str) -> Option<&'t str> {
    Some(found.name(name)?.as_str())
}

/// The value of a Chinese numeral below a hundred; none of a guess, 三四.
pub(super) fn value(numeral: &str) -> Option<String> {
    let digit = |text: &str| match text {
        "双" | "两" => Some(2),
        _ => {
            let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
            let index = digits.iter().position(|digit| *digit == text);
            index.map(|index| index + 1)
        }
    };
    let value = match numeral.split_once('十') {
        None => digit(numeral)?,
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            tens * 10 + ones
        }
    };
    Some(value.to_string())
}
