//! The files that a page loads, each under a name with the hash of its content.

use std::fs;

use anyhow::{Context, Result, bail};
use mdbook_operators::{Problem, Problems};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

use crate::guide::Guide;
use crate::template::{Template, fill};

/// The same in every language.
const SHARED: [&str; 10] = [
    "messages.css",
    "later.css",
    "site.css",
    "front.css",
    "search.css",
    "early.js",
    "chooser.js",
    "icon.svg",
    "social.png",
    "traditional.txt",
];
/// Scripts with words, each written once for every language. A script may name the address of
/// one that stands before it, `{{!value search.js}}`.
pub const SCRIPTS: [&str; 4] = ["search.js", "dates.js", "ticks.js", "site.js"];

/// A file that pages load.
pub struct Asset {
    /// The name of its place in the template; a script with words has its language before it,
    /// `nb/site.js`.
    pub value: String,
    /// Its file below the root of the site. Its name changes with its content, so that a browser
    /// may keep it for ever.
    pub file: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// The styles, scripts and pictures of the theme.
///
/// # Errors
/// A file that is missing, words of a script without a translation, or a script that is no JavaScript.
pub fn assets(guide: &Guide) -> Result<Vec<Asset>> {
    let mut assets = Vec::new();
    for name in SHARED {
        let path = guide.theme().join(name);
        let content = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let content = match name.rsplit_once('.') {
            Some((_, "css")) => without_comments(&String::from_utf8(content)?).into_bytes(),
            Some((_, "js")) => minified(&String::from_utf8(content)?, name)?.into_bytes(),
            _ => content,
        };
        assets.push(Asset::new(name, "", content)?);
    }
    for language in &guide.languages {
        for name in SCRIPTS {
            let path = guide.theme().join(name);
            let text =
                fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let file = format!("theme/{name}");
            let script = Template {
                file: file.clone(),
                text,
            };
            let script = script.translated(&language.catalog)?;
            let known: Vec<(String, String)> = assets
                .iter()
                .map(|asset: &Asset| (asset.value.clone(), asset.base_name().to_owned()))
                .collect();
            let script = fill(
                &script,
                &in_language(&known, &language.tag).collect::<Vec<_>>(),
                &file,
            )?;
            let script = minified(&script, name)?;
            assets.push(Asset::new(name, &language.tag, script.into_bytes())?);
        }
    }
    Ok(assets)
}

/// The names of `assets` as the template of one language calls them, with their addresses.
pub fn in_language<'a>(
    assets: &'a [(String, String)],
    tag: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    assets
        .iter()
        .filter_map(move |(name, file)| match name.split_once('/') {
            Some((language, name)) => (language == tag).then_some((name, file.as_str())),
            None => Some((name.as_str(), file.as_str())),
        })
}

impl Asset {
    fn new(name: &str, tag: &str, content: Vec<u8>) -> Result<Self> {
        let Some((stem, extension)) = name.split_once('.') else {
            bail!("{name} has no extension")
        };
        let hash = content
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        let (value, language) = match tag {
            "" => (name.to_owned(), String::new()),
            tag => (format!("{tag}/{name}"), format!("-{tag}")),
        };
        let file = format!("assets/{stem}{language}-{:08x}.{extension}", hash as u32);
        Ok(Self {
            value,
            file,
            content,
        })
    }

    fn base_name(&self) -> &str {
        self.file
            .rsplit_once('/')
            .map_or(self.file.as_str(), |(_, name)| name)
    }
}

/// A style sheet without comments, line breaks and indents.
fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut text = String::with_capacity(css.len());
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(tight)
        .collect::<String>()
        .replace(";}", "}")
}

/// A line of a style sheet without the spaces that only the eye needs. Those around `+` stay: `calc`
/// wants them.
fn tight(line: &str) -> String {
    let mut line = line
        .replace(" {", "{")
        .replace(": ", ":")
        .replace(":;", ": ;")
        .replace("; ", ";")
        .replace("{ ", "{")
        .replace(" }", "}")
        .replace(", ", ",")
        .replace(" > ", ">");
    // A value may go on in the next line.
    if !line.ends_with([';', '{', '}', ',']) {
        line.push(' ');
    }
    line
}

/// The script `name` of the theme, said in as few bytes as can be.
///
/// # Errors
/// What is not JavaScript, with its line.
fn minified(script: &str, name: &str) -> Result<String, Problems> {
    let memory = Allocator::default();
    let mut parsed = Parser::new(&memory, script, SourceType::script()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        let place = error.labels.first().map_or(0, |label| label.offset());
        let line = script[..place as usize].matches('\n').count() + 1;
        return Err(Problems::from(Problem::at(
            format!("theme/{name}"),
            line,
            format!("this is not JavaScript: {}", error.message),
            "mend the script, in your editor or with `node --check`",
        )));
    }
    let small = Minifier::new(MinifierOptions::default()).minify(&memory, &mut parsed.program);
    let printer = Codegen::new().with_options(CodegenOptions::minify());
    let printed = printer.with_scoping(small.scoping).build(&parsed.program);
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheet_loses_what_only_the_eye_needs() {
        let css = "/* Tokens. */\n:root {\n  --dark: ;\n  margin: 0 calc(1em + 2px);\n}\nmain > p {\n  top: 0;\n}\n";
        assert_eq!(
            without_comments(css),
            ":root{--dark: ;margin:0 calc(1em + 2px)}main>p{top:0}"
        );
    }

    #[test]
    fn script_does_the_same_in_fewer_bytes() {
        let script = "// Why.\n(() => {\n  const address = \"https://a\"; // stays\n  go(address, address);\n})();\n";
        let small = minified(script, "a.js").unwrap();
        assert!(small.contains("https://a") && small.len() < 50, "{small}");
    }

    #[test]
    fn script_that_is_none_is_named_with_its_line() {
        let problems = minified("let a = 1;\nlet b = ;\n", "a.js").unwrap_err();
        assert!(
            problems
                .to_string()
                .starts_with("theme/a.js:2: this is not JavaScript: "),
            "{problems}"
        );
    }
}
