//! What a reader sees on the pages of a PDF, and what a screen reader says, as hayro understands it:
//! an interpreter that knows nothing of how we write one. What is not read: the area of a link, and
//! what a picture shows.

use std::collections::{BTreeMap, HashMap};

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, String as PdfString,
};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};

/// How far a mark may be from its place, in points, and a part of a colour from its value: content.rs
/// says why, and rounds once more.
const TOLERANCE: f64 = 0.03;
const COLOUR: f32 = 0.001;

/// What is on the pages, and what is said of them.
pub struct Reading {
    /// On how many pages the runs of glyphs are placed as Typst does it, which packing does in fewer
    /// bytes.
    pub as_written: usize,
    /// What is drawn, page by page, from the lowest to the highest.
    pub seen: Vec<Mark>,
    /// The tags in their order: a line for each, and for the text in each with its language.
    pub said: Vec<String>,
}

/// A glyph, a shape or an edge that cuts off what is drawn later.
#[derive(Debug)]
pub struct Mark {
    /// The index of its page.
    page: usize,
    /// Which glyph, or how a shape is drawn.
    what: String,
    /// Where it begins, its corners and the width of its line, in points.
    place: Vec<f64>,
    /// Red, green, blue and opacity, up to 1.
    colour: [f32; 4],
}

impl Mark {
    /// Whether it is a line with round ends.
    pub fn is_drawn_with_a_pen(&self) -> bool {
        self.what.contains("Round")
    }

    /// Whether a reader sees no difference.
    pub fn looks_like(&self, other: &Self) -> bool {
        let near = |a: &f64, b: &f64| (a - b).abs() <= TOLERANCE;
        let same = |a: &f32, b: &f32| (a - b).abs() <= COLOUR;
        self.page == other.page
            && self.what == other.what
            && self.place.len() == other.place.len()
            && self.place.iter().zip(&other.place).all(|(a, b)| near(a, b))
            && self
                .colour
                .iter()
                .zip(&other.colour)
                .all(|(a, b)| same(a, b))
    }
}

impl Reading {
    /// Reads a whole PDF.
    pub fn of(pdf: &[u8]) -> Self {
        let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
        let root: Dict = pdf.xref().get(pdf.xref().root_id()).expect("a catalog");
        let tree: Dict = root.get("StructTreeRoot").expect("tags");
        let mut reader = Reader::new(&pdf, &tree);
        let cache = InterpreterCache::new();
        let mut canvas = Canvas::default();
        for (index, page) in pdf.pages().iter().enumerate() {
            let all = Rect::new(0.0, 0.0, 1e4, 1e4);
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, all, &cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut canvas);
            for (number, text) in canvas.pieces.drain() {
                reader.piece(index, number).text = text;
            }
            canvas.page += 1;
        }
        let language: PdfString = root.get("Lang").expect("a language");
        reader.kids(&tree, &text(&language), None, 0);
        let unsaid = reader.pieces.values().find(|piece| !piece.text.is_empty());
        assert!(
            unsaid.is_none(),
            "in no tag: {:?}",
            unsaid.map(|piece| &piece.text)
        );
        let as_written = pdf.pages().iter().filter(|page| {
            let content = page.page_stream().expect("content of a page");
            content
                .windows(b"-1 0 0 Tm".len())
                .any(|word| word == b"-1 0 0 Tm")
        });
        Self {
            as_written: as_written.count(),
            seen: canvas.marks,
            said: reader.said,
        }
    }
}

/// Takes down what the interpreter draws.
#[derive(Default)]
struct Canvas {
    /// The index of the page that is drawn on.
    page: usize,
    marks: Vec<Mark>,
    /// The text of each piece that a tag can name.
    pieces: HashMap<i32, String>,
    /// The pieces that are open, from the outermost.
    open: Vec<Option<i32>>,
    /// The corners of each glyph of each font: to ask for them takes long.
    glyphs: HashMap<(u128, u32), Rect>,
}

impl Canvas {
    fn mark(
        &mut self,
        what: String,
        mut place: Vec<f64>,
        edges: Option<Rect>,
        paint: Option<&Paint>,
    ) {
        if let Some(edges) = edges {
            place.extend([edges.x0, edges.y0, edges.x1, edges.y1]);
        }
        let colour = match paint {
            Some(Paint::Color(colour)) => colour.to_rgba().components(),
            _ => [0.0; 4],
        };
        self.marks.push(Mark {
            page: self.page,
            what,
            place,
            colour,
        });
    }
}

