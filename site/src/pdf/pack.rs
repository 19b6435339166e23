//! Packs the small objects of a finished PDF into compressed streams.
//!
//! Typst writes each structure element and each link as an object of its own, in plain text, with
//! twenty bytes in the table of offsets: two thirds of a tagged guide. PDF 1.5 and later, and with
//! them PDF/A-2 and PDF/UA-1, may keep objects in compressed streams (ISO 32000-1, 7.5.7 and 7.5.8).
//! Goes when Typst does so itself (<https://github.com/typst/typst/issues/7142>).
//!
//! This reads only what Typst writes (one table of offsets, no updates, no encryption). Anything
//! else stays as it is.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Objects in one stream: readers unpack a stream as a whole to see one of them.
const PER_STREAM: usize = 200;

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
    let mut entries = vec![Entry::Free; size];
    let mut small: Vec<(usize, &[u8])> = Vec::new();
    for (index, (offset, number)) in offsets.iter().copied().enumerate() {
        let end = offsets.get(index + 1).map_or(start, |(next, _)| *next);
        let body = pdf
            .get(offset..end)?
            .strip_prefix(format!("{number} 0 obj\n").as_bytes())?;
        let body = body.trim_ascii_end().strip_suffix(b"\nendobj")?;
        if let Some(stream) = body.strip_suffix(b"\nendstream") {
            entries[number] = Entry::Offset(out.len());
            writeln!(out, "{number} 0 obj").ok()?;
            out.extend_from_slice(stream);
            out.extend_from_slice(END_OF_STREAM);
        } else {
            small.push((number, body));
        }
    }
    // Like beside like packs better: an object of a kind begins like the others, up to a number.
    small.sort_by_key(|(_, body)| body.split(u8::is_ascii_digit).next());
    for objects in small.chunks(PER_STREAM) {
        let stream = entries.len();
        let mut places = String::new();
        let mut bodies = Vec::new();
        for (index, (number, body)) in objects.iter().enumerate() {
            entries[*number] = Entry::In { stream, index };
            places.push_str(&format!("{number} {} ", bodies.len()));
            bodies.extend_from_slice(body);
            bodies.push(b'\n');
        }
        let first = places.len();
        let data = [places.into_bytes(), bodies].concat();
        let dict = format!("/Type/ObjStm/N {}/First {first}", objects.len());
        entries.push(Entry::Offset(out.len()));
        stream_object(&mut out, stream, &dict, &data)?;
    }
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
