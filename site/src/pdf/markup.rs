//! Markdown of the chapters → Typst source of the PDF.
//!
//! Text is data: every text becomes a Typst string literal ([`literal`]), and everything around it
//! is written here, so that nothing in a chapter, a catalog or a JSON file can become Typst code.
//! What the calls look like on paper is decided in `theme/pdf.typ`.
//!
//! Above each text stands the place it comes from, `// "src/step-2.md":41`. With it
//! [`export`](super::press::Press::export) tells the editor where a character is that the fonts lack.
//!
//! To let the chapters use another box: add its class to [`BOXES`] and its looks to `boxed` in
//! `theme/pdf.typ`.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{
    Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Tag,
};
use mdbook_operators::{Problem, Problems, markdown_options};
use qrcode::{Color, QrCode};

/// The classes that a `<div>` in a chapter may have.
pub const BOXES: [&str; 4] = ["stop", "note", "example", "doors"];

/// The language of `_emphasis_`.
const NORWEGIAN: &str = "nb";

/// The info string of a message in Norwegian that readers copy.
const MESSAGE: &str = "norsk";

/// A box or a table with up to so many letters stays on one page,
const SMALL: usize = 1400;
/// if the table has up to so many rows below its head.
const SMALL_TABLE: usize = 4;
/// A list with up to so many letters stays on one page.
const SMALL_LIST: usize = 600;

/// What ends a reference that has no punctuation behind it.
const NOTHING_AFTER: &str = ",after:\"\")";

/// Punctuation that is as wide as a Chinese character, and closes up to its neighbours.
const WIDE_PUNCTUATION: &[char] = &[
    '。', '，', '、', '；', '：', '！', '？', '（', '）', '《', '》', '“', '”', '‘', '’', '「',
    '」',
];

/// A country code has up to so many digits (ITU-T E.164, 6.2.1).
const COUNTRY_CODE: usize = 3;

/// How deep quotes and lists may stand in each other: paper has no room for more, and the stacks
/// of both parsers end somewhere.
const DEEPEST: usize = 16;

/// The guide in one language.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The title on the cover and in the window of the reader.
    pub title: &'a str,
    /// One sentence under the title.
    pub description: &'a str,
    /// The BCP 47 tag of the text, `zh-Hans`.
    pub language: &'a str,
    /// The date of the facts, `2026-11-22`.
    pub date: &'a str,
    /// Where this language of the guide stands on the web.
    pub site_url: Option<&'a str>,
    /// Words that no chapter has.
    pub words: &'a Words<'a>,
    /// The chapters in reading order.
    pub chapters: &'a [Chapter<'a>],
}

/// What the PDF says besides the chapters, in the language of the document.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    /// The language's own name, `Norsk bokmål`.
    pub language: &'a str,
    /// A whole sentence with the date of the facts.
    pub dated: &'a str,
    /// The heading of the table of contents.
    pub contents: &'a str,
    /// The foot of a page, `Side {n} av {total}`.
    pub page: &'a str,
    /// What follows a link to another page of the guide, brackets and space included:
    /// ` (side {n})`.
    pub see_page: &'a str,
    /// What follows a link whose number or address its words do not show: ` ({text})`.
    pub shown: &'a str,
    /// The heading of the web addresses at the end.
    pub addresses: &'a str,
    /// A whole sentence that says what the small numbers behind links are.
    pub numbers: &'a str,
    /// The words that have their number behind them, in small letters: `steg, linje`.
    pub numbered: &'a str,
    /// A whole sentence that says how to type an address that takes more than one line.
    pub in_one: &'a str,
    /// What the QR code is, for those who cannot see it: `QR-kode til {url}`.
    pub qr_code: &'a str,
}

/// One chapter after all preprocessors.
#[derive(Debug, Clone)]
pub struct Chapter<'a> {
    /// Its file in `src/`, as links write it: `step-1.md`.
    pub path: &'a str,
    /// Its text.
    pub markdown: &'a str,
}

/// The Typst source of `document`, for the template that stands at `/pdf.typ`.
///
/// ```markdown
/// Read [the second step](step-2.md#step-2-phone) **first**.
/// ```
///
/// becomes
///
/// ```typst
/// par({
/// // "src/index.md":1
/// "Read ";reference(see-page,"step-2.md#step-2-phone",{"the second step";},after:"");" ";strong({"first";});".";});
/// ```
///
/// # Errors
/// Every link without a target, every piece of HTML and every picture is a [`Problem`]: a printed
/// page cannot be mended later.
pub fn typst_source(document: &Document) -> Result<String, Problems> {
    let mut problems = Problems::default();
    let sources: Vec<Source> = document.chapters.iter().map(Source::new).collect();
    let targets = targets(&sources, &mut problems);

    let mut chapters = String::new();
    let mut doors = String::new();
    let mut addresses = Vec::new();
    for source in &sources {
        let mut writer = Writer::new(source, &targets, document.words, &mut addresses);
        chapters.push_str(&writer.chapter());
        doors.push_str(&writer.doors);
        problems.0.append(&mut writer.problems);
    }
    let steps = sources
        .iter()
        .filter(|source| source.step.is_some())
        .count();
    let head = head(document, steps, &doors, &mut problems);
    problems.into_result()?;
    let addresses: String = addresses.iter().map(|url| literal(url) + ",\n").collect();
    let end = format!(
        "addresses({},{},({addresses}));",
        literal(document.words.addresses),
        literal(document.words.in_one)
    );
    Ok(format!(
        "#import \"/pdf.typ\": *\n{head}\n#{{\n{chapters}{end}\n}}\n"
    ))
}

