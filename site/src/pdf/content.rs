//! Says what stands on a page in fewer bytes.
//!
//! Typst's PDF writer gives each run of glyphs its whole state, with coordinates of a hundred
//! thousandth of a point and strings in which most bytes take four characters: after compression
//! still a third of a guide. Here a run only says what is different from the run before it, and
//! coordinates are rounded to a hundredth of a point, 3.5 thousandths of a millimetre.
//!
//! Operators are those of ISO 32000-1, annex A. A page that holds anything but what Typst writes
//! stays as it is.

use std::collections::VecDeque;

/// Digits behind the point of a coordinate, and of a part of a colour, of which screens show 256
/// shades.
const COORDINATE: usize = 2;
const COLOUR: usize = 3;

/// An operator with what stands before it.
struct Operation<'a> {
    operands: Vec<&'a [u8]>,
    operator: &'a [u8],
}

/// The same page, or `None` where it is not written as expected.
pub fn shortened(content: &[u8]) -> Option<Vec<u8>> {
    let mut operations = read(content)?;
    let mut page = Page::default();
    while let Some(operation) = operations.pop_front() {
        match operation.operator {
            b"q" => {
                let group = rest_of_group(&mut operations)?;
                match Runs::read(&group) {
                    Some(runs) => page.text(&runs),
                    None => {
                        page.write(b"q");
                        group.iter().for_each(|inner| page.operation(inner));
                        page.write(b"Q");
                    }
                }
            }
            // Marks around what belongs to a tag. Anything else would change the state that
            // `page` believes in.
            b"BDC" | b"BMC" | b"EMC" => page.operation(&operation),
            _ => return None,
        }
    }
    Some(page.bytes)
}

/// The operations up to the `Q` that ends a `q`, without it.
fn rest_of_group<'a>(operations: &mut VecDeque<Operation<'a>>) -> Option<Vec<Operation<'a>>> {
    let mut group = Vec::new();
    let mut depth = 1;
    loop {
        let operation = operations.pop_front()?;
        match operation.operator {
            b"q" => depth += 1,
            b"Q" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(group);
        }
        group.push(operation);
    }
}

/// Runs of glyphs in one colour: all that a group does.
struct Runs<'a> {
    space: &'a [u8],
    colour: Vec<&'a [u8]>,
    runs: Vec<Run<'a>>,
}

struct Run<'a> {
    font: &'a [u8],
    size: &'a [u8],
    /// Where it begins on the page, in hundredths of a point.
    x: f64,
    y: f64,
    glyphs: &'a [u8],
}

impl<'a> Runs<'a> {
    fn read(group: &[Operation<'a>]) -> Option<Self> {
        let mut origin = None;
        let mut space: Option<&[u8]> = None;
        let mut colour = None;
        let (mut font, mut place) = (None, None);
        let mut runs = Vec::new();
        for Operation { operands, operator } in group {
            match (*operator, operands.as_slice()) {
                // The page hangs from its upper edge, the letters are turned back.
                (b"cm", [b"1", b"0", b"0", b"-1", x, y]) if origin.is_none() => {
                    origin = Some((number(x)?, number(y)?));
                }
                (b"cs", [name]) if runs.is_empty() => space = Some(name),
                (b"scn", parts) if runs.is_empty() => colour = Some(parts.to_vec()),
                (b"BT" | b"ET", []) | (b"Tr", [b"0"]) => {}
                (b"Tf", [name, size]) => font = Some((*name, *size)),
                (b"Tm", [b"1", b"0", b"0", b"-1", x, y]) => {
                    place = Some((number(x)?, number(y)?));
                }
                (b"TJ" | b"Tj", [glyphs]) => {
                    let (origin, place, font) = (origin?, place.take()?, font?);
                    runs.push(Run {
                        font: font.0,
                        size: font.1,
                        x: ((origin.0 + place.0) * 100.0).round(),
                        y: ((origin.1 - place.1) * 100.0).round(),
                        glyphs,
                    });
                }
                _ => return None,
            }
        }
        Some(Self {
            space: space?,
            colour: colour?,
            runs,
        })
    }
}

/// What is written of a page, and the state at its end.
#[derive(Default)]
struct Page {
    bytes: Vec<u8>,
    space: Vec<u8>,
    colour: Vec<Vec<u8>>,
    font: Vec<u8>,
    size: Vec<u8>,
}

impl Page {
    fn text(&mut self, text: &Runs) {
        let colour: Vec<Vec<u8>> = text
            .colour
            .iter()
            .map(|part| rounded(part, COLOUR))
            .collect();
        self.write(b"BT");
        if self.space != text.space {
            self.space = text.space.to_vec();
            self.colour.clear();
            self.write(text.space);
            self.write(b"cs");
        }
        if self.colour != colour {
            colour.iter().for_each(|part| self.write(part));
            self.write(b"scn");
            self.colour = colour;
        }
        // `Td` counts from where the run before began.
        let (mut x, mut y) = (0.0, 0.0);
        for run in &text.runs {
            if self.font != run.font || self.size != run.size {
                self.font = run.font.to_vec();
                self.size = run.size.to_vec();
                self.write(run.font);
                self.write(run.size);
                self.write(b"Tf");
            }
            self.write(decimal((run.x - x) / 100.0, COORDINATE).as_bytes());
            self.write(decimal((run.y - y) / 100.0, COORDINATE).as_bytes());
            self.write(b"Td");
            (x, y) = (run.x, run.y);
            self.glyphs(run.glyphs);
        }
        self.write(b"ET");
    }

