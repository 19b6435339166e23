//! The one list of what a page is made of: elements, and their attributes.

use scraper::node::Element;

/// Attributes of every element; besides, all that begin with `aria-` or `data-`.
const EVERYWHERE: [&str; 7] = ["class", "dir", "hidden", "id", "lang", "role", "translate"];

/// The elements by their names, each with the attributes of its own.
const ELEMENTS: [(&str, &[&str]); 48] = [
    ("a", &["href", "hreflang", "rel"]),
    ("article", &[]),
    ("b", &[]),
    ("base", &["href"]),
    ("body", &[]),
    ("br", &[]),
    ("button", &["type"]),
    ("code", &[]),
    ("details", &["open"]),
    ("div", &[]),
    ("em", &[]),
    ("fieldset", &[]),
    ("footer", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("head", &[]),
    ("header", &[]),
    ("html", &[]),
    ("i", &[]),
    (
        "input",
        &[
            "autocomplete",
            "checked",
            "max",
            "min",
            "name",
            "type",
            "value",
        ],
    ),
    ("label", &["for"]),
    ("legend", &[]),
    ("li", &[]),
    ("link", &["href", "media", "rel", "type"]),
    ("main", &[]),
    (
        "meta",
        &["charset", "content", "http-equiv", "name", "property"],
    ),
    ("nav", &[]),
    ("ol", &["start"]),
    ("p", &[]),
    ("pre", &[]),
    ("script", &["defer", "src", "type"]),
    ("section", &[]),
    ("small", &[]),
    ("span", &[]),
    ("strong", &[]),
    ("summary", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[]),
    ("th", &[]),
    ("thead", &[]),
    ("time", &[]),
    ("title", &[]),
    ("tr", &[]),
    ("ul", &[]),
    ("wbr", &[]),
];

/// What some attributes may be.
const KINDS: [(&str, &str, &[&str]); 4] = [
    ("script", "type", &["application/json"]),
    ("link", "rel", &["canonical", "icon", "stylesheet"]),
    (
        "meta",
        "name",
        &["description", "referrer", "robots", "viewport"],
    ),
    (
        "input",
        "type",
        &["checkbox", "date", "email", "radio", "tel", "text"],
    ),
];

/// What of `element` is not on the list, as the end of a sentence: "has …".
pub(super) fn excess(element: &Element) -> Option<String> {
    let name = element.name();
    let Ok(at) = ELEMENTS.binary_search_by_key(&name, |(known, _)| known) else {
        return Some(format!("has the element <{name}>"));
    };
    for (attribute, value) in element.attrs() {
        let is_known = EVERYWHERE.contains(&attribute)
            || ELEMENTS[at].1.contains(&attribute)
            || attribute.starts_with("aria-")
            || attribute.starts_with("data-");
        let kinds = KINDS
            .iter()
            .find(|kind| (kind.0, kind.1) == (name, attribute));
        if !is_known || kinds.is_some_and(|(_, _, kinds)| !kinds.contains(&value)) {
            return Some(format!("has <{name} {attribute}=\"{value}\">"));
        }
    }
    None
}
