"""The fonts that `fonts/cut.sh` made. They have every character of the pages, which the browser tests draw
with them: without one, a picture would show an empty box, and the reader of its test would have to guess
which it is."""

import html
import os
import pathlib
import unicodedata
import xml.etree.ElementTree

import pytest
from fontTools.ttLib import TTFont

ROOT = pathlib.Path(__file__).parents[2]
SITE = pathlib.Path(os.environ.get("SITE", ROOT / "book"))
SETTINGS = ROOT / "tests" / "fonts.conf"
# Pages, and what styles and scripts write onto them. The search engine's own files say nothing.
SPEAKING = {".html", ".css", ".js"}


@pytest.fixture(scope="module")
def drawn():
    """The characters that each style of at least one family has."""
    folder = SETTINGS.parent / xml.etree.ElementTree.parse(SETTINGS).findtext("dir")
    families = {}
    for path in sorted(folder.glob("*.ttf")):
        font = TTFont(path)
        family = font["name"].getBestFamilyName()
        characters = set(map(chr, font.getBestCmap()))
        families[family] = families.get(family, characters) & characters
    assert len(families) == 2, f"{folder} has Noto Sans and Noto Sans CJK SC"
    return set.union(*families.values())


def files():
    found = [path.relative_to(SITE) for path in sorted(SITE.rglob("*")) if path.suffix in SPEAKING]
    return [path for path in found if path.parts[0] != "pagefind"]


def test_every_character_of_every_page_can_be_drawn(drawn):
    assert len(files()) > 50
    lacking = [
        f"{path}: no font has {character!r}, U+{ord(character):04X}"
        for path in files()
        for character in sorted(set(html.unescape((SITE / path).read_text(encoding="utf-8"))) - drawn)
        if unicodedata.category(character) not in ("Cc", "Cf")
    ]
    assert not lacking, "\n".join([*lacking, "run fonts/cut.sh"])


@pytest.mark.parametrize("path", sorted((ROOT / "fonts").glob("NotoSansCJK*.ttf")), ids=lambda path: path.name)
def test_glyphs_stand_where_they_were_drawn(path):
    """Some readers of a PDF move an outline to where its table says that it begins."""
    font = TTFont(path)
    outlines = font["glyf"]
    moved = [
        name
        for name, (_, bearing) in font["hmtx"].metrics.items()
        if outlines[name].numberOfContours and outlines[name].xMin != bearing
    ]
    assert not moved