    /// Shows a string, or the strings and distances of an array.
    fn glyphs(&mut self, operand: &[u8]) {
        let inner = operand
            .strip_prefix(b"[")
            .and_then(|rest| rest.strip_suffix(b"]"));
        let parts = inner.and_then(tokens).unwrap_or_else(|| vec![operand]);
        if let [string @ [b'(' | b'<', ..]] = parts[..] {
            self.write(&string_of(string));
            self.write(b"Tj");
            return;
        }
        self.write(b"[");
        for part in parts {
            if part.starts_with(b"(") || part.starts_with(b"<") {
                self.write(&string_of(part));
            } else {
                self.write(&rounded(part, 1));
            }
        }
        self.write(b"]");
        self.write(b"TJ");
    }

    fn operation(&mut self, operation: &Operation) {
        let digits = match operation.operator {
            b"scn" | b"SCN" => COLOUR,
            _ => COORDINATE,
        };
        for operand in &operation.operands {
            self.write(&rounded(operand, digits));
        }
        self.write(operation.operator);
    }

    /// Writes a token, behind a space where it would run into the one before.
    fn write(&mut self, token: &[u8]) {
        let regular = |byte: Option<&u8>| byte.is_some_and(|byte| !is_delimiter(*byte));
        if regular(self.bytes.last()) && regular(token.first()) {
            self.bytes.push(b' ');
        }
        self.bytes.extend_from_slice(token);
    }
}

fn read(content: &[u8]) -> Option<VecDeque<Operation<'_>>> {
    let mut operations = VecDeque::new();
    let mut operands = Vec::new();
    for token in tokens(content)? {
        let first = token[0];
        if first.is_ascii_alphabetic() || matches!(first, b'\'' | b'"') {
            // Data of a picture would follow.
            if token == b"BI" {
                return None;
            }
            operations.push_back(Operation {
                operands: std::mem::take(&mut operands),
                operator: token,
            });
        } else {
            operands.push(token);
        }
    }
    operands.is_empty().then_some(operations)
}

/// Numbers, names, strings, arrays, dictionaries and operators: each one token.
fn tokens(content: &[u8]) -> Option<Vec<&[u8]>> {
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
    b"()<>[]{}/%".contains(&byte)
}

fn number(token: &[u8]) -> Option<f64> {
    std::str::from_utf8(token).ok()?.parse().ok()
}

/// A number with at most so many digits behind the point; any other token as it is.
fn rounded(token: &[u8], digits: usize) -> Vec<u8> {
    match number(token) {
        Some(value) if token.contains(&b'.') => decimal(value, digits).into_bytes(),
        _ => token.to_vec(),
    }
}

