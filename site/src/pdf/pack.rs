//! Makes a finished PDF smaller: packs its small objects into compressed streams, and says what
//! stands on its pages in fewer bytes.
//!
//! Typst writes each structure element and each link as an object of its own, in plain text, with
//! twenty bytes in the table of offsets: two thirds of a tagged guide. PDF 1.5 and later, and with
//! them PDF/A-2 and PDF/UA-1, may keep objects in compressed streams (ISO 32000-1, 7.5.7 and 7.5.8).
//! Goes when Typst does so itself (<https://github.com/typst/typst/issues/7142>).
//!
//! This reads only what Typst writes (one table of offsets, no updates, no encryption). Anything
//! else stays as it is.

use std::collections::HashMap;
use std::io::{Read, Write};

use flate2::read::ZlibDecoder;
use libdeflater::{CompressionLvl, Compressor};

use super::content::{Fonts, decimal, shortened, string_of};
use super::syntax::{
    REFERENCE, is_delimiter, items, number, reference, token_length, value, with_value,
};
use super::tags::{Joined, Objects, Pieces, Tags};

/// Objects in one stream: readers unpack a stream as a whole to see one of them, and of each stream
/// the first 32 kilobytes pack badly.
const PER_STREAM: usize = 10_000;

/// Between the dictionary of a stream and its data.
const START_OF_DATA: &[u8] = b">>\nstream\n";

/// Two bytes before `endstream`: with one, data that happens to end in `\r` looks a byte shorter
/// than `/Length` says, which PDF/A forbids. Typst's own streams are mended along the way.
const END_OF_STREAM: &[u8] = b"\r\nendstream\nendobj\n\n";

/// Where an object of the packed file is.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    Offset(usize),
    In { stream: usize, index: usize },
}

/// The same PDF, smaller, or the same bytes where `pdf` is not written as expected.
pub fn pack(pdf: Vec<u8>) -> Vec<u8> {
    packed(&pdf).unwrap_or(pdf)
}

