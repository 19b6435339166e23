//! The call of the template, with everything that is no chapter.

use jiff::civil::Date;
use mdbook_operators::Problem;
use qrcode::QrCode;

use super::typst::{literal, locale};
use super::words::{CONTENTS, NUMBERS, PAGE, QR_CODE, SEE_PAGE};
use crate::editions::edition::Edition;

/// The call of the template, with everything that is no chapter.
///
/// # Errors
/// What the catalog lacks, a language without a tag, or an address too long for a QR code.
pub(super) fn head(
    edition: &Edition,
    date: Date,
    site: Option<&str>,
    steps: usize,
    doors: &str,
) -> Result<String, Problem> {
    let tag = &edition.language.tag;
    let word = |text| edition.language.catalog.translate(text);
    let locale = locale(tag).ok_or_else(|| {
        let message = format!("{tag:?} is no language tag");
        Problem::of_file("book.toml", message, "write a BCP 47 tag: nb, zh-Hans")
    })?;
    let qr_code = match site {
        None => "none".to_owned(),
        Some(url) => qr_code(url, &word(QR_CODE)?.replace("{url}", url)).map_err(|error| {
            let message = format!("no QR code for {url:?}: {error}");
            Problem::of_file("--site-url", message, "give a shorter address")
        })?,
    };
    // Chinese is never slanted.
    let slanted = !tag.starts_with("zh");
    Ok(format!(
        "#let see-page = n => {}.replace(\"{{n}}\", n)\n\
         #let norwegian = norwegian.with({slanted})\n\
         #let steps = {steps}\n\
         #show: guide.with(title: {}, description: {}, locale: ({locale}), \
         date: datetime(year: {}, month: {}, day: {}), dated: {}, numbers: {}, language: {}, \
         contents: {}, page-of: (n, total) => {}.replace(\"{{n}}\", n).replace(\"{{total}}\", total), \
         site: {}, qr-code: {qr_code}, doors: ({doors}))",
        literal(&word(SEE_PAGE)?),
        literal(&edition.title),
        literal(&edition.description),
        date.year(),
        date.month(),
        date.day(),
        literal(&edition.dated),
        literal(&word(NUMBERS)?),
        literal(&edition.language.name),
        literal(&word(CONTENTS)?),
        literal(&word(PAGE)?),
        site.map_or("none".to_owned(), literal),
    ))
}

/// A picture of the QR code of `url`, one pixel a module, with the white border of four modules that
/// the standard asks for.
fn qr_code(url: &str, alt: &str) -> qrcode::QrResult<String> {
    let code = QrCode::new(url)?;
    let size = code.width() + 2 * 4;
    let pixels = code.render().dark_color("0,").light_color("255,").build();
    let (pixels, alt) = (pixels.replace('\n', ""), literal(alt));
    Ok(format!(
        "image(bytes(({pixels})), format: (encoding: \"luma8\", width: {size}, height: {size}), \
         scaling: \"pixelated\", width: 100%, alt: {alt})"
    ))
}