/// `text` as a Typst string: no text can end it, and it fills one line.
pub fn literal(text: &str) -> String {
    let mut code = String::with_capacity(text.len() + 2);
    code.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => code.extend(['\\', c]),
            '\u{2028}' | '\u{2029}' => code.extend(c.escape_unicode()),
            c if c.is_control() => code.extend(c.escape_unicode()),
            c => code.push(c),
        }
    }
    code.push('"');
    code
}

/// Year, month and day of a date like `2026-11-22`.
pub fn year_month_day(date: &str) -> Option<(i32, u8, u8)> {
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let date = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&date.1) && (1..=31).contains(&date.2)).then_some(date)
}

/// The call of the template, with everything that is no chapter.
fn head(document: &Document, steps: usize, doors: &str, problems: &mut Problems) -> String {
    let words = document.words;
    let catalog = format!("po/{}.po", document.language);
    for (word, name) in [
        (words.page, "{n}"),
        (words.page, "{total}"),
        (words.see_page, "{n}"),
        (words.shown, "{text}"),
        (words.qr_code, "{url}"),
    ] {
        if !word.contains(name) {
            let message = format!("{word:?} does not say where {name} goes");
            problems.0.push(Problem::of_file(
                &catalog,
                message,
                format!("put {name} into it"),
            ));
        }
    }
    let locale = locale(document.language).unwrap_or_else(|| {
        let message = format!("{:?} is no language tag", document.language);
        problems.0.push(Problem::of_file(
            "book.toml",
            message,
            "write a BCP 47 tag: nb, zh-Hans",
        ));
        String::new()
    });
    let (year, month, day) = year_month_day(document.date).unwrap_or_else(|| {
        let message = format!("{:?} is no date", document.date);
        let cure = "write year, month and day: 2026-11-22";
        problems
            .0
            .push(Problem::of_file("operators.json", message, cure));
        Default::default()
    });
    let site = document.site_url.map_or("none".to_owned(), literal);
    // Chinese is never slanted.
    let slanted = !document.language.starts_with("zh");
    let qr_code = document.site_url.map_or("none".to_owned(), |url| {
        qr_code(url, &words.qr_code.replace("{url}", url)).unwrap_or_else(|error| {
            let message = format!("no QR code for {url:?}: {error}");
            problems.0.push(Problem::of_file(
                "--site-url",
                message,
                "give a shorter address",
            ));
            String::new()
        })
    });
    format!(
        "#let see-page = n => {{{}}}\n\
         #let norwegian = norwegian.with({slanted})\n\
         #let steps = {steps}\n\
         #show: guide.with(title: {}, description: {}, locale: ({locale}), \
         date: datetime(year: {year}, month: {month}, day: {day}), dated: {}, numbers: {}, language: {}, \
         contents: {}, page-of: (n, total) => {{{}}}, site: {site}, qr-code: {qr_code}, \
         doors: ({doors}))",
        pattern(words.see_page, &["n"]),
        literal(document.title),
        literal(document.description),
        literal(words.dated),
        literal(words.numbers),
        literal(words.language),
        literal(words.contents),
        pattern(words.page, &["n", "total"]),
    )
}

/// `Side {n} av {total}` as code that puts the variables of these names in their places.
fn pattern(text: &str, names: &[&str]) -> String {
    let mut code = String::new();
    let mut rest = text;
    loop {
        let places = names.iter().filter_map(|name| {
            let (before, after) = rest.split_once(&format!("{{{name}}}"))?;
            Some((before, name, after))
        });
        let Some((before, name, after)) = places.min_by_key(|(before, ..)| before.len()) else {
            _ = write!(code, "{};", literal(rest));
            return code;
        };
        _ = write!(code, "{};{name};", literal(before));
        rest = after;
    }
}

/// The arguments of Typst's `text` for a BCP 47 tag: `lang: "zh", region: "CN"`.
///
/// Typst chooses the shapes of Chinese characters and the hyphenation by region, and does not
/// know scripts, hence the usual region of each language we use.
fn locale(tag: &str) -> Option<String> {
    let mut parts = tag.split('-');
    let lang = parts.next()?.to_ascii_lowercase();
    let is_word = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic());
    if !(2..=3).contains(&lang.len()) || !is_word(&lang) {
        return None;
    }
    let region = parts
        .find(|part| part.len() == 2 && is_word(part))
        .map(str::to_ascii_uppercase);
    let usual = match tag {
        "zh" | "zh-Hans" => Some("CN"),
        "zh-Hant" => Some("TW"),
        "nb" | "nn" => Some("NO"),
        "en" => Some("GB"),
        _ => None,
    };
    let region = region
        .as_deref()
        .or(usual)
        .map_or("none".to_owned(), literal);
    Some(format!("lang: {}, region: {region}", literal(&lang)))
}

