//! Numbers and addresses: what a reader dials, writes to and opens.

use email_address::{EmailAddress, Options};
use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, Type};
use url::{Host, Url};

use super::{Fault, fault, quoted};

/// A number in E.164, or a short one of Norway. One that costs more than a call is refused: readers dial
/// what stands here.
pub(super) fn phone(text: &str) -> Result<(), Fault> {
    const FORM: &str = "write E.164, for example +4791509000: a plus sign, the country code, only digits; a short number of Norway as it is dialled, 02800";
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return fault(format!("{} is not of the right form", quoted(text)), FORM);
    }
    if digits == text {
        return short_number(text, FORM);
    }
    let number = phonenumber::parse(None, text).ok();
    let number = number
        .filter(|number| number.is_valid() && number.format().mode(Mode::E164).to_string() == text);
    let Some(number) = number else {
        return fault(
            format!("{text} is no telephone number in use in its country"),
            "compare it with the source digit by digit",
        );
    };
    if number.country().code() == 47 && digits.len() < 10 {
        return fault(
            format!("{text} is a short number, which only works inside Norway"),
            format!("write it as it is dialled there: {}", &digits[2..]),
        );
    }
    if number.number_type(&DATABASE) == Type::PremiumRate {
        return fault(
            format!("{text} is a premium-rate number"),
            "give a number at the price of a call, or none",
        );
    }
    Ok(())
}

/// Three digits from 1 on, five from 02 on, or 116 and three more, which all of Europe shares.
fn short_number(text: &str, form: &str) -> Result<(), Fault> {
    let is_short = match text.len() {
        3 => text.starts_with('1'),
        5 => text.starts_with('0') && text[1..2] > *"1",
        6 => text.starts_with("116"),
        _ => false,
    };
    if is_short {
        return Ok(());
    }
    fault(format!("{text} is no short number of Norway"), form)
}

/// `name@domain`, without what a mail program would read as more than an address.
pub(super) fn email(text: &str) -> Result<(), Fault> {
    let options = Options::default()
        .with_required_tld()
        .without_domain_literal()
        .without_display_text();
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"._+-".contains(&c);
    let parsed = EmailAddress::parse_with_options(text, options).ok();
    match parsed.filter(|one| one.local_part().bytes().all(is_plain)) {
        Some(parsed) => host(parsed.domain()),
        None => fault(
            format!("{} is no e-mail address", quoted(text)),
            "write name@domain; the name has letters, digits, and . _ + - between them",
        ),
    }
}

/// A domain that somebody can own: `telenor.no`, not `no`, not `co.uk`, not a page on it.
pub(super) fn domain(text: &str) -> Result<(), Fault> {
    match registered(text) {
        Some(own) if own == text => Ok(()),
        Some(own) => fault(
            format!("{} is a part of a domain", quoted(text)),
            format!("write the domain itself: {own}"),
        ),
        None => fault(
            format!("{} is no domain that somebody can own", quoted(text)),
            "write a domain as it is registered: telenor.no",
        ),
    }
}

/// The registered domain that `host` is, or is a part of: the public suffixes and one label more.
fn registered(host: &str) -> Option<&str> {
    let is_label = |label: &str| {
        let mut bytes = label.bytes();
        bytes.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
            && !(label.is_empty() || label.starts_with('-') || label.ends_with('-'))
    };
    let is_known = |suffix: psl::Suffix| suffix.is_known();
    if !host.split('.').all(is_label) || !psl::suffix(host.as_bytes()).is_some_and(is_known) {
        return None;
    }
    psl::domain_str(host)
}

fn host(text: &str) -> Result<(), Fault> {
    if registered(text).is_some() {
        return Ok(());
    }
    fault(
        format!("{} is on no domain that somebody can own", quoted(text)),
        "write a name in small letters on a registered domain: www.telenor.no",
    )
}

/// An address of the web as a browser writes it itself, with nothing in it that hides where it leads.
fn address(text: &str, schemes: &[&str]) -> Result<(), Fault> {
    let Ok(url) = Url::parse(text) else {
        return fault(
            format!("{} is no address", quoted(text)),
            "write a whole address: https://www.telenor.no/",
        );
    };
    if !schemes.contains(&url.scheme()) {
        return fault(
            format!("{} starts with {}:", quoted(text), url.scheme()),
            format!(
                "write an address that starts with {}://",
                schemes.join(":// or ")
            ),
        );
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fault(
            format!("{} has a user name before its host", quoted(text)),
            "delete it, and the @ behind it: it looks like a host and is none",
        );
    }
    let Some(Host::Domain(name)) = url.host() else {
        return fault(
            format!("the host of {} is a number", quoted(text)),
            "write its name: a reader has to see whose it is",
        );
    };
    if url.port().is_some() {
        return fault(
            format!("{} names a port", quoted(text)),
            "leave the port out",
        );
    }
    host(name)?;
    let normal = normal(&url);
    if text == normal || url.path() == "/" && format!("{text}/") == normal {
        return Ok(());
    }
    fault(
        format!("{} is not how a browser writes this address", quoted(text)),
        format!("write {normal}"),
    )
}

/// The address without what would end a link of Markdown or a cell of a table.
fn normal(url: &Url) -> String {
    let marks = [
        ('(', "%28"),
        ('|', "%7C"),
        (')', "%29"),
        ('\\', "%5C"),
        ('<', "%3C"),
        ('>', "%3E"),
    ];
    marks.iter().fold(url.to_string(), |text, (mark, code)| {
        text.replace(*mark, code)
    })
}

/// A page that a reader is sent to.
pub(super) fn https_address(text: &str) -> Result<(), Fault> {
    address(text, &["https"])
}

/// A page that a source was read at, some years ago perhaps.
pub(super) fn web_address(text: &str) -> Result<(), Fault> {
    address(text, &["https", "http"])
}

/// An address with a place for the number of a section, behind the host.
pub(super) fn section_address(text: &str) -> Result<(), Fault> {
    let Some((before, after)) = text.split_once("{section}") else {
        return fault(
            "has no place for the section",
            "write {section} where its number goes",
        );
    };
    web_address(before)?;
    web_address(&format!("{before}1{after}"))
}
