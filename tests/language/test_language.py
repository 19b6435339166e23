"""The words of the guide: Chinese typography, spelling, one word for one term, short sentences.

The Chinese text and every translation are read from the catalogs (`po/`), without their markup. Each
text keeps the line of its message in the catalog, so that a finding names file and line.
"""

import collections
import functools
import json
import pathlib
import re
import subprocess

import autocorrect_py
import polib
import pytest

ROOT = pathlib.Path(__file__).parents[2]
HERE = pathlib.Path(__file__).parent
PROGRAMS = ROOT / "tests" / "node_modules" / ".bin"
SOURCE = "zh-Hans"
LANGUAGES = sorted(path.stem for path in (ROOT / "po").glob("*.po"))
TERMS = json.loads((HERE / "terms.json").read_text(encoding="utf-8"))
EVERYDAY = TERMS["everyday"]["words"]

# A message and its translation: the file and the line of the message, both texts as written.
Message = collections.namedtuple("Message", "file line source text")


@functools.cache
def messages(language):
    """Every message in one language; in the source language both texts are the same. The build finds
    what is not translated and has to be."""
    name = "messages.pot" if language == SOURCE else f"{language}.po"
    catalog = [entry for entry in polib.pofile(ROOT / "po" / name) if not entry.obsolete]
    assert len(catalog) > 1000, f"po/{name} holds the guide"
    return [
        Message(f"po/{name}", entry.linenum, entry.msgid, entry.msgstr or entry.msgid)
        for entry in catalog
        if language == SOURCE or entry.msgstr
    ]


def plain(text, foreign=" "):
    """`text` without its markup and the values that the builder fills in: a link is its text, and
    words of another language are `foreign`."""
    text = re.sub(r"\([^()]*<span lang=[^>]*>.*?</span>\)", foreign, text)
    text = re.sub(r"<span lang=[^>]*>.*?</span>", foreign, text)
    text = re.sub(r"<[^>]*>", "", text)
    text = re.sub(r"\{[^}]*\}", foreign, text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"(?<!\w)_[^_]+_(?!\w)", foreign, text)
    text = re.sub(r"\*\*|\\(?=[\[\]])", "", text)
    return re.sub(r"(?<!\[)\[(?! ?\])|(?<!\[)\]", "", text).replace("\n", " ")


def findings(language, check):
    """What `check` finds in the plain text of each message: lines to print."""
    return [
        f"{message.file}:{message.line}: {found}: {message.text[:70]}"
        for message in messages(language)
        for found in check(plain(message.text, "w"))
    ]


def lines(language, foreign=" "):
    """The plain texts, one message a line, on the line that it has in the catalog."""
    texts = {message.line: plain(message.text, foreign) for message in messages(language)}
    return "".join(texts.get(number, "") + "\n" for number in range(1, max(texts) + 1))


def run(*command, text=None):
    """Runs a program with `text` as its input."""
    return subprocess.run(
        [str(part) for part in command],
        input=text, cwd=ROOT, capture_output=True, text=True, check=False,
    )


# --- Chinese typography ---------------------------------------------------------------------------

HAN = r"[\u4e00-\u9fff]"
PAIRS = {"”": "“", "’": "‘", "）": "（", "》": "《", "»": "«", "]": "["}


def stops(text):
    """Stops that follow each other, and half-width ones beside a Chinese character."""
    yield from (f"doubled {m}" for m in re.findall(r"[。！？，；：、]{2,}|[。，；：、]\.|\.\.", text))
    yield from (f"half-width {m}" for m in re.findall(rf"{HAN}[,;:?!()]|[,;?!()]{HAN}", text))
    yield from (f"quote {m}" for m in re.findall(r"[\"'「」『』]", text))


def widths(text):
    """Full-width letters and digits, and blanks beside full-width punctuation."""
    yield from (f"full-width {m}" for m in re.findall(r"[０-９Ａ-Ｚａ-ｚ％]", text))
    yield from (f"blank at {m!r}" for m in re.findall(r"[。，；：、！？（）“”《》] | [。，；：、！？（）”》]", text))


def unpaired(text):
    """Quotes and brackets that are not closed, or not opened. An apostrophe is no quote."""
    text = re.sub(r"(?<=\w)’(?=\w)", "", text)
    open_ones = []
    for before, character in zip(" " + text, text):
        if before == "s" and character == "’" and "‘" not in open_ones:
            continue
        if character in PAIRS.values():
            open_ones.append(character)
        elif character in PAIRS and (not open_ones or open_ones.pop() != PAIRS[character]):
            yield f"{character} without {PAIRS[character]}"
    yield from (f"{character} is not closed" for character in open_ones)


