//! Words that stand in code, listed for the catalogs.

/// Constants with words, and `ALL` of them.
macro_rules! fixed {
    ($($(#[$doc:meta])* $vis:vis const $name:ident: &str = $text:literal;)+) => {
        $($(#[$doc])* $vis const $name: &str = $text;)+
        pub(crate) const ALL: &[&str] = &[$($name),+];
    };
}
pub(crate) use fixed;
