//! Says what stands on a page in fewer bytes.
//!
//! Typst's PDF writer gives each run of glyphs its whole state, with coordinates of a hundred
//! thousandth of a point and strings in which most bytes take four characters: after compression
//! still a third of a guide. Here a run only says what is different from the run before it, and
//! coordinates are rounded to a hundredth of a point, 3.5 thousandths of a millimetre.
//!
//! Operators are those of ISO 32000-1, annex A. A page that holds anything but what Typst writes
//! stays as it is.

use std::collections::{HashMap, HashSet, VecDeque};

use super::syntax::{is_delimiter, items, number, tokens, value, with_value};
use super::tags::Pieces;

/// Digits behind the point of a coordinate, and of a part of a colour, of which screens show 256
/// shades.
const COORDINATE: usize = 2;
const COLOUR: usize = 3;

/// How far from its place a run may stand, in hundredths of a point: seven thousandths of a
/// millimetre.
const TOLERANCE: f64 = 2.0;

/// Up to where a run still belongs to the line before it, in hundredths of its size: to the right or
/// left, and above or below. Behind that a new line is shorter.
const LONGEST_GAP: f64 = 300.0;
const HIGHEST_RISE: f64 = 60.0;

/// How wide the glyphs of a font are, by its name on the page: in thousandths of its size, in the
/// order of the codes.
pub type Fonts = HashMap<Vec<u8>, Vec<f64>>;

/// An operator with what stands before it.
struct Operation<'a> {
    operands: Vec<&'a [u8]>,
    operator: &'a [u8],
}

/// The begin of what belongs to a tag or to none.
enum Mark<'a> {
    Piece {
        name: &'a [u8],
        /// Its numbers on this page: more than one where pieces were joined.
        first: usize,
        last: usize,
        language: Option<&'a [u8]>,
    },
    Other(Operation<'a>),
}

impl<'a> Mark<'a> {
    fn read(operation: Operation<'a>, pieces: &Pieces) -> Self {
        let piece = || {
            let [name, properties] = operation.operands[..] else {
                return None;
            };
            let number = number(value(properties, b"/MCID")?)?;
            let language = value(properties, b"/Lang");
            let entries = items(properties)?.len() / 2;
            (entries == 1 + usize::from(language.is_some())).then(|| Self::Piece {
                name,
                first: number,
                last: number,
                language: language.filter(|language| !pieces.inherits(number, language)),
            })
        };
        piece().unwrap_or(Self::Other(operation))
    }

    /// Takes what `next` begins as a part of itself, if it is of one kind with it.
    fn join(&mut self, next: &Self, pieces: &Pieces) -> bool {
        match (self, next) {
            (Self::Other(artifact), Self::Other(next)) => {
                artifact.operands.first() == Some(&&b"/Artifact"[..])
                    && artifact.operands == next.operands
            }
            (
                Self::Piece {
                    name,
                    last,
                    language,
                    ..
                },
                Self::Piece {
                    name: next_name,
                    first: next_first,
                    last: next_last,
                    language: next_language,
                },
            ) if pieces.follows(*last, *next_first) => {
                let alike = name == next_name && language == next_language;
                if alike {
                    *last = *next_last;
                }
                alike
            }
            _ => false,
        }
    }
}