fn packed(pdf: &[u8]) -> Option<Vec<u8>> {
    let Table {
        offsets,
        size,
        trailer,
        start,
    } = table(pdf)?;
    let mut out = pdf.get(..offsets.first()?.0)?.to_vec();
    let mut streams: Vec<(usize, &[u8])> = Vec::new();
    let mut small: Vec<(usize, &[u8])> = Vec::new();
    for (index, (offset, number)) in offsets.iter().copied().enumerate() {
        let end = offsets.get(index + 1).map_or(start, |(next, _)| *next);
        let body = pdf
            .get(offset..end)?
            .strip_prefix(format!("{number} 0 obj\n").as_bytes())?;
        let body = body.trim_ascii_end().strip_suffix(b"\nendobj")?;
        match body.strip_suffix(b"\nendstream") {
            Some(stream) => streams.push((number, stream)),
            None if stream_start(body).is_none() => small.push((number, body)),
            None => return None,
        }
    }
    let objects: Objects = small.iter().copied().collect();
    let pages = pages(&objects);
    let mut joined = Joined::default();
    // Like beside like packs better: an object of a kind begins like the others, up to a number.
    small.sort_by_key(|(_, body)| body.split(u8::is_ascii_digit).next());
    // In the order in which they stand, so that the table of places has like beside like, too.
    let mut numbers = vec![0; size];
    for (index, (number, _)) in small.iter().chain(&streams).enumerate() {
        numbers[*number] = index + 1;
    }
    let mut entries = vec![Entry::Free; offsets.len() + 1];
    for (number, stream) in streams {
        let new = numbers[number];
        entries[new] = Entry::Offset(out.len());
        let Some((entries, data)) = unpacked(stream) else {
            writeln!(out, "{new} 0 obj").ok()?;
            let (dict, data) = stream.split_at(stream_start(stream)?);
            out.extend(renumbered(dict, &numbers)?);
            out.extend_from_slice(data);
            out.extend_from_slice(END_OF_STREAM);
            continue;
        };
        let page = pages.get(&number);
        let content = page.and_then(|page| shortened(&data, &page.fonts, &page.pieces));
        let data = match page.zip(content) {
            Some((page, content)) => {
                joined.lists.insert(page.pieces.list, page.number);
                joined.on_page.insert(page.number, content.joined);
                content.bytes
            }
            None => data,
        };
        stream_object(&mut out, new, &renumbered(&entries, &numbers)?, &data)?;
    }
    for objects in small.chunks(PER_STREAM) {
        let stream = entries.len();
        let mut places = String::new();
        let mut bodies = Vec::new();
        for (index, (number, body)) in objects.iter().enumerate() {
            let new = numbers[*number];
            entries[new] = Entry::In { stream, index };
            places.push_str(&format!("{new} {} ", bodies.len()));
            let changed = joined
                .removed_from(*number, body)
                .or_else(|| in_whole_points(body));
            let body = renumbered(changed.as_deref().unwrap_or(body), &numbers)?;
            bodies.extend(without_needless_entries(&body).unwrap_or(body));
            bodies.push(b'\n');
        }
        let first = places.len();
        let data = [places.into_bytes(), bodies].concat();
        let dict = format!("/Type/ObjStm/N {}/First {first}", objects.len());
        entries.push(Entry::Offset(out.len()));
        stream_object(&mut out, stream, dict.as_bytes(), &data)?;
    }
    let trailer = String::from_utf8(renumbered(trailer.as_bytes(), &numbers)?).ok()?;
    let (number, start) = (entries.len(), out.len());
    entries.push(Entry::Offset(start));
    // Neighbours differ little: written as differences (the predictor "Up" of PNG), the rows
    // shrink to a tenth.
    let mut rows = Vec::with_capacity(entries.len() * 8);
    let mut above = [0; 7];
    for entry in &entries {
        let (kind, first, second) = match *entry {
            Entry::Free => (0, 0, u16::MAX),
            Entry::Offset(offset) => (1, u32::try_from(offset).ok()?, 0),
            Entry::In { stream, index } => (2, u32::try_from(stream).ok()?, index as u16),
        };
        let [a, b, c, d] = u32::to_be_bytes(first);
        let [e, f] = u16::to_be_bytes(second);
        let row = [kind, a, b, c, d, e, f];
        rows.push(2);
        rows.extend(
            row.iter()
                .zip(above)
                .map(|(byte, above)| byte.wrapping_sub(above)),
        );
        above = row;
    }
    let dict = format!(
        "/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Size {}{trailer}",
        entries.len()
    );
    stream_object(&mut out, number, dict.as_bytes(), &rows)?;
    write!(out, "startxref\n{start}\n%%EOF").ok()?;
    Some(out)
}

/// `object` with its references `12 0 R` to the new numbers, and its strings as bytes.
fn renumbered(object: &[u8], numbers: &[usize]) -> Option<Vec<u8>> {
    let mut renumbered = Vec::with_capacity(object.len());
    let mut rest = object;
    while let Some(first) = rest.first() {
        let length = match *first {
            // A dictionary is gone into; in text nothing is a reference.
            b'<' if rest.starts_with(b"<<") => 2,
            b'<' | b'(' => token_length(rest)?,
            byte if byte.is_ascii_whitespace() || is_delimiter(byte) => 1,
            _ => token_length(rest)?,
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        let number = || std::str::from_utf8(token).ok()?.parse::<usize>().ok();
        match after
            .strip_prefix(REFERENCE)
            .and_then(|after| Some((number()?, after)))
        {
            Some((number, after)) => {
                write!(renumbered, "{}", numbers.get(number)?).ok()?;
                renumbered.extend_from_slice(REFERENCE);
                rest = after;
            }
            // Bytes take half as much as their digits.
            None if *first == b'<' && length > 2 => renumbered.extend(string_of(token)),
            None => renumbered.extend_from_slice(token),
        }
    }
    Some(renumbered)
}

/// What one has to know of a page to write what stands on it.
struct Page<'a> {
    /// The object.
    number: usize,
    fonts: Fonts,
    pieces: Pieces<'a>,
}

