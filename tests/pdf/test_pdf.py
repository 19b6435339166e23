"""What the PDFs promise: conformance, text, tags, fonts."""

import html
import html.parser
import json
import os
import pathlib
import re
import subprocess

import page
import pypdf
import pytest

ROOT = pathlib.Path(__file__).parents[2]
SITE = pathlib.Path(os.environ.get("SITE", ROOT / "book"))
LANGUAGES = ["zh-Hans"] + sorted(path.stem for path in (ROOT / "po").glob("*.po"))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def path(language):
    found = list((SITE / language).glob("*.pdf"))
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def pdf(path):
    return pypdf.PdfReader(path)


@pytest.fixture(scope="module")
def pages(path):
    """The text as a reader would copy it, page by page, without white space, which lines break at
    will."""
    raw = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    return [squeezed(page) for page in raw.decode().split("\f")]


@pytest.fixture(scope="module")
def text(pages):
    """The same of the whole PDF."""
    return "".join(pages)


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


class Headings(html.parser.HTMLParser):
    """The text of the headings inside <main>, but for those of the plan that answers fill: on paper
    it is a table."""

    def __init__(self):
        super().__init__()
        self.main = self.heading = self.card = False
        self.plan = 0
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.main = self.main or tag == "main"
        if tag == "div" and (self.plan or ("class", "plan") in attributes):
            self.plan += 1
        # A card, with the closed part below it, is a table on paper.
        self.card = self.card or ("class", "card") in attributes or (tag, "all") == (
            "details",
            dict(attributes).get("data-pagefind-ignore"),
        )
        if self.main and not self.plan and not self.card and tag in ("h1", "h2", "h3"):
            self.heading = True
            self.found.append("")

    def handle_endtag(self, tag):
        if tag == "div" and self.plan:
            self.plan -= 1
        if tag in ("h1", "h2", "h3"):
            self.heading = False
        if tag in ("section", "details"):
            self.card = False
        if tag == "main":
            self.main = False

    def handle_data(self, data):
        if self.heading:
            self.found[-1] += data


def headings(language):
    for file in sorted((SITE / language).rglob("*.html")):
        parser = Headings()
        parser.feed(file.read_text(encoding="utf-8"))
        yield from parser.found


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_it_conforms(path, profile):
    report = page.validate_pdf(str(path), profile=getattr(page.ValidationProfile, profile))
    assert report.is_compliant, report.failures[:5]
    assert report.rules


# What a phone on a bad connection still takes. Chinese outlines of two weights are a quarter of it.
def test_it_is_small(path):
    assert path.stat().st_size <= 850_000


def test_title_and_language(pdf, language):
    assert pdf.trailer["/Root"]["/Lang"].lower().startswith(language.split("-")[0])
    assert pdf.metadata.title
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_every_heading_is_in_the_text_and_chapters_are_in_the_outline(pdf, text, language):
    found = list(headings(language))
    assert len(found) > 60
    for heading in found:
        assert squeezed(heading) in text, heading
    entries = []

    def walk(items):
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                entries.append(squeezed(item.title))

    walk(pdf.outline)
    for heading in found:
        assert squeezed(heading) in entries, heading


def test_every_number_can_be_read_and_dialled(pdf, text):
    data = json.loads((ROOT / "operators.json").read_text(encoding="utf-8"))
    numbers = [
        entry[field]["value"]
        for entry in data["operators"] + data["authorities"]
        for field in ("phone", "phone_2", "barring_phone")
        if entry.get(field)
    ]
    assert len(numbers) > 10
    links = {
        annotation.get_object().get("/A", {}).get("/URI")
        for sheet in pdf.pages
        for annotation in sheet.get("/Annots", [])
    }
    for number in numbers:
        assert f"tel:{number}" in links, number
        assert number[-4:] in text, number


def test_fonts_are_embedded_subsets_and_none_is_type_3(path):
    listing = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout
    rows = listing.splitlines()[2:]
    assert rows
    for row in rows:
        assert "Type 3" not in row
        assert re.match(r"[A-Z]{6}\+", row), row
        assert row.split()[-5] == "yes", row


def test_no_character_is_a_radical_or_a_compatibility_form(pdf):
    raw = "".join(sheet.extract_text() for sheet in pdf.pages)
    assert len(raw) > 10000
    wrong = sorted({c for c in raw if "\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff" or c == "\ufffd"})
    assert not wrong


def test_tables_have_head_cells(pdf):
    kinds = []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            if "/S" in node:
                kinds.append(node["/S"])
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                walk(child)

    walk(pdf.trailer["/Root"]["/StructTreeRoot"])
    assert kinds.count("/Table") > 15
    assert kinds.count("/TH") > 60


def messages(language):
    """Heading and Norwegian lines of each message to copy, as the page has them."""
    for page in sorted((SITE / language / "message").glob("*.html")):
        text = page.read_text(encoding="utf-8")
        for heading, section in re.findall(r"<h[123] [^>]*>(.*?)</h.>(.*?)(?=<h[123]|</main>)", text, re.S):
            lines = re.findall(r"<li><i lang=\"nb\"[^>]*>(.*?)</i>", section)
            if lines:
                yield heading, [squeezed(html.unescape(re.sub("<[^>]*>", "", line))) for line in lines]


def test_a_message_stands_whole_below_its_heading(pages, language):
    found = list(messages(language))
    assert len(found) > 5
    for heading, lines in found:
        assert any(
            squeezed(heading) in page and all(line in page for line in lines) for page in pages
        ), heading
