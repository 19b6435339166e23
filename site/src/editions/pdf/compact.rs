//! A PDF in a third of the bytes.
//!
//! Typst writes each tag and each link as an object of its own, in plain text. Since PDF 1.5, and so
//! in PDF/A-2 and PDF/UA-1, objects may stand together in compressed streams (ISO 32000-1, 7.5.7 and
//! 7.5.8), which [`lopdf`] writes. Goes when Typst does so itself
//! (<https://github.com/typst/typst/issues/7142>).

use anyhow::{Context, Result, bail};
use lopdf::{Document, Object, SaveOptions};

/// As good as the packing gets: reading takes as long at every level.
const LEVEL: u32 = 9;

/// How a stream ends whose last byte seems to belong to the end of the line behind it.
const CUT_SHORT: &[u8] = b"\r\nendstream";

/// The same document, smaller. The same bytes give the same bytes.
///
/// No stream of it ends in a carriage return: PDF/A counts the bytes of a stream, and a carriage
/// return before the line feed of `endstream` is no byte of the stream (ISO 19005-2, 6.1.7.1).
///
/// # Errors
/// Bytes that are no PDF.
pub(crate) fn compact(pdf: &[u8]) -> Result<Vec<u8>> {
    let mut document = Document::load_mem(pdf).context("packing the PDF")?;
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.content.ends_with(b"\r")
        {
            // White space in a page's code and in XML; what is compressed has its own end.
            let content = [&stream.content[..], b" "].concat();
            stream.set_content(content);
        }
    }
    // The streams that are written here end by chance, too: then the objects are divided otherwise.
    let all = document.objects.len();
    for streams in 1..=all {
        let packed = saved(&mut document, all.div_ceil(streams))?;
        if !has_cut_stream(&packed) {
            return Ok(packed);
        }
    }
    bail!("packing the PDF: however it is divided, a stream ends in a carriage return")
}

fn saved(document: &mut Document, objects_per_stream: usize) -> Result<Vec<u8>> {
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(objects_per_stream)
        .compression_level(LEVEL)
        .build();
    let mut packed = Vec::new();
    document
        .save_with_options(&mut packed, options)
        .context("packing the PDF")?;
    Ok(packed)
}

fn has_cut_stream(pdf: &[u8]) -> bool {
    pdf.windows(CUT_SHORT.len()).any(|bytes| bytes == CUT_SHORT)
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};
    use proptest::prelude::*;

    use super::*;

    /// A PDF of a stream and of texts that stand in an object stream.
    fn written(content: &[u8], texts: &[String]) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let code = document.add_object(Stream::new(dictionary! {}, content.to_vec()));
        let texts: Vec<Object> = texts
            .iter()
            .map(|text| {
                document
                    .add_object(Object::string_literal(text.as_str()))
                    .into()
            })
            .collect();
        let root = document.add_object(dictionary! { "Code" => code, "Texts" => texts });
        document.trailer.set("Root", root);
        let mut pdf = Vec::new();
        document.save_to(&mut pdf).unwrap();
        pdf
    }

    /// The stream and the texts again.
    fn read(pdf: &[u8]) -> (Vec<u8>, Vec<String>) {
        let document = Document::load_mem(pdf).unwrap();
        let root = document.catalog().unwrap();
        let code = root.get(b"Code").and_then(Object::as_reference).unwrap();
        let code = document
            .get_object(code)
            .and_then(Object::as_stream)
            .unwrap();
        let texts = root.get(b"Texts").and_then(Object::as_array).unwrap();
        let texts = texts.iter().map(|text| {
            let text = document.get_object(text.as_reference().unwrap()).unwrap();
            String::from_utf8(text.as_str().unwrap().to_vec()).unwrap()
        });
        (code.content.clone(), texts.collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

        // One compressed stream of 256 ends in a carriage return.
        #[test]
        fn no_stream_ends_in_a_carriage_return(
            content in "[a-z ]{0,20}\r?",
            texts in prop::collection::vec("[a-z]{1,9}", 1..9),
        ) {
            let pdf = written(content.as_bytes(), &texts);
            let packed = compact(&pdf).unwrap();
            prop_assert!(!has_cut_stream(&packed));
            prop_assert_eq!(&packed, &compact(&pdf).unwrap());
            let (code, read) = read(&packed);
            let added = if content.ends_with('\r') { " " } else { "" };
            prop_assert_eq!(code, (content + added).into_bytes());
            prop_assert_eq!(read, texts);
        }
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(compact(b"").is_err());
        assert!(compact(b"%PDF-1.7\n%%EOF").is_err());
    }
}