/// What stands on a page.
enum Part<'a> {
    /// Runs of glyphs in one colour.
    Text(Text<'a>),
    /// What belongs to a tag or to none.
    Marked(Mark<'a>, Vec<Part<'a>>),
    /// A line or a box.
    Shape(Shape<'a>),
    /// Any other group of operations from `q` to `Q`.
    Drawing(Vec<Operation<'a>>),
}

/// A page in fewer bytes.
pub struct Shortened {
    /// The page.
    pub bytes: Vec<u8>,
    /// The pieces that are now a part of the one before them.
    pub joined: HashSet<usize>,
}

/// The same page, or `None` where it is not written as expected.
pub fn shortened(content: &[u8], fonts: &Fonts, pieces: &Pieces) -> Option<Shortened> {
    let mut operations = read(content)?;
    let mut joined = HashSet::new();
    let parts = parts(&mut operations, pieces, &mut joined)?;
    if !operations.is_empty() {
        return None;
    }
    let mut writer = Writer::new(fonts);
    parts.iter().for_each(|part| writer.part(part));
    writer.end_text();
    Some(Shortened {
        bytes: writer.bytes,
        joined,
    })
}

/// The parts up to the end of the page or of a tag.
fn parts<'a>(
    operations: &mut VecDeque<Operation<'a>>,
    pieces: &Pieces,
    joined: &mut HashSet<usize>,
) -> Option<Vec<Part<'a>>> {
    let mut parts: Vec<Part> = Vec::new();
    while let Some(operation) = operations.pop_front() {
        match operation.operator {
            b"q" => {
                let group = rest_of_group(operations)?;
                let text = Text::read(&group).map(Part::Text);
                let shape = || Shape::read(&group).map(Part::Shape);
                parts.push(text.or_else(shape).unwrap_or(Part::Drawing(group)));
            }
            b"BDC" | b"BMC" => {
                let mark = Mark::read(operation, pieces);
                let mut inner = self::parts(operations, pieces, joined)?;
                operations.pop_front()?;
                if let Some(Part::Marked(before, parts)) = parts.last_mut()
                    && before.join(&mark, pieces)
                {
                    if let Mark::Piece { first, .. } = mark {
                        joined.insert(first);
                    }
                    parts.append(&mut inner);
                } else {
                    parts.push(Part::Marked(mark, inner));
                }
            }
            b"EMC" => {
                operations.push_front(operation);
                break;
            }
            // Anything else would change the state that `Writer` believes in.
            _ => return None,
        }
    }
    Some(parts)
}

/// The operations up to the `Q` that ends a `q`, without it.
fn rest_of_group<'a>(operations: &mut VecDeque<Operation<'a>>) -> Option<Vec<Operation<'a>>> {
    let mut group = Vec::new();
    let mut depth = 1;
    loop {
        let operation = operations.pop_front()?;
        match operation.operator {
            b"q" => depth += 1,
            b"Q" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(group);
        }
        group.push(operation);
    }
}

/// A colour, with the name of its space.
#[derive(Clone, PartialEq)]
struct Colour<'a> {
    space: &'a [u8],
    parts: Vec<&'a [u8]>,
}

/// Runs of glyphs in one colour: all that a group does.
struct Text<'a> {
    colour: Colour<'a>,
    items: Vec<Item<'a>>,
}

enum Item<'a> {
    Run(Run<'a>),
    /// The begin or end of what a reader is told instead of a glyph.
    Mark(Operation<'a>),
}

struct Run<'a> {
    font: &'a [u8],
    size: &'a [u8],
    /// The same as a number, in points.
    points: f64,
    /// Where it begins on the page, in hundredths of a point.
    x: f64,
    y: f64,
    glyphs: &'a [u8],
}

impl<'a> Text<'a> {
    fn read(group: &[Operation<'a>]) -> Option<Self> {
        let mut origin: Option<(f64, f64)> = None;
        let mut space: Option<&[u8]> = None;
        let mut colour = None;
        let mut font = None;
        let mut place: Option<(f64, f64)> = None;
        let mut items = Vec::new();
        let mut depth = 0;
        for Operation { operands, operator } in group {
            match (*operator, operands.as_slice()) {
                // The page hangs from its upper edge, the letters are turned back.
                (b"cm", [b"1", b"0", b"0", b"-1", x, y]) if origin.is_none() => {
                    origin = Some((number(x)?, number(y)?));
                }
                (b"cs", [name]) if items.is_empty() => space = Some(name),
                (b"scn", parts) if items.is_empty() => {
                    let parts = parts.to_vec();
                    colour = space.map(|space| Colour { space, parts });
                }
                (b"BT" | b"ET", []) | (b"Tr", [b"0"]) => {}
                (b"Tf", [name, size]) => font = Some((*name, *size)),
                (b"Tm", [b"1", b"0", b"0", b"-1", x, y]) => {
                    place = Some((number(x)?, number(y)?));
                }
                (b"TJ" | b"Tj", [glyphs]) => {
                    let (origin, place, font) = (origin?, place.take()?, font?);
                    items.push(Item::Run(Run {
                        font: font.0,
                        size: font.1,
                        points: number(font.1).filter(|points| *points > 0.0)?,
                        x: ((origin.0 + place.0) * 100.0).round(),
                        y: ((origin.1 - place.1) * 100.0).round(),
                        glyphs,
                    }));
                }
                (b"BDC" | b"EMC", operands) => {
                    depth += if *operator == b"BDC" { 1 } else { -1 };
                    let operands = operands.to_vec();
                    items.push(Item::Mark(Operation { operands, operator }));
                }
                _ => return None,
            }
        }
        let colour = colour.filter(|_| depth == 0)?;
        Some(Self { colour, items })
    }
}

/// A straight line, or a box with straight sides, in one colour.
struct Shape<'a> {
    colour: Colour<'a>,
    /// How wide the line is, in points; none for a box that is filled.
    width: Option<&'a [u8]>,
    /// Corners on the page, in hundredths of a point: two of a line, four of a box.
    corners: Vec<(f64, f64)>,
}

