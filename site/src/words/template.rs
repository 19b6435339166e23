//! Words and values in the files of the theme.

use mdbook_operators::{Catalog, Problem, Problems};

/// Opens a word of a template that a catalog translates: a comment of Handlebars, so that the
/// stock `mdbook` shows the Chinese word and nothing else.
const WORD: &str = "{{!t}}";
/// Closes it.
const WORD_END: &str = "{{!/t}}";

/// A file of the theme that holds words, `{{!t}}目录{{!/t}}`, and places that the builder fills,
/// `{{!value languages}}`.
pub struct Template {
    /// Its file below the root, `theme/index.hbs`.
    pub file: String,
    /// Its text.
    pub text: String,
}

impl Template {
    /// The words with the lines they stand on.
    ///
    /// # Errors
    /// A word that is not closed.
    pub fn words(&self) -> Result<Vec<(&str, usize)>, Problems> {
        let mut words = Vec::new();
        let mut rest = self.text.as_str();
        while let Some(start) = rest.find(WORD) {
            let line = self.line_of(rest) + rest[..start].matches('\n').count();
            rest = &rest[start + WORD.len()..];
            let end = rest
                .find(WORD_END)
                .filter(|end| !rest[..*end].contains(WORD));
            let Some(end) = end else {
                return Err(Problems(vec![Problem::at(
                    &self.file,
                    line,
                    format!("{WORD} is not closed"),
                    format!("write {WORD_END} behind the word"),
                )]));
            };
            words.push((&rest[..end], line));
            rest = &rest[end + WORD_END.len()..];
        }
        Ok(words)
    }

    /// The text in the language of `catalog`, each place for a value as `⟦name⟧`.
    ///
    /// # Errors
    /// Words without a translation.
    pub fn translated(&self, catalog: &Catalog) -> Result<String, Problems> {
        let mut problems = Problems::default();
        let mut text = self.text.clone();
        for (word, _) in self.words()? {
            match catalog.translate(word) {
                Ok(translation) => {
                    text = text.replace(
                        &format!("{WORD}{word}{WORD_END}"),
                        &self.quoted(&translation),
                    );
                }
                Err(problem) => problems.0.push(problem),
            }
        }
        problems.into_result()?;
        Ok(open_values(&text))
    }

    /// `word` so that it cannot end the text it stands in: an attribute of HTML, or a string
    /// between double quotes in a script.
    fn quoted(&self, word: &str) -> String {
        if self.file.ends_with(".js") {
            word.replace('\\', "\\\\").replace('"', "\\\"")
        } else {
            escape(word)
        }
    }

    fn line_of(&self, rest: &str) -> usize {
        self.text[..self.text.len() - rest.len()]
            .matches('\n')
            .count()
            + 1
    }
}

/// `{{!value name}}` becomes `⟦name⟧`, which Handlebars leaves alone.
fn open_values(text: &str) -> String {
    let mut opened = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{!value ") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        opened.push_str(before);
        opened.push_str(&format!("⟦{name}⟧"));
        rest = after;
    }
    opened.push_str(rest);
    opened
}

/// `text` with each `⟦name⟧` filled from `values`.
///
/// # Errors
/// A place that no value fits: a misspelt name in the template.
pub fn fill(text: &str, values: &[(&str, &str)], file: &str) -> Result<String, Problems> {
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(&format!("⟦{name}⟧"), value);
    }
    if let Some((_, rest)) = filled.split_once('⟦') {
        let name = rest.split('⟧').next().unwrap_or_default();
        let known = values
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(", ");
        return Err(Problems(vec![Problem::of_file(
            file,
            format!("there is no value \"{name}\""),
            format!("known values: {known}"),
        )]));
    }
    Ok(filled)
}

/// Text as HTML, also inside an attribute. `{` of Handlebars stays: words may hold `{n}`.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