impl<'a> Device<'a> for Canvas {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_path(
        &mut self,
        path: &BezPath,
        transform: Affine,
        paint: &Paint<'a>,
        mode: &PathDrawMode,
    ) {
        let (what, width) = match mode {
            PathDrawMode::Fill(rule) => (format!("{rule:?}"), None),
            PathDrawMode::Stroke(stroke) => {
                let shape = (&stroke.line_cap, &stroke.line_join, &stroke.dash_array);
                (format!("{shape:?}"), Some(f64::from(stroke.line_width)))
            }
        };
        let edges = (transform * path.clone()).bounding_box();
        self.mark(what, width.into_iter().collect(), Some(edges), Some(paint));
    }

    fn pop_clip_path(&mut self) {
        self.mark("end of clip".to_owned(), Vec::new(), None, None);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.mark(
            "clip".to_owned(),
            Vec::new(),
            Some(clip.path.bounding_box()),
            None,
        );
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => panic!("a glyph says nothing"),
        };
        let Glyph::Outline(outline) = glyph else {
            panic!("a glyph of a Type 3 font: {text:?}");
        };
        let transform = transform * glyph_transform;
        let origin = transform * Point::ORIGIN;
        let key = (outline.font_cache_key(), outline.glyph_id().to_u32());
        let corners = self.glyphs.entry(key);
        let shape = corners.or_insert_with(|| outline.outline().bounding_box());
        let shape = transform.transform_rect_bbox(*shape);
        let piece = self.open.iter().rev().find_map(|piece| *piece);
        let role = piece.map_or("unsaid", |_| "said");
        let what = format!("{text:?}, {mode:?}, {role}");
        self.mark(what, vec![origin.x, origin.y], Some(shape), Some(paint));
        if let Some(piece) = piece {
            self.pieces.entry(piece).or_default().push_str(&text);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, transform: Affine) {
        self.mark(
            "image".to_owned(),
            transform.as_coeffs().to_vec(),
            None,
            None,
        );
    }

    fn begin_marked_content(&mut self, _: &[u8], piece: Option<i32>) {
        self.open.push(piece);
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }
}

/// Walks through the tags as a screen reader does.
#[derive(Default)]
struct Reader {
    pages: HashMap<ObjectIdentifier, usize>,
    pieces: HashMap<Place, Piece>,
    said: Vec<String>,
    /// The language of the line of text that is open.
    in_text: Option<String>,
}

/// The index of a page, and the number of a piece on it.
type Place = (usize, i32);

/// What a page says of a piece of it that a tag can name.
#[derive(Default)]
struct Piece {
    text: String,
    /// The language, where it names one itself.
    language: Option<String>,
    /// Its tag.
    tag: Option<ObjectIdentifier>,
}

impl Reader {
    /// What the pages say of their pieces.
    fn new(pdf: &Pdf, tree: &Dict) -> Self {
        let mut reader = Self::default();
        let lists = lists(&tree.get("ParentTree").expect("a tag for each piece"));
        for (index, page) in pdf.pages().iter().enumerate() {
            reader
                .pages
                .extend(page.raw().obj_id().map(|id| (id, index)));
            let key: i32 = page.raw().get("StructParents").expect("pieces with tags");
            let list = lists[&key].raw_iter();
            for (number, tag) in (0..).zip(list) {
                reader.piece(index, number).tag = tag.as_obj_ref().map(Into::into);
            }
            let mut operations = page.typed_operations();
            while let Some(operation) = operations.next() {
                let TypedInstruction::BeginMarkedContentWithProperties(begin) = operation else {
                    continue;
                };
                let Object::Dict(properties) = &begin.1 else {
                    continue;
                };
                if let Some(words) = properties.get::<PdfString>("ActualText") {
                    reader
                        .said
                        .push(format!("page {index}, in other letters: {}", text(&words)));
                }
                if let Some(number) = properties.get::<i32>("MCID") {
                    reader.piece(index, number).language =
                        properties.get::<PdfString>("Lang").map(|tag| text(&tag));
                }
            }
        }
        reader
    }

    fn piece(&mut self, page: usize, number: i32) -> &mut Piece {
        self.pieces.entry((page, number)).or_default()
    }

    /// Says a tag and what is in it. `page` is where its pieces are if they do not say so.
    fn tag(&mut self, tag: &Dict, language: &str, page: Option<usize>, depth: usize) {
        let page = tag
            .get_ref("Pg")
            .map_or(page, |id| self.pages.get(&id.into()).copied());
        let own: Option<PdfString> = tag.get("Lang");
        let language = own.as_ref().map_or(language.to_owned(), text);
        let role: Option<Name> = tag.get("S");
        let role = role.map_or(String::new(), |name| name.as_str().to_owned());
        let mut properties = BTreeMap::new();
        for key in tag.keys() {
            // A heading's title is its text once more.
            let is_said = role.starts_with('H') && key.as_str() == "T";
            if !is_said && !["Type", "S", "K", "P", "Pg", "Lang"].contains(&key.as_str()) {
                let value: Option<Object> = tag.get(key.as_str());
                properties.insert(
                    key.as_str().to_owned(),
                    value.map(|value| self.shown(&value)),
                );
            }
        }
        self.say(depth, &format!("{role} {properties:?}"));
        self.kids(tag, &language, page, depth + 1);
        self.in_text = None;
    }