impl<'a> Shape<'a> {
    fn read(group: &[Operation<'a>]) -> Option<Self> {
        let (first, rest) = group.split_first()?;
        let (b"cm", [b"1", b"0", b"0", b"-1", x, y]) = (first.operator, &first.operands[..]) else {
            return None;
        };
        let origin: (f64, f64) = (number(x)?, number(y)?);
        let mut width: &[u8] = b"1";
        let (mut fill, mut stroke, mut closed) = (None, None, false);
        let mut corners = Vec::new();
        let (paint, rest) = rest.split_last()?;
        for Operation { operands, operator } in rest {
            match (*operator, operands.as_slice()) {
                (b"cs", [space]) => fill = Some(Colour::of(space)),
                (b"CS", [space]) => stroke = Some(Colour::of(space)),
                (b"scn", parts) => fill.as_mut()?.parts = parts.to_vec(),
                (b"SCN", parts) => stroke.as_mut()?.parts = parts.to_vec(),
                (b"w", [wide]) => width = wide,
                // How far a corner may reach: that of a box reaches less far.
                (b"M", [_]) => {}
                (b"m" | b"l", [x, y]) if (*operator == b"m") == corners.is_empty() => {
                    let place = (origin.0 + number::<f64>(x)?, origin.1 - number::<f64>(y)?);
                    corners.push(((place.0 * 100.0).round(), (place.1 * 100.0).round()));
                }
                (b"h", []) => closed = true,
                _ => return None,
            }
        }
        let (colour, width) = match (paint.operator, fill, stroke) {
            (b"S", None, Some(stroke)) => (stroke, Some(width)),
            (b"f", Some(fill), None) => (fill, None),
            _ => return None,
        };
        let whole = match corners[..] {
            [_, _] => width.is_some() && !closed,
            [a, b, c, d] => closed && (upright(a, b, c, d) || upright(b, c, d, a)),
            _ => false,
        };
        whole.then_some(Self {
            colour,
            width,
            corners,
        })
    }
}

/// Whether these are the corners of a box, in this order, the first two above each other.
fn upright(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> bool {
    a.0 == b.0 && b.1 == c.1 && c.0 == d.0 && d.1 == a.1
}

impl<'a> Colour<'a> {
    fn of(space: &'a [u8]) -> Self {
        let parts = Vec::new();
        Self { space, parts }
    }
}

/// Where text goes on, in hundredths of a point.
struct Pen {
    /// Where the line began, from which the next one counts.
    line: (f64, f64),
    /// Where the next glyph would stand, if the widths of all before it are known.
    x: Option<f64>,
}

/// A colour as it is written, and its space.
#[derive(Clone, Default, PartialEq)]
struct Ink {
    space: Vec<u8>,
    parts: Vec<Vec<u8>>,
}

impl Ink {
    fn of(colour: &Colour) -> Self {
        let parts = colour.parts.iter();
        Self {
            space: colour.space.to_vec(),
            parts: parts.map(|part| rounded(part, COLOUR)).collect(),
        }
    }
}

/// What is written of a page, and the state at its end.
struct Writer<'a> {
    fonts: &'a Fonts,
    bytes: Vec<u8>,
    /// What glyphs and boxes are filled with, and what lines are drawn with.
    fill: Ink,
    stroke: Ink,
    width: Vec<u8>,
    font: Vec<u8>,
    size: Vec<u8>,
    /// How far above the line glyphs stand, in hundredths of a point.
    rise: f64,
    /// Between `BT` and `ET`.
    pen: Option<Pen>,
}

impl<'a> Writer<'a> {
    fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            bytes: Vec::new(),
            fill: Ink::default(),
            stroke: Ink::default(),
            width: b"1".to_vec(),
            font: Vec::new(),
            size: Vec::new(),
            rise: 0.0,
            pen: None,
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Text(text) => self.text(text),
            Part::Marked(begin, parts) => {
                // A tag and the text around it may not overlap: a tag with a drawing in it begins
                // and ends outside of text.
                if is_text(part) {
                    self.begin_text();
                } else {
                    self.end_text();
                }
                match begin {
                    Mark::Other(operation) => {
                        for operand in &operation.operands {
                            self.write(without_edge(operand).as_deref().unwrap_or(operand));
                        }
                        self.write(operation.operator);
                    }
                    Mark::Piece {
                        name,
                        first,
                        language,
                        ..
                    } => {
                        self.write(name);
                        let language = language.map(|language| [b"/Lang", language].concat());
                        let language = language.unwrap_or_default();
                        let start = format!("<</MCID {first}");
                        self.write(&[start.as_bytes(), &language, b">>"].concat());
                        self.write(b"BDC");
                    }
                }
                parts.iter().for_each(|part| self.part(part));
                if !is_text(part) {
                    self.end_text();
                }
                self.write(b"EMC");
            }
            Part::Shape(shape) => {
                self.end_text();
                self.shape(shape);
            }
            Part::Drawing(group) => {
                self.end_text();
                self.drawing(group);
            }
        }
    }

    fn begin_text(&mut self) {
        if self.pen.is_none() {
            self.write(b"BT");
            let (line, x) = ((0.0, 0.0), None);
            self.pen = Some(Pen { line, x });
        }
    }

    fn end_text(&mut self) {
        if self.pen.take().is_some() {
            self.write(b"ET");
        }
    }

    fn text(&mut self, text: &Text) {
        self.begin_text();
        self.fill_colour(&text.colour);
        for item in &text.items {
            match item {
                Item::Run(run) => self.run(run),
                Item::Mark(mark) => self.operation(mark),
            }
        }
    }

    /// Copies a group, which believes that it begins in the state of an empty page.
    fn drawing(&mut self, group: &[Operation]) {
        self.rise(0.0);
        if !group.iter().any(|inner| inner.operator == b"w") {
            self.line_width(b"1");
        }
        self.write(b"q");
        let is_upright = group.iter().all(is_upright);
        for inner in group {
            if is_upright {
                self.operation(inner);
            } else {
                // What is turned or scaled is measured in something else than points.
                inner.operands.iter().for_each(|token| self.write(token));
                self.write(inner.operator);
            }
        }
        self.write(b"Q");
    }

    fn shape(&mut self, shape: &Shape) {
        match shape.width {
            Some(width) => {
                self.stroke_colour(&shape.colour);
                self.line_width(&rounded(width, COORDINATE));
            }
            None => self.fill_colour(&shape.colour),
        }
        let x = shape.corners.iter().map(|corner| corner.0);
        let y = shape.corners.iter().map(|corner| corner.1);
        let (left, right) = (
            x.clone().fold(f64::MAX, f64::min),
            x.fold(f64::MIN, f64::max),
        );
        let (low, high) = (
            y.clone().fold(f64::MAX, f64::min),
            y.fold(f64::MIN, f64::max),
        );
        match shape.corners[..] {
            [start, end] => {
                self.numbers(&[start.0, start.1]);
                self.write(b"m");
                self.numbers(&[end.0, end.1]);
                self.write(b"l");
            }
            _ => {
                self.numbers(&[left, low, right - left, high - low]);
                self.write(b"re");
            }
        }
        self.write(if shape.width.is_some() { b"S" } else { b"f" });
    }

    /// Hundredths of a point, as points.
    fn numbers(&mut self, numbers: &[f64]) {
        for number in numbers {
            self.write(decimal(number / 100.0, COORDINATE).as_bytes());
        }
    }

    fn line_width(&mut self, width: &[u8]) {
        if self.width != width {
            self.width = width.to_vec();
            self.write(width);
            self.write(b"w");
        }
    }

    fn fill_colour(&mut self, colour: &Colour) {
        let now = Ink::of(colour);
        let before = std::mem::replace(&mut self.fill, now.clone());
        self.ink(&before, &now, b"cs", b"scn");
    }

    fn stroke_colour(&mut self, colour: &Colour) {
        let now = Ink::of(colour);
        let before = std::mem::replace(&mut self.stroke, now.clone());
        self.ink(&before, &now, b"CS", b"SCN");
    }

    /// Writes what is new of a colour, by the operators that set its space and its parts.
    fn ink(&mut self, before: &Ink, now: &Ink, set_space: &[u8], set_parts: &[u8]) {
        if before == now {
            return;
        }
        if before.space != now.space {
            self.write(&now.space);
            self.write(set_space);
        }
        now.parts.iter().for_each(|part| self.write(part));
        self.write(set_parts);
    }

    fn run(&mut self, run: &Run) {
        if self.font != run.font || self.size != run.size {
            self.font = run.font.to_vec();
            self.size = run.size.to_vec();
            self.write(run.font);
            self.write(run.size);
            self.write(b"Tf");
        }
        let size = run.points;
        let indent = self.indent(run);
        let parts = parts_of_array(run.glyphs);
        let advance = self.advance(&parts, size);
        if let Some(pen) = &mut self.pen {
            pen.x = pen
                .x
                .zip(advance)
                .map(|(x, advance)| x + advance - indent * size / 10.0);
        }
        self.glyphs(indent, &parts);
    }

    /// Brings the pen to where `run` begins. What it returns is left to do for the array of
    /// glyphs, in thousandths of the size to the left: a line that goes on keeps its beginning,
    /// from which the next line counts.
    fn indent(&mut self, run: &Run) -> f64 {
        let size = run.points;
        let Some(Pen { line, x }) = &mut self.pen else {
            return 0.0;
        };
        let rise = run.y - line.1;
        if let Some(x) = *x {
            let gap = run.x - x;
            if gap.abs() <= size * LONGEST_GAP && rise.abs() <= size * HIGHEST_RISE {
                self.rise(rise);
                return match gap.abs() <= TOLERANCE {
                    true => 0.0,
                    false => (-gap * 10.0 / size).round(),
                };
            }
        }
        let (right, up) = (run.x - line.0, rise);
        *line = (run.x, run.y);
        *x = Some(run.x);
        self.rise(0.0);
        self.numbers(&[right, up]);
        self.write(b"Td");
        0.0
    }

    fn rise(&mut self, rise: f64) {
        if self.rise != rise {
            self.rise = rise;
            self.numbers(&[rise]);
            self.write(b"Ts");
        }
    }

    /// How far the pen moves over glyphs and distances, in hundredths of a point, where the font's
    /// widths are known.
    fn advance(&self, parts: &[Vec<u8>], size: f64) -> Option<f64> {
        let widths = self.fonts.get(&self.font)?;
        let mut advance = 0.0;
        for part in parts {
            match part[0] {
                b'(' | b'<' => {
                    for code in bytes_of(part).chunks(2) {
                        let [high, low] = code else { return None };
                        advance += widths.get(usize::from(*high) << 8 | usize::from(*low))?;
                    }
                }
                _ => advance -= number::<f64>(part)?,
            }
        }
        Some(advance * size / 10.0)
    }

    /// Shows strings with the distances between them, moved to the left by `indent`.
    fn glyphs(&mut self, indent: f64, parts: &[Vec<u8>]) {
        match parts {
            [string] if indent == 0.0 && matches!(string[0], b'(' | b'<') => {
                self.write(&string_of(string));
                self.write(b"Tj");
            }
            _ => {
                self.write(b"[");
                if indent != 0.0 {
                    self.write(decimal(indent, 0).as_bytes());
                }
                for part in parts {
                    match part[0] {
                        b'(' | b'<' => self.write(&string_of(part)),
                        _ => self.write(part),
                    }
                }
                self.write(b"]");
                self.write(b"TJ");
            }
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let digits = match operation.operator {
            b"scn" | b"SCN" => COLOUR,
            _ => COORDINATE,
        };
        for operand in &operation.operands {
            self.write(&rounded(operand, digits));
        }
        self.write(operation.operator);
    }

    /// Writes a token, behind a space where it would run into the one before.
    fn write(&mut self, token: &[u8]) {
        let regular = |byte: Option<&u8>| byte.is_some_and(|byte| !is_delimiter(*byte));
        if regular(self.bytes.last()) && regular(token.first()) {
            self.bytes.push(b' ');
        }
        self.bytes.extend_from_slice(token);
    }
}

