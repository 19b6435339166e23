//! The data as tables show it: fields with their labels, and the facts in them.

use crate::files::{Authority, Date, Email, Fact, Link, Notice, Operator, Phone};
use crate::markdown::{address_text, phone_text};

/// What a cell of a table holds.
#[derive(Debug, Clone, Copy)]
pub enum Content<'a> {
    /// A telephone number.
    Phone(&'a Phone),
    /// The same number as somebody outside its country dials it.
    Abroad(&'a Phone),
    /// A page.
    Link(&'a Link),
    /// An e-mail address.
    Email(&'a Email),
    /// Words, in Chinese.
    Text(&'a str),
}

impl Content<'_> {
    /// How people read it; words in Chinese.
    pub fn text(&self) -> String {
        match self {
            Self::Phone(phone) => phone_text(phone, false),
            Self::Abroad(phone) => phone_text(phone, true),
            Self::Link(page) => address_text(&page.0).to_owned(),
            Self::Email(email) => email.0.clone(),
            Self::Text(words) => (*words).to_owned(),
        }
    }

    /// Where a touch of it leads; words lead nowhere.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Phone(phone) | Self::Abroad(phone) => Some(format!("tel:{}", phone.0)),
            Self::Link(page) => Some(page.0.clone()),
            Self::Email(email) => Some(format!("mailto:{}", email.0)),
            Self::Text(_) => None,
        }
    }
}

/// A fact of any kind, as tables show it.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// What it holds.
    pub content: Content<'a>,
    /// Whether it is certain.
    pub confirmed: bool,
    /// Ids of its sources.
    pub sources: &'a [String],
    /// The day we last looked.
    pub checked: &'a Date,
    /// What a reader has to know beside it, in Chinese.
    pub note: Option<&'a str>,
}

/// One field: a column of an overview, a row of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// Its name, as a chapter names a column and (with `_` for `-`) as JSON names the field.
    pub name: &'static str,
    /// Its label, in Chinese.
    pub label: &'static str,
    /// The fact, `None` if unknown.
    pub cell: Option<Cell<'a>>,
    /// What a sheet does where it is unknown.
    pub demand: Demand,
}

/// The field with the number of customer service.
pub(crate) const PHONE: &str = "phone";
/// The field with the same number as it is dialled from abroad.
pub const ABROAD: &str = "abroad";

/// How much readers want a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// It is what they look for: a sheet has its row even if it is unknown.
    First,
    /// They expect it: a sheet names it among what was not found. A chapter may name it, and what
    /// comes first, as a column.
    Expected,
    /// Few have it: left out where it is unknown.
    Rare,
}

impl<T> Fact<T> {
    fn cell<'a>(&'a self, content: Content<'a>) -> Cell<'a> {
        Cell {
            content,
            confirmed: self.confirmed,
            sources: &self.sources,
            checked: &self.checked,
            note: self.note.as_deref(),
        }
    }
}

impl Operator {
    /// Every field, in the order of a sheet. A label is a message of the catalog.
    pub fn fields(&self) -> Vec<Field<'_>> {
        let mut fields = vec![
            Field {
                demand: Demand::First,
                ..column(PHONE, "客服电话", phone(self.phone.as_ref()))
            },
            column(ABROAD, "从国外拨打的号码", abroad(self.phone.as_ref())),
            rare("phone_2", "另一个客服电话", phone(self.phone_2.as_ref())),
            rare("email", "客服邮箱", email(self.email.as_ref())),
            column("site", "官方网站", link(self.site.as_ref())),
            column("support", "客服网页", link(self.support.as_ref())),
            column("contact", "联系方式网页", link(self.contact.as_ref())),
            column("cancel", "解约网页", link(self.cancel.as_ref())),
            column("self-service", "自助服务", text(self.self_service.as_ref())),
            column("channels", "解约途径", text(self.channels.as_ref())),
            column("notice", "解约通知期", notice(self.notice.as_ref())),
            rare("pause", "暂停套餐", text(self.pause.as_ref())),
            rare("prepaid", "预付费卡", text(self.prepaid.as_ref())),
            rare("balance", "余额、退款", text(self.balance.as_ref())),
            column("terms", "合同条款", link(self.terms.as_ref())),
            rare(
                "withdrawal",
                "无理由撤回权网页",
                link(self.withdrawal.as_ref()),
            ),
            rare(
                "barring_phone",
                "挂失停机电话（不是客服，不能解约）",
                phone(self.barring_phone.as_ref()),
            ),
            column("network", "使用的网络", text(self.network.as_ref())),
            rare("legal_entity", "签约公司", text(self.legal_entity.as_ref())),
        ];
        for note in &self.notes {
            fields.push(rare(
                "notes",
                "说明",
                Some(note.cell(Content::Text(&note.value))),
            ));
        }
        fields
    }
}

