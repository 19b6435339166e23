//! The templates of the theme, `theme/*.hbs`, in Handlebars.
//!
//! Two helpers are ours. `{{t "目录"}}` writes a Chinese word in the language of the page, or, in a loop
//! over languages, in each one's own; `{{t "第 {n} 步" n=2}}` fills its places. `{{{words close="关闭"}}}`
//! writes such words as JSON, for scripts.

use std::collections::HashMap;
use std::fs;

use anyhow::{Context as _, Result};
use handlebars::template::{HelperTemplate, Parameter, Template, TemplateElement};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, JsonRender, RenderContext, RenderError,
    RenderErrorReason, ScopedJson, TemplateError,
};
use mdbook_operators::{Problem, Problems};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::guide::{Guide, Language};

/// The helper that writes a word.
const WORD: &str = "t";
/// The helper that writes words as JSON.
const WORDS: &str = "words";

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
        registry.register_helper(WORD, Box::new(Word(&guide.languages)));
        registry.register_helper(WORDS, Box::new(Words(&guide.languages)));
        let mut sources = Vec::new();
        let mut problems = Problems::default();
        let folder = guide.theme();
        for entry in
            fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?
        {
            let path = entry?.path();
            let (Some(name), Some("hbs")) = (stem(&path), extension(&path)) else {
                continue;
            };
            let file = format!("theme/{name}.hbs");
            let text = fs::read_to_string(&path).with_context(|| format!("reading {file}"))?;
            if let Err(error) = registry.register_template_string(name, &text) {
                problems.0.push(of_template(&file, &error));
            }
            sources.push((file, text));
        }
        problems.into_result()?;
        sources.sort();
        Ok(Self { registry, sources })
    }

    /// Each template's file with the Chinese words in it, in their order.
    ///
    /// # Errors
    /// A helper for words without a word in quotes.
    pub(crate) fn words(&self) -> Result<Vec<(&str, Vec<String>)>, Problems> {
        let mut all = Vec::new();
        let mut problems = Problems::default();
        for (file, text) in &self.sources {
            let name = file.trim_start_matches("theme/").trim_end_matches(".hbs");
            let mut found = Vec::new();
            if let Some(template) = self.registry.get_template(name)
                && let Err(line) = collect(template, &mut found)
            {
                problems.0.push(Problem::at(
                    file,
                    line,
                    format!("a helper `{WORD}` or `{WORDS}` without a word in quotes"),
                    "write the Chinese word itself, {{t \"目录\"}}, so that catalogs can translate it",
                ));
            }
            found.sort_by_key(|word| text.find(&format!("\"{word}\"")));
            all.push((file.as_str(), found));
        }
        problems.into_result()?;
        Ok(all)
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

fn stem(path: &std::path::Path) -> Option<&str> {
    path.file_stem()?.to_str()
}

fn extension(path: &std::path::Path) -> Option<&str> {
    path.extension()?.to_str()
}

/// Adds the words in `template` to `found`; an error is the line of a helper without one.
fn collect(template: &Template, found: &mut Vec<String>) -> Result<(), usize> {
    for (index, element) in template.elements.iter().enumerate() {
        let line = template.mapping.get(index).map_or(1, |place| place.0);
        collect_of(element, found, line)?;
    }
    Ok(())
}

fn collect_of(
    element: &TemplateElement,
    found: &mut Vec<String>,
    line: usize,
) -> Result<(), usize> {
    use TemplateElement::{
        DecoratorBlock, DecoratorExpression, Expression, HelperBlock, HtmlExpression, PartialBlock,
        PartialExpression,
    };
    match element {
        Expression(helper) | HtmlExpression(helper) | HelperBlock(helper) => {
            found.extend(own_words(helper).ok_or(line)?);
            collect_of_parameters(&helper.params, &helper.hash, found, line)?;
            for inner in [&helper.template, &helper.inverse].into_iter().flatten() {
                collect(inner, found)?;
            }
        }
        PartialExpression(partial)
        | PartialBlock(partial)
        | DecoratorExpression(partial)
        | DecoratorBlock(partial) => {
            collect_of_parameters(&partial.params, &partial.hash, found, line)?;
            if let Some(inner) = &partial.template {
                collect(inner, found)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The words that a helper is given, if it is one for words; `None` if one of them is no text.
fn own_words(helper: &HelperTemplate) -> Option<Vec<String>> {
    let literal = |parameter: &Parameter| match parameter {
        Parameter::Literal(Value::String(word)) => Some(word.clone()),
        _ => None,
    };
    match helper.name.as_name() {
        Some(WORD) => Some(vec![literal(helper.params.first()?)?]),
        Some(WORDS) => helper.hash.values().map(literal).collect(),
        _ => Some(Vec::new()),
    }
}

/// Helpers may stand in what another one is given: `{{#if (eq title (t "目录"))}}`.
fn collect_of_parameters(
    parameters: &[Parameter],
    named: &HashMap<String, Parameter>,
    found: &mut Vec<String>,
    line: usize,
) -> Result<(), usize> {
    for parameter in parameters.iter().chain(named.values()) {
        if let Parameter::Subexpression(inner) = parameter {
            collect_of(&inner.element, found, line)?;
        }
    }
    Ok(())
}

/// The helper `t`.
struct Word<'g>(&'g [Language]);

impl HelperDef for Word<'_> {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        place: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let word = helper.param(0).and_then(|word| word.value().as_str());
        let mut text = translated(self.0, word.unwrap_or_default(), context, place)?;
        for (name, value) in helper.hash() {
            text = text.replace(&format!("{{{name}}}"), &value.value().render());
        }
        Ok(ScopedJson::Derived(text.into()))
    }
}

/// The helper `words`.
struct Words<'g>(&'g [Language]);

impl HelperDef for Words<'_> {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        place: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let mut words = Map::new();
        for (name, word) in helper.hash() {
            let word = word.value().as_str().unwrap_or_default();
            let word = translated(self.0, word, context, place)?;
            words.insert((*name).to_owned(), word.into());
        }
        Ok(ScopedJson::Derived(
            script_json(&Value::Object(words)).into(),
        ))
    }
}

/// `word` in the language of the innermost loop that has a `tag`, else of the page.
fn translated<'reg: 'rc, 'rc>(
    languages: &[Language],
    word: &str,
    context: &'rc Context,
    place: &RenderContext<'reg, 'rc>,
) -> Result<String, RenderError> {
    let tag_at = |path: &str| {
        let tag = place.evaluate(context, path).ok()?;
        tag.as_json().as_str().map(str::to_owned)
    };
    let tag = tag_at("tag")
        .or_else(|| tag_at("@root/tag"))
        .unwrap_or_default();
    let language = languages.iter().find(|language| language.tag == tag);
    let language = language.ok_or_else(|| refusal(format!("there is no language \"{tag}\"")))?;
    language
        .catalog
        .translate(word)
        .map_err(|problem| refusal(problem.to_string()))
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
    Problem {
        file: format!("theme/{name}.hbs"),
        line: error.line_no,
        message: match error.reason() {
            RenderErrorReason::MissingVariable(Some(name)) => format!("there is no value `{name}`"),
            reason => reason.to_string(),
        },
        cure: "the values and helpers that a page has stand in site/src/editions/pages.rs and front.rs"
            .to_owned(),
    }
}

/// `value` as JSON that may stand inside a `<script>`.
fn script_json(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// The text that simple HTML without tags stands for.
pub(crate) fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
