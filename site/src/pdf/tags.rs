//! Which piece of a page (marked-content sequence) belongs to which tag (structure element; ISO
//! 32000-1, 14.6 and 14.7).
//!
//! Typst marks each run of glyphs as a piece of its own. Neighbours on the page that are neighbours
//! in their tag, too, can be one piece, and a piece need not name the language of its tag.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::syntax::{items, number, reference, value, with_value};

/// The objects of a PDF that are no streams, by their numbers.
pub type Objects<'a> = BTreeMap<usize, &'a [u8]>;

/// The tags of a PDF.
pub struct Tags<'a> {
    objects: &'a Objects<'a>,
    /// The language of the whole, `(nb-NO)`.
    language: &'a [u8],
    /// The object that lists the tags of a page's pieces, by the page's `/StructParents`.
    lists: HashMap<usize, usize>,
    /// The languages of the tags that were asked for.
    languages: HashMap<usize, &'a [u8]>,
}

/// The pieces of one page, by the numbers that the page gives them (MCIDs).
#[derive(Default)]
pub struct Pieces<'a> {
    /// The object that lists their tags.
    pub list: usize,
    /// The piece that stands directly behind another one in the same tag.
    followers: HashMap<usize, usize>,
    /// The language of the tag of each piece.
    languages: Vec<&'a [u8]>,
}

impl Pieces<'_> {
    /// Whether `second` stands directly behind `first` in the same tag.
    pub fn follows(&self, first: usize, second: usize) -> bool {
        self.followers.get(&first) == Some(&second)
    }

    /// Whether a piece has this language, `(nb-NO)`, without naming it.
    pub fn inherits(&self, piece: usize, language: &[u8]) -> bool {
        self.languages.get(piece) == Some(&language)
    }
}

impl<'a> Tags<'a> {
    /// Finds the tags, or `None` in a PDF that has none.
    pub fn read(objects: &'a Objects<'a>) -> Option<Self> {
        let of_type = |kind: &[u8]| objects.values().find(|object| object.starts_with(kind));
        let catalog = of_type(b"<</Type/Catalog")?;
        let root = of_type(b"<</Type/StructTreeRoot")?;
        let rows = items(value(value(root, b"/ParentTree")?, b"/Nums")?)?;
        let rows = rows.chunks_exact(2);
        Some(Self {
            objects,
            language: value(catalog, b"/Lang")?,
            lists: rows
                .filter_map(|row| Some((number(row[0])?, reference(row[1])?)))
                .collect(),
            languages: HashMap::new(),
        })
    }

    /// The pieces of the page that is this object.
    pub fn pieces(&mut self, page: usize) -> Option<Pieces<'a>> {
        let key = number(value(self.objects.get(&page)?, b"/StructParents")?)?;
        let list = *self.lists.get(&key)?;
        let tags = items(self.objects.get(&list)?)?;
        let tags: Option<Vec<usize>> = tags.into_iter().map(reference).collect();
        let tags = tags?;
        let mut followers = HashMap::new();
        for tag in tags.iter().collect::<HashSet<_>>() {
            let tag = self.objects.get(tag)?;
            if page_of(tag) == Some(page) {
                let children = items(value(tag, b"/K")?)?;
                let pairs = children.windows(2);
                followers.extend(pairs.filter_map(|pair| {
                    Some((number::<usize>(pair[0])?, number::<usize>(pair[1])?))
                }));
            }
        }
        Some(Pieces {
            list,
            followers,
            languages: tags.iter().map(|tag| self.language(*tag)).collect(),
        })
    }

    /// The language of a tag, its own or that of what it is in.
    fn language(&mut self, tag: usize) -> &'a [u8] {
        if let Some(language) = self.languages.get(&tag) {
            return language;
        }
        let object = self.objects.get(&tag).copied().unwrap_or_default();
        let parent = value(object, b"/P").and_then(reference);
        let language = match (value(object, b"/Lang"), parent) {
            (Some(language), _) => language,
            (None, Some(parent)) => self.language(parent),
            (None, None) => self.language,
        };
        self.languages.insert(tag, language);
        language
    }
}

/// The page that a tag's pieces are on.
fn page_of(tag: &[u8]) -> Option<usize> {
    value(tag, b"/Pg").and_then(reference)
}

/// Pieces that became a part of the one before them.
#[derive(Default)]
pub struct Joined {
    /// By the object of their page.
    pub on_page: HashMap<usize, HashSet<usize>>,
    /// The pages, by the objects that list the tags of their pieces.
    pub lists: HashMap<usize, usize>,
}

