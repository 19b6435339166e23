//! Links: inside the guide with their page, to the web with a number, to a telephone with its digits.

use std::fmt::Write;

use super::tree::Node;
use super::typography::unbroken;
use super::typst::{Fragment, literal};
use super::writer::Writer;

/// What ends a reference that has no punctuation behind it.
const NOTHING_AFTER: &str = ",after:\"\")";

/// Punctuation that is as wide as a Chinese character, and closes up to its neighbours.
const WIDE_PUNCTUATION: &[char] = &[
    '。', '，', '、', '；', '：', '！', '？', '（', '）', '《', '》', '“', '”', '‘', '’', '「',
    '」',
];

/// A country code has up to so many digits (ITU-T E.164, 6.2.1).
const COUNTRY_CODE: usize = 3;

impl Writer<'_> {
    /// Writes a text: what Chinese punctuation closes up to may be the link before it.
    pub(super) fn text(&mut self, text: &str, node: &Node, out: &mut Fragment) {
        let line = unbroken(text, &self.guide.numbered);
        out.plain.push_str(&line);
        let mut rest = line.as_str();
        if let Some(code) = out.code.strip_suffix(&format!("{NOTHING_AFTER};")) {
            // Chinese punctuation closes up only inside one text: it is set with the page.
            rest = line.trim_start_matches(WIDE_PUNCTUATION);
            let after = literal(&line[..line.len() - rest.len()]);
            out.code = format!("{code},after:{after});");
        }
        self.place(node.range.start, out);
        if !rest.is_empty() {
            _ = write!(out.code, "{};", literal(rest));
        }
    }

    pub(super) fn link(&mut self, url: &str, node: &Node, out: &mut Fragment) {
        let body = self.fragment(&node.inner);
        match (url.split_once(':'), self.target(url)) {
            (Some(("tel" | "mailto", address)), _) => self.spelled_out(url, address, body, out),
            (Some(("http" | "https", _)), _) => self.web_link(url, &body, out),
            // The contents repeat a heading, where a link in it would lead elsewhere.
            (_, Some(_)) if self.in_heading => out.push("", &body, ""),
            (_, Some(target)) => {
                let call = format!("reference(see-page,{},", literal(target));
                out.push(&call, &body, NOTHING_AFTER);
            }
            (_, None) => {
                let message = format!("nothing in the guide has the address {url:?}");
                let (page, _) = url.split_once('#').unwrap_or((url, ""));
                let cure = if page.is_empty() || self.target(page).is_some() {
                    "its page has no such id: write one of its headings or spans"
                } else {
                    "write a chapter that src/SUMMARY.md names, as step-2.md; that of an operator is \
                     operator/ and its id"
                };
                self.refuse(node, &message, cure);
            }
        }
    }

    /// A link to a telephone number or a mail address. Who reads on paper needs to see it.
    fn spelled_out(&self, url: &str, address: &str, mut body: Fragment, out: &mut Fragment) {
        if self.in_heading {
            return out.push("", &body, "");
        }
        let shown = shows(&body.plain, address);
        // Numbers do not break, which the widths of a table have to know.
        body.plain = body.plain.replace(' ', "\u{a0}");
        out.push(&format!("contact({},", literal(url)), &body, ")");
        if !shown {
            let text = self.guide.shown.replace("{text}", address);
            _ = write!(out.code, "{};", literal(&text));
            out.plain.push_str(&text);
        }
    }

    /// A link to the web. The address is too long for running text: it gets a number, and stands
    /// in the list at the end of the guide, once, however often it is linked to.
    fn web_link(&mut self, url: &str, body: &Fragment, out: &mut Fragment) {
        out.push(&format!("web-link({},", literal(url)), body, ")");
        if self.in_heading || shows(&body.plain, url) {
            return;
        }
        let addresses = &mut self.gathered.addresses;
        let known = addresses.iter().position(|address| address == url);
        let index = known.unwrap_or_else(|| {
            addresses.push(url.to_owned());
            addresses.len() - 1
        });
        _ = write!(out.code, "address-number({});", index + 1);
    }

    /// The label of what a link inside the guide leads to, if there is such a thing.
    pub(super) fn target(&self, url: &str) -> Option<&str> {
        let target = self.source.chapter.resolved(url)?;
        self.guide.targets.get(&target).map(String::as_str)
    }
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
