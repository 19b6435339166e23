//! What a host sends instead of a file to a browser that unpacks it: smaller by three quarters.

use std::io::Write;
use std::num::NonZero;
use std::thread;

use flate2::write::GzEncoder;

use crate::editions::File;

/// The ends of names of files that become much smaller. Pictures, PDFs and the search index are packed
/// already.
const TEXTS: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "xml"];

/// The ends of the names of compressed files, as nginx and its like look for them.
pub(super) const ENDS: [&str; 2] = [".br", ".gz"];

/// Each text of `files` once more in Brotli (RFC 7932) and gzip (RFC 1952), as small as they become.
pub(crate) fn compressed(files: &[File]) -> Vec<File> {
    let texts: Vec<&File> = files.iter().filter(|file| is_text(&file.path)).collect();
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let parts = texts.chunks(texts.len().div_ceil(workers).max(1));
    thread::scope(|scope| {
        let works: Vec<_> = parts
            .map(|part| scope.spawn(|| part.iter().flat_map(|file| both(file)).collect::<Vec<_>>()))
            .collect();
        let done = works.into_iter().map(thread::ScopedJoinHandle::join);
        done.flat_map(|made| made.expect("compressing has no reason to fail"))
            .collect()
    })
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
