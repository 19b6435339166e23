//! The pages and files at the root: chooser, page for wrong addresses, sitemap, header files, and what
//! all pages load.

use anyhow::Result;
use serde_json::{Value, json};

use super::edition::{Make, Output, Site};
use super::file::File;
use super::pages::{CONTENT_SECURITY_POLICY, Offer};

/// What stands at the root.
pub(crate) const OUTPUT: Output = Output {
    name: "front",
    slow: false,
    words: &[],
    make: Make::OfSite(make),
};

/// The files at the root, each with its template.
const FILES: [(&str, &str); 5] = [
    ("index.html", "chooser"),
    ("404.html", "404"),
    ("sitemap.xml", "sitemap"),
    ("robots.txt", "robots"),
    ("_headers", "headers"),
];

fn make(site: &Site, made: &[File]) -> Result<Vec<File>> {
    let languages = site.editions.iter().map(|edition| {
        let tag = &edition.language.tag;
        json!({
            "tag": tag,
            "name": edition.language.name,
            "title": edition.title,
            "description": edition.description,
            "pdf": Offer::of(edition, made, &format!("{tag}/")),
            "steps": edition.contents.steps(),
        })
    });
    let languages: Vec<Value> = languages.collect();
    let all = |name: &str| -> String {
        let texts = languages
            .iter()
            .filter_map(|language| language[name].as_str());
        texts.collect::<Vec<_>>().join(" · ")
    };
    let chooser = json!({ "path": "", "file": "index.html" });
    let pages = [chooser].into_iter().chain(made.iter().map(listed));
    let front = json!({
        "tag": site.guide.source().tag,
        "csp": CONTENT_SECURITY_POLICY,
        "site_url": site.url,
        "base": base(site.url),
        "titles": all("title"),
        "descriptions": all("description"),
        "assets": site.assets.addresses,
        "languages": languages,
        "pages": pages.collect::<Vec<_>>(),
    });
    let files = FILES.iter().map(|(path, template)| {
        let content = site.templates.render(template, &front)?;
        Ok(File::new(*path, content))
    });
    files
        .chain(site.assets.files.iter().cloned().map(Ok))
        .collect()
}

/// The folder of the site on its host, with a slash, as the page for wrong addresses has to name it: a
/// preview of the site has another host. `url` is where the site is published, or nothing.
pub(crate) fn base(url: &str) -> String {
    let path = url.parse().map(|url: url::Url| url.path().to_owned());
    format!("{}/", path.unwrap_or_default().trim_end_matches('/'))
}

/// What the sitemap says of a page or a PDF: a page has the same `file` in the folder of each language.
fn listed(made: &File) -> Value {
    let (_, file) = made.path.split_once('/').unwrap_or_default();
    let file = Some(file).filter(|file| file.ends_with(".html"));
    json!({ "path": made.path, "file": file })
}
