//! Any bytes as `operators.json`, as `sources.json` and as `plan.json`: data, or problems in the file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mdbook_operators::load_from;

const FILES: [(&str, &[u8]); 3] = [
    ("operators.json", include_bytes!("../../../preprocessor/tests/fixture/operators.json")),
    ("sources.json", include_bytes!("../../../preprocessor/tests/fixture/sources.json")),
    ("plan.json", include_bytes!("../../../preprocessor/tests/fixture/plan.json")),
];

fuzz_target!(|bytes: &[u8]| {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    for (fuzzed, _) in FILES {
        let loaded = load_from(|name| {
            let (_, right) = FILES.iter().find(|(file, _)| *file == name).unwrap();
            Ok(if name == fuzzed { bytes } else { right }.to_vec())
        });
        let problems = loaded.err().unwrap_or_default().0;
        let found = problems.iter().filter(|one| one.file == fuzzed);
        for line in found.filter_map(|one| one.line) {
            assert!((1..=lines).contains(&line));
        }
    }
});