/// An operator or an authority, as far as both are alike.
pub struct Party<'a> {
    /// What one is called, `operator` or `authority`.
    pub kind: &'static str,
    /// Where it stands in the file, a JSON pointer: `/operators/0`.
    pub pointer: String,
    /// Its id.
    pub id: &'a str,
    /// The domains that are its own.
    pub domains: &'a [String],
    /// Every field.
    pub fields: Vec<Field<'a>>,
}

/// All operators, then all authorities, in the order of the file.
pub fn parties<'a>(
    operators: &'a [Operator],
    authorities: &'a [Authority],
) -> impl Iterator<Item = Party<'a>> {
    let operators = operators.iter().enumerate().map(|(index, one)| Party {
        kind: "operator",
        pointer: format!("/operators/{index}"),
        id: &one.id,
        domains: &one.domains,
        fields: one.fields(),
    });
    let authorities = authorities.iter().enumerate().map(|(index, one)| Party {
        kind: "authority",
        pointer: format!("/authorities/{index}"),
        id: &one.id,
        domains: &one.domains,
        fields: one.fields(),
    });
    operators.chain(authorities)
}

impl Authority {
    /// Every field, in the order of a table.
    pub fn fields(&self) -> Vec<Field<'_>> {
        vec![
            rare("phone", "电话", phone(self.phone.as_ref())),
            rare("email", "邮箱", email(self.email.as_ref())),
            rare("site", "网站", link(self.site.as_ref())),
            rare("page", "有关网页", link(self.page.as_ref())),
        ]
    }
}

/// A field that readers expect of every operator, and that a chapter may name as a column.
fn column<'a>(name: &'static str, label: &'static str, cell: Option<Cell<'a>>) -> Field<'a> {
    Field {
        name,
        label,
        cell,
        demand: Demand::Expected,
    }
}

/// A field that few have: left out where it is unknown.
fn rare<'a>(name: &'static str, label: &'static str, cell: Option<Cell<'a>>) -> Field<'a> {
    Field {
        name,
        label,
        cell,
        demand: Demand::Rare,
    }
}

fn phone(fact: Option<&Fact<Phone>>) -> Option<Cell<'_>> {
    fact.map(|fact| fact.cell(Content::Phone(&fact.value)))
}

/// Ordinary Norwegian numbers have eight digits and can be dialled from anywhere; for short numbers
/// and for freephone numbers of other countries nothing is known.
fn abroad(fact: Option<&Fact<Phone>>) -> Option<Cell<'_>> {
    let fact = fact.filter(|fact| fact.value.0.starts_with("+47") && fact.value.0.len() == 11)?;
    Some(Cell {
        note: None,
        ..fact.cell(Content::Abroad(&fact.value))
    })
}

fn email(fact: Option<&Fact<Email>>) -> Option<Cell<'_>> {
    fact.map(|fact| fact.cell(Content::Email(&fact.value)))
}

fn link(fact: Option<&Fact<Link>>) -> Option<Cell<'_>> {
    fact.map(|fact| fact.cell(Content::Link(&fact.value)))
}

fn notice(fact: Option<&Fact<Notice>>) -> Option<Cell<'_>> {
    fact.map(|fact| fact.cell(Content::Text(&fact.value.words)))
}

fn text(fact: Option<&Fact<String>>) -> Option<Cell<'_>> {
    fact.map(|fact| fact.cell(Content::Text(&fact.value)))
}