/// A picture of the QR code of `url`, one pixel a module, with the white border that the standard
/// asks for.
fn qr_code(url: &str, alt: &str) -> qrcode::QrResult<String> {
    const BORDER: usize = 4;
    let code = QrCode::new(url)?;
    let (modules, width) = (code.to_colors(), code.width());
    let size = width + 2 * BORDER;
    let pixels = (0..size * size).map(|pixel| {
        let (x, y) = (
            (pixel % size).wrapping_sub(BORDER),
            (pixel / size).wrapping_sub(BORDER),
        );
        let dark = x < width && y < width && modules[y * width + x] == Color::Dark;
        if dark { "0," } else { "255," }
    });
    Ok(format!(
        "image(bytes(({})), format: (encoding: \"luma8\", width: {size}, height: {size}), \
         scaling: \"pixelated\", width: 100%, alt: {})",
        pixels.collect::<String>(),
        literal(alt),
    ))
}

/// Everything that a link in the guide can lead to: `step-1.md`, `step-1.md#step-1-bills`.
fn targets(sources: &[Source], problems: &mut Problems) -> HashSet<String> {
    let mut targets = HashSet::new();
    for source in sources {
        targets.insert(source.path.to_owned());
        for (event, range) in &source.events {
            let id = match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => &**id,
                Event::InlineHtml(html) => match span_id(html) {
                    Some(id) => id,
                    None => continue,
                },
                _ => continue,
            };
            if !targets.insert(format!("{}#{id}", source.path)) {
                problems.0.push(source.problem(
                    range,
                    format!("second place with the id {id:?}"),
                    "give each heading and each span of the chapter an id of its own",
                ));
            }
        }
    }
    targets
}

type Events<'s, 'a> = &'s [(Event<'a>, Range<usize>)];

/// A chapter, parsed.
struct Source<'a> {
    path: &'a str,
    step: Option<u32>,
    events: Vec<(Event<'a>, Range<usize>)>,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    fn new(chapter: &Chapter<'a>) -> Self {
        let step = chapter
            .path
            .strip_prefix("step-")
            .and_then(|rest| rest.strip_suffix(".md"));
        Self {
            path: chapter.path,
            step: step.and_then(|number| number.parse().ok()),
            events: new_cmark_parser(chapter.markdown, &markdown_options())
                .into_offset_iter()
                .collect(),
            line_starts: std::iter::once(0)
                .chain(
                    chapter
                        .markdown
                        .match_indices('\n')
                        .map(|(index, _)| index + 1),
                )
                .collect(),
        }
    }

    fn file(&self) -> String {
        format!("src/{}", self.path)
    }

    fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    fn problem(
        &self,
        range: &Range<usize>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) -> Problem {
        Problem::at(self.file(), self.line(range.start), message, cure)
    }
}

/// Typst statements, and the text in them without markup.
#[derive(Default)]
struct Fragment {
    code: String,
    plain: String,
    /// How long `code` was behind the last reference.
    reference_end: usize,
}

impl Fragment {
    /// The statements as one value. Typst makes nothing out of no statement, and `par` and its
    /// like want content.
    fn value(&self) -> String {
        if self.code.is_empty() {
            "[]".to_owned()
        } else {
            format!("{{{}}}", self.code)
        }
    }

    fn push(&mut self, call: &str, inner: &Fragment, after: &str) {
        _ = write!(self.code, "{call}{}{after};", inner.value());
        self.plain.push_str(&inner.plain);
    }
}

/// Writes one chapter.
struct Writer<'w, 's, 'a> {
    words: &'s Words<'s>,
    source: &'s Source<'a>,
    targets: &'s HashSet<String>,
    footnotes: HashMap<&'s str, Events<'s, 'a>>,
    footnotes_used: HashSet<&'s str>,
    /// The web addresses that stand at the end of the guide, in the order of their numbers.
    addresses: &'w mut Vec<&'s str>,
    /// The first link of each item in a box of doors, for the cover.
    doors: String,
    problems: Vec<Problem>,
    /// The words of the first heading, for the head of each page.
    title: String,
    /// The line of the last place that was written.
    line: usize,
    /// The level of the last heading.
    level: usize,
    in_heading: bool,
    /// Whether what follows is what one should have at the end of a step, a list to tick as on the
    /// page.
    done: bool,
    /// Whether the next paragraph is the first of the chapter.
    opens: bool,
    depth: usize,
}

impl<'w, 's, 'a> Writer<'w, 's, 'a> {
    fn new(
        source: &'s Source<'a>,
        targets: &'s HashSet<String>,
        words: &'s Words<'s>,
        addresses: &'w mut Vec<&'s str>,
    ) -> Self {
        Self {
            words,
            source,
            targets,
            footnotes: footnotes(&source.events),
            footnotes_used: HashSet::new(),
            addresses,
            doors: String::new(),
            problems: Vec::new(),
            title: String::new(),
            line: 0,
            level: 0,
            in_heading: false,
            done: false,
            opens: false,
            depth: 0,
        }
    }