MONTHS = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|"
    "January|February|March|April|May|June|July|August|September|October|November|December"
)


def split_numbers(text):
    """A section or a day that a line may part from its number."""
    for m in re.finditer(rf"§ \d[\d-]*|\b\d{{1,2}}\.? ({MONTHS})\b", text):
        yield f"{m[0]!r} (write a no-break space)"


def traditional(text):
    """Characters that GB/T 2312, the set of simplified characters, does not have."""
    for character in re.findall(HAN, text):
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            yield f"traditional or rare character {character}"


@pytest.mark.parametrize("check", [stops, widths, unpaired, traditional])
def test_chinese_is_set_by_chinese_rules(check):
    found = findings(SOURCE, check)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("check", [unpaired, split_numbers])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_is_set_with_care(language, check):
    found = findings(language, check)
    assert not found, "\n".join(found)


# The name of the guide, which has no blanks: people search for it as it is.
TITLE = "挪威5G卡注销指南"


def autocorrected(text):
    """What AutoCorrect would write otherwise: the line, its words, the better words."""
    return [
        f"{line.line}: {line.old} -> {line.new}"
        for line in autocorrect_py.lint_for(text, "text").lines
        if line.old != TITLE and re.search(HAN, line.old)
    ]


def test_autocorrect_finds_nothing():
    found = autocorrected(lines(SOURCE, "w"))
    assert not found, "\n".join(f"po/messages.pot:{line}" for line in found)


# --- spelling -------------------------------------------------------------------------------------