/// The pages, by the numbers of the streams that hold what stands on them.
fn pages<'a>(objects: &'a Objects<'a>) -> HashMap<usize, Page<'a>> {
    let mut tags = Tags::read(objects);
    let mut widths_of = HashMap::new();
    let pages = objects
        .iter()
        .filter(|(_, object)| object.starts_with(b"<</Type/Page/"));
    let pages = pages.filter_map(|(number, page)| {
        let resources = objects.get(&reference(value(page, b"/Resources")?)?)?;
        let fonts = items(value(resources, b"/Font").unwrap_or(b"<<>>"))?;
        let fonts = fonts.chunks_exact(2).filter_map(|font| {
            let number = reference(font[1])?;
            let widths: &mut Option<Vec<f64>> = widths_of
                .entry(number)
                .or_insert_with(|| widths(number, objects));
            Some((font[0].to_vec(), widths.clone()?))
        });
        let page = Page {
            number: *number,
            fonts: fonts.collect(),
            pieces: tags
                .as_mut()
                .and_then(|tags| tags.pieces(*number))
                .unwrap_or_default(),
        };
        Some((reference(value(objects.get(number)?, b"/Contents")?)?, page))
    });
    pages.collect()
}

/// The widths of a font's glyphs in thousandths of its size, in the order of the codes.
fn widths(font: usize, objects: &Objects) -> Option<Vec<f64>> {
    let descendants = items(value(objects.get(&font)?, b"/DescendantFonts")?)?;
    let descendant = objects.get(&reference(descendants.first()?)?)?;
    let mut widths = Vec::new();
    // Each row is `first last width`.
    for row in items(value(descendant, b"/W")?)?.chunks(3) {
        let [first, last, width] = row else {
            return None;
        };
        widths.resize(number(first)?, 0.0);
        widths.resize(number::<usize>(last)? + 1, number(width)?);
    }
    Some(widths)
}

/// A tag without what the standard lets it leave out: that it is one, and of a heading its words
/// once more.
fn without_needless_entries(object: &[u8]) -> Option<Vec<u8>> {
    let tag = [b"<<", object.strip_prefix(b"<</Type/StructElem")?].concat();
    let is_heading = value(&tag, b"/S").is_some_and(|kind| kind.starts_with(b"/H"));
    match value(&tag, b"/T") {
        Some(_) if is_heading => with_value(&tag, b"/T", None),
        _ => Some(tag),
    }
}

/// A link whose corners are whole points, a third of a millimetre, and whose boxes are one where
/// they touch: Typst draws a box around each run of glyphs. None for any other object.
fn in_whole_points(object: &[u8]) -> Option<Vec<u8>> {
    if !object.starts_with(b"<</Type/Annot/Subtype/Link/Rect[") {
        return None;
    }
    let mut boxes: Vec<[f64; 4]> = Vec::new();
    let quads = value(object, b"/QuadPoints");
    for quad in quads.map_or(Some(Vec::new()), items)?.chunks(8) {
        let [x, y, right, y2, right2, top, x2, top2] = quad else {
            return None;
        };
        // One that is turned stays as it is.
        if (x, y, right, top) != (x2, y2, right2, top2) {
            return None;
        }
        let next = [number(x)?, number(y)?, number(right)?, number(top)?];
        match boxes.last_mut() {
            Some(before) if touches(before, &next) => {
                before[1] = before[1].min(next[1]);
                before[2] = next[2];
                before[3] = before[3].max(next[3]);
            }
            _ => boxes.push(next),
        }
    }
    let whole = |corners: &[f64]| {
        let corners: Vec<String> = corners.iter().map(|corner| decimal(*corner, 0)).collect();
        format!("[{}]", corners.join(" "))
    };
    let corners = items(value(object, b"/Rect")?)?.into_iter().map(number);
    let rectangle = whole(&corners.collect::<Option<Vec<f64>>>()?);
    let link = with_value(object, b"/Rect", Some(rectangle.as_bytes()))?;
    if quads.is_none() {
        return Some(link);
    }
    let corners = boxes
        .iter()
        .flat_map(|[x, y, right, top]| [x, y, right, y, right, top, x, top].map(|corner| *corner));
    let corners = whole(&corners.collect::<Vec<f64>>());
    let says_the_same = |only: &[f64; 4]| whole(only) == rectangle;
    match boxes.as_slice() {
        [only] if says_the_same(only) => with_value(&link, b"/QuadPoints", None),
        _ => with_value(&link, b"/QuadPoints", Some(corners.as_bytes())),
    }
}