    fn chapter(&mut self) -> String {
        let body = self.fragment(&self.source.events);
        for (name, events) in footnotes(&self.source.events) {
            if !self.footnotes_used.contains(name) {
                let range = events.first().map_or(0..0, |(_, range)| range.clone());
                self.refuse(
                    &range,
                    format!("nothing refers to the footnote {name:?}"),
                    format!("write [^{name}] where it belongs, or delete it"),
                );
            }
        }
        let path = literal(self.source.path);
        let step = self
            .source
            .step
            .map_or("none".to_owned(), |step| step.to_string());
        let title = literal(&self.title);
        format!("chapter({path},{title},{step},steps,{});\n", body.value())
    }

    /// Writes siblings, inline or block.
    fn fragment(&mut self, events: Events<'s, 'a>) -> Fragment {
        let mut out = Fragment::default();
        if self.depth > DEEPEST {
            if let Some((_, range)) = events.first() {
                let message = format!("more than {DEEPEST} quotes and lists in each other");
                self.refuse(range, message, "write it flatter");
            }
            return out;
        }
        self.depth += 1;
        let mut rest = events;
        while let Some(((event, range), after)) = rest.split_first() {
            rest = after;
            match event {
                Event::Start(tag) => {
                    let (inner, after) = element(rest);
                    rest = match tag {
                        Tag::HtmlBlock => self.html_block(range, inner, after, &mut out),
                        _ => {
                            self.element(tag, range, inner, after, &mut out);
                            after
                        }
                    };
                }
                Event::InlineHtml(html) => rest = self.inline_html(html, range, rest, &mut out),
                Event::Text(text) => self.text(text, range, &mut out),
                Event::Code(text) => {
                    self.place(range.start, &mut out);
                    _ = write!(out.code, "code({});", literal(text));
                    out.plain.push_str(text);
                }
                Event::SoftBreak => {
                    let before = out.plain.chars().next_back();
                    let next = rest.first().and_then(|(event, _)| match event {
                        Event::Text(text) => text.chars().next(),
                        _ => None,
                    });
                    if !(before.is_some_and(is_wide) && next.is_some_and(is_wide)) {
                        out.code.push_str("\" \";");
                        out.plain.push(' ');
                    }
                }
                Event::HardBreak => {
                    out.code.push_str("linebreak();");
                    out.plain.push('\n');
                }
                Event::Rule => out.code.push_str("divider();"),
                Event::FootnoteReference(name) => self.footnote(name, &mut out),
                // A task marker was read with its list. The rest are extensions that are off.
                Event::TaskListMarker(_)
                | Event::End(_)
                | Event::Html(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => {}
            }
        }
        self.depth -= 1;
        out
    }

    fn element(
        &mut self,
        tag: &'s Tag<'a>,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        after: Events<'s, 'a>,
        out: &mut Fragment,
    ) {
        match tag {
            Tag::Paragraph => {
                let body = self.fragment(inner);
                let call = match (self.opens, leads_on(&body.plain, after)) {
                    (true, _) => "opening(",
                    (false, true) => "lead(",
                    (false, false) => "par(",
                };
                self.opens = false;
                out.push(call, &body, ")");
            }
            Tag::Heading { level, id, .. } => {
                self.heading(*level, id.as_deref(), range, inner, out);
            }
            Tag::BlockQuote(_) => {
                let body = self.fragment(inner);
                out.push("quotation(", &body, ")");
            }
            Tag::CodeBlock(kind) => self.code_block(kind, range, inner, out),
            Tag::List(start) => self.list(*start, inner, out),
            Tag::Table(alignments) => self.table(alignments, inner, out),
            Tag::Emphasis => {
                let body = self.fragment(inner);
                let locale = locale(NORWEGIAN).expect("a constant that the tests use");
                out.push(&format!("norwegian(({locale}),"), &body, ")");
            }
            Tag::Strong => {
                let body = self.fragment(inner);
                out.push("strong(", &body, ")");
            }
            Tag::Strikethrough => {
                let body = self.fragment(inner);
                out.push("strike(", &body, ")");
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let body = self.fragment(inner);
                self.link(*link_type, dest_url, range, &body, out);
            }
            Tag::Image { .. } => self.refuse(
                range,
                "a picture, which the guide does not have",
                "say it in words, or teach site/src/pdf/markup.rs pictures with their alternative text",
            ),
            // Written where the text refers to it.
            Tag::FootnoteDefinition(_) => {}
            _ => {
                let body = self.fragment(inner);
                out.push("", &body, "");
            }
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>, out: &mut Fragment) {
        let behind_reference = out.reference_end > 0 && out.reference_end == out.code.len();
        self.place(range.start, out);
        let mut line = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' if line.ends_with(' ') => {}
                '\t' | '\n' => line.push(' '),
                c => line.push(c),
            }
        }
        let line = unbroken(&line, self.words.numbered);
        out.plain.push_str(&line);
        let mut rest = line.as_str();
        if behind_reference {
            // Chinese punctuation closes up only inside one text: it is set with the page.
            rest = line.trim_start_matches(WIDE_PUNCTUATION);
            let after = &line[..line.len() - rest.len()];
            out.code
                .insert_str(out.reference_end - r#"");"#.len(), after);
        }
        if !rest.is_empty() {
            _ = write!(out.code, "{};", literal(rest));
        }
    }

    /// Writes where the text that follows comes from.
    fn place(&mut self, offset: usize, out: &mut Fragment) {
        let line = self.source.line(offset);
        if line != self.line {
            self.line = line;
            _ = write!(out.code, "\n// {}:{line}\n", literal(&self.source.file()));
        }
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        out: &mut Fragment,
    ) {
        self.in_heading = true;
        let body = self.fragment(inner);
        self.in_heading = false;
        let level = level as usize;
        if level > self.level + 1 {
            let message = format!(
                "a heading of level {level} right below level {}",
                self.level
            );
            self.refuse(range, message, format!("use level {}", self.level + 1));
        }
        self.level = level;
        self.opens = level == 1;
        self.done = self.source.step.is_some() && id.is_some_and(|id| id.ends_with("-done"));
        if body.plain.trim().is_empty() {
            return self.refuse(
                range,
                "a heading without words",
                "give it some, or delete it",
            );
        }
        if self.title.is_empty() {
            self.title.clone_from(&body.plain);
        }
        let label = match id {
            Some(id) => literal(&format!("{}#{id}", self.source.path)),
            None => "none".to_owned(),
        };
        out.push(&format!("section({level},{label},"), &body, ")");
    }

    fn list(&mut self, start: Option<u64>, inner: Events<'s, 'a>, out: &mut Fragment) {
        // Typst marks a list as a whole, so a list that mixes boxes to tick with other items
        // becomes several.
        let mut lists: Vec<(Option<bool>, Vec<Fragment>)> = Vec::new();
        let mut loose = false;
        let mut rest = inner;
        while !rest.is_empty() {
            let (item, after) = element(&rest[1..]);
            rest = after;
            loose |= matches!(item.first(), Some((Event::Start(Tag::Paragraph), _)));
            let ticked = item.iter().take(2).find_map(|(event, _)| match event {
                Event::TaskListMarker(ticked) => Some(*ticked),
                _ => None,
            });
            let ticked = ticked.or(self.done.then_some(false));
            let mut body = self.fragment(item);
            if ticked.is_some() && body.plain.trim_end().ends_with([':', '：']) {
                body.code.push_str("blank();");
            }
            match lists.last_mut() {
                Some((kind, items)) if *kind == ticked => items.push(body),
                _ => lists.push((ticked, vec![body])),
            }
        }
        let mut number = start.unwrap_or_default();
        for (ticked, items) in lists {
            let call = match (ticked, start) {
                (Some(ticked), _) => format!("tasks({ticked},"),
                (None, Some(_)) => format!("numbered({number},"),
                (None, None) => "bullets(".to_owned(),
            };
            number += items.len() as u64;
            let length: usize = items.iter().map(|item| letters(&item.plain)).sum();
            _ = write!(out.code, "{call}{},{}", length <= SMALL_LIST, !loose);
            for item in items {
                _ = write!(out.code, ",{}", item.value());
                out.plain.push_str(&item.plain);
            }
            out.code.push_str(");");
        }
    }

    fn table(&mut self, alignments: &[Alignment], inner: Events<'s, 'a>, out: &mut Fragment) {
        let mut columns = vec![Column::default(); alignments.len()];
        let mut rows = Vec::new();
        let mut length = 0;
        let mut rest = inner;
        while !rest.is_empty() {
            let (mut cells, after) = element(&rest[1..]);
            rest = after;
            let mut row = String::from("(");
            for (index, column) in columns.iter_mut().enumerate() {
                if cells.is_empty() {
                    break;
                }
                let (cell, after) = element(&cells[1..]);
                cells = after;
                let cell = self.fragment(cell);
                column.measure(&cell.plain, index == 0);
                length += letters(&cell.plain);
                _ = write!(row, "{},", cell.value());
                out.plain.push_str(&cell.plain);
            }
            rows.push(row + ")");
        }
        let alignments = alignments.iter().map(|alignment| match alignment {
            Alignment::None | Alignment::Left => "start,",
            Alignment::Center => "center,",
            Alignment::Right => "end,",
        });
        let head = if rows.is_empty() {
            "()".to_owned()
        } else {
            rows.remove(0)
        };
        let whole = rows.len() <= SMALL_TABLE && length <= SMALL;
        _ = write!(
            out.code,
            "sheet({whole},({}),({}),{head},({}));",
            columns_code(&columns),
            alignments.collect::<String>(),
            rows.iter()
                .map(|row| format!("\n{row},"))
                .collect::<String>(),
        );
    }

    fn code_block(
        &mut self,
        kind: &CodeBlockKind,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        out: &mut Fragment,
    ) {
        let text: String = inner
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Text(text) => Some(&**text),
                _ => None,
            })
            .collect();
        let text = text.trim_end().replace('\t', "    ");
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        self.place(
            inner.first().map_or(range.start, |(_, range)| range.start),
            out,
        );
        if info == MESSAGE {
            let locale = locale(NORWEGIAN).expect("a constant that the tests use");
            let lines: String = text.lines().map(|line| literal(line) + ",").collect();
            _ = write!(out.code, "message(({locale}),({lines}));");
        } else {
            _ = write!(out.code, "code-block({});", literal(&text));
        }
        out.plain.push_str(&text);
    }

    fn footnote(&mut self, name: &str, out: &mut Fragment) {
        let Some((&name, &events)) = self.footnotes.get_key_value(name) else {
            let text = format!("[^{name}]");
            _ = write!(out.code, "{};", literal(&text));
            return out.plain.push_str(&text);
        };
        let label = literal(&format!("{}^{name}", self.source.path));
        if !self.footnotes_used.insert(name) {
            _ = write!(out.code, "footnote(label({label}));");
            return;
        }
        let body = self.fragment(events);
        out.push(&format!("labelled({label},footnote("), &body, "))");
    }

    fn link(
        &mut self,
        kind: LinkType,
        url: &'s str,
        range: &Range<usize>,
        body: &Fragment,
        out: &mut Fragment,
    ) {
        match url.split_once(':') {
            _ if kind == LinkType::Email => {
                self.spelled_out(&format!("mailto:{url}"), url, body, out);
            }
            Some(("tel" | "mailto", address)) => self.spelled_out(url, address, body, out),
            Some(("http" | "https", _)) => self.web_link(url, body, out),
            Some((scheme, _)) if !scheme.contains(['/', '#', '.', '?']) => self.refuse(
                range,
                format!("the guide does not link to {scheme}: ({url})"),
                "link to a chapter, or with https:, tel: or mailto:",
            ),
            _ => match self.target(url) {
                // The contents repeat a heading, where a link in it would lead elsewhere.
                Some(_) if self.in_heading => out.push("", body, ""),
                Some(target) => {
                    out.push(
                        &format!("reference(see-page,{},", literal(&target)),
                        body,
                        NOTHING_AFTER,
                    );
                    out.reference_end = out.code.len();
                }
                None => self.refuse(
                    range,
                    format!("nothing in the guide has the address {url:?}"),
                    "write a file in src/ and the id of a heading in it: \
                     step-2.md#step-2-phone",
                ),
            },
        }
    }

    /// A link to a telephone number or a mail address. Who reads on paper needs to see it.
    fn spelled_out(&self, url: &str, address: &str, body: &Fragment, out: &mut Fragment) {
        if self.in_heading {
            return out.push("", body, "");
        }
        // Numbers do not break, which the widths of a table have to know.
        let plain = body.plain.replace(' ', "\u{a0}");
        out.push(
            &format!("contact({},", literal(url)),
            &Fragment {
                code: body.code.clone(),
                plain,
                ..Fragment::default()
            },
            ")",
        );
        if !shows(&body.plain, address) {
            let text = self.words.shown.replace("{text}", address);
            _ = write!(out.code, "{};", literal(&text));
            out.plain.push_str(&text);
        }
    }

    /// A link to the web. The address is too long for running text: it gets a number, and stands
    /// in the list at the end of the guide, once, however often it is linked to.
    fn web_link(&mut self, url: &'s str, body: &Fragment, out: &mut Fragment) {
        let call = format!("web-link({},", literal(url));
        if self.in_heading || shows(&body.plain, url) {
            return out.push(&call, body, ")");
        }
        let known = self.addresses.iter().position(|address| *address == url);
        let index = known.unwrap_or_else(|| {
            self.addresses.push(url);
            self.addresses.len() - 1
        });
        out.push(&call, body, ")");
        _ = write!(out.code, "address-number({});", index + 1);
    }

    /// The target of a link inside the guide, if there is one.
    fn target(&self, url: &str) -> Option<String> {
        let target = match url.strip_prefix('#') {
            Some(_) => format!("{}{url}", self.source.path),
            None => url.to_owned(),
        };
        self.targets.contains(&target).then_some(target)
    }

    /// Reads a block of HTML and what belongs to it, and gives the siblings that follow.
    fn html_block(
        &mut self,
        range: &Range<usize>,
        inner: Events<'s, 'a>,
        after: Events<'s, 'a>,
        out: &mut Fragment,
    ) -> Events<'s, 'a> {
        let html = html_text(inner);
        if is_comment(&html) {
            return after;
        }
        let kind = html
            .strip_prefix("<div class=\"")
            .and_then(|rest| rest.strip_suffix("\">"));
        let Some(kind) = kind.filter(|kind| BOXES.contains(kind)) else {
            let cure = if html == "</div>" {
                "delete it, or open a box with <div class=\"note\"> above".to_owned()
            } else if html.starts_with("<div class=\"") {
                format!(
                    "leave an empty line above and below each tag; known boxes: {}",
                    BOXES.join(", ")
                )
            } else {
                let boxes = BOXES.join(", ");
                format!("write it in Markdown, or in a <div class=\"…\"> of these: {boxes}")
            };
            self.refuse(
                range,
                format!("HTML that the PDF cannot show: {}", excerpt(&html)),
                cure,
            );
            return after;
        };
        let Some((contents, after)) = box_end(after) else {
            let message = format!("<div class=\"{kind}\"> is not closed");
            self.refuse(
                range,
                message,
                "write </div> on a line of its own, blank lines around it",
            );
            return after;
        };
        if kind == "doors" {
            self.read_doors(contents);
        }
        let body = self.fragment(contents);
        let (whole, sticky) = (letters(&body.plain) <= SMALL, message_follows(after));
        let call = format!("boxed({},{whole},{sticky},", literal(kind));
        out.push(&call, &body, ")");
        after
    }

    /// Notes the first link of each item, for the cover.
    fn read_doors(&mut self, events: Events<'s, 'a>) {
        let mut wanted = false;
        for (index, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::Item) => wanted = true,
                Event::Start(Tag::Link { dest_url, .. }) if wanted => {
                    let Some(target) = self.target(dest_url) else {
                        continue;
                    };
                    wanted = false;
                    let words: String = element(&events[index + 1..])
                        .0
                        .iter()
                        .filter_map(|(event, _)| match event {
                            Event::Text(text) => Some(&**text),
                            _ => None,
                        })
                        .collect();
                    _ = write!(self.doors, "({},{}),", literal(&words), literal(&target));
                }
                _ => {}
            }
        }
    }

    /// Reads an inline tag and what belongs to it, and gives the siblings that follow.
    fn inline_html(
        &mut self,
        html: &str,
        range: &Range<usize>,
        after: Events<'s, 'a>,
        out: &mut Fragment,
    ) -> Events<'s, 'a> {
        if is_comment(html) {
            return after;
        }
        let words = match (attribute(html, "lang").and_then(locale), span_id(html)) {
            (Some(locale), _) => format!("text({locale},"),
            (_, Some(id)) => {
                let target = literal(&format!("{}#{id}", self.source.path));
                format!("labelled({target},metadata(none));text(")
            }
            _ => {
                let message = format!("HTML that the PDF cannot show: {}", excerpt(html));
                let cure = "write it in Markdown; only <span lang=\"zh-Hans\"> … </span> is known, \
                            for words in another language, and <span id=\"…\"> … </span>, for \
                            words that links lead to";
                self.refuse(range, message, cure);
                return after;
            }
        };
        let Some((contents, after)) = until_closed(after, |event, _| match event {
            Event::InlineHtml(html) if &**html == "</span>" => -1,
            Event::InlineHtml(html) => i32::from(html.starts_with("<span")),
            _ => 0,
        }) else {
            self.refuse(
                range,
                format!("{html} is not closed"),
                "write </span> after the words",
            );
            return after;
        };
        let body = self.fragment(contents);
        out.push(&words, &body, ")");
        after
    }

    fn refuse(
        &mut self,
        range: &Range<usize>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) {
        self.problems
            .push(self.source.problem(range, message, cure));
    }
}

