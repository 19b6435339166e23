//! The pages and files at the root: chooser, page for wrong addresses, sitemap, header files, and what
//! all pages load.

use anyhow::Result;
use serde::Serialize;

use super::contents::Chapter;
use super::edition::{Make, Output, Site};
use super::file::File;
use super::handbook;
use super::pages::{CONTENT_SECURITY_POLICY, Offer};

/// What stands at the root.
pub(crate) const OUTPUT: Output = Output {
    name: "front",
    slow: false,
    words: &[],
    make: Make::OfSite(make),
};

/// What pages of this site ask of a browser: to copy and to share, nothing else.
const PERMISSIONS_POLICY: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self), web-share=(self)";

/// What the templates `chooser` and `404` are filled with.
#[derive(Serialize)]
struct Front<'a> {
    tag: &'a str,
    csp: &'a str,
    site_url: &'a str,
    titles: &'a str,
    descriptions: &'a str,
    assets: &'a std::collections::BTreeMap<String, String>,
    languages: Vec<Door<'a>>,
}

/// What they show of one language.
#[derive(Serialize)]
struct Door<'a> {
    tag: &'a str,
    name: &'a str,
    title: &'a str,
    description: &'a str,
    pdf: Option<Offer>,
    steps: Vec<&'a Chapter>,
}

/// Chooser, 404, sitemap, robots, the headers for hosts that read a file `_headers`, and the assets.
fn make(site: &Site, made: &[File]) -> Result<Vec<File>> {
    let titles: Vec<&str> = (site.editions.iter())
        .map(|edition| edition.title.as_str())
        .collect();
    let descriptions = site.editions.iter();
    let descriptions: Vec<&str> = descriptions
        .map(|edition| edition.description.as_str())
        .collect();
    let front = Front {
        tag: &site.guide.source().tag,
        csp: CONTENT_SECURITY_POLICY,
        site_url: site.url,
        titles: &titles.join(" · "),
        descriptions: &descriptions.join(" · "),
        assets: &site.assets.addresses,
        languages: site
            .editions
            .iter()
            .map(|edition| Door {
                tag: &edition.language.tag,
                name: &edition.language.name,
                title: &edition.title,
                description: &edition.description,
                pdf: Offer::of(edition, made, &format!("{}/", edition.language.tag)),
                steps: edition.contents.steps(),
            })
            .collect(),
    };
    let mut files = vec![
        File::new("index.html", site.templates.render("chooser", &front)?),
        File::new("404.html", site.templates.render("404", &front)?),
        File::new("sitemap.xml", sitemap(site, made)),
        File::new("robots.txt", robots(site.url)),
        File::new("_headers", headers()),
    ];
    files.extend(site.assets.files.iter().cloned());
    Ok(files)
}

/// Headers for hosts that read such a file (Netlify, Cloudflare Pages and others). The files in
/// `assets/` have their hash in their names, so a browser may keep them.
fn headers() -> String {
    format!(
        "/*
  Content-Security-Policy: {CONTENT_SECURITY_POLICY}; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  Permissions-Policy: {PERMISSIONS_POLICY}
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Cross-Origin-Opener-Policy: same-origin
/assets/*
  Cache-Control: public, max-age=31536000, immutable
"
    )
}

/// <https://www.sitemaps.org/protocol.html>, with the languages of each page as
/// <https://developers.google.com/search/docs/specialty/international/localized-versions> has it.
fn sitemap(site: &Site, made: &[File]) -> String {
    let site_url = site.url;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    // A page in every language, and the chooser for anybody else.
    let alternates = |file: &str| -> String {
        let languages = site.editions.iter().map(|other| {
            let tag = other.language.tag.as_str();
            (tag, format!("{tag}/{file}"))
        });
        let chooser = ("x-default", String::new());
        let links = languages.chain([chooser]).map(|(tag, path)| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{site_url}/{path}\"/>")
        });
        links.collect()
    };
    let mut entry = |path: &str, alternates: &str| {
        xml.push_str(&format!(
            "<url><loc>{site_url}/{path}</loc>{alternates}</url>\n"
        ));
    };
    entry("", &alternates("index.html"));
    for edition in &site.editions {
        let tag = &edition.language.tag;
        for chapter in &edition.contents.chapters {
            entry(
                &format!("{tag}/{}", chapter.file),
                &alternates(&chapter.file),
            );
        }
        let pdf = handbook::path(edition);
        if made.iter().any(|file| file.path == pdf) {
            entry(&pdf, "");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

fn robots(site_url: &str) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if !site_url.is_empty() {
        text.push_str(&format!("Sitemap: {site_url}/sitemap.xml\n"));
    }
    text
}
