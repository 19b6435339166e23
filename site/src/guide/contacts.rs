//! Contacts: those that the data holds, and the refusal of all others in a text, however they are
//! spelled.

use std::collections::BTreeSet;

use mdbook_markdown::new_cmark_parser;
use mdbook_markdown::pulldown_cmark::{Event, TagEnd};
use mdbook_operators::{Content, Data, is_hidden, markdown_options, parties};
use url::Url;

/// Fewer digits than these are no telephone number that can be dialled from abroad.
const DIGITS: usize = 7;
/// Abbreviations with a full stop inside, which look like a domain.
const ABBREVIATIONS: [&str; 3] = ["f.eks", "m.fl", "org.nr"];
/// Schemes that begin an address without `//`.
const SCHEMES: [&str; 4] = ["mailto:", "sip:", "sms:", "tel:"];

/// Whom the data lets readers get to.
pub(crate) struct Contacts {
    /// The sites of the pages and sources: `https://www.nkom.no`.
    pub(crate) origins: BTreeSet<String>,
    /// Telephone numbers and mail addresses as links: `tel:+4791509000`.
    pub(crate) links: BTreeSet<String>,
    /// The digits of the telephone numbers, with the code of the country and without that of Norway.
    numbers: BTreeSet<String>,
    /// The hosts of the sites, without `www.`, and the domains that sources are called by.
    hosts: BTreeSet<String>,
}