/// What a table column holds, in widths of a Latin letter.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    /// The longest part that cannot be broken.
    word: usize,
    /// The longest cell.
    cell: usize,
}

impl Column {
    /// The letters that fit into a line of a table.
    const LINE: usize = 86;
    /// The white at both sides of a cell.
    const INSET: usize = 4;
    /// No column gets narrower than its longest word, up to this: web addresses can break.
    const WORD: usize = 18;
    /// Longer cells do not make a column wider.
    const CELL: usize = 90;

    /// What names a row, up to this, stays on one line: Chinese could break anywhere.
    const NAME: usize = 12;

    fn measure(&mut self, text: &str, names_row: bool) {
        let words = text.split(|c: char| c == ' ' || c == '/' || is_wide(c));
        let word = words
            .map(|word| word.chars().count())
            .max()
            .unwrap_or_default();
        let cell = letters(text);
        let name = if names_row { cell.min(Self::NAME) } else { 0 };
        let word = word.max(name).clamp(4, Self::WORD);
        self.word = self.word.max(word + Self::INSET);
        self.cell = self
            .cell
            .max(cell + Self::INSET)
            .clamp(self.word, Self::CELL);
    }
}

/// The widths of the columns: as wide as their cells where that fits, else shared out as browsers
/// do, each column its longest word and a part of the rest by the length of its cells.
fn columns_code(columns: &[Column]) -> String {
    let words: usize = columns.iter().map(|column| column.word).sum();
    let cells: usize = columns.iter().map(|column| column.cell).sum();
    let rest = Column::LINE.saturating_sub(words);
    columns
        .iter()
        .map(|column| {
            let share = (column.cell - column.word) * rest / (cells - words).max(1);
            format!("{}fr,", (column.word + share).max(1))
        })
        .collect()
}

