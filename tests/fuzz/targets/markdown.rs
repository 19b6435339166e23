//! Any Markdown as a chapter: filled in, or refused with a line of it; without a directive, it is itself.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mdbook_operators::{Catalog, Data, expand, load};

static DATA: LazyLock<Data> = LazyLock::new(|| {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    load(root).expect("the data of the guide is right")
});

fuzz_target!(|markdown: &str| {
    let expanded = expand(markdown, "src/a.md", "", &DATA, &Catalog::source());
    if !markdown.contains("source:") && !markdown.contains(['`', '~']) {
        assert_eq!(expanded.as_deref(), Ok(markdown));
    }
    let lines = markdown.matches('\n').count() + 1;
    for problem in expanded.err().unwrap_or_default().0 {
        assert!(problem.line.is_none_or(|line| (1..=lines).contains(&line)));
    }
});