def unknown_words(language, text):
    """The words of a text that no dictionary of its language has, with their lines."""
    result = run(
        PROGRAMS / "cspell", "lint", "--config", HERE / "cspell.json",
        "--no-progress", "--no-summary", f"stdin://{language}.txt", text=text,
    )
    assert result.returncode in (0, 1), result.stderr
    return re.findall(r":(\d+):\d+ - Unknown word \((.+?)\)", result.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(language):
    found = [
        f"po/{language}.po:{line}: {word}" for line, word in unknown_words(language, lines(language))
    ]
    assert not found, (
        "\n".join(found)
        + f"\na right word that no dictionary has goes to tests/language/words-{language}.txt"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reviewed_word_is_still_needed(language):
    text = " ".join(plain(message.text) for message in messages(language)).lower()
    words = (HERE / f"words-{language}.txt").read_text(encoding="utf-8").split("\n")
    stale = [word for word in words if word and not word.startswith("#") and word.lower() not in text]
    assert not stale, f"take out of words-{language}.txt: {stale}"


# --- one term, one word ---------------------------------------------------------------------------


@functools.cache
def glossary():
    """The Chinese terms of the glossary, the longest first."""
    text = (ROOT / "src" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"^### (.+?) \{ #term-", text, re.M)
    assert len(terms) >= 75
    return sorted(terms, key=len, reverse=True)


def bare(term):
    """A term without what stands in brackets behind it."""
    return re.sub(r"\s*[（(].*?[)）]", "", term)


@functools.cache
def agreed(term, language):
    """What a translation of the Chinese `term` has to match: the word of the glossary, in any
    inflection, or a form that `terms.json` lists."""
    word = next(message.text for message in messages(language) if message.source == term)
    words = [bare(word), *re.findall(r"\((.+?)\)", word)]
    stems = [re.escape(re.sub(r"e$", "", word.lower())) for word in words]
    return re.compile("|".join(stems + TERMS["forms"].get(term, {}).get(language, [])), re.I)


def terms_in(text):
    """The terms of the glossary in a Chinese text, the longest one at each place."""
    for term in glossary():
        if bare(term) in text:
            text = text.replace(bare(term), "·")
            yield term


def messages_with_terms(language):
    """Each message with each term that stands in its Chinese text, and both plain texts."""
    for message in messages(language):
        for term in terms_in(plain(message.source, "")):
            yield term, message, f"{plain(message.text, '')} {message.text}"


def missing_terms(language):
    """The messages in which a term stands in Chinese and not in the translation."""
    return [
        (term, message)
        for term, message, text in messages_with_terms(language)
        if term not in EVERYDAY and not agreed(term, language).search(text)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_is_one_word_everywhere(language):
    implied = TERMS["implied"][language]
    found, used = [], set()
    for term, message in missing_terms(language):
        reviewed = [start for start in implied.get(term, []) if message.source.startswith(start)]
        used.update((term, start) for start in reviewed)
        if not reviewed:
            found.append(f"{message.file}:{message.line}: {term}: {message.source} = {message.text}")
    listed = {(term, start) for term, starts in implied.items() for start in starts}
    assert not found, (
        "\n".join(found) + "\nuse the word of the glossary, or list the message under `implied` in "
        "tests/language/terms.json if the sentence is better without it"
    )
    assert listed == used, f"take out of terms.json, implied, {language}: {listed - used}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_words_have_no_synonyms(language):
    found = [
        f"{message.file}:{message.line}: {term}: {match[0]!r} in {message.text}"
        for term, message, text in messages_with_terms(language)
        for pattern in EVERYDAY.get(term, {}).get(language, [])
        if (match := re.search(pattern, text, re.I))
    ]
    assert not found, "\n".join(found)


# --- sentences ------------------------------------------------------------------------------------


def sentences(text):
    """The sentences of a plain text."""
    return [part.strip() for part in re.split(r"[。！？；]|[.!?;](?=[)’»]?(?:\s|$))", text) if part.strip()]


def length(sentence):
    """Chinese characters and words of other scripts; a number is one."""
    return len(re.findall(rf"{HAN}|[^\W\u4e00-\u9fff]+(?:[-’.,/][^\W\u4e00-\u9fff]+)*", sentence))


def too_long(language):
    """A check for sentences above what a reader takes in at once."""
    limit = 60 if language == SOURCE else 30
    return lambda text: (
        f"{length(sentence)} words, at most {limit}"
        for sentence in sentences(text)
        if length(sentence) > limit
    )


@pytest.mark.parametrize("language", [SOURCE, *LANGUAGES])
def test_sentences_are_short(language):
    found = findings(language, too_long(language))
    assert not found, "\n".join(found)


BLIND = re.compile(
    r"(请?点击?)?(这里|此处|这儿)|(click |press )?here|this (link|page)|more|read more|link"
    r"|(klikk |trykk )?her|les mer|mer|denne (lenken|siden)|lenke",
    re.I,
)


def blind_links(text):
    """Links whose text says nothing about where they lead."""
    return [link for link in re.findall(r"\[([^\[\]]+)\]\(", text) if BLIND.fullmatch(link.strip())]


@pytest.mark.parametrize("language", [SOURCE, *LANGUAGES])
def test_a_link_says_where_it_leads(language):
    found = [
        f"{message.file}:{message.line}: [{link}]"
        for message in messages(language)
        for link in blind_links(message.text)
    ]
    assert not found, "\n".join(found)


# --- the checks themselves ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "check, text",
    [
        (autocorrected, "注销5G卡"),
        (functools.partial(unknown_words, "en"), "Cancel the subscripton"),
        (functools.partial(unknown_words, "nb"), "Si opp abonnemangen"),
        (stops, "先换绑。。再解约"),
        (stops, "先换绑,再解约"),
        (stops, "说\"解约\""),
        (widths, "１４ 天"),
        (widths, "换绑， 再解约"),
        (unpaired, "“解约"),
        (unpaired, "解约）"),
        (unpaired, "Say ‘cancel"),
        (unpaired, "Skriv oppsigelse»"),
        (traditional, "運營商"),
        (split_numbers, "ekomloven § 4-6"),
        (split_numbers, "til 31. juli"),
        (too_long("nb"), "ord " * 31),
        (too_long(SOURCE), "字" * 61),
        (blind_links, "Se [her](step-2.md)"),
        (blind_links, "[点击这里](step-2.md)"),
    ],
)
def test_a_check_finds_what_it_is_for(check, text):
    assert list(check(text)), text


@pytest.mark.parametrize(
    "check, text",
    [
        (stops, "“解约”。做完这一步，您有：书面确认。"),
        (split_numbers, "ekomloven §\u00a04-6"),
        (unpaired, "The operators’ pages say ‘don’t’"),
        (too_long("en"), "One two. " * 40),
        (blind_links, "[what to do here](step-2.md)"),
    ],
)
def test_a_check_lets_good_text_pass(check, text):
    assert not list(check(text)), text
