//! The document as a whole: words, fonts, bytes.

use super::*;

#[test]
fn a_character_that_no_font_has_is_told_with_its_place_and_the_cure() {
    check_problem(
        "Først.\n\nSå ᚠ her.\n\n- og ᚠ\n",
        "src/index.md:5: no font of the PDF has 'ᚠ', U+16A0 (also in src/index.md:7)\n  \
         run fonts/cut.sh",
    );
}
