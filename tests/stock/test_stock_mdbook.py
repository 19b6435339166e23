"""The stock mdBook with mdbook-gettext and mdbook-operators gives the same text as our builder."""

import html.parser
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]
SITE = ROOT / "target" / "test-site"
LANGUAGES = ["zh-Hans"] + sorted(path.stem for path in (ROOT / "po").glob("*.po"))


class Text(html.parser.HTMLParser):
    """The words inside <main>, without what finishing a page adds."""

    def __init__(self):
        super().__init__()
        self.inside = 0
        self.skipped = 0
        self.words = []

    def handle_starttag(self, tag, attributes):
        if tag == "main":
            self.inside += 1
        if self.skipped or "anchor" in (dict(attributes).get("class") or "").split():
            self.skipped += 1

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside -= 1
        if self.skipped:
            self.skipped -= 1

    def handle_data(self, data):
        if self.inside and not self.skipped:
            self.words.extend(data.split())


def words(path):
    parser = Text()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser.words


@pytest.fixture(scope="module")
def guide(tmp_path_factory):
    """A copy of the guide, so that nothing is written beside it."""
    copy = tmp_path_factory.mktemp("guide")
    for name in ["book.toml", "operators.json", "sources.json"]:
        shutil.copy(ROOT / name, copy / name)
    for name in ["src", "po", "theme"]:
        shutil.copytree(ROOT / name, copy / name)
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stock_tools_give_the_same_words(guide, language):
    environment = {**os.environ, "MDBOOK_BOOK__LANGUAGE": language}
    destination = guide / f"out-{language}"
    subprocess.run(
        ["mdbook", "build", "--dest-dir", str(destination)], cwd=guide, env=environment, check=True
    )
    pages = sorted(path.name for path in (SITE / language).glob("*.html"))
    assert len(pages) >= 15
    for page in pages:
        ours = words(SITE / language / page)
        assert len(ours) > 20, page
        assert words(destination / page) == ours, page