/// The events inside the element that was just opened, and those after it.
fn element<'s, 'a>(events: Events<'s, 'a>) -> (Events<'s, 'a>, Events<'s, 'a>) {
    let mut open = 1;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            _ => {}
        }
        if open == 0 {
            return (&events[..index], &events[index + 1..]);
        }
    }
    (events, &[])
}

/// The siblings up to the closing HTML tag, and those after it. `tag` says of a sibling whether
/// it opens such a tag (1), closes one (-1) or is something else (0).
fn until_closed<'s, 'a>(
    events: Events<'s, 'a>,
    tag: impl Fn(&Event, Events) -> i32,
) -> Option<(Events<'s, 'a>, Events<'s, 'a>)> {
    let mut open = 1;
    let mut rest = events;
    while let Some(((event, _), after)) = rest.split_first() {
        open += tag(event, after);
        let inside = events.len() - rest.len();
        rest = match event {
            Event::Start(_) => element(after).1,
            _ => after,
        };
        if open == 0 {
            return Some((&events[..inside], rest));
        }
    }
    None
}

/// What stands in the box that was just opened, and what follows it.
fn box_end<'s, 'a>(events: Events<'s, 'a>) -> Option<(Events<'s, 'a>, Events<'s, 'a>)> {
    until_closed(events, |event, rest| match event {
        Event::Start(Tag::HtmlBlock) => match &*html_text(element(rest).0) {
            "</div>" => -1,
            html => i32::from(html.starts_with("<div")),
        },
        _ => 0,
    })
}