/// Whether a box goes on to the right of another one, in the same line.
fn touches(before: &[f64; 4], next: &[f64; 4]) -> bool {
    (next[0] - before[2]).abs() < 1.0 && next[1] < before[3] && before[1] < next[3]
}

/// The data of a stream that is compressed as Typst does it, and the entries of its dictionary that
/// do not say how.
fn unpacked(stream: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (dict, data) = stream.split_at(stream_start(stream)?);
    let dict = [dict, b">>"].concat();
    if value(&dict, b"/Filter")? != b"/FlateDecode" || value(&dict, b"/DecodeParms").is_some() {
        return None;
    }
    let mut entries = Vec::new();
    for entry in items(&dict)?.chunks(2) {
        if entry[0] != b"/Filter" && entry[0] != b"/Length" {
            entries.extend(entry.join(&b' '));
        }
    }
    let mut unpacked = Vec::new();
    ZlibDecoder::new(&data[START_OF_DATA.len()..])
        .read_to_end(&mut unpacked)
        .ok()?;
    Some((entries, unpacked))
}

/// Where the dictionary of a stream ends.
fn stream_start(stream: &[u8]) -> Option<usize> {
    let mut windows = stream.windows(START_OF_DATA.len());
    windows.position(|window| window == START_OF_DATA)
}

/// The table of offsets at the end of a PDF.
struct Table<'a> {
    /// Offset and number of each object, in the order of the file.
    offsets: Vec<(usize, usize)>,
    /// One more than the highest number.
    size: usize,
    /// The entries of the trailer besides `/Size`.
    trailer: &'a str,
    /// Where the table itself starts.
    start: usize,
}

fn table(pdf: &[u8]) -> Option<Table<'_>> {
    let end = std::str::from_utf8(&pdf[pdf.len().saturating_sub(32)..]).ok()?;
    let start: usize = end
        .rsplit_once("startxref\n")?
        .1
        .lines()
        .next()?
        .parse()
        .ok()?;
    let text = std::str::from_utf8(pdf.get(start..)?).ok()?;
    let (rows, trailer) = text.strip_prefix("xref\n")?.split_once("trailer\n<<")?;
    let mut rows = rows.lines();
    let size: usize = rows.next()?.strip_prefix("0 ")?.parse().ok()?;
    let mut offsets = Vec::with_capacity(size);
    for (number, row) in rows.enumerate() {
        let (offset, kind) = row.split_at_checked(10)?;
        if kind.trim_end().ends_with('n') {
            offsets.push((offset.parse().ok()?, number));
        }
    }
    offsets.sort_unstable();
    if offsets.iter().any(|(_, number)| *number >= size) {
        return None;
    }
    let (trailer, _) = trailer.rsplit_once(">>\nstartxref")?;
    let trailer = trailer.strip_prefix(&format!("/Size {size}"))?;
    // Neither encrypted nor updated later.
    let entries = format!("<<{trailer}>>");
    let known: [&[u8]; 3] = [b"/Root", b"/Info", b"/ID"];
    let mut entries = items(entries.as_bytes())?.into_iter().step_by(2);
    if !entries.all(|key| known.contains(&key)) {
        return None;
    }
    Some(Table {
        offsets,
        size,
        trailer,
        start,
    })
}

