//! Tables, and how wide their columns are.

use std::fmt::Write;

use mdbook_markdown::pulldown_cmark::Alignment;

use super::tree::Node;
use super::typography::{is_wide, letters};
use super::typst::Fragment;
use super::writer::{SMALL, Writer};

/// A table with more rows than this below its head may go on on the next page.
const SMALL_TABLE: usize = 4;

impl Writer<'_> {
    /// Writes a table of `rows`, the first of which names the columns.
    pub(super) fn table(&mut self, alignments: &[Alignment], rows: &[Node], out: &mut Fragment) {
        let mut columns = vec![Column::default(); alignments.len()];
        let mut length = 0;
        let mut write_row = |row: &Node| {
            let mut code = String::from("(");
            for (index, (column, cell)) in columns.iter_mut().zip(&row.inner).enumerate() {
                let cell = self.fragment(&cell.inner);
                column.measure(&cell.plain, index == 0);
                length += letters(&cell.plain);
                _ = write!(code, "{},", cell.value());
                out.plain.push_str(&cell.plain);
            }
            code + ")"
        };
        let head = rows.first().map(&mut write_row);
        let body: Vec<String> = rows.iter().skip(1).map(write_row).collect();
        let alignments = alignments.iter().map(|alignment| match alignment {
            Alignment::None | Alignment::Left => "start,",
            Alignment::Center => "center,",
            Alignment::Right => "end,",
        });
        let whole = body.len() <= SMALL_TABLE && length <= SMALL;
        let (columns, alignments) = (columns_code(&columns), alignments.collect::<String>());
        let head = head.as_deref().unwrap_or("()");
        let rows: String = body.iter().map(|row| format!("\n{row},")).collect();
        let call = format!("sheet({whole},({columns}),({alignments}),{head},({rows}));");
        out.code.push_str(&call);
    }
}

/// What a table column holds, in widths of a Latin letter.
#[derive(Clone, Copy, Default)]
struct Column {
    /// The longest part that cannot be broken.
    word: usize,
    /// The longest cell.
    cell: usize,
}

impl Column {
    /// The letters that fit into a line of a table.
    const LINE: usize = 86;
    /// The white at both sides of a cell.
    const INSET: usize = 4;
    /// No column gets narrower than its longest word, up to this: web addresses can break.
    const WORD: usize = 18;
    /// Longer cells do not make a column wider.
    const CELL: usize = 90;
    /// What names a row, up to this, stays on one line: Chinese could break anywhere.
    const NAME: usize = 12;

    fn measure(&mut self, text: &str, names_row: bool) {
        let words = text.split(|c: char| c == ' ' || c == '/' || is_wide(c));
        let longest = words.map(|word| word.chars().count()).max();
        let cell = letters(text);
        let name = if names_row { cell.min(Self::NAME) } else { 0 };
        let word = name.max(longest.unwrap_or_default()).clamp(4, Self::WORD);
        self.word = self.word.max(word + Self::INSET);
        self.cell = self
            .cell
            .max(cell + Self::INSET)
            .clamp(self.word, Self::CELL);
    }
}

/// The widths of the columns: as wide as their cells where that fits, else shared out as browsers
/// do, each column its longest word and a part of the rest by the length of its cells.
fn columns_code(columns: &[Column]) -> String {
    let words: usize = columns.iter().map(|column| column.word).sum();
    let cells: usize = columns.iter().map(|column| column.cell).sum();
    let rest = Column::LINE.saturating_sub(words);
    let width = |column: &Column| {
        let share = (column.cell - column.word) * rest / (cells - words).max(1);
        format!("{}fr,", (column.word + share).max(1))
    };
    columns.iter().map(width).collect()
}
