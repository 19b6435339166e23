#!/usr/bin/env bash
# Cuts the fonts of the PDF to the characters of the guide.
#
#   theme/fonts/cut.sh            run it when the build says that the fonts lack a character
#   theme/fonts/cut.sh FILE ...   take the characters of these files or folders instead
#
# Needs npm, Python 3 and a network, only to make the fonts: the build itself uses what this writes
# beside it. Two families, both under the SIL Open Font License (OFL.txt):
#
#   Noto Sans SC    Chinese, and the Latin letters inside Chinese text
#   Noto Sans       Norwegian and English: § × · ‘ ’ are as wide as a Chinese character in
#                   Noto Sans SC, and it has no italic
#
# The same characters and the same versions below give the same bytes.
set -euo pipefail
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=0

noto_sans_sc=@expo-google-fonts/noto-sans-sc@0.4.3
noto_sans=@expo-google-fonts/noto-sans@0.4.2
fonttools=fonttools==4.68.0

fonts=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$fonts/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
  for path in src po theme operators.json sources.json; do
    if [ -e "$root/$path" ]; then set -- "$@" "$root/$path"; fi
  done
fi

echo "fetching $noto_sans_sc, $noto_sans and $fonttools"
(cd "$work" && npm init -y && npm install --no-audit --no-fund "$noto_sans_sc" "$noto_sans") >"$work/npm.log" 2>&1 ||
  { cat "$work/npm.log" >&2; exit 1; }
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "$fonttools"

# Every character of the text files, and those that any later edit may need: ASCII, Latin-1 and
# the Latin letters of Europe, common punctuation, boxes and marks.
"$work/venv/bin/python" - "$work/characters.txt" "$@" <<'PYTHON'
import pathlib, sys

target, *paths = sys.argv[1:]
found = {chr(c) for c in (*range(0x20, 0x7F), *range(0xA0, 0x180))}
found |= set("‐‑–—‘’‚“”„…‹›•′″€№™←↑→↓−×÷≈≠≤≥□■●○◆◇✓")
found |= set("　、。〈〉《》「」『』【】〔〕·，．：；！？（）［］％～—…“”‘’￥①②③④⑤⑥⑦⑧⑨⑩")
for path in map(pathlib.Path, paths):
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.suffix in {".md", ".po", ".json", ".typ", ".hbs", ".toml"}:
            found |= set(file.read_text(encoding="utf-8"))
text = "".join(sorted(c for c in found if c.isprintable() or c in "\u00a0\u00ad\u3000"))
pathlib.Path(target).write_text(text, encoding="utf-8")
print(f"{len(text)} characters")
PYTHON

cut() { # FROM TO: the names stay as they are, so that the template finds the fonts
  "$work/venv/bin/pyftsubset" "$1" --output-file="$fonts/$2" --text-file="$work/characters.txt" \
    --layout-features='*' --name-IDs='*' --name-languages='*' --notdef-outline --no-hinting \
    --drop-tables+=vhea,vmtx,VORG,STAT
}

modules=$work/node_modules/@expo-google-fonts
cut "$modules/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf" NotoSansSC-Regular.ttf
cut "$modules/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf" NotoSansSC-Bold.ttf
for style in Regular Italic Bold BoldItalic; do
  case $style in
    Regular) from=400Regular ;;
    Italic) from=400Regular_Italic ;;
    Bold) from=700Bold ;;
    BoldItalic) from=700Bold_Italic ;;
  esac
  cut "$modules/noto-sans/$from/NotoSans_$from.ttf" "NotoSans-$style.ttf"
done
{
  head -n 1 "$modules/noto-sans/LICENSE_FONT"
  cat "$modules/noto-sans-sc/LICENSE_FONT"
} >"$fonts/OFL.txt"
ls -l "$fonts"/*.ttf
