//! What the PDF says besides the chapters, in Chinese: the catalog of a language translates it.

/// The heading of the table of contents.
pub(super) const CONTENTS: &str = "目录";
/// The foot of a page.
pub(super) const PAGE: &str = "第 {n} 页，共 {total} 页";
/// What follows a link to another page of the guide, brackets and space included.
pub(super) const SEE_PAGE: &str = "（第\u{a0}{n}\u{a0}页）";
/// What follows a link whose number or address its words do not show.
pub(super) const SHOWN: &str = "（{text}）";
/// The heading of the web addresses at the end.
pub(super) const ADDRESSES: &str = "网址";
/// What the small numbers behind links are.
pub(super) const NUMBERS: &str = "链接后面方括号里的小数字，是书末“网址”一章里的编号。";
/// How to type an address that takes more than one line.
pub(super) const IN_ONE: &str =
    "占几行的网址，请连起来输入，中间不加空格；行末的“-”是网址的一部分。";
/// The words that stand before their number. A translation lists them, with commas between.
pub(super) const NUMBERED: &str = "第";
/// What the QR code is, for those who cannot see it.
pub(super) const QR_CODE: &str = "二维码：{url}";

/// All of them.
pub(crate) const WORDS: [&str; 9] = [
    CONTENTS, PAGE, SEE_PAGE, SHOWN, ADDRESSES, NUMBERS, NUMBERED, IN_ONE, QR_CODE,
];
