//! What `operators.json` and `sources.json` hold; their JSON Schema is made from these types.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::Deserialize;

/// `operators.json`: whom to contact, and how.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperatorsFile {
    /// The schema that editors check this file against.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// Companies that sell, or are thought to sell, mobile subscriptions.
    pub operators: Vec<Operator>,
    /// Boards, authorities and services that the guide sends readers to.
    pub authorities: Vec<Authority>,
}

/// `sources.json`: where every fact of the guide comes from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// The schema that editors check this file against.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// The sources by their id, which chapters and `operators.json` name.
    pub sources: BTreeMap<String, Source>,
}

/// One source.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called: a title in the publisher's words, or, where it has none, what it is, in
    /// Chinese. What is Chinese is translated.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Who published it: a name, or, in Chinese, what is translated, such as `公开的程序代码` (public code).
    #[schemars(length(min = 1))]
    pub publisher: String,
    /// Who speaks, which says how much it weighs.
    pub kind: SourceKind,
    /// Its address; null when it has none that could be published.
    pub url: Option<WebAddress>,
    /// For a law: the address of one section, `{section}` standing for its number.
    pub section_url: Option<WebAddress>,
    /// The source's own date.
    pub date: SourceDate,
    /// The day somebody of this project last read it, `YYYY-MM-DD`.
    pub checked: Date,
}

/// Who speaks in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// An act or a regulation.
    Law,
    /// The regulator of electronic communications.
    Regulator,
    /// Another public body.
    Authority,
    /// The operator itself.
    Operator,
    /// A newspaper or trade paper.
    Press,
    /// Anybody else.
    ThirdParty,
}

/// A day, `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub struct Date(#[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))] pub String);

/// A source's own date: a day, a month, a year, or `undated`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct SourceDate(
    #[schemars(regex(pattern = r"^(undated|\d{4}(-\d{2}(-\d{2})?)?)$"))] pub String,
);

/// An address of the web, `https://…` (a source may still be `http://…`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct WebAddress(
    #[schemars(regex(pattern = r"^https?://[^\s()<>|\\]+$"))]
    pub String,
);

/// A fact about an operator or authority, with what makes it worth believing.
///
/// `null` in place of a fact says that nothing reliable is known; the page then says
/// "see the official site".
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    /// The fact itself.
    pub value: T,
    /// Whether it is certain. What is not is shown with a warning to compare it.
    pub confirmed: bool,
    /// Ids of `sources.json`, the best first.
    #[schemars(length(min = 1))]
    pub sources: Vec<String>,
    /// The day we last looked, `YYYY-MM-DD`.
    pub checked: Date,
    /// What a reader has to know beside it, in Chinese.
    pub note: Option<String>,
}

/// A telephone number: E.164 (`+4791509000`), or a short number that only works inside Norway.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Phone(#[schemars(regex(pattern = r"^(\+[1-9]\d{6,14}|\d{3,5})$"))] pub String);

/// An address on one of the operator's own domains, `https://…`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Link(
    #[schemars(regex(pattern = r"^https://[^\s()<>|\\]+$"))]
    pub String,
);

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Email(#[schemars(regex(pattern = r"^[^\s@<>]+@[^\s@<>]+\.[a-z]+$"))] pub String);

/// What kind of operator it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Owns a network in Norway.
    Network,
    /// Sells subscriptions in somebody else's network.
    Virtual,
    /// Sells no subscriptions in Norway.
    Foreign,
}

/// One operator.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Its permanent id, also the id of its section: `telenor`.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// Its name, the same in every language.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What kind of operator it is.
    pub kind: Kind,
    /// The domains that are its own: every [`Link`] must be on one of them or below.
    #[schemars(length(min = 1))]
    pub domains: Vec<String>,
    /// Customer service for private customers.
    pub phone: Option<Fact<Phone>>,
    /// A second number of customer service.
    pub phone_2: Option<Fact<Phone>>,
    /// A line that only bars a lost or stolen phone. Never shown as customer service.
    pub barring_phone: Option<Fact<Phone>>,
    /// E-mail of customer service.
    pub email: Option<Fact<Email>>,
    /// The official site.
    pub site: Option<Fact<Link>>,
    /// The customer pages.
    pub support: Option<Fact<Link>>,
    /// The page with the ways of contact.
    pub contact: Option<Fact<Link>>,
    /// The page on cancelling.
    pub cancel: Option<Fact<Link>>,
    /// The terms.
    pub terms: Option<Fact<Link>>,
    /// The page on the right of withdrawal.
    pub withdrawal: Option<Fact<Link>>,
    /// The customer's own pages or app.
    pub self_service: Option<Fact<String>>,
    /// The ways in which it takes a cancellation.
    pub channels: Option<Fact<String>>,
    /// The notice period.
    pub notice: Option<Fact<String>>,
    /// Whose network it uses.
    pub network: Option<Fact<String>>,
    /// Who owns it.
    pub owner: Option<Fact<String>>,
    /// The company that the customer has the contract with.
    pub legal_entity: Option<Fact<String>>,
    /// Whether it still sells subscriptions.
    pub status: Option<Fact<String>>,
    /// Its prepaid card.
    pub prepaid: Option<Fact<String>>,
    /// What happens to money that is left.
    pub balance: Option<Fact<String>>,
    /// Anything else that a customer who leaves has to know.
    #[serde(default)]
    pub notes: Vec<Fact<String>>,
}