    fn kids(&mut self, tag: &Dict, language: &str, page: Option<usize>, depth: usize) {
        let id = tag.obj_id();
        match tag.get::<Object>("K") {
            Some(Object::Array(kids)) => {
                for kid in kids.iter::<Object>() {
                    self.kid(&kid, id, language, page, depth);
                }
            }
            Some(kid) => self.kid(&kid, id, language, page, depth),
            None => {}
        }
    }

    /// Says what is in a tag: another one, a piece of a page, or a link.
    fn kid(
        &mut self,
        kid: &Object,
        tag: Option<ObjectIdentifier>,
        language: &str,
        page: Option<usize>,
        depth: usize,
    ) {
        let Object::Dict(inner) = kid else {
            let Object::Number(number) = kid else {
                panic!("{kid:?} in a tag");
            };
            let number = i32::try_from(number.as_i64()).expect("a small number");
            let page = page.expect("the page of a piece");
            let piece = self.pieces.remove(&(page, number)).expect("a piece once");
            assert_eq!(piece.tag, tag, "the tag of piece {number} of page {page}");
            return self.text(&piece, language, depth);
        };
        match inner.get::<Name>("Type").as_ref().map(|name| name.as_str()) {
            Some("MCR") => {
                let page = inner
                    .get_ref("Pg")
                    .map_or(page, |id| self.pages.get(&id.into()).copied());
                let number: Object = inner.get("MCID").expect("the number of a piece");
                self.kid(&number, tag, language, page, depth);
            }
            Some("OBJR") => {
                let link: Dict = inner.get("Obj").expect("a link");
                let goal = ["Contents", "A", "Dest"].map(|key| {
                    let value: Option<Object> = link.get(key);
                    value.map(|value| self.shown(&value))
                });
                self.say(depth, &format!("link {goal:?}"));
            }
            _ => self.tag(inner, language, page, depth),
        }
    }

    fn say(&mut self, depth: usize, line: &str) {
        self.in_text = None;
        self.said.push(format!("{:depth$}{line}", ""));
    }

    fn text(&mut self, piece: &Piece, language: &str, depth: usize) {
        let language = piece.language.as_deref().unwrap_or(language);
        if self.in_text.as_deref() != Some(language) {
            self.say(depth, &format!("{language}: "));
            self.in_text = Some(language.to_owned());
        }
        let line = self.said.last_mut().expect("a line of text");
        line.push_str(&piece.text);
    }

    /// A value, whatever the numbers of the objects in it.
    fn shown(&self, value: &Object) -> String {
        match value {
            Object::Dict(inner) => {
                if let Some(page) = inner.obj_id().and_then(|id| self.pages.get(&id)) {
                    return format!("page {page}");
                }
                if inner.contains_key("P") {
                    return "tag".to_owned();
                }
                let keys: BTreeMap<String, Option<String>> = inner
                    .keys()
                    .map(|key| {
                        let value: Option<Object> = inner.get(key.as_str());
                        (
                            key.as_str().to_owned(),
                            value.map(|value| self.shown(&value)),
                        )
                    })
                    .collect();
                format!("{keys:?}")
            }
            Object::Array(inner) => {
                let items = inner.iter::<Object>();
                format!(
                    "{:?}",
                    items.map(|item| self.shown(&item)).collect::<Vec<_>>()
                )
            }
            Object::String(words) => text(words),
            Object::Name(name) => name.as_str().to_owned(),
            Object::Number(number) => number.as_f64().to_string(),
            other => format!("{other:?}"),
        }
    }
}

/// The lists of a tree of numbers, by their keys.
fn lists<'a>(tree: &Dict<'a>) -> HashMap<i32, Array<'a>> {
    let mut found = HashMap::new();
    for kid in tree
        .get::<Array>("Kids")
        .iter()
        .flat_map(Array::iter::<Dict>)
    {
        found.extend(lists(&kid));
    }
    if let Some(pairs) = tree.get::<Array>("Nums") {
        let mut pairs = pairs.iter::<Object>();
        while let (Some(Object::Number(key)), Some(value)) = (pairs.next(), pairs.next()) {
            if let Object::Array(list) = value {
                found.insert(i32::try_from(key.as_i64()).expect("a small number"), list);
            }
        }
    }
    found
}

/// A string as text: in UTF-16 if it says so.
fn text(string: &PdfString) -> String {
    match string.as_bytes() {
        [0xfe, 0xff, units @ ..] => {
            let units: Vec<u16> = units
                .chunks(2)
                .map(|unit| u16::from(unit[0]) << 8 | u16::from(unit[1]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    }
}