/// The first definition of each footnote.
fn footnotes<'s, 'a>(events: Events<'s, 'a>) -> HashMap<&'s str, Events<'s, 'a>> {
    let mut footnotes = HashMap::new();
    for (index, (event, _)) in events.iter().enumerate() {
        if let Event::Start(Tag::FootnoteDefinition(name)) = event {
            footnotes
                .entry(&**name)
                .or_insert(element(&events[index + 1..]).0);
        }
    }
    footnotes
}

/// Whether a paragraph announces what follows it, and must not be alone at the foot of a page.
fn leads_on(plain: &str, after: Events) -> bool {
    match after.first() {
        Some((Event::Start(Tag::CodeBlock(_) | Tag::Table(_)), _)) => true,
        Some((Event::Start(Tag::List(_)), _)) => plain.trim_end().ends_with([':', '：']),
        _ => message_follows(after),
    }
}

/// Whether a message to copy comes next, with or without a box before it. Who turns the page must
/// see its heading, and what to mind, above it.
fn message_follows(after: Events) -> bool {
    let Some((Event::Start(tag), _)) = after.first() else {
        return false;
    };
    match tag {
        Tag::CodeBlock(_) => true,
        Tag::HtmlBlock => {
            let (html, after) = element(&after[1..]);
            let opens = html_text(html).starts_with("<div");
            opens && box_end(after).is_some_and(|(_, after)| message_follows(after))
        }
        _ => false,
    }
}