/// One board, authority or service.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Its permanent id: `nkom`.
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))]
    pub id: String,
    /// Its name, in Chinese with the Norwegian name beside it where the two differ.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The domains that are its own.
    pub domains: Vec<String>,
    /// Its telephone.
    pub phone: Option<Fact<Phone>>,
    /// Its e-mail.
    pub email: Option<Fact<Email>>,
    /// Its site, or the page a reader needs.
    pub site: Option<Fact<Link>>,
    /// A second page that a reader needs.
    pub page: Option<Fact<Link>>,
}

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
pub const PHONE: &str = "phone";
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
                ..column(PHONE, "客服电话", phone(&self.phone))
            },
            column(ABROAD, "从国外拨打的号码", abroad(&self.phone)),
            rare("phone_2", "另一个客服电话", phone(&self.phone_2)),
            rare("email", "客服邮箱", email(&self.email)),
            column("site", "官方网站", link(&self.site)),
            column("support", "客服网页", link(&self.support)),
            column("contact", "联系方式网页", link(&self.contact)),
            column("cancel", "解约网页", link(&self.cancel)),
            column("self-service", "自助服务", text(&self.self_service)),
            column("channels", "解约途径", text(&self.channels)),
            column("notice", "解约通知期", text(&self.notice)),
            rare("prepaid", "预付费卡", text(&self.prepaid)),
            rare("balance", "余额", text(&self.balance)),
            column("terms", "合同条款", link(&self.terms)),
            rare("withdrawal", "无理由撤回权网页", link(&self.withdrawal)),
            rare(
                "barring_phone",
                "挂失停机电话（不是客服，不能解约）",
                phone(&self.barring_phone),
            ),
            column("network", "使用的网络", text(&self.network)),
            column("owner", "所有者", text(&self.owner)),
            rare("legal_entity", "签约公司", text(&self.legal_entity)),
            rare("status", "是否仍在营业", text(&self.status)),
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
            rare("phone", "电话", phone(&self.phone)),
            rare("email", "邮箱", email(&self.email)),
            rare("site", "网站", link(&self.site)),
            rare("page", "有关网页", link(&self.page)),
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

fn phone(fact: &Option<Fact<Phone>>) -> Option<Cell<'_>> {
    fact.as_ref()
        .map(|fact| fact.cell(Content::Phone(&fact.value)))
}

/// Ordinary Norwegian numbers have eight digits and can be dialled from anywhere; for short numbers
/// and for freephone numbers of other countries nothing is known.
fn abroad(fact: &Option<Fact<Phone>>) -> Option<Cell<'_>> {
    let fact = fact
        .as_ref()
        .filter(|fact| fact.value.0.starts_with("+47") && fact.value.0.len() == 11)?;
    Some(Cell {
        note: None,
        ..fact.cell(Content::Abroad(&fact.value))
    })
}

fn email(fact: &Option<Fact<Email>>) -> Option<Cell<'_>> {
    fact.as_ref()
        .map(|fact| fact.cell(Content::Email(&fact.value)))
}

fn link(fact: &Option<Fact<Link>>) -> Option<Cell<'_>> {
    fact.as_ref()
        .map(|fact| fact.cell(Content::Link(&fact.value)))
}

fn text(fact: &Option<Fact<String>>) -> Option<Cell<'_>> {
    fact.as_ref()
        .map(|fact| fact.cell(Content::Text(&fact.value)))
}

/// The JSON Schema of a file, made from its Rust type.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
}
