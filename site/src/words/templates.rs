//! The templates of the theme, `theme/*.hbs`, in Handlebars.
//!
//! Three helpers are ours. `{{t "目录"}}` writes a Chinese word in the language of the page, or, in a
//! loop over languages, in each one's own; `{{t "第 {n} 步" n=2}}` fills its places.
//! `{{{words close="关闭"}}}` writes such words as JSON, for scripts. `{{{dir}}}` is the attribute
//! ` dir="rtl"` for a language that is written from right to left.

use std::fs;

use anyhow::{Context as _, Result};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, JsonRender, PathAndJson, RenderContext, RenderError,
    RenderErrorReason, ScopedJson, TemplateError,
};
use icu_locale::{LanguageIdentifier, LocaleDirectionality};
use mdbook_operators::{Problem, Problems, is_chinese};
use serde::Serialize;
use serde_json::Value;

use crate::guide::{Guide, Language, names_in};

/// The helper that writes a word.
const WORD: &str = "t";
/// The helper that writes words as JSON.
const WORDS: &str = "words";

/// The helper that writes the direction of a language.
const DIRECTION: &str = "dir";

/// Every template of a theme, ready to be filled in.
pub(crate) struct Templates<'g> {
    registry: Handlebars<'g>,
    /// File below the root and text of each template, in the order of their names.
    sources: Vec<(String, String)>,
}

impl<'g> Templates<'g> {
    /// Reads `theme/*.hbs` of `guide`. Each is called by the name of its file, `page`.
    ///
    /// # Errors
    /// Every template that is no Handlebars, with its line.
    pub(crate) fn read(guide: &'g Guide) -> Result<Self> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.set_prevent_indent(true);
        for helper in [WORD, WORDS, DIRECTION] {
            registry.register_helper(helper, Box::new(Words(&guide.languages)));
        }
        let mut sources = Vec::new();
        let mut problems = Problems::default();
        for file in names_in(&guide.root, "theme")? {
            let Some(name) = file.strip_suffix(".hbs") else {
                continue;
            };
            let file = format!("theme/{file}");
            let text = fs::read_to_string(guide.root.join(&file))
                .with_context(|| Problem::unreadable(&file))?;
            if let Err(error) = registry.register_template_string(name, &text) {
                problems.0.push(of_template(&file, &error));
            }
            sources.push((file, text));
        }
        problems.into_result()?;
        Ok(Self { registry, sources })
    }

    /// Each template's file with the Chinese words in it, in their order: what stands in quotes between
    /// braces.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        self.sources.iter().map(|(file, text)| {
            let tags = text.split("{{").skip(1);
            let tags = tags.filter_map(|tag| Some(tag.split_once("}}")?.0));
            let quoted = tags.flat_map(|tag| tag.split('"').skip(1).step_by(2));
            (
                file.as_str(),
                quoted.filter(|word| is_chinese(word)).collect(),
            )
        })
    }

    /// The template `name` filled with `data`, whose `tag` is the language of its words.
    ///
    /// # Errors
    /// What the template asks for and `data` has not, or a word without a translation, with the
    /// line.
    pub(crate) fn render(&self, name: &str, data: &impl Serialize) -> Result<String, Problems> {
        self.registry
            .render(name, data)
            .map_err(|error| Problems::from(of_rendering(name, &error)))
    }
}

/// The helpers `t`, `words` and `dir`.
struct Words<'g>(&'g [Language]);

impl HelperDef for Words<'_> {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        place: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let language = language(self.0, context, place)?;
        let named = helper.hash().iter();
        let text = match helper.name() {
            WORD => {
                let text = translated(language, helper.param(0))?;
                named.fold(text, |text, (name, value)| {
                    text.replace(&format!("{{{name}}}"), &value.value().render())
                })
            }
            DIRECTION => direction(&language.tag).to_owned(),
            _ => {
                let word = |(name, word): (&&str, _)| {
                    Ok(((*name).to_owned(), translated(language, Some(word))?.into()))
                };
                let words: Result<_, RenderError> = named.map(word).collect();
                script_json(&Value::Object(words?))
            }
        };
        Ok(ScopedJson::Derived(text.into()))
    }
}

/// The language of the innermost loop that has a `tag`, else of the page.
fn language<'g>(
    languages: &'g [Language],
    context: &Context,
    place: &RenderContext,
) -> Result<&'g Language, RenderError> {
    let tag_at = |path: &str| {
        let tag = place.evaluate(context, path).ok()?;
        tag.as_json().as_str().map(str::to_owned)
    };
    let tag = tag_at("tag")
        .or_else(|| tag_at("@root/tag"))
        .unwrap_or_default();
    let language = languages.iter().find(|language| language.tag == tag);
    language.ok_or_else(|| refusal(format!("there is no language \"{tag}\"")))
}

/// `word` in `language`.
fn translated(language: &Language, word: Option<&PathAndJson>) -> Result<String, RenderError> {
    let literal = word.filter(|word| word.relative_path().is_none());
    let word = literal.and_then(|word| word.value().as_str());
    let word = word.ok_or_else(|| {
        let cure = "write {{t \"目录\"}}, so that catalogs can translate it";
        refusal(format!(
            "a helper `{WORD}` or `{WORDS}` without a word in quotes: {cure}"
        ))
    })?;
    let word = language.catalog.translate(word);
    word.map_err(|problem| refusal(problem.to_string()))
}

/// The attribute `dir` for the language `tag`, from the Unicode CLDR.
fn direction(tag: &str) -> &'static str {
    let directions = LocaleDirectionality::new_extended();
    match tag.parse::<LanguageIdentifier>() {
        Ok(language) if directions.is_right_to_left(&language) => " dir=\"rtl\"",
        _ => "",
    }
}

fn refusal(message: String) -> RenderError {
    RenderErrorReason::Other(message).into()
}

fn of_template(file: &str, error: &TemplateError) -> Problem {
    let line = error.pos().map_or(1, |(line, _)| line);
    let reason = error.reason().to_string();
    let reason = reason.lines().next_back().unwrap_or_default().trim();
    Problem::at(
        file,
        line,
        format!(
            "this is no template: {}",
            reason.trim_start_matches(['=', ' '])
        ),
        "see https://handlebarsjs.com/guide/ for what may stand between braces",
    )
}

fn of_rendering(name: &str, error: &RenderError) -> Problem {
    let name = error.template_name.as_deref().unwrap_or(name);
    let message = match error.reason() {
        RenderErrorReason::MissingVariable(Some(name)) => format!("there is no value `{name}`"),
        reason => reason.to_string(),
    };
    let cure =
        "the values and helpers that a page has stand in site/src/editions/pages.rs and front.rs";
    Problem::of_file(format!("theme/{name}.hbs"), message, cure).on_line(error.line_no)
}

/// `value` as JSON that may stand inside a `<script>`.
fn script_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
