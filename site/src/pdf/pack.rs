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

use std::collections::HashSet;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::content::{decimal, is_delimiter, shortened, token_length};

/// Objects in one stream: readers unpack a stream as a whole to see one of them.
const PER_STREAM: usize = 4000;

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
    let mut out = pdf[..offsets.first()?.0].to_vec();
    let pages = contents_of_pages(pdf);
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
            None => small.push((number, body)),
        }
    }
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
        let content = Some(stream).filter(|_| pages.contains(&number));
        match content.and_then(shortened_stream) {
            Some(content) => stream_object(&mut out, new, "", &content)?,
            None => {
                let (dict, data) = stream.split_at(stream_start(stream)?);
                writeln!(out, "{new} 0 obj").ok()?;
                out.extend_from_slice(&renumbered(dict, &numbers)?);
                out.extend_from_slice(data);
                out.extend_from_slice(END_OF_STREAM);
            }
        }
    }
    for objects in small.chunks(PER_STREAM) {
        let stream = entries.len();
        let mut places = String::new();
        let mut bodies = Vec::new();
        for (index, (number, body)) in objects.iter().enumerate() {
            let new = numbers[*number];
            entries[new] = Entry::In { stream, index };
            places.push_str(&format!("{new} {} ", bodies.len()));
            bodies.extend(rounded_corners(&renumbered(body, &numbers)?));
            bodies.push(b'\n');
        }
        let first = places.len();
        let data = [places.into_bytes(), bodies].concat();
        let dict = format!("/Type/ObjStm/N {}/First {first}", objects.len());
        entries.push(Entry::Offset(out.len()));
        stream_object(&mut out, stream, &dict, &data)?;
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
    stream_object(&mut out, number, &dict, &rows)?;
    write!(out, "startxref\n{start}\n%%EOF").ok()?;
    Some(out)
}

/// `object` with its references `12 0 R` to the new numbers.
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
            .strip_prefix(b" 0 R")
            .and_then(|after| Some((number()?, after)))
        {
            Some((number, after)) => {
                write!(renumbered, "{} 0 R", numbers.get(number)?).ok()?;
                rest = after;
            }
            None => renumbered.extend_from_slice(token),
        }
    }
    Some(renumbered)
}

/// The numbers of the streams that hold what stands on the pages.
fn contents_of_pages(pdf: &[u8]) -> HashSet<usize> {
    const KEY: &[u8] = b"/Contents ";
    let starts = pdf.windows(KEY.len()).enumerate();
    let starts = starts.filter(|(_, window)| *window == KEY);
    let numbers = starts.filter_map(|(start, _)| {
        let rest = &pdf[start + KEY.len()..];
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
    });
    numbers.collect()
}

/// A link with its corners rounded to a tenth of a point, a thirtieth of a millimetre; any other
/// object as it is.
fn rounded_corners(object: &[u8]) -> Vec<u8> {
    let Some(mut rest) = std::str::from_utf8(object)
        .ok()
        .filter(|text| text.starts_with("<</Type/Annot/Subtype/Link/Rect["))
    else {
        return object.to_vec();
    };
    let mut rounded = String::with_capacity(rest.len());
    for key in ["/Rect[", "/QuadPoints["] {
        let Some((before, (corners, after))) = rest
            .split_once(key)
            .and_then(|(before, corners)| Some((before, corners.split_once(']')?)))
        else {
            continue;
        };
        let corners: Vec<String> = corners
            .split(' ')
            .map(|corner| match corner.parse::<f64>() {
                Ok(corner) => decimal(corner, 1),
                Err(_) => corner.to_owned(),
            })
            .collect();
        rounded.push_str(&format!("{before}{key}{}]", corners.join(" ")));
        rest = after;
    }
    (rounded + rest).into_bytes()
}

/// What a compressed stream says, in fewer bytes.
fn shortened_stream(stream: &[u8]) -> Option<Vec<u8>> {
    let (dict, data) = stream.split_at(stream_start(stream)?);
    let dict = std::str::from_utf8(dict).ok()?;
    if !dict.contains("/Filter/FlateDecode") || dict.contains("/DecodeParms") {
        return None;
    }
    let mut content = Vec::new();
    ZlibDecoder::new(&data[START_OF_DATA.len()..])
        .read_to_end(&mut content)
        .ok()?;
    shortened(&content)
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
    let (trailer, _) = trailer.rsplit_once(">>\nstartxref")?;
    let trailer = trailer.strip_prefix(&format!("/Size {size}"))?;
    Some(Table {
        offsets,
        size,
        trailer,
        start,
    })
}

fn stream_object(out: &mut Vec<u8>, number: usize, dict: &str, data: &[u8]) -> Option<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).ok()?;
    let data = encoder.finish().ok()?;
    let length = data.len();
    write!(
        out,
        "{number} 0 obj\n<<{dict}/Filter/FlateDecode/Length {length}>>\nstream\n"
    )
    .ok()?;
    out.extend_from_slice(&data);
    out.extend_from_slice(END_OF_STREAM);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_renumbered_and_text_is_not() {
        let mut numbers = vec![0; 13];
        (numbers[5], numbers[12]) = (31, 2);
        let object = b"<</P 5 0 R/K[12 0 R 5]/N 12/URI(see 5 0 R \\) 5 0 R)/T<5 0 R>>>";
        let expected = b"<</P 31 0 R/K[2 0 R 5]/N 12/URI(see 5 0 R \\) 5 0 R)/T<5 0 R>>>";
        assert_eq!(renumbered(object, &numbers).unwrap(), expected);
        assert!(renumbered(b"<</P 99 0 R>>", &numbers).is_none());
    }

    #[test]
    fn corners_of_links_are_rounded() {
        let link = b"<</Type/Annot/Subtype/Link/Rect[77.004 9.96 8 1]/F 4/QuadPoints[1.25 2 3 4.0]/Contents(1.234)>>";
        let rounded = b"<</Type/Annot/Subtype/Link/Rect[77 10 8 1]/F 4/QuadPoints[1.2 2 3 4]/Contents(1.234)>>";
        assert_eq!(rounded_corners(link), rounded);
        assert_eq!(rounded_corners(b"<</Rect[1.234]>>"), b"<</Rect[1.234]>>");
    }
}
