//! The files that a page loads, each under a name with the hash of its content.

use std::fs;

use anyhow::{Context, Result, bail};

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
/// A file that is missing, or words of a script without a translation.
pub fn assets(guide: &Guide) -> Result<Vec<Asset>> {
    let mut assets = Vec::new();
    for name in SHARED {
        let path = guide.theme().join(name);
        let content = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
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
