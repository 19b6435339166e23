//! Text and addresses as Markdown, each escaped for the place it is written to: what goes in is what a
//! reader of the Markdown gets out, whatever it holds.

/// Words within a line: a cell of a table, the text of a link, a heading, an item behind its mark.
pub(crate) fn words(text: &str) -> String {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_edge = at < start || at >= start + inner.len();
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' => {
                escaped.extend(['\\', c]);
            }
            _ if is_edge || c.is_ascii_control() => escaped.push_str(&entity(c)),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The address that a link leads to, between its round brackets.
pub(crate) fn destination(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '\\' | '(' | ')' | '<' | '>' | '|' | '&' | '`' | '*' | '[' | ']' => {
                escaped.extend(['\\', c]);
            }
            _ if c.is_ascii_control() || c.is_whitespace() => escaped.push_str(&entity(c)),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A character by its number, for where it would mean something itself.
fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_blank_at_either_edge_stays() {
        assert_eq!(words(" a b"), "&#32;a b");
        assert_eq!(words("a b\t"), "a b&#9;");
        assert_eq!(words(" "), "&#32;");
    }
}