/// The properties of a header without the edge of the page that it stands at.
fn without_edge(properties: &[u8]) -> Option<Vec<u8>> {
    value(properties, b"/Attached")?;
    with_value(properties, b"/Attached", None)
}

/// Whether an operation leaves the axes as they are on the page, one of them turned over at most.
fn is_upright(operation: &Operation) -> bool {
    !matches!(operation.operator, b"cm" | b"Tm")
        || matches!(
            operation.operands[..],
            [b"1", b"0", b"0", b"1" | b"-1", _, _]
        )
}

/// Whether a part may stand between `BT` and `ET`.
fn is_text(part: &Part) -> bool {
    match part {
        Part::Text(_) => true,
        Part::Marked(_, parts) => parts.iter().all(is_text),
        Part::Shape(_) | Part::Drawing(_) => false,
    }
}

/// The strings and distances of `[…]`, or `glyphs` itself if it is one string. What a distance loses
/// by rounding the next one gets, so that no glyph stands further from its place than one is rounded.
fn parts_of_array(glyphs: &[u8]) -> Vec<Vec<u8>> {
    let inner = glyphs
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    let parts = inner.and_then(tokens).unwrap_or_else(|| vec![glyphs]);
    let mut lost = 0.0;
    let parts = parts.into_iter().map(|part| match number::<f64>(part) {
        Some(distance) => {
            let rounded = (distance + lost).round();
            lost += distance - rounded;
            decimal(rounded, 0).into_bytes()
        }
        None => part.to_vec(),
    });
    parts.collect()
}

