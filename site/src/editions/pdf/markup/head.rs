//! The call of the template, with everything that is no chapter.

use mdbook_operators::{Problem, Problems};

use super::document::Document;
use super::qr::qr_code;
use super::typst::{literal, locale, pattern};

/// The call of the template, with everything that is no chapter.
pub(super) fn head(
    document: &Document,
    steps: usize,
    doors: &str,
    problems: &mut Problems,
) -> String {
    let words = document.words;
    let catalog = format!("po/{}.po", document.language);
    for (word, name) in [
        (words.page, "{n}"),
        (words.page, "{total}"),
        (words.see_page, "{n}"),
        (words.shown, "{text}"),
        (words.qr_code, "{url}"),
    ] {
        if !word.contains(name) {
            let message = format!("{word:?} does not say where {name} goes");
            problems.0.push(Problem::of_file(
                &catalog,
                message,
                format!("put {name} into it"),
            ));
        }
    }
    let locale = locale(document.language).unwrap_or_else(|| {
        let message = format!("{:?} is no language tag", document.language);
        problems.0.push(Problem::of_file(
            "book.toml",
            message,
            "write a BCP 47 tag: nb, zh-Hans",
        ));
        String::new()
    });
    let (year, month, day) = year_month_day(document.date).unwrap_or_else(|| {
        let message = format!("{:?} is no date", document.date);
        let cure = "write year, month and day: 2026-11-22";
        problems
            .0
            .push(Problem::of_file("operators.json", message, cure));
        Default::default()
    });
    let site = document.site_url.map_or("none".to_owned(), literal);
    // Chinese is never slanted.
    let slanted = !document.language.starts_with("zh");
    let qr_code = document.site_url.map_or("none".to_owned(), |url| {
        qr_code(url, &words.qr_code.replace("{url}", url)).unwrap_or_else(|error| {
            let message = format!("no QR code for {url:?}: {error}");
            problems.0.push(Problem::of_file(
                "--site-url",
                message,
                "give a shorter address",
            ));
            String::new()
        })
    });
    format!(
        "#let see-page = n => {{{}}}\n\
         #let norwegian = norwegian.with({slanted})\n\
         #let steps = {steps}\n\
         #show: guide.with(title: {}, description: {}, locale: ({locale}), \
         date: datetime(year: {year}, month: {month}, day: {day}), dated: {}, numbers: {}, language: {}, \
         contents: {}, page-of: (n, total) => {{{}}}, site: {site}, qr-code: {qr_code}, \
         doors: ({doors}))",
        pattern(words.see_page, &["n"]),
        literal(document.title),
        literal(document.description),
        literal(words.dated),
        literal(words.numbers),
        literal(words.language),
        literal(words.contents),
        pattern(words.page, &["n", "total"]),
    )
}

/// Year, month and day of a date like `2026-11-22`.
pub(crate) fn year_month_day(date: &str) -> Option<(i32, u8, u8)> {
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let date = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&date.1) && (1..=31).contains(&date.2)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked() {
        assert_eq!(year_month_day("2026-11-22"), Some((2026, 11, 22)));
        assert_eq!(year_month_day("2026-13-22"), None);
        assert_eq!(year_month_day("22.11.2026"), None);
    }
}
