//! The texts of the tables that catalogs translate.

use crate::catalog::DATES;
use crate::data::{Content, Party, parties};
use crate::table::words;
use crate::{Data, plan};

/// A text of the tables.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// The text itself.
    pub text: String,
    /// Where it stands, for translators: `operators.json: telenor, notice`.
    pub place: String,
}

/// Every text of the tables that is translated, the Chinese ones.
pub fn messages(data: &Data) -> Vec<Message> {
    let mut texts = texts(data);
    texts.retain(|one| crate::is_chinese(&one.text));
    texts
}

/// Every text of the tables: fixed words, labels, and the words in the data, in whatever language.
pub fn texts(data: &Data) -> Vec<Message> {
    let mut texts: Vec<Message> = Vec::new();
    let mut add = |text: &str, place: String| {
        texts.push(Message {
            text: text.to_owned(),
            place,
        });
    };
    for word in words::ALL {
        add(word, "preprocessor/src/table.rs".to_owned());
    }
    for word in DATES {
        add(word, "preprocessor/src/catalog/date.rs".to_owned());
    }
    for operator in &data.operators {
        add(
            &operator.name,
            format!("operators.json: {}, name", operator.id),
        );
    }
    plan::add_messages(&data.plan, &mut add);
    for Party { id, fields, .. } in parties(&data.operators, &data.authorities) {
        for field in fields {
            let place = format!("operators.json: {id}, {}", field.name);
            add(field.label, "preprocessor/src/data.rs".to_owned());
            let Some(cell) = field.cell else { continue };
            if let Content::Text(text) = cell.content {
                add(text, place.clone());
            }
            if let Some(note) = cell.note {
                add(note, place);
            }
        }
    }
    for authority in &data.authorities {
        add(
            &authority.name,
            format!("operators.json: {}, name", authority.id),
        );
    }
    for (id, source) in &data.sources {
        add(&source.publisher, format!("sources.json: {id}, publisher"));
        add(&source.title, format!("sources.json: {id}, title"));
    }
    texts
}
