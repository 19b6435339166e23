//! The document as a whole: words, fonts, bytes.

use super::*;

#[test]
fn a_character_that_no_font_has_is_told_with_each_place_and_the_cure() {
    let source = source("Først.\n\nSå ᚠ her.\n\n- og ᚠ\n").unwrap();
    let problems = typeset::export(&PRESS, source).unwrap_err().to_string();
    let told = |line| {
        format!(
            "src/index.md:{line}: no font of the PDF has 'ᚠ', U+16A0\n  \
             run fonts/cut.sh, or write another character"
        )
    };
    assert_eq!(problems, [told(5), told(7)].join("\n"));
}
