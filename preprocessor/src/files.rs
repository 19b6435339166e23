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
    pub title: String,
    /// Who published it: a name, or, in Chinese, what is translated, such as `公开的程序代码` (public code).
    pub publisher: String,
    /// Who speaks, which says how much it weighs.
    pub kind: SourceKind,
    /// Its address; null when it has none that could be published.
    pub url: Option<WebAddress>,
    /// For a law: the address of one section, `{section}` standing for its number.
    #[schemars(with = "Option<SectionAddress>")]
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
#[schemars(extend("format" = "date"))]
pub struct Date(pub String);

/// A source's own date: a day, a month, a year, or `undated`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(extend("format" = "source-date"))]
pub struct SourceDate(pub String);

/// An address of the web, `https://…` (a source may still be `http://…`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(extend("format" = "web-address"))]
pub struct WebAddress(pub String);

/// An address of the web in which `{section}` stands for the number of a section.
#[derive(JsonSchema)]
#[schemars(extend("format" = "section-address"))]
#[expect(dead_code, reason = "only the schema is made of it")]
struct SectionAddress(String);

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
#[schemars(extend("format" = "phone"))]
pub struct Phone(pub String);

/// An address on one of the operator's own domains, `https://…`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(extend("format" = "https-address"))]
pub struct Link(pub String);

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(extend("format" = "email"))]
pub struct Email(pub String);

/// A registered domain: `telenor.no`, neither `no` nor `www.telenor.no`.
#[derive(JsonSchema)]
#[schemars(extend("format" = "domain"))]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Domain(String);

/// A notice period: one of the kinds that `plan.json` knows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The id of the kind: `end-of-next-month`.
    pub rule: String,
    /// What `plan.json` calls it, in Chinese.
    #[serde(skip)]
    pub words: String,
}

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
    #[schemars(extend("format" = "id"))]
    pub id: String,
    /// Its name, the same in every language.
    pub name: String,
    /// What kind of operator it is.
    pub kind: Kind,
    /// The domains that are its own: every address must be on one of them or below.
    #[schemars(length(min = 1), with = "Vec<Domain>")]
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
    pub notice: Option<Fact<Notice>>,
    /// Whose network it uses.
    pub network: Option<Fact<String>>,
    /// The company that the customer has the contract with.
    pub legal_entity: Option<Fact<String>>,
    /// Whether a subscription can be paused, and what that costs.
    pub pause: Option<Fact<String>>,
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
    #[schemars(extend("format" = "id"))]
    pub id: String,
    /// Its name, in Chinese with the Norwegian name beside it where the two differ.
    pub name: String,
    /// The domains that are its own.
    #[schemars(with = "Vec<Domain>")]
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

/// The JSON Schema of a file, made from its Rust type.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
}
