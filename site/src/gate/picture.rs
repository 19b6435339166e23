//! Pictures that are drawn in XML: opened by itself, such a file is a page, and runs scripts.

use roxmltree::{Document, Node};

use super::Fault;
use crate::editions::File;

const SVG: &str = "http://www.w3.org/2000/svg";
/// What a picture is drawn of.
const ELEMENTS: [&str; 9] = [
    "circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg",
];
/// How; besides, all that begin with `fill` or `stroke`.
const ATTRIBUTES: [&str; 19] = [
    "cx",
    "cy",
    "d",
    "height",
    "opacity",
    "points",
    "r",
    "rx",
    "ry",
    "transform",
    "version",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

const SHAPES: &str = "a picture of the guide is drawn of shapes alone, path, circle, rect and the like, and loads nothing";

/// Finds what in the pictures among `files` is no shape.
pub(super) fn check(files: &[File], faults: &mut Vec<Fault>) {
    for file in files.iter().filter(|file| file.path.ends_with(".svg")) {
        let text = String::from_utf8_lossy(&file.content);
        // What has a DTD is refused: it gives names to what stands in it.
        let document = match Document::parse(&text) {
            Ok(document) => document,
            Err(error) => {
                let message = format!("is no picture: {error}");
                faults.push(Fault::new(&file.path, message, SHAPES));
                continue;
            }
        };
        let found = document.descendants().filter_map(|node| {
            let line = document.text_pos_at(node.range().start).row;
            Some(Fault {
                line: usize::try_from(line).ok(),
                ..Fault::new(&file.path, excess(node)?, SHAPES)
            })
        });
        faults.extend(found);
    }
}

/// What of `node` is no shape, as the end of a sentence: "has …".
fn excess(node: Node) -> Option<String> {
    if let Some(instruction) = node.pi() {
        return Some(format!("has <?{}?>", instruction.target));
    }
    if !node.is_element() {
        let text = node.text().filter(|_| node.is_text())?.trim();
        return (!text.is_empty()).then(|| format!("has the text {text:?}"));
    }
    let name = node.tag_name();
    if name.namespace() != Some(SVG) || !ELEMENTS.contains(&name.name()) {
        return Some(format!("has the element <{}>", name.name()));
    }
    let is_known = |name: &str| {
        ATTRIBUTES.contains(&name) || name.starts_with("fill") || name.starts_with("stroke")
    };
    let mut attributes = node.attributes();
    let foreign = attributes.find(|one| {
        one.namespace().is_some() || !is_known(one.name()) || one.value().contains("url(")
    })?;
    let (attribute, value) = (foreign.name(), foreign.value());
    Some(format!("has <{} {attribute}=\"{value}\">", name.name()))
}