fn read(content: &[u8]) -> Option<VecDeque<Operation<'_>>> {
    let mut operations = VecDeque::new();
    let mut operands = Vec::new();
    for token in tokens(content)? {
        let first = token[0];
        if first.is_ascii_alphabetic() || matches!(first, b'\'' | b'"') {
            // Data of a picture would follow.
            if token == b"BI" {
                return None;
            }
            operations.push_back(Operation {
                operands: std::mem::take(&mut operands),
                operator: token,
            });
        } else {
            operands.push(token);
        }
    }
    operands.is_empty().then_some(operations)
}

/// A number with at most so many digits behind the point; any other token as it is.
fn rounded(token: &[u8], digits: usize) -> Vec<u8> {
    match number(token) {
        Some(value) if token.contains(&b'.') => decimal(value, digits).into_bytes(),
        _ => token.to_vec(),
    }
}

/// A number with so many digits behind the point, as short as PDF lets it be: `.5` for 0.50.
pub fn decimal(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => ("-", text),
        None => ("", text),
    };
    match text.strip_prefix('0') {
        Some("") => "0".to_owned(),
        Some(fraction) => format!("{sign}{fraction}"),
        None => format!("{sign}{text}"),
    }
}

/// A string, `(…)` or `<…>`, as bytes between brackets with as few escapes as can be.
pub fn string_of(token: &[u8]) -> Vec<u8> {
    let mut string = vec![b'('];
    for byte in bytes_of(token) {
        match byte {
            b'(' | b')' | b'\\' => string.extend([b'\\', byte]),
            // A bare one would be read as a line feed.
            b'\r' => string.extend(b"\\r"),
            _ => string.push(byte),
        }
    }
    string.push(b')');
    string
}