/// A number with so many digits behind the point, as short as PDF lets it be: `.5` for 0.50.
pub fn decimal(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => ("-", text),
        None => ("", text),
    };
    match text.strip_prefix('0') {
        Some("") => "0".to_owned(),
        Some(fraction) => format!("{sign}{fraction}"),
        None => format!("{sign}{text}"),
    }
}

/// A string, `(…)` or `<…>`, as bytes between brackets with as few escapes as can be.
fn string_of(token: &[u8]) -> Vec<u8> {
    let mut string = vec![b'('];
    for byte in bytes_of(token) {
        match byte {
            b'(' | b')' | b'\\' => string.extend([b'\\', byte]),
            // A bare one would be read as a line feed.
            b'\r' => string.extend(b"\\r"),
            _ => string.push(byte),
        }
    }
    string.push(b')');
    string
}

fn bytes_of(token: &[u8]) -> Vec<u8> {
    let inner = &token[1..token.len() - 1];
    let nibble = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0) as u8;
    if token[0] == b'<' {
        let digits: Vec<u8> = inner
            .iter()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| nibble(*byte))
            .collect();
        return digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0))
            .collect();
    }
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'\\' {
            bytes.push(*first);
            continue;
        }
        let digits = after
            .iter()
            .take(3)
            .take_while(|byte| (b'0'..=b'7').contains(byte))
            .count();
        if digits > 0 {
            let value = after[..digits]
                .iter()
                .fold(0_u8, |value, digit| (value << 3) | (digit - b'0'));
            bytes.push(value);
            rest = &after[digits..];
        } else if let [escaped, after @ ..] = after {
            bytes.push(match escaped {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'b' => 8,
                b'f' => 12,
                other => *other,
            });
            rest = after;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, expected: &str) {
        let shortened = shortened(content.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&shortened), expected);
    }

    const RUN: &str = "q 1 0 0 -1 77.00499 747.4098 cm/c0 cs 0.09019608 0.14509805 1 scn\n\
        BT 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm[(\\000\\141)20.04(\\050\\\\)]TJ\nET\nQ\n";

    #[test]
    fn a_run_says_only_what_is_new() {
        check(
            &format!("/Span<</MCID 0/Lang(en-GB)>>BDC\n{RUN}EMC/Span<</MCID 1>>BDC\n{RUN}EMC"),
            "/Span<</MCID 0/Lang(en-GB)>>BDC BT/c0 cs .09 .145 1 scn/f0 10 Tf 77 747.41 Td\
             [(\0a)20(\\(\\\\)]TJ ET EMC/Span<</MCID 1>>BDC BT 77 747.41 Td[(\0a)20(\\(\\\\)]TJ ET EMC",
        );
    }

    #[test]
    fn runs_of_a_line_are_where_they_were() {
        check(
            "q 1 0 0 -1 70 700 cm/c0 cs 1 scn BT 0 Tr/f0 9 Tf 1 0 0 -1 0 0 Tm<0041>Tj \
             0 Tr/f1 9 Tf 1 0 0 -1 12.3456 -3.5 Tm<0042>Tj ET Q",
            "BT/c0 cs 1 scn/f0 9 Tf 70 700 Td(\0A)Tj/f1 9 Tf 12.35 3.5 Td(\0B)Tj ET",
        );
    }

    #[test]
    fn a_drawing_keeps_its_own_state() {
        check(
            "q 1 0 0 -1 77.127 0.7338583 cm/c0 CS 0.5 SCN 0.8 w 0 0 m 10.604725 0 l S Q",
            "q 1 0 0 -1 77.13 .73 cm/c0 CS .5 SCN .8 w 0 0 m 10.6 0 l S Q",
        );
    }

    #[test]
    fn what_typst_does_not_write_stays() {
        for content in ["1 0 0 1 5 5 cm", "q BT", "(open", "q BI /W 1 ID x EI Q"] {
            assert!(shortened(content.as_bytes()).is_none(), "{content}");
        }
        // A run that is turned is a group like any other.
        check(
            "q 0 1 1 0 5 5 cm BT/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj ET Q",
            "q 0 1 1 0 5 5 cm BT/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj ET Q",
        );
    }
}
