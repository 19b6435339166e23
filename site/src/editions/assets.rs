//! The files that pages load, each under a name with the hash of its content, so that a browser may
//! keep it for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use mdbook_operators::{Plan, Problem};

use super::answers::filter;
use super::file::File;

/// What in a theme is loaded by pages.
const EXTENSIONS: [&str; 5] = ["css", "js", "png", "svg", "txt"];

/// The style of the plan.
const PLAN: &str = "plan.css";
/// The style of texts to send, which the plan has in its own: one file is smaller than two.
const MESSAGES: &str = "messages.css";

/// The files that pages load.
pub(crate) struct Assets {
    /// The file of each, by its name in the theme: `site.css` stands in `assets/site-0a1b2c3d.css`.
    pub(crate) addresses: BTreeMap<String, String>,
    /// The files themselves.
    pub(crate) files: Vec<File>,
}

impl Assets {
    /// The styles, scripts and pictures in the folder `theme`; the style of the plan has that of texts
    /// to send, and hides what is not for the reader of `plan`.
    ///
    /// # Errors
    /// What cannot be read.
    pub(crate) fn read(theme: &Path, plan: &Plan) -> Result<Self> {
        let theme_unread = || Problem::unreadable("theme");
        let mut assets = Self {
            addresses: BTreeMap::new(),
            files: Vec::new(),
        };
        for entry in fs::read_dir(theme).with_context(theme_unread)? {
            let entry = entry.with_context(theme_unread)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some((stem, extension)) = name.rsplit_once('.') else {
                continue;
            };
            if !EXTENSIONS.contains(&extension) {
                continue;
            }
            let unread = || Problem::unreadable(format!("theme/{name}"));
            let mut content = fs::read(theme.join(&name)).with_context(unread)?;
            if name == PLAN {
                let messages = fs::read(theme.join(MESSAGES))
                    .with_context(|| Problem::unreadable(format!("theme/{MESSAGES}")))?;
                content = [messages, content, filter(plan).into_bytes()].concat();
            }
            if let "css" | "js" = extension {
                let text = String::from_utf8(content).with_context(unread)?;
                content = without_comments(&text, extension).into_bytes();
            }
            let address = format!("assets/{stem}-{:08x}.{extension}", hash(&content));
            assets.files.push(File::new(&address, content));
            assets.addresses.insert(name, address);
        }
        Ok(assets)
    }
}

/// A style sheet or a script without its comments: they are for whoever changes it, and readers wait for
/// them. A comment of a script is a line of its own, so that `//` in an address is none.
fn without_comments(text: &str, extension: &str) -> String {
    if extension == "js" {
        let lines = text.split_inclusive('\n');
        return lines
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
    }
    let parts = text.split("/*");
    parts
        .map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest))
        .collect()
}

/// FNV-1a, the lower half: the same on every machine and in every version of Rust.
fn hash(content: &[u8]) -> u32 {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    (hash & 0xffff_ffff) as u32
}