fn stream_object(out: &mut Vec<u8>, number: usize, entries: &[u8], data: &[u8]) -> Option<()> {
    let data = compressed(data)?;
    let length = data.len();
    write!(out, "{number} 0 obj\n<<").ok()?;
    out.extend_from_slice(entries);
    write!(out, "/Filter/FlateDecode/Length {length}").ok()?;
    out.extend_from_slice(START_OF_DATA);
    out.extend_from_slice(&data);
    out.extend_from_slice(END_OF_STREAM);
    Some(())
}

/// How hard to look for what repeats: up to 12, which takes three times as long for a hundredth less.
const LEVEL: i32 = 10;

/// The data of a `/FlateDecode` stream.
fn compressed(data: &[u8]) -> Option<Vec<u8>> {
    let mut compressor = Compressor::new(CompressionLvl::new(LEVEL).ok()?);
    let mut compressed = vec![0; compressor.zlib_compress_bound(data.len())];
    let length = compressor.zlib_compress(data, &mut compressed).ok()?;
    compressed.truncate(length);
    Some(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_renumbered_and_text_is_not() {
        let mut numbers = vec![0; 13];
        (numbers[5], numbers[12]) = (31, 2);
        let object = b"<</P 5 0 R/K[12 0 R 5]/N 12/URI(see 5 0 R \\) 5 0 R)/T<4142>>>";
        let expected = b"<</P 31 0 R/K[2 0 R 5]/N 12/URI(see 5 0 R \\) 5 0 R)/T(AB)>>";
        assert_eq!(renumbered(object, &numbers).unwrap(), expected);
        assert!(renumbered(b"<</P 99 0 R>>", &numbers).is_none());
    }

    #[test]
    fn corners_of_links_are_whole_points() {
        let link = b"<</Type/Annot/Subtype/Link/Rect[77.04 9.96 8 1]/F 4/Contents(1.234)>>";
        let simple = b"<</Type/Annot/Subtype/Link/Rect[77 10 8 1]/F 4/Contents(1.234)>>";
        assert_eq!(in_whole_points(link).unwrap(), simple);
        assert!(in_whole_points(b"<</Rect[1.234]>>").is_none());
    }

    #[test]
    fn boxes_of_a_link_are_one_where_they_touch() {
        let check = |right: usize, top: usize, quads: &str, expected: &str| {
            let link = format!("<</Type/Annot/Subtype/Link/Rect[10 20 {right} {top}]");
            let before = format!("{link}/QuadPoints[{quads}]/F 4>>");
            let after = in_whole_points(before.as_bytes()).unwrap();
            assert_eq!(
                String::from_utf8_lossy(&after),
                format!("{link}{expected}/F 4>>")
            );
        };
        let word = "10 20 50 20 50 32 10 32";
        // The small number behind a word, higher than it.
        let number = "50.2 25 57.7 25 57.7 35 50.2 35";
        check(58, 35, &format!("{word} {number}"), "");
        check(90, 60, word, "/QuadPoints[10 20 50 20 50 32 10 32]");
        let next_line = "10 40 90 40 90 60 10 60";
        check(
            90,
            60,
            &format!("{word} {number} {next_line}"),
            "/QuadPoints[10 20 58 20 58 35 10 35 10 40 90 40 90 60 10 60]",
        );
    }

    #[test]
    fn a_tag_does_not_say_what_is_known() {
        let check = |before: &str, after: &str| {
            let tag = without_needless_entries(before.as_bytes()).unwrap();
            assert_eq!(String::from_utf8_lossy(&tag), after);
        };
        check(
            "<</Type/StructElem/S/P/P 1 0 R/K[0]>>",
            "<</S/P/P 1 0 R/K[0]>>",
        );
        check("<</Type/StructElem/S/H2/T(a\\)b)/K[0]>>", "<</S/H2/K[0]>>");
        assert!(without_needless_entries(b"<</Type/Page/T(a)>>").is_none());
    }
}
