//! How a PDF writes its objects (ISO 32000-1, 7.2 and 7.3), as far as Typst does.

use std::str::FromStr;

/// Numbers, names, strings, arrays, dictionaries and operators: each one token.
pub fn tokens(content: &[u8]) -> Option<Vec<&[u8]>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < content.len() {
        if content[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let end = at + token_length(&content[at..])?;
        tokens.push(&content[at..end]);
        at = end;
    }
    Some(tokens)
}

/// How long the token is that `content` begins with.
pub fn token_length(content: &[u8]) -> Option<usize> {
    match content {
        [b'(', ..] => {
            let mut depth = 0;
            let mut at = 0;
            while at < content.len() {
                match content[at] {
                    b'\\' => at += 1,
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            None
        }
        [b'<', b'<', ..] => closed(content, 2, b">>"),
        [b'<', ..] => Some(content.iter().position(|byte| *byte == b'>')? + 1),
        [b'[', ..] => closed(content, 1, b"]"),
        [b'/', rest @ ..] => Some(1 + regular(rest)),
        _ => Some(regular(content)).filter(|length| *length > 0),
    }
}

/// How long an array or a dictionary is, up to `end` and with it; its contents start at `at`.
fn closed(content: &[u8], mut at: usize, end: &[u8]) -> Option<usize> {
    loop {
        let rest = content.get(at..)?;
        if rest.starts_with(end) {
            return Some(at + end.len());
        }
        at += if rest.first()?.is_ascii_whitespace() {
            1
        } else {
            token_length(rest)?
        };
    }
}

/// How many bytes at the start of `content` are of one number, name or operator.
fn regular(content: &[u8]) -> usize {
    let end = content
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || is_delimiter(*byte));
    end.unwrap_or(content.len())
}

/// Whether `byte` ends a number, a name or an operator.
pub fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

/// A token as a number.
pub fn number<T: FromStr>(token: &[u8]) -> Option<T> {
    std::str::from_utf8(token).ok()?.parse().ok()
}

/// What stands in a list `[…]`, or a dictionary's keys and values in turn. The reference `12 0 R`
/// is one item.
pub fn items(object: &[u8]) -> Option<Vec<&[u8]>> {
    let list = object
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    let inner = list.or_else(|| object.strip_prefix(b"<<")?.strip_suffix(b">>"))?;
    let mut items = Vec::new();
    let mut rest = inner.trim_ascii();
    while !rest.is_empty() {
        let mut length = token_length(rest)?;
        let is_number = rest[0].is_ascii_digit();
        if is_number && rest[length..].starts_with(REFERENCE) {
            length += REFERENCE.len();
        }
        let (item, after) = rest.split_at(length);
        items.push(item);
        rest = after.trim_ascii_start();
    }
    Some(items)
}

/// The value of a key of a dictionary, `/Name`.
pub fn value<'a>(dictionary: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let items = items(dictionary)?;
    let mut entries = items.chunks_exact(2);
    entries.find(|entry| entry[0] == key).map(|entry| entry[1])
}

/// The number of the object that the reference `12 0 R` leads to.
pub fn reference(item: &[u8]) -> Option<usize> {
    number(item.strip_suffix(REFERENCE)?)
}

/// Behind the number of a reference. Typst writes no second generation of an object.
pub const REFERENCE: &[u8] = b" 0 R";

/// The dictionary with another value of `key`, which it has already, or without the key.
pub fn with_value(dictionary: &[u8], key: &[u8], new: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut changed = b"<<".to_vec();
    for entry in items(dictionary)?.chunks(2) {
        let [name, value] = entry else {
            return None;
        };
        let value = if *name == key { new } else { Some(*value) };
        let Some(value) = value else {
            continue;
        };
        changed.extend_from_slice(name);
        if !is_delimiter(*value.first()?) {
            changed.push(b' ');
        }
        changed.extend_from_slice(value);
    }
    changed.extend(b">>");
    Some(changed)
}
