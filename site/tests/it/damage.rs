//! A good guide, damaged at random: it is refused with a message, or becomes a site that keeps its promises.
//!
//! `DAMAGE=1000` tries so many damages instead of a few, `DAMAGE_FROM` begins with another one.

use std::env;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::{copy_of_guide, files, is_last, put_site, site};

/// What is written into a file at a random place.
const HOSTILE: [&str; 16] = [
    "<script>alert(1)</script>",
    "<a href=\"https://evil.example/\">x</a>",
    "[x](https://evil.example/)",
    "[x](javascript:alert(1))",
    "https://evil.example/",
    "829 12 345",
    "<!-- a --!><meta http-equiv=refresh content=0;url=//evil.example><!-- -->",
    "{{{content}}}",
    "{{#each x}}",
    "</main>",
    "\n\n# x {#main}\n\n",
    "\"",
    "\\",
    "\u{202e}",
    "\u{0}",
    "|\n",
];

/// Numbers as random as a test needs, the same for each seed (`SplitMix64`).
struct Random(u64);

impl Random {
    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let end = u64::try_from(end.max(1)).unwrap();
        usize::try_from((mixed ^ (mixed >> 31)) % end).unwrap()
    }
}

/// `content`, damaged in one way.
fn damaged(content: &[u8], random: &mut Random) -> Vec<u8> {
    let mut content = content.to_vec();
    let at = random.below(content.len());
    let line_start = |content: &[u8], at: usize| {
        content[..at]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1)
    };
    let start = line_start(&content, at);
    let rest = content[start..].iter().position(|byte| *byte == b'\n');
    let end = rest.map_or(content.len(), |length| start + length + 1);
    match random.below(9) {
        0 => drop(content.drain(at..(at + 1 + random.below(40)).min(content.len()))),
        1 => drop(content.drain(start..end)),
        2 => {
            let line = content[start..end].to_vec();
            content.splice(start..start, line);
        }
        3 => {
            let line: Vec<u8> = content.drain(start..end).collect();
            let to = random.below(content.len());
            let to = line_start(&content, to);
            content.splice(to..to, line);
        }
        4 => content.truncate(at),
        5 if !content.is_empty() => content[at] ^= 1 << random.below(8),
        6 => {
            let from = random.below(content.len());
            let piece = content[from..(from + random.below(200)).min(content.len())].to_vec();
            content.splice(at..at, piece);
        }
        _ => {
            let hostile = HOSTILE[random.below(HOSTILE.len())];
            content.splice(at..at, hostile.bytes());
        }
    }
    content
}

/// Damages one file of the guide in `folder`, builds it and mends it again.
fn try_damage(folder: &Path, names: &[String], seed: u64) {
    let mut random = Random(seed);
    let name = &names[random.below(names.len())];
    let path = folder.join(name);
    let good = fs::read(&path).unwrap();
    fs::write(&path, damaged(&good, &mut random)).unwrap();
    let book = folder.join("book");
    let output = site(&["build", "--no-pdf"], folder);
    fs::write(&path, good).unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    let told = format!("DAMAGE_FROM={seed}, {name}: {error}");
    assert!(!error.contains("panicked"), "{told}");
    match output.status.code() {
        Some(0) => {
            keeps_its_promises(&book, &told);
            fs::write(book.join(crate::PAGE), "the last site").unwrap();
        }
        Some(1) => {
            assert!(error.contains("error: "), "{told}");
            assert!(is_last(&book), "{told}");
        }
        _ => panic!("{told}"),
    }
}

/// The addresses of the site are there, and no page leads to the evil one or carries a script.
fn keeps_its_promises(book: &Path, told: &str) {
    for name in files(book).iter().filter(|name| name.ends_with(".html")) {
        let page = fs::read_to_string(book.join(name)).unwrap();
        for evil in ["=\"https://evil", "=//evil", "<script>", "=\"javascript:"] {
            assert!(!page.contains(evil), "{name} has {evil}: {told}");
        }
    }
    let list = fs::read_to_string(crate::root().join("permalinks.txt")).unwrap();
    for address in list.lines() {
        let (file, id) = address.split_once('#').unwrap();
        let page = fs::read_to_string(book.join("zh-Hans").join(file)).unwrap();
        assert!(
            page.contains(&format!(" id=\"{id}\"")),
            "{address} is gone: {told}"
        );
    }
}

#[test]
fn a_damaged_guide_is_refused_or_becomes_a_site_that_keeps_its_promises() {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse().ok());
    let next = AtomicU64::new(number("DAMAGE_FROM").unwrap_or(0));
    let end = next.load(Ordering::Relaxed) + number("DAMAGE").unwrap_or(24);
    let try_some = || {
        let guide = copy_of_guide();
        fs::remove_file(guide.path().join("po/en.po")).unwrap();
        put_site(&guide.path().join("book"));
        let texts = |name: &String| {
            !name.starts_with("book/") && !name.starts_with("fonts/") && !name.ends_with(".png")
        };
        let names: Vec<String> = files(guide.path()).into_iter().filter(texts).collect();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                break;
            }
            try_damage(guide.path(), &names, seed);
        }
    };
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(try_some);
        }
    });
}