impl Joined {
    /// The object without them, if it named any.
    pub fn removed_from(&self, number_of_object: usize, object: &[u8]) -> Option<Vec<u8>> {
        if let Some(joined) = self
            .lists
            .get(&number_of_object)
            .and_then(|page| self.on_page.get(page))
        {
            if joined.is_empty() {
                return None;
            }
            let tags = items(object)?;
            let tags = tags.into_iter().enumerate();
            return Some(list(tags.map(
                |(piece, tag)| match joined.contains(&piece) {
                    true => b"null",
                    false => tag,
                },
            )));
        }
        let joined = self.on_page.get(&page_of(object)?)?;
        let children = items(value(object, b"/K")?)?;
        let is_joined = |child: &&[u8]| number(child).is_some_and(|piece| joined.contains(&piece));
        if !children.iter().any(is_joined) {
            return None;
        }
        let after = list(children.into_iter().filter(|child| !is_joined(child)));
        with_value(object, b"/K", Some(&after))
    }
}

/// `[…]` around items.
fn list<'a>(items: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let items: Vec<&[u8]> = items.collect();
    [b"[", &items.join(&b' ')[..], b"]"].concat()
}

#[cfg(test)]
mod tests {
    use super::super::content::{Fonts, shortened};
    use super::*;

    /// A page with a paragraph of three pieces, `1 0 R`, a Norwegian one around a link, `2 0 R`,
    /// that link, and the end of a paragraph that began on another page, `8 0 R`.
    fn objects() -> Objects<'static> {
        let objects: [&[u8]; 8] = [
            b"<</Type/StructElem/S/P/P 4 0 R/K[0 1 2]/Pg 5 0 R>>",
            b"<</Type/StructElem/S/P/P 4 0 R/Lang(nb-NO)/K[3 3 0 R 5]/Pg 5 0 R>>",
            b"<</Type/StructElem/S/Link/P 2 0 R/K[4<</Type/OBJR/Pg 5 0 R/Obj 9 0 R>>]/Pg 5 0 R>>",
            b"<</Type/StructTreeRoot/ParentTree<</Nums[7 6 0 R 8 3 0 R]>>>>",
            b"<</Type/Page/StructParents 7>>",
            b"[1 0 R 1 0 R 1 0 R 2 0 R 3 0 R 2 0 R 8 0 R 8 0 R]",
            b"<</Type/Catalog/Lang(zh-CN)>>",
            b"<</Type/StructElem/S/P/P 4 0 R/K[6 7<</Type/MCR/Pg 5 0 R/MCID 6>><</Type/MCR/Pg 5 0 R/MCID 7>>]/Pg 9 0 R>>",
        ];
        (1..).zip(objects).collect()
    }

    /// A page of pieces, each with `properties` behind its number.
    fn page(properties: [&str; 8]) -> String {
        let run = "q 1 0 0 -1 7 7 cm/c0 cs 1 scn BT/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj ET Q EMC ";
        let pieces = properties.iter().enumerate();
        pieces
            .map(|(number, properties)| format!("/Span<</MCID {number}{properties}>>BDC {run}"))
            .collect()
    }

    /// The marks that are left on such a page, and the objects without what was joined.
    fn joined(properties: [&str; 8]) -> (Vec<String>, Vec<String>) {
        let objects = objects();
        let pieces = Tags::read(&objects).unwrap().pieces(5).unwrap();
        let page = shortened(page(properties).as_bytes(), &Fonts::new(), &pieces).unwrap();
        let content = String::from_utf8(page.bytes).unwrap();
        let marks = content.split("/Span").skip(1);
        let marks = marks.map(|mark| mark.split_once("BDC").unwrap().0.to_owned());
        let joined = Joined {
            on_page: HashMap::from([(5, page.joined)]),
            lists: HashMap::from([(pieces.list, 5)]),
        };
        let changed = objects.iter().filter_map(|(number, object)| {
            Some(String::from_utf8(joined.removed_from(*number, object)?).unwrap())
        });
        (marks.collect(), changed.collect())
    }

    #[test]
    fn neighbours_in_a_tag_are_one_piece() {
        let (marks, changed) = joined([""; 8]);
        assert_eq!(
            marks,
            [0, 3, 4, 5, 6, 7].map(|piece| format!("<</MCID {piece}>>"))
        );
        assert_eq!(
            changed,
            [
                "<</Type/StructElem/S/P/P 4 0 R/K[0]/Pg 5 0 R>>",
                "[1 0 R null null 2 0 R 3 0 R 2 0 R 8 0 R 8 0 R]"
            ]
        );
    }

    #[test]
    fn a_piece_names_its_language_only_where_its_tag_has_another() {
        let (marks, changed) = joined([
            "/Lang(zh-CN)",
            "/Lang(nb-NO)",
            "/Lang(zh-CN)",
            "/Lang(zh-CN)",
            "/Lang(nb-NO)",
            "",
            "",
            "/Lang(zh-CN)",
        ]);
        assert_eq!(
            marks,
            [
                "<</MCID 0>>",
                "<</MCID 1/Lang(nb-NO)>>",
                "<</MCID 2>>",
                "<</MCID 3/Lang(zh-CN)>>",
                "<</MCID 4>>",
                "<</MCID 5>>",
                "<</MCID 6>>",
                "<</MCID 7>>"
            ]
        );
        assert!(changed.is_empty(), "{changed:?}");
    }
}
