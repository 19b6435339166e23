use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result};
use lol_html::html_content::{ContentType, Element};
use lol_html::{ElementContentHandlers, RewriteStrSettings, element, rewrite_str, text};
use mdbook_driver::book::{Book, BookItem};
use mdbook_driver::config::Config;
use mdbook_html::HtmlHandlebars;
use mdbook_renderer::{RenderContext, Renderer};

use crate::guide::{Guide, Language, one};
use crate::messages::template;
use crate::template::{escape, fill};

/// The template of a page.
pub const TEMPLATE: &str = "theme/index.hbs";

/// The name of a link to a heading, for screen readers.
const LINK_TO_SECTION: &str = "本节链接";
/// The name of a table that scrolls sideways, for screen readers.
const TABLE: &str = "表格：{heading}";
/// The name of the link to the PDF.
const PDF: &str = "下载 PDF（{pages} 页，{size}）";
/// Messages that finishing a page adds.
pub const WORDS: [&str; 3] = [LINK_TO_SECTION, TABLE, PDF];

/// A finished page.
pub struct Page {
    /// Its file in the language's folder, `step-1.html`.
    pub file: String,
    /// The whole page.
    pub html: String,
}

/// What a page says beside its chapter.
pub struct Surroundings<'a> {
    /// All languages of the guide.
    pub languages: &'a [Language],
    /// Where the site will be published, without a closing slash; empty if unknown.
    pub site_url: &'a str,
    /// The PDF of the page's language.
    pub pdf: Pdf<'a>,
    /// Addresses of style sheet and script below the root, with the hash of their content.
    pub assets: &'a [(String, String)],
}

/// The PDF that a page offers.
pub struct Pdf<'a> {
    /// Its file in the language's folder.
    pub file: &'a str,
    /// Its size in bytes.
    pub size: usize,
    /// Its pages.
    pub pages: usize,
}

/// The pages of `book` as mdBook renders them with the template in the words of `language`, not
/// yet finished.
pub fn render(
    guide: &Guide,
    language: &Language,
    book: Book,
    mut config: Config,
) -> Result<Vec<Page>> {
    let scratch = tempfile::tempdir()?;
    let theme = scratch.path().join("theme");
    fs::create_dir(&theme)?;
    let words = template(guide, TEMPLATE)?.translated(&language.catalog)?;
    fs::write(theme.join("index.hbs"), words)?;
    config.set("output.html.theme", &theme)?;
    // What mdBook ships for its own template is not published; hashing it would be for nothing.
    config.set("output.html.hash-files", false)?;
    let files: Vec<String> = book.iter().filter_map(file_of).collect();
    let destination = scratch.path().join("html");
    HtmlHandlebars::new().render(&RenderContext::new(&guide.root, book, config, &destination))?;
    let page = |file: String| {
        let html = fs::read_to_string(destination.join(&file))
            .with_context(|| format!("reading {file}"))?;
        Ok(Page { file, html })
    };
    files.into_iter().map(page).collect()
}

/// The page of a chapter: `step-1.md` becomes `step-1.html`.
fn file_of(item: &BookItem) -> Option<String> {
    let BookItem::Chapter(chapter) = item else {
        return None;
    };
    let path = chapter.path.as_ref()?;
    Some(
        path.with_extension("html")
            .to_string_lossy()
            .replace('\\', "/"),
    )
}

/// Fills the places of the template and makes the chapter's HTML accessible.
pub fn finish(page: Page, language: &Language, around: &Surroundings) -> Result<Page> {
    let html = accessible(&page, language)?;
    let description = first_paragraph(&html)?;
    let words = |word: &str| language.catalog.translate(word).map_err(one);
    let size = format!("{} KB", around.pdf.size.div_ceil(1000));
    let pdf = words(PDF)?
        .replace("{pages}", &around.pdf.pages.to_string())
        .replace("{size}", &size);
    let alternates = alternates(&page.file, around, Some(language));
    let languages = language_links(&page.file, language, around);
    let mut values = vec![
        ("alternates", alternates.as_str()),
        ("languages", languages.as_str()),
        ("pdf-file", around.pdf.file),
        ("pdf-label", pdf.as_str()),
        ("description", description.as_str()),
    ];
    values.extend(
        around
            .assets
            .iter()
            .map(|(name, file)| (name.as_str(), file.as_str())),
    );
    let html = fill(&html, &values, TEMPLATE)?;
    Ok(Page {
        file: page.file,
        html,
    })
}

