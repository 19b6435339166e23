//! Texts: what stays together on a line, and how much room they take.

/// Chinese characters and punctuation: between them a line break in the source is no space.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{323af}')
}

/// How much room a text takes, in Latin letters.
pub(super) fn letters(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// `text` with spaces that do not break between a number and what it counts: `14 dager`, `第 2 步`.
/// `numbered` are the words that have their number behind them.
pub(super) fn unbroken(text: &str, numbered: &str) -> String {
    let mut unbroken = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        let together = c == ' ' && belong_together(&text[..index], &text[index + 1..], numbered);
        unbroken.push(if together { '\u{a0}' } else { c });
    }
    unbroken
}

/// Whether no line ends between `before` and `after`: what has a number and the number, or a number
/// and the next word. A number of more than three digits is a year, and one with a sign in it a
/// section, a date or a range: they stand alone, but in Chinese, where all of them are short.
fn belong_together(before: &str, after: &str, numbered: &str) -> bool {
    let Some(next) = after.chars().next() else {
        return false;
    };
    if next.is_ascii_digit() {
        return is_numbered(before, numbered);
    }
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = before.len() - head.len();
    let is_amount = || {
        !head.ends_with(|c: char| c.is_alphanumeric() || "-–.,:/+".contains(c))
            && !is_numbered(head.trim_end(), numbered)
    };
    let is_counted = next.is_alphabetic() || next == '%';
    digits > 0 && (is_wide(next) || digits <= 3 && is_counted && is_amount())
}

/// Whether `text` ends with one of the words, which commas separate.
fn is_numbered(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.split(", ").any(|word| {
        text.strip_suffix(word).is_some_and(|before| {
            is_wide(word.chars().next().unwrap_or_default())
                || !before.ends_with(char::is_alphabetic)
        })
    })
}
