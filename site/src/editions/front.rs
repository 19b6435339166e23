//! The pages and files at the root: chooser, page for wrong addresses, sitemap, header files.

use anyhow::Result;
use mdbook_operators::Problems;

use crate::guide::{Guide, Language};
use crate::messages::template;
use crate::pages::{CONTENT_SECURITY_POLICY, Offer, split_title};
use crate::publish::Staging;
use crate::template::{Template, escape, fill};

/// The page that offers the languages.
pub const CHOOSER: &str = "theme/chooser.html";
/// The page for an address that does not exist, in all languages.
pub const NOT_FOUND: &str = "theme/404.html";

/// What pages of this site ask of a browser: to copy and to share, nothing else.
const PERMISSIONS_POLICY: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self), web-share=(self)";

/// Opens the part of a page that stands once for each language.
const EACH: &str = "<!--each language-->";
/// Closes it.
const EACH_END: &str = "<!--/each-->";

/// What the pages at the root of the site show of one language.
pub struct Edition<'a> {
    /// The language.
    pub language: &'a Language,
    /// Its PDF, if one was made.
    pub pdf: Option<Offer>,
    /// Its chapters: page and title, in the order of the book.
    pub chapters: Vec<(String, String)>,
}

/// Writes what stands at the root: chooser, 404, sitemap, robots, and the headers for hosts that
/// read a file `_headers`.
pub fn write(
    staging: &Staging,
    guide: &Guide,
    editions: &[Edition],
    assets: &[(String, String)],
    site_url: &str,
) -> Result<()> {
    staging.write(
        "index.html",
        page(guide, CHOOSER, editions, assets, site_url)?,
    )?;
    staging.write(
        "404.html",
        page(guide, NOT_FOUND, editions, assets, site_url)?,
    )?;
    staging.write("sitemap.xml", sitemap(editions, site_url))?;
    staging.write("robots.txt", robots(site_url))?;
    staging.write("_headers", headers())?;
    Ok(())
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

fn page(
    guide: &Guide,
    file: &str,
    editions: &[Edition],
    assets: &[(String, String)],
    site_url: &str,
) -> Result<String> {
    let Template { text, .. } = template(guide, file)?;
    let mut html = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(EACH) {
        let Some((part, after)) = after.split_once(EACH_END) else {
            anyhow::bail!("{file}: {EACH} is not closed\n  write {EACH_END} behind the part");
        };
        html.push_str(before);
        let part = Template {
            file: file.to_owned(),
            text: part.to_owned(),
        };
        for edition in editions {
            html.push_str(&edition_part(&part, edition, guide)?);
        }
        rest = after;
    }
    html.push_str(rest);
    // What stands once is in the source language, whose words need no catalog.
    let html = Template {
        file: file.to_owned(),
        text: html,
    }
    .translated(&guide.source().catalog)?;
    // A 404 is shown below any address, so it cannot lead anywhere by relative links.
    let base = format!("{site_url}/");
    let joined = |text: &str| -> Result<String, Problems> {
        let texts = editions.iter().map(|edition| {
            edition
                .language
                .catalog
                .translate(text)
                .map_err(Problems::from)
        });
        Ok(escape(&texts.collect::<Result<Vec<_>, _>>()?.join(" · ")))
    };
    let (titles, descriptions) = (joined(guide.title())?, joined(guide.description())?);
    let social = social(&titles, assets, site_url);
    let mut values = vec![
        ("base", base.as_str()),
        ("csp", CONTENT_SECURITY_POLICY),
        ("titles", titles.as_str()),
        ("descriptions", descriptions.as_str()),
        ("social", social.as_str()),
    ];
    values.extend(
        assets
            .iter()
            .map(|(name, file)| (name.as_str(), file.as_str())),
    );
    Ok(fill(&html, &values, file)?)
}

/// What messengers show of a link to the chooser.
fn social(titles: &str, assets: &[(String, String)], site_url: &str) -> String {
    let mut lines = vec![
        "<meta property=\"og:type\" content=\"website\">".to_owned(),
        format!("<meta property=\"og:title\" content=\"{titles}\">"),
    ];
    if let Some((_, picture)) = assets
        .iter()
        .find(|(name, _)| name == "social.png" && !site_url.is_empty())
    {
        lines.push(format!(
            "<meta property=\"og:image\" content=\"{site_url}/{picture}\">"
        ));
    }
    lines.join("\n")
}

/// One language's part of a page.
fn edition_part(part: &Template, edition: &Edition, guide: &Guide) -> Result<String, Problems> {
    let translate = |word: &str| {
        edition
            .language
            .catalog
            .translate(word)
            .map_err(Problems::from)
    };
    let steps: String = edition
        .chapters
        .iter()
        .filter(|(page, _)| page.starts_with("step-"))
        .map(|(page, title)| {
            let (number, title) = split_title(title).unwrap_or(("", title));
            let (number, title) = (escape(number), escape(title.trim()));
            let tag = &edition.language.tag;
            format!("<li><a href=\"{tag}/{page}\"><b>{number} </b>{title}</a></li>\n")
        })
        .collect();
    let text = part.translated(&edition.language.catalog)?;
    let (title, description) = (translate(guide.title())?, translate(guide.description())?);
    let pdf = match &edition.pdf {
        Some(offer) => offer.link(&format!("{}/", edition.language.tag), edition.language)?,
        None => String::new(),
    };
    let filled = [
        ("tag", edition.language.tag.as_str()),
        ("name", &escape(&edition.language.name)),
        ("title", &escape(&title)),
        ("description", &escape(&description)),
        ("steps", &steps),
        ("pdf", &pdf),
    ];
    // Values of the whole page, such as the style sheet, are filled later.
    Ok(filled.iter().fold(text, |text, (name, value)| {
        text.replace(&format!("⟦{name}⟧"), value)
    }))
}

/// <https://www.sitemaps.org/protocol.html>, with the languages of each page as
/// <https://developers.google.com/search/docs/specialty/international/localized-versions> has it.
fn sitemap(editions: &[Edition], site_url: &str) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    // A page in every language, and the chooser for anybody else.
    let alternates = |file: &str| -> String {
        let languages = editions.iter().map(|other| {
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
    for edition in editions {
        let tag = &edition.language.tag;
        for (file, _) in &edition.chapters {
            entry(&format!("{tag}/{file}"), &alternates(file));
        }
        if let Some(offer) = &edition.pdf {
            entry(&format!("{tag}/{}", offer.file), "");
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
