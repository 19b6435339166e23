//! A PDF in a third of the bytes.
//!
//! Typst writes each tag and each link as an object of its own, in plain text. Since PDF 1.5, and so
//! in PDF/A-2 and PDF/UA-1, objects may stand together in compressed streams (ISO 32000-1, 7.5.7 and
//! 7.5.8), which [`lopdf`] writes. Goes when Typst does so itself
//! (<https://github.com/typst/typst/issues/7142>).

use std::io::Write;

use anyhow::{Context, Result};
use lopdf::xref::XrefStreamBuilder;
use lopdf::{Document, Object, SaveOptions, Stream, Writer};

/// As good as the packing gets: reading takes as long at every level.
const LEVEL: u32 = 9;

/// The same document, smaller. The same bytes give the same bytes.
///
/// No stream of it ends in a carriage return: PDF/A counts the bytes of a stream, and a carriage
/// return before the line feed of `endstream` is no byte of the stream (ISO 19005-2, 6.1.7.1).
///
/// # Errors
/// Bytes that are no PDF.
pub(crate) fn compact(pdf: &[u8]) -> Result<Vec<u8>> {
    pack(pdf).context("packing the PDF")
}

fn pack(pdf: &[u8]) -> Result<Vec<u8>> {
    let mut document = Document::load_mem(pdf)?;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content.ends_with(b"\r")
        {
            // White space in a page's code and in XML; what is compressed has its own end.
            stream.set_content([&stream.content[..], b" "].concat());
        }
    }
    // The streams that are written here end by chance, too: then the objects are divided otherwise.
    let all = document.objects.len();
    let mut divided = (1..=all).map(|streams| saved(&mut document, all.div_ceil(streams)));
    let is_whole =
        |packed: &Result<Vec<u8>>| packed.as_ref().map_or(true, |it| !has_cut_stream(it));
    divided
        .find(is_whole)
        .context("each way to divide it cuts a stream short")?
}

fn saved(document: &mut Document, objects_per_stream: usize) -> Result<Vec<u8>> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(objects_per_stream)
        .compression_level(LEVEL)
        .build();
    let mut packed = Vec::new();
    document.save_with_options(&mut packed, options)?;
    with_small_table(packed)
}

/// The same document with a compressed table of its objects, the last one, which lopdf leaves as it is.
fn with_small_table(mut packed: Vec<u8>) -> Result<Vec<u8>> {
    let document = Document::load_mem(&packed)?;
    let mut table = XrefStreamBuilder::new(&document.reference_table);
    let widths = table.calculate_optimal_widths().into_iter();
    let widths = widths.map(|width| Ok(i64::try_from(width)?.into()));
    let widths = widths.collect::<Result<Vec<Object>>>()?;
    let mut stream = Stream::new(document.trailer, table.build_stream_content()?);
    stream.dict.set("Type", "XRef");
    stream.dict.set("W", widths);
    stream.dict.set("Index", table.build_index_array());
    stream.compress()?;
    packed.truncate(document.xref_start);
    writeln!(packed, "{} 0 obj", document.max_id)?;
    Writer::write_object(&mut packed, &stream.into())?;
    write!(
        packed,
        "\nendobj\nstartxref\n{}\n%%EOF",
        document.xref_start
    )?;
    Ok(packed)
}

/// Whether a stream ends with a byte that seems to belong to the end of the line behind it.
fn has_cut_stream(pdf: &[u8]) -> bool {
    let end = b"\r\nendstream";
    pdf.windows(end.len()).any(|bytes| bytes == end)
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;
    use proptest::prelude::*;

    use super::*;

    /// A PDF of a stream and of texts that stand in an object stream.
    fn written(content: &[u8], texts: &[String]) -> Document {
        let mut document = Document::with_version("1.7");
        let code = document.add_object(Stream::new(dictionary! {}, content.to_vec()));
        let texts = texts
            .iter()
            .map(|text| Object::string_literal(text.as_str()));
        let texts: Vec<Object> = texts.map(|text| document.add_object(text).into()).collect();
        let root = document.add_object(dictionary! { "Code" => code, "Texts" => texts });
        document.trailer.set("Root", root);
        document
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

        // One compressed stream of 256 ends in a carriage return.
        #[test]
        fn no_stream_ends_in_a_carriage_return(
            content in "[a-z ]{0,20}\r?",
            texts in prop::collection::vec("[a-z]{1,9}", 1..9),
        ) {
            let mut pdf = Vec::new();
            written(content.as_bytes(), &texts).save_to(&mut pdf).unwrap();
            let packed = compact(&pdf).unwrap();
            prop_assert!(!has_cut_stream(&packed));
            prop_assert_eq!(&packed, &compact(&pdf).unwrap());
            let content = content.replace('\r', "\r ");
            let read = Document::load_mem(&packed).unwrap();
            let expected = written(content.as_bytes(), &texts);
            prop_assert_eq!(read.trailer.get(b"Root").ok(), expected.trailer.get(b"Root").ok());
            for (id, object) in &expected.objects {
                prop_assert_eq!(format!("{object:?}"), format!("{:?}", read.get_object(*id).unwrap()));
            }
        }
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(compact(b"").is_err());
        assert!(compact(b"%PDF-1.7\n%%EOF").is_err());
    }
}
