//! Dates in the words of a language.

use super::Catalog;
use crate::Problem;

/// The months, which have names in other languages; a translator lists them, with commas between.
pub const MONTHS: &str =
    "1 月、2 月、3 月、4 月、5 月、6 月、7 月、8 月、9 月、10 月、11 月、12 月";
/// A day of one of them.
const DAY: &str = "{year} 年 {month} {day} 日";
/// One of them alone.
const MONTH: &str = "{year} 年 {month}";

/// What a translator translates for dates.
pub(crate) const WORDS: [&str; 3] = [MONTHS, DAY, MONTH];

impl Catalog {
    /// `date`, a day, a month or a year as in ISO 8601, in words of this language: `2023-12-13` is
    /// `13. desember 2023`.
    ///
    /// # Errors
    /// A [`Problem`] if the catalog has no words for it.
    pub fn date(&self, date: &str) -> Result<String, Problem> {
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next().unwrap_or(date), parts.next(), parts.next());
        let Some(month) = month.and_then(|month| month.parse::<usize>().ok()) else {
            return Ok(date.to_owned());
        };
        let months = self.translate(MONTHS)?;
        let mut names = months.split(['、', ',']).map(str::trim);
        let name = names.nth(month.saturating_sub(1));
        let words = self.translate(if day.is_some() { DAY } else { MONTH })?;
        let day = day.unwrap_or_default().trim_start_matches('0');
        let words = words
            .replace("{year}", year)
            .replace("{month}", name.unwrap_or_default());
        Ok(words.replace("{day}", day))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Catalog;

    #[test]
    fn a_date_has_the_words_of_its_language() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        for (language, day, month) in [
            ("zh-Hans", "2023 年 12 月 3 日", "2023 年 12 月"),
            ("nb", "3. desember 2023", "desember 2023"),
            ("en", "3 December 2023", "December 2023"),
        ] {
            let catalog = Catalog::of_language(root, language, "zh-Hans").unwrap();
            for (date, words) in [("2023-12-03", day), ("2023-12", month), ("2023", "2023")] {
                assert_eq!(catalog.date(date).unwrap(), words);
            }
        }
    }
}
