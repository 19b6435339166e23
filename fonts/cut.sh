#!/usr/bin/env bash
# Cuts the fonts of the PDF to the characters of the guide.
#
#   fonts/cut.sh            run it when the build says that the fonts lack a character
#   fonts/cut.sh FILE ...   take the characters of these files or folders instead
#
# Needs Debian 12, npm, Python 3 and a network, only to make the fonts: the build
# itself uses what this writes beside it. Two families, both under the SIL Open Font License (OFL.txt):
#
#   Noto Sans CJK SC    Chinese, and the Latin letters inside Chinese text. Of the packages that have
#                       it, Debian's has the outlines as they were drawn
#   Noto Sans           Norwegian and English: § × · ‘ ’ are as wide as a Chinese character in
#                       Noto Sans CJK SC, and it has no italic
#
# The same characters and the same versions below give the same bytes.
set -euo pipefail
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=0

noto_sans_cjk=fonts-noto-cjk=1:20220127+repack1-1
noto_sans=@expo-google-fonts/noto-sans@0.4.2
fonttools=fonttools==4.68.0

fonts=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$fonts/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
  for path in src po theme operators.json sources.json plan.json; do
    if [ -e "$root/$path" ]; then set -- "$@" "$root/$path"; fi
  done
fi

echo "fetching $noto_sans_cjk, $noto_sans and $fonttools"
(cd "$work" && apt-get download "$noto_sans_cjk" && dpkg-deb -x ./*.deb debian &&
  npm init -y && npm install --no-audit --no-fund "$noto_sans") >"$work/fetch.log" 2>&1 ||
  { cat "$work/fetch.log" >&2; exit 1; }
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "$fonttools"

# Every character of the text files, and those that any later edit may need: ASCII, Latin-1 and
# the Latin letters of Europe, common punctuation, boxes and marks.
"$work/venv/bin/python" - "$work/characters.txt" "$@" <<'PYTHON'
import pathlib, sys, unicodedata

target, *paths = sys.argv[1:]
found = {chr(c) for c in (*range(0x20, 0x7F), *range(0xA0, 0x180))}
found |= set("‐‑–—‘’‚“”„…‹›•′″€№™←↑→↓−×÷≈≠≤≥□■●○◆◇✓")
found |= set("　、。〈〉《》「」『』【】〔〕·，．：；！？（）［］％～—…“”‘’￥①②③④⑤⑥⑦⑧⑨⑩")
for path in map(pathlib.Path, paths):
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.suffix in {".md", ".po", ".json", ".typ", ".hbs", ".html", ".css", ".js", ".toml"}:
            found |= set(file.read_text(encoding="utf-8"))
text = "".join(sorted(c for c in found if unicodedata.category(c) != "Cc"))
pathlib.Path(target).write_text(text, encoding="utf-8")
print(f"{len(text)} characters")
PYTHON

cut() { # FROM TO [OPTION ...]: the names stay as they are, so that the template finds the fonts
  "$work/venv/bin/pyftsubset" "$1" --output-file="$2" --text-file="$work/characters.txt" \
    --notdef-outline --no-hinting \
    --drop-tables+=vhea,vmtx,VORG,STAT,BASE,DSIG "${@:3}"
}

mkdir "$work/cut"
for weight in Regular Bold; do
  # The font of Mainland China, behind those of Japan and Korea.
  cut "$work/debian/usr/share/fonts/opentype/noto/NotoSansCJK-$weight.ttc" "$work/$weight.otf" \
    --font-number=2 --layout-features=kern --desubroutinize --unicodes=U+2002
  "$work/venv/bin/python" - "$work/$weight.otf" "$work/cut/NotoSansCJKsc-$weight.ttf" <<'PYTHON'
# Makes the outlines smaller, and gives the space that does not break a glyph of its own.
import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

# Points stand on a grid of so many to the size, and curves may be so many of its thousandths beside
# those that were drawn. Together that is up to 4 thousandths, on average 0.7: at most 0.015 mm in
# text, 0.033 mm in a heading of 23 points. Makes the Chinese PDF smaller by an eighth.
GRID = 320
TOLERANCE = 3

source, target = sys.argv[1:]
font = TTFont(source, recalcTimestamp=False)
# Where two characters share a glyph, the PDF has to tell them apart at each place. The glyph of the
# en space, which the guide has no use for, becomes the one of the space that does not break.
widths, cmap = font["hmtx"].metrics, font.getBestCmap()
glyph = cmap[0x2002]
widths[glyph] = widths[cmap[0x20]]
for table in font["cmap"].tables:
    if table.isUnicode():
        table.cmap.pop(0x2002, None)
        table.cmap[0xA0] = glyph

# Each point is rounded once, from where it was drawn: rounding the steps between them, as the outlines
# of the original are written, would add up.
glyphs, outlines = font.getGlyphSet(), newTable("glyf")
outlines.glyphOrder, outlines.glyphs = font.getGlyphOrder(), {}
scale = GRID / font["head"].unitsPerEm
for name in font.getGlyphOrder():
    pen = TTGlyphPen(None)
    # TrueType's outlines run the other way round.
    curves = Cu2QuPen(pen, TOLERANCE * GRID / 1000, reverse_direction=True)
    glyphs[name].draw(TransformPen(curves, (scale, 0, 0, scale, 0, 0)))
    outlines.glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
del font["CFF "]
scale_upem(font, GRID)
font["glyf"], font["loca"] = outlines, newTable("loca")
for name, (width, _) in widths.items():
    outlines.glyphs[name].recalcBounds(outlines)
    widths[name] = (width, getattr(outlines.glyphs[name], "xMin", 0))
font.sfntVersion = "\0\1\0\0"
font["head"].glyphDataFormat = 0
font["post"].formatType = 3.0
limits = font["maxp"]
limits.tableVersion = 0x00010000
for limit in (
    "maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs",
    "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
):
    setattr(limits, limit, 0)
font.save(target)
PYTHON
done

modules=$work/node_modules/@expo-google-fonts
for style in Regular Italic Bold BoldItalic; do
  case $style in
    Regular) from=400Regular ;;
    Italic) from=400Regular_Italic ;;
    Bold) from=700Bold ;;
    BoldItalic) from=700Bold_Italic ;;
  esac
  cut "$modules/noto-sans/$from/NotoSans_$from.ttf" "$work/cut/NotoSans-$style.ttf" --layout-features='*'
done
{
  head -n 1 "$modules/noto-sans/LICENSE_FONT"
  echo "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'"
  tail -n +2 "$modules/noto-sans/LICENSE_FONT"
} >"$fonts/OFL.txt"
rm -f "$fonts"/*.ttf
mv "$work"/cut/*.ttf "$fonts"
ls -l "$fonts"/*.ttf
"$work/venv/bin/python" - "$work/characters.txt" "$fonts"/*.ttf <<'PYTHON'
# The build says that the fonts lack a character; here it is said if cutting them anew cannot help.
import pathlib, sys

from fontTools.ttLib import TTFont

text, *fonts = sys.argv[1:]
has = {chr(code) for font in fonts for code in TTFont(font).getBestCmap()}
lacking = sorted(set(pathlib.Path(text).read_text(encoding="utf-8")) - has)
if lacking:
    names = ", ".join(f"{c} (U+{ord(c):04X})" for c in lacking)
    sys.exit(f"error: neither family has {names}\n  write other characters")
PYTHON