impl Contacts {
    /// The contacts in `data`.
    pub(crate) fn of(data: &Data) -> Self {
        let (mut links, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        let mut pages = Vec::new();
        let parties = parties(&data.operators, &data.authorities);
        for cell in parties
            .flat_map(|party| party.fields)
            .filter_map(|field| field.cell)
        {
            match cell.content {
                Content::Phone(phone) => {
                    let digits = phone.0.trim_start_matches('+');
                    let national = digits.strip_prefix("47").unwrap_or(digits);
                    numbers.extend([digits, national].map(str::to_owned));
                    links.insert(format!("tel:{}", phone.0));
                }
                Content::Email(email) => {
                    links.insert(format!("mailto:{}", email.0));
                }
                Content::Link(link) => pages.push(link.0.as_str()),
                Content::Abroad(_) | Content::Text(_) => {}
            }
        }
        let mut hosts = BTreeSet::new();
        for source in data.sources.values() {
            let addresses = [&source.url, &source.section_url].into_iter().flatten();
            pages.extend(addresses.map(|address| address.0.as_str()));
            // A source that has no address is known by the domain of whoever published it, or by its number.
            for text in [&source.title, &source.publisher] {
                let named = words(text).map(str::to_lowercase);
                hosts.extend(named.filter(|word| is_domain(word)));
                numbers.extend(numbers_in(text).map(digits_of));
            }
        }
        let pages: Vec<Url> = pages.into_iter().flat_map(Url::parse).collect();
        let own = pages.iter().filter_map(Url::host_str);
        hosts.extend(own.map(|host| bare(host).to_owned()));
        let origin = |page: &Url| page.origin().ascii_serialization();
        Self {
            origins: pages.iter().map(origin).collect(),
            links,
            numbers,
            hosts,
        }
    }

    /// The first contact that `markdown` shows: a telephone number, a mail or web address, a domain that the
    /// data does not have, as `Tek.no` is called by one. Where its links lead does not count.
    pub(crate) fn contact_in(&self, markdown: &str) -> Option<String> {
        let shown = shown(markdown);
        let address = words(&shown).find(|word| is_address(word) || self.is_foreign(word));
        let number = || numbers_in(&shown).next();
        address.or_else(number).map(str::to_owned)
    }

    /// The first contact in the `text` of a page that the data does not have.
    pub(crate) fn foreign_in(&self, text: &str) -> Option<String> {
        let text: String = text.chars().filter_map(plain).collect();
        let is_known = |number: &str| self.numbers.contains(&digits_of(number));
        let address = words(&text).find(|word| self.is_foreign(word));
        let number = || numbers_in(&text).find(|number| !is_known(number));
        address.or_else(number).map(str::to_owned)
    }

    /// Whether `word` is an address or a domain that the data does not have.
    fn is_foreign(&self, word: &str) -> bool {
        if is_mail(word) {
            return !self.links.contains(&format!("mailto:{word}"));
        }
        let word = word.to_lowercase();
        let host = word.split_once("://").map_or(&*word, |(_, rest)| rest);
        let host = host.split(['/', ':', '?']).next().unwrap_or_default();
        is_domain(host) && !self.hosts.contains(bare(host))
    }
}

/// Whether `word` is a mail or web address and not only a domain.
fn is_address(word: &str) -> bool {
    let word = word.to_lowercase();
    let has_scheme = SCHEMES.iter().any(|scheme| word.starts_with(scheme));
    word.contains("://") || word.starts_with("www.") || has_scheme || is_mail(&word)
}

fn is_mail(word: &str) -> bool {
    (word.split_once('@')).is_some_and(|(_, host)| host.contains('.'))
}

/// The words of a text that can be an address: each has a sign in it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c| !is_of_address(c));
    let words = words.filter(|word| word.contains(['.', ':', '@']));
    words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// `host` without `www.`.
fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Whether `host` is a domain.
fn is_domain(host: &str) -> bool {
    let mut labels = host.split('.');
    let last = labels.next_back().unwrap_or_default();
    let is_name = |label: &str| label.chars().any(char::is_alphanumeric);
    host.contains('.')
        && labels.all(is_name)
        && last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
        && !ABBREVIATIONS.contains(&host)
}

/// Whether `c` can stand in an address; Chinese words stand beside one without a blank.
fn is_of_address(c: char) -> bool {
    (c < '\u{2e80}' && c.is_alphanumeric())
        || matches!(
            c,
            '@' | '.' | ':' | '/' | '-' | '_' | '+' | '?' | '=' | '&' | '%'
        )
}

/// The telephone numbers in a text: digits with something between them that is no word.
fn numbers_in(shown: &str) -> impl Iterator<Item = &str> {
    let runs = shown.split(|c: char| !c.is_numeric() && !is_between_digits(c));
    let runs = runs.filter(|run| run.len() >= DIGITS);
    let runs = runs.map(|run| run.trim_matches(|c: char| !c.is_numeric()));
    let chinese = shown.split(|c| !is_chinese_digit(c));
    let chinese = chinese.filter(|run| run.chars().count() >= DIGITS);
    runs.filter(|run| is_number(run)).chain(chinese)
}

fn is_chinese_digit(c: char) -> bool {
    matches!(
        c,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
    )
}

/// The digits of a number.
fn digits_of(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// Whether `digits` are the number of a Norwegian company: nine, the last of which checks the others,
/// modulo 11.
fn is_company(digits: &str) -> bool {
    let weights = [3, 2, 7, 6, 5, 4, 3, 2, 1];
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    digits.len() == weights.len() && sum.is_multiple_of(11)
}

/// Whether people write `c` between the digits of one number.
fn is_between_digits(c: char) -> bool {
    let is_mark = matches!(
        c,
        '-' | '.' | '/' | ')' | '+' | '·' | '•' | '_' | '~' | '*' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}'
    );
    is_mark || (c.is_whitespace() && c != '\n')
}

/// Whether `run`, groups of digits, has the digits of a telephone number when its days are left out.
fn is_number(run: &str) -> bool {
    let groups: Vec<&str> = run
        .split(|c: char| !c.is_numeric())
        .filter(|group| !group.is_empty())
        .collect();
    let mut digits = 0;
    let mut rest = &groups[..];
    while let [first, others @ ..] = rest {
        if let [a, b, c, after @ ..] = rest
            && (is_day(a, b, c) || is_day(c, b, a))
        {
            rest = after;
        } else {
            digits += first.chars().count();
            rest = others;
        }
    }
    digits >= DIGITS && !is_company(&digits_of(run))
}

/// Whether this is a day of our time.
fn is_day(year: &str, month: &str, day: &str) -> bool {
    let number = |text: &str| text.parse::<u16>().unwrap_or_default();
    year.len() == 4
        && (1900..2100).contains(&number(year))
        && (1..=12).contains(&number(month))
        && (1..=31).contains(&number(day))
}

/// What a reader sees of `markdown`, in plain characters: full-width ones look like others, and what has
/// no width is not seen.
fn shown(markdown: &str) -> String {
    let mut shown = String::with_capacity(markdown.len());
    for event in new_cmark_parser(markdown, &markdown_options()) {
        match event {
            Event::Text(text) | Event::Code(text) => shown.extend(text.chars().filter_map(plain)),
            Event::SoftBreak => shown.push(' '),
            Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::TableCell | TagEnd::Item) => {
                shown.push('\n');
            }
            _ => {}
        }
    }
    shown
}

fn plain(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{ff61}' => Some('.'),
        // The end of a line parts two numbers.
        _ if is_hidden(c) && !c.is_control() => None,
        _ => Some(c),
    }
}