/// `<link>`s to the same page in every language, the chooser for anybody else, and, if it is
/// known where the site will be, the address of this page.
pub fn alternates(file: &str, around: &Surroundings, language: Option<&Language>) -> String {
    let address = |path: &str| match around.site_url {
        "" => format!("../{path}"),
        site => format!("{site}/{path}"),
    };
    let mut links = Vec::new();
    if let Some(language) = language.filter(|_| !around.site_url.is_empty()) {
        links.push(format!(
            "<link rel=\"canonical\" href=\"{}\">",
            address(&format!("{}/{file}", language.tag))
        ));
    }
    for other in around.languages {
        let href = address(&format!("{}/{file}", other.tag));
        links.push(format!(
            "<link rel=\"alternate\" hreflang=\"{}\" href=\"{href}\">",
            other.tag
        ));
    }
    links.push(format!(
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"{}\">",
        address("index.html")
    ));
    links.join("\n")
}

/// A list item a language, with a link to the same page.
fn language_links(file: &str, language: &Language, around: &Surroundings) -> String {
    let items = around.languages.iter().map(|other| {
        let current = if other.tag == language.tag { " aria-current=\"true\"" } else { "" };
        format!(
            "<li><a href=\"../{tag}/{file}\" lang=\"{tag}\" hreflang=\"{tag}\"{current}>{name}</a></li>",
            tag = other.tag,
            name = escape(&other.name),
        )
    });
    items.collect()
}

/// What the page opens with, as its description for search engines and messengers.
fn first_paragraph(html: &str) -> Result<String> {
    let paragraph = Rc::new(RefCell::new((0, String::new())));
    let (open, gather) = (paragraph.clone(), paragraph.clone());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("main p", move |_| {
            open.borrow_mut().0 += 1;
            Ok(())
        }))
        .append_element_content_handler(text!("main p", move |chunk| {
            let mut paragraph = gather.borrow_mut();
            if paragraph.0 == 1 {
                paragraph.1.push_str(chunk.as_str());
            }
            Ok(())
        }));
    rewrite_str(html, settings)?;
    let text = paragraph.borrow().1.trim().replace('"', "&quot;");
    Ok(text)
}

type Handler<'h> = (
    std::borrow::Cow<'h, lol_html::Selector>,
    ElementContentHandlers<'h>,
);

/// The page with what Markdown cannot say: names of links and tables, heads of rows, labels of
/// boxes to tick, the language of Norwegian words.
fn accessible(page: &Page, language: &Language) -> Result<String> {
    let words = |word: &str| language.catalog.translate(word).map_err(one);
    let mut handlers = headings(words(LINK_TO_SECTION)?);
    handlers.extend(tables(words(TABLE)?));
    handlers.extend(checklists());
    handlers.extend(passages(&language.tag));
    let file = page.file.clone();
    handlers.push(element!("nav a[href]", move |link| {
        if link.get_attribute("href").is_some_and(|href| href == file) {
            link.set_attribute("aria-current", "page")?;
        }
        Ok(())
    }));
    let settings = handlers.into_iter().fold(
        RewriteStrSettings::new(),
        RewriteStrSettings::append_element_content_handler,
    );
    Ok(rewrite_str(&page.html, settings)?)
}

/// mdBook makes the whole heading a link to itself, which hides its text among links; here the
/// link stands behind the text.
fn headings<'h>(name: String) -> Vec<Handler<'h>> {
    let name = escape(&name);
    vec![
        element!("main a.header", |link| {
            link.remove_and_keep_content();
            Ok(())
        }),
        element!("main h2[id], main h3[id]", move |heading| {
            let id = heading.get_attribute("id").unwrap_or_default();
            heading.append(
                &format!(" <a class=\"anchor\" href=\"#{id}\" aria-label=\"{name}\">#</a>"),
                ContentType::Html,
            );
            Ok(())
        }),
    ]
}

