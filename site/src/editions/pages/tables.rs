//! Tables for everybody: names, heads, and labels for cards on a phone.

use ego_tree::NodeId;

use super::content::Content;

/// A table has a name, the heading it stands under; the first cell of a row is its head; every
/// cell knows its column, for narrow screens, except in a table whose columns speak for
/// themselves there: what, value, source. `source` is the head of that last column.
pub(super) fn tables(content: &mut Content, source: &str) {
    let mut heading = String::new();
    for id in content.find("h1, h2, h3, table") {
        if content.element(id).value().name() == "table" {
            content.set(id, "aria-labelledby", &heading);
            marks(content, id);
            cells(content, id, source);
        } else {
            content.attribute(id, "id").clone_into(&mut heading);
        }
    }
}

/// The links and marks in one table.
fn marks(content: &mut Content, table: NodeId) {
    // An address may break behind slashes, and nowhere else.
    for link in content.find_in(table, "td a[href^=http]") {
        let text = content.text(link);
        if text.contains('/') && !text.contains(' ') {
            content.edit(link, |html| html.replace('/', "/<wbr>"));
        }
    }
    // A mark that returns in row after row, such as "not confirmed".
    for mark in content.find_in(table, "td strong") {
        content.rename(mark, "b");
    }
}

/// The cells of one table.
fn cells(content: &mut Content, table: NodeId, source: &str) {
    let heads = content.find_in(table, "thead th");
    let columns: Vec<String> = heads.iter().map(|head| content.text(*head)).collect();
    for head in heads {
        // Without a blank the excerpt of a search runs the words of a row of headings together.
        content.after(head, " ");
    }
    let labels = columns.len() > 2 && columns.last().is_some_and(|last| last != source);
    for (at, cell) in content.find_in(table, "tbody td").into_iter().enumerate() {
        let column = at % columns.len();
        if column == 0 {
            // In tables like these HTML says itself what a head is the head of.
            content.rename(cell, "th");
        } else if labels {
            content.set(cell, "data-label", &columns[column]);
        }
    }
}