fn bytes_of(token: &[u8]) -> Vec<u8> {
    let inner = &token[1..token.len() - 1];
    let nibble = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0) as u8;
    if token[0] == b'<' {
        let digits: Vec<u8> = inner
            .iter()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| nibble(*byte))
            .collect();
        return digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0))
            .collect();
    }
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'\\' {
            bytes.push(*first);
            continue;
        }
        let digits = after
            .iter()
            .take(3)
            .take_while(|byte| (b'0'..=b'7').contains(byte))
            .count();
        if digits > 0 {
            let value = after[..digits]
                .iter()
                .fold(0_u8, |value, digit| (value << 3) | (digit - b'0'));
            bytes.push(value);
            rest = &after[digits..];
        } else if let [escaped, after @ ..] = after {
            bytes.push(match escaped {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'b' => 8,
                b'f' => 12,
                other => *other,
            });
            rest = after;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(content: &str, pieces: &Pieces) -> Option<Shortened> {
        // The glyphs `A` and `B`, half as wide as high.
        let widths = [vec![0.0; 0x41], vec![500.0; 2]].concat();
        let fonts = Fonts::from([(b"/f0".to_vec(), widths)]);
        shortened(content.as_bytes(), &fonts, pieces)
    }

    fn check(content: &str, expected: &str) {
        let shortened = short(content, &Pieces::default()).unwrap();
        assert_eq!(String::from_utf8_lossy(&shortened.bytes), expected);
    }

    /// A run of glyphs as Typst writes it.
    fn run(x: f64, y: f64, rest: &str) -> String {
        format!(
            "q 1 0 0 -1 {x} {y} cm/c0 cs 0.09019608 0.14509805 1 scn\nBT 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm{rest}\nET\nQ\n"
        )
    }

    #[test]
    fn a_run_says_only_what_is_new() {
        let run = run(77.00499, 747.4098, "[(\\000\\141)20.04(\\050\\\\)]TJ");
        check(
            &format!("/Span<</MCID 0/Lang(en-GB)>>BDC\n{run}EMC/Span<</MCID 1>>BDC\n{run}EMC"),
            "BT/Span<</MCID 0/Lang(en-GB)>>BDC/c0 cs .09 .145 1 scn/f0 10 Tf 77 747.41 Td\
             [(\0a)20(\\(\\\\)]TJ EMC/Span<</MCID 1>>BDC 0 0 Td[(\0a)20(\\(\\\\)]TJ EMC ET",
        );
    }

    #[test]
    fn runs_of_a_line_are_where_they_were() {
        check(
            "q 1 0 0 -1 70 700 cm/c0 cs 1 scn BT 0 Tr/f1 9 Tf 1 0 0 -1 0 0 Tm<0041>Tj \
             0 Tr/f2 9 Tf 1 0 0 -1 12.3456 -3.5 Tm<0042>Tj ET Q",
            "BT/c0 cs 1 scn/f1 9 Tf 70 700 Td(\0A)Tj/f2 9 Tf 12.35 3.5 Td(\0B)Tj ET",
        );
    }

    #[test]
    fn a_line_that_goes_on_keeps_its_beginning() {
        const START: &str = "BT/c0 cs .09 .145 1 scn/f0 10 Tf 70 700 Td";
        let line = |runs: &[(f64, f64, &str)], expected: &str| {
            let runs: String = runs
                .iter()
                .map(|(x, y, glyphs)| run(*x, *y, glyphs))
                .collect();
            check(&runs, &format!("{START}{expected} ET"));
        };
        // Where the pen is: 5 points for each glyph, less what the array takes back.
        line(
            &[(70.0, 700.0, "(\\000A)Tj"), (75.0, 700.0, "(\\000B)Tj")],
            "(\0A)Tj(\0B)Tj",
        );
        line(
            &[
                (70.0, 700.0, "[(\\000A)-200(\\000A)]TJ"),
                (82.0, 700.0, "(\\000B)Tj"),
            ],
            "[(\0A)-200(\0A)]TJ(\0B)Tj",
        );
        // A gap, a number above the line, and the next line, which counts from the first run.
        line(
            &[
                (70.0, 700.0, "(\\000A)Tj"),
                (76.0, 700.0, "(\\000A)Tj"),
                (81.0, 703.5, "(\\000B)Tj"),
                (86.0, 700.0, "(\\000A)Tj"),
                (70.0, 685.0, "(\\000B)Tj"),
            ],
            "(\0A)Tj[-100(\0A)]TJ 3.5 Ts(\0B)Tj 0 Ts(\0A)Tj 0 -15 Td(\0B)Tj",
        );
        // A glyph of unknown width: where the pen is then is unknown.
        line(
            &[(70.0, 700.0, "(\\000C)Tj"), (75.0, 700.0, "(\\000B)Tj")],
            "(\0C)Tj 5 0 Td(\0B)Tj",
        );
    }

    #[test]
    fn what_rounding_takes_from_a_distance_the_next_one_gets() {
        check(
            &run(70.0, 700.0, "[(\\000A)1.4(\\000A)1.4(\\000A)1.4(\\000A)]TJ"),
            "BT/c0 cs .09 .145 1 scn/f0 10 Tf 70 700 Td[(\0A)1(\0A)2(\0A)1(\0A)]TJ ET",
        );
    }

    #[test]
    fn what_is_said_instead_of_a_glyph_stays_around_it() {
        check(
            "q 1 0 0 -1 70 700 cm/c0 cs 1 scn BT/f0 10 Tf 1 0 0 -1 0 0 Tm(\\000A)Tj\
             /Span<</ActualText<FEFF00A0>>>BDC 1 0 0 -1 5 0 Tm(\\000B)Tj EMC ET Q",
            "BT/c0 cs 1 scn/f0 10 Tf 70 700 Td(\0A)Tj/Span<</ActualText<FEFF00A0>>>BDC(\0B)Tj EMC ET",
        );
    }

    #[test]
    fn lines_and_boxes_say_where_they_are_on_the_page() {
        let line = "q 1 0 0 -1 77.127 700 cm/c0 CS 0.5 SCN 0.8 w 4 M 0 0 m 10.604725 0 l S Q ";
        check(
            &format!("{line}{line}"),
            "/c0 CS .5 SCN .8 w 77.13 700 m 87.73 700 l S 77.13 700 m 87.73 700 l S",
        );
        check(
            "q 1 0 0 -1 70 700 cm/c0 cs 1 scn 0 0 m 9 0 l 9 4.5 l 0 4.5 l h f Q",
            "/c0 cs 1 scn 70 695.5 9 4.5 re f",
        );
    }

    #[test]
    fn any_other_drawing_keeps_its_own_state() {
        check(
            "q 1 0 0 -1 77.127 0.7338583 cm/c0 CS 0.5 SCN 0 0 m 10.604725 0 l 5 5 l S Q",
            "q 1 0 0 -1 77.13 .73 cm/c0 CS .5 SCN 0 0 m 10.6 0 l 5 5 l S Q",
        );
        // A run that is turned is a group like any other.
        check(
            "q 0 1 1 0 5 5 cm BT/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj ET Q",
            "q 0 1 1 0 5 5 cm BT/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj ET Q",
        );
        // A width that it does not name is the one of an empty page.
        let line = "q 1 0 0 -1 7 7 cm/c0 CS 0.5 SCN 0.8 w 4 M 0 0 m 9 0 l S Q ";
        check(
            &format!("{line}q 1 0 0 -1 5 5 cm/c0 CS 0.5 SCN 0 0 m 1 0 l 5 5 l S Q"),
            "/c0 CS .5 SCN .8 w 7 7 m 16 7 l S 1 w q 1 0 0 -1 5 5 cm/c0 CS .5 SCN 0 0 m 1 0 l 5 5 l S Q",
        );
        // Numbers in a group that is turned or scaled are no points.
        let turned = "q .70710677 .70710677 -.70710677 .70710677 0 0 cm 100 0 0 100 0 0 cm 0 0 m .004 1 l S Q";
        check(turned, turned);
        // A run in it does not stand as high above its line as the one before.
        let raised = run(70.0, 700.0, "(\\000A)Tj") + &run(75.0, 703.5, "(\\000B)Tj");
        check(
            &format!("{raised}q 0 1 1 0 5 5 cm BT/f0 9 Tf(a)Tj ET Q"),
            "BT/c0 cs .09 .145 1 scn/f0 10 Tf 70 700 Td(\0A)Tj 3.5 Ts(\0B)Tj ET 0 Ts \
             q 0 1 1 0 5 5 cm BT/f0 9 Tf(a)Tj ET Q",
        );
    }

    #[test]
    fn a_tag_with_a_drawing_in_it_is_not_begun_inside_of_text() {
        let run = run(70.0, 700.0, "(\\000A)Tj");
        check(
            &format!("{run}/Artifact BMC {run}q 2 0 0 2 0 0 cm 0 0 m 1 1 l S Q EMC {run}"),
            "BT/c0 cs .09 .145 1 scn/f0 10 Tf 70 700 Td(\0A)Tj ET/Artifact BMC BT 70 700 Td(\0A)Tj ET \
             q 2 0 0 2 0 0 cm 0 0 m 1 1 l S Q EMC BT 70 700 Td(\0A)Tj ET",
        );
    }

    #[test]
    fn what_typst_does_not_write_stays() {
        for content in [
            "1 0 0 1 5 5 cm",
            "q BT",
            "(open",
            "q BI /W 1 ID x EI Q",
            "EMC",
            "/Artifact BMC",
        ] {
            assert!(short(content, &Pieces::default()).is_none(), "{content}");
        }
    }
}
