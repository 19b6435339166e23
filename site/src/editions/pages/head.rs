//! What search engines and messengers read of a page.

use super::Surroundings;
use super::markup::Survey;
use crate::guide::Language;

/// What a page may load: its own origin and nothing written inline. `wasm-unsafe-eval` is for
/// the search, `base-uri` for the page for unknown addresses.
///
/// The same policy stands in `_headers`, where it also forbids framing, which a page itself
/// cannot say.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'none'";

/// The longest description that search engines show whole, in characters of half a width.
const DESCRIPTION_WIDTH: usize = 170;

/// The `<link>` to the address of a page itself, if it is known where the site will be.
pub fn canonical(file: &str, language: &Language, site_url: &str) -> String {
    match site_url {
        "" => String::new(),
        site => format!(
            "<link rel=\"canonical\" href=\"{site}/{}/{file}\">",
            language.tag
        ),
    }
}

/// The opening of a page, as HTML text, cut behind a sentence if it is long.
pub fn description(opening: &str) -> String {
    let text = opening
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('"', "&quot;");
    let mut width = 0;
    let mut end = text.len();
    let mut sentence = None;
    for (at, c) in text.char_indices() {
        width += if c.is_ascii() { 1 } else { 2 };
        if width > DESCRIPTION_WIDTH {
            end = sentence.unwrap_or(end);
            break;
        }
        if matches!(c, '。' | '.' | '!' | '?' | '？') {
            sentence = Some(at + c.len_utf8());
        }
    }
    text[..end].to_owned()
}

/// What messengers show of a link: <https://ogp.me>. Its description is the one of the template, for
/// search engines and messengers alike. The picture needs a whole address, so it is
/// there only if it is known where the site will be.
pub fn social(file: &str, title: &str, language: &Language, around: &Surroundings) -> String {
    let kind = if file == "index.html" {
        "website"
    } else {
        "article"
    };
    let mut properties = vec![("og:type", kind.to_owned()), ("og:title", title.to_owned())];
    if !around.site_url.is_empty() {
        let site = around.site_url;
        properties.push(("og:url", format!("{site}/{}/{file}", language.tag)));
        if let Some((_, picture)) = around.assets.iter().find(|(name, _)| name == "social.png") {
            properties.push(("og:image", format!("{site}/{picture}")));
        }
    }
    let lines = properties
        .iter()
        .map(|(name, value)| format!("<meta property=\"{name}\" content=\"{value}\">"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Data for search engines: the steps on the first page, questions with their answers where a
/// page has them. It is data, which a Content-Security-Policy lets stand.
pub fn structured(
    file: &str,
    survey: &Survey,
    description: &str,
    language: &Language,
    around: &Surroundings,
) -> String {
    let tag = json(&language.tag);
    let data = if file == "index.html" {
        let steps = around.contents.steps().enumerate().map(|(n, step)| {
            let name = step
                .split_title()
                .map_or(step.title.as_str(), |(_, title)| title.trim());
            let url = match around.site_url {
                "" => String::new(),
                site => format!(
                    ",\"url\":{}",
                    json(&format!("{site}/{}/{}", language.tag, step.file))
                ),
            };
            let name = json(name);
            format!(
                "{{\"@type\":\"HowToStep\",\"position\":{},\"name\":{name},\"text\":{name}{url}}}",
                n + 1
            )
        });
        format!(
            "\"@type\":\"HowTo\",\"name\":{},\"description\":{},\"inLanguage\":{tag},\"step\":[{}]",
            json(around.contents.book_title()),
            json(description),
            steps.collect::<Vec<_>>().join(",")
        )
    } else if survey.questions.len() > 1 {
        let questions = survey.questions.iter().map(|(question, answer)| {
            format!(
                "{{\"@type\":\"Question\",\"name\":{},\"acceptedAnswer\":{{\"@type\":\"Answer\",\"text\":{}}}}}",
                json(question.trim()),
                json(answer.trim())
            )
        });
        let questions = questions.collect::<Vec<_>>().join(",");
        format!("\"@type\":\"FAQPage\",\"inLanguage\":{tag},\"mainEntity\":[{questions}]")
    } else {
        return String::new();
    };
    format!(
        "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",{data}}}</script>"
    )
}

/// HTML text as a JSON string that may stand inside a `<script>`.
fn json(html: &str) -> String {
    let text = html
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let mut string = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => string.extend(['\\', c]),
            '<' => string.push_str("\\u003c"),
            c if c.is_control() => string.push(' '),
            c => string.push(c),
        }
    }
    string + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn description_ends_with_a_sentence() {
        let sentence = "Du har sendt oppsigelsen. ";
        let description = description(&sentence.repeat(20));
        assert!(
            description.len() < DESCRIPTION_WIDTH && description.ends_with("oppsigelsen."),
            "{description}"
        );
        assert_eq!(
            super::description("做完这一步，您会知道三件事。"),
            "做完这一步，您会知道三件事。"
        );
    }

    #[test]
    fn json_cannot_close_its_script() {
        assert_eq!(
            json("a \"b\" &lt;/script> &amp; c\\"),
            "\"a \\\"b\\\" \\u003c/script> & c\\\\\""
        );
    }
}
