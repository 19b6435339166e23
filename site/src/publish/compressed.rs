//! What a host sends instead of a file to a browser that unpacks it: smaller by three quarters.

use std::io::Write;

use flate2::write::GzEncoder;

use crate::beside::shared;
use crate::editions::File;

/// The ends of names of files that become much smaller. Pictures, PDFs and the search index are packed
/// already.
const TEXTS: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "xml"];

/// The ends of the names of compressed files, as nginx and its like look for them.
pub(super) const ENDS: [&str; 2] = [".br", ".gz"];

/// Each text of `files` once more in Brotli (RFC 7932) and gzip (RFC 1952), as small as they become.
pub(crate) fn compressed(files: &[File]) -> Vec<File> {
    let texts: Vec<&File> = files.iter().filter(|file| is_text(&file.path)).collect();
    shared(&texts, |file| both(file))
        .into_iter()
        .flatten()
        .collect()
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, end)| TEXTS.contains(&end))
}

fn both(file: &File) -> [File; 2] {
    let contents = [brotli(&file.content), gzip(&file.content)];
    let [brotli, gzip] = contents.map(|content| content.expect("memory takes everything"));
    [
        File::new(format!("{}{}", file.path, ENDS[0]), brotli),
        File::new(format!("{}{}", file.path, ENDS[1]), gzip),
    ]
}

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut input = content;
    let best = brotli::enc::BrotliEncoderParams::default();
    brotli::BrotliCompress(&mut input, &mut packed, &best)?;
    Ok(packed)
}

/// Without name and time, so that the same content always gives the same file.
fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(content)?;
    packed.finish()
}