/// How much room a text takes, in Latin letters.
fn letters(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// The id of `<span id="…">`.
fn span_id(html: &str) -> Option<&str> {
    attribute(html, "id").filter(|id| !id.is_empty())
}

/// The only attribute of a `<span>`, if it has this name.
fn attribute<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let rest = html.strip_prefix("<span ")?.strip_prefix(name)?;
    let value = rest.strip_prefix("=\"")?.strip_suffix("\">")?;
    (!value.contains('"')).then_some(value)
}

/// `text` with spaces that do not break between a number and what it counts: `14 dager`, `第 2 步`.
/// `numbered` are the words that have their number behind them.
fn unbroken(text: &str, numbered: &str) -> String {
    let mut unbroken = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        let together = c == ' ' && belong_together(&text[..index], &text[index + 1..], numbered);
        unbroken.push(if together { '\u{a0}' } else { c });
    }
    unbroken
}

/// Whether no line ends between `before` and `after`: what has a number and the number, or a number
/// and the next word. A number of more than three digits is a year, and one with a sign in it a
/// section, a date or a range: they stand alone, but in Chinese, where all of them are short.
fn belong_together(before: &str, after: &str, numbered: &str) -> bool {
    let Some(next) = after.chars().next() else {
        return false;
    };
    if next.is_ascii_digit() {
        return is_numbered(before, numbered);
    }
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = before.len() - head.len();
    let is_amount = !head.ends_with(|c: char| c.is_alphanumeric() || "-–.,:/+".contains(c))
        && !is_numbered(head.trim_end(), numbered);
    let is_counted = next.is_alphabetic() || next == '%';
    digits > 0 && (is_wide(next) || digits <= 3 && is_amount && is_counted)
}

/// Whether `text` ends with one of the words, which commas separate.
fn is_numbered(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.split(", ").any(|word| {
        text.strip_suffix(word).is_some_and(|before| {
            is_wide(word.chars().next().unwrap_or_default())
                || !before.ends_with(char::is_alphabetic)
        })
    })
}

/// Whether the words of a link show its address: a telephone number in whatever grouping.
fn shows(plain: &str, address: &str) -> bool {
    let Some(number) = address.strip_prefix('+') else {
        let address = address
            .trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_start_matches("www.");
        let address = address.trim_end_matches('/').to_lowercase();
        return plain.to_lowercase().contains(&address);
    };
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    // Within a country a number is dialled without the country code; in some, with a 0 instead.
    let national = digits.strip_prefix('0').unwrap_or(&digits);
    let is_national = number.ends_with(national) && number.len() <= national.len() + COUNTRY_CODE;
    digits.contains(number) || (!national.is_empty() && is_national)
}

fn html_text(events: Events) -> String {
    let html = events.iter().filter_map(|(event, _)| match event {
        Event::Html(html) => Some(&**html),
        _ => None,
    });
    html.collect::<String>().trim().to_owned()
}

fn is_comment(html: &str) -> bool {
    html.starts_with("<!--") && html.trim_end().ends_with("-->") && html.matches("-->").count() == 1
}

/// The start of a text, for a message.
fn excerpt(text: &str) -> String {
    let mut line = text.lines().next().unwrap_or_default().chars();
    line.by_ref().take(60).collect()
}

/// Chinese characters and punctuation: between them a line break in the source is no space.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{323af}')
}