/// Tables scroll in a region of their own, which a keyboard must reach and a screen reader name;
/// the first cell of a row is its head; every cell knows its column for narrow screens.
fn tables<'h>(name: String) -> Vec<Handler<'h>> {
    #[derive(Default)]
    struct State {
        heading: String,
        in_heading: bool,
        columns: Vec<String>,
        column: usize,
    }
    let state = Rc::new(RefCell::new(State::default()));
    let on = |handler: fn(&mut State, &mut Element) -> lol_html::HandlerResult| {
        let state = state.clone();
        move |element: &mut Element| handler(&mut state.borrow_mut(), element)
    };
    let heading_text = state.clone();
    let column_text = state.clone();
    let region = state.clone();
    let after_heading = state.clone();
    vec![
        element!("main h1, main h2, main h3", move |heading| {
            let mut state = after_heading.borrow_mut();
            state.heading.clear();
            state.in_heading = true;
            Ok(drop(heading.tag_name()))
        }),
        text!("main h1, main h2, main h3", move |chunk| {
            let mut state = heading_text.borrow_mut();
            if state.in_heading {
                state.heading.push_str(chunk.as_str());
            }
            Ok(())
        }),
        element!("main .table-wrapper", move |wrapper| {
            let name = name.replace("{heading}", region.borrow().heading.trim());
            wrapper.set_attribute("role", "region")?;
            wrapper.set_attribute("tabindex", "0")?;
            wrapper.set_attribute("aria-label", &name)?;
            Ok(())
        }),
        element!(
            "main thead tr",
            on(|state, _| {
                state.columns.clear();
                Ok(())
            })
        ),
        element!(
            "main thead th",
            on(|state, cell| {
                state.columns.push(String::new());
                Ok(cell.set_attribute("scope", "col")?)
            })
        ),
        text!("main thead th", move |chunk| {
            if let Some(column) = column_text.borrow_mut().columns.last_mut() {
                column.push_str(chunk.as_str());
            }
            Ok(())
        }),
        element!(
            "main tbody tr",
            on(|state, _| {
                state.column = 0;
                Ok(())
            })
        ),
        element!(
            "main tbody td",
            on(|state, cell| {
                if state.column == 0 {
                    cell.set_tag_name("th")?;
                    cell.set_attribute("scope", "row")?;
                } else if let Some(label) = state.columns.get(state.column) {
                    cell.set_attribute("data-label", label)?;
                }
                state.column += 1;
                Ok(())
            })
        ),
    ]
}

/// A box to tick needs a name, which is the text beside it, and must not be dead.
fn checklists<'h>() -> Vec<Handler<'h>> {
    vec![element!("main li > input[type=checkbox]", |checkbox| {
        checkbox.remove_attribute("disabled");
        checkbox.before("<label>", ContentType::Html);
        Ok(())
    })]
}

/// `_…_` marks a Norwegian word in the other languages, a block `norsk` a Norwegian text in all.
fn passages<'h>(language: &str) -> Vec<Handler<'h>> {
    let emphasis = language.to_owned();
    vec![
        element!("main em", move |word| {
            if emphasis != "nb" {
                word.set_tag_name("i")?;
                word.set_attribute("lang", "nb")?;
            }
            Ok(())
        }),
        element!("main code.language-norsk", |code| Ok(
            code.set_attribute("lang", "nb")?
        )),
    ]
}

/// The style sheet and the script of the theme: name in the template, address below the root,
/// content. Their addresses change with their content, so that a browser may keep them for ever.
pub fn assets(guide: &Guide) -> Result<Vec<Asset>> {
    ["site.css", "site.js", "icon.svg"]
        .into_iter()
        .map(|file| asset(&guide.theme(), file))
        .collect()
}

/// A file that pages load.
pub struct Asset {
    /// The name of its place in the template.
    pub value: String,
    /// Its file below the root of the site.
    pub file: String,
    /// Its content.
    pub content: Vec<u8>,
}

fn asset(theme: &Path, name: &str) -> Result<Asset> {
    let path = theme.join(name);
    let content = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let (stem, extension) = name
        .split_once('.')
        .expect("the names above have an extension");
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    Ok(Asset {
        value: name.to_owned(),
        file: format!("assets/{stem}-{:08x}.{extension}", hash as u32),
        content,
    })
}

/// The chapters as files, for those who list pages: `index.html` first.
pub fn files(book: &Book) -> Vec<String> {
    book.iter().filter_map(file_of).collect()
}

/// The titles of the chapters by their page.
pub fn titles(book: &Book) -> BTreeMap<String, String> {
    let chapters = book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => Some((file_of(item)?, chapter.name.clone())),
        _ => None,
    });
    chapters.collect()
}
