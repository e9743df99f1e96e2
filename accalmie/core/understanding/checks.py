"""What the house asks of a piece beyond its shape: both languages, its length, how it reads, where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from accalmie.core.definitions import LANGUAGES, Texts
from accalmie.core.exercises import Field
from accalmie.core.programme.language.readability import average_sentence, prose, reading_ease, words
from accalmie.core.programme.language.typography import french_slips
from accalmie.core.programme.refusals import Refusal
from accalmie.core.understanding.loading import read_piece, refused_at
from accalmie.core.understanding.piece import Page, Piece
from accalmie.core.understanding.saying import SAID
from accalmie.core.understanding.ways import MOST_WAYS, TooManyWays, never_said

Known = Mapping[str, frozenset[str]]
"""Kind of place -> the names that exist. A kind that is not there is not judged: this site has no such room."""

KINDS = ("programme", "exercise", "practice", "understanding")
HELP = "help"
FEWEST_PAGES, MOST_PAGES = 4, 8
MOST_ASKED = 4
LEAST_MINUTES, MOST_MINUTES = 3, 12
SHORTEST, LONGEST, LONGEST_PAGE = 250, 750, 230
"""Words, as the person reads who is given the longest replies."""
EASE = 60
"""The least reading ease, in both languages, as programmes."""
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])\Z")
_ORDERS = re.compile(r"\bil (?:faut|faudra)\b|\bvous (?:devez|devrez|devriez)\b|\byou must\b", re.IGNORECASE)
_HTML = re.compile(r"<[a-zA-Z/!?][^>\n]{0,80}>?|&(?:[a-zA-Z]{2,12}|#[0-9xa-fA-F]{1,8});|^ {0,3}\[[^\]\n]+\]:", re.M)
_LINK = re.compile(r"\]\((?!tel:|sms:)[^)\n]{0,80}|\b[a-z]{2,12}://\S{0,80}|\bwww\.\S{0,80}", re.IGNORECASE)
_HEADING = re.compile(r"^(?:#|#{4,6}) .{0,40}|^(?:=+|-+)[ \t]*$", re.MULTILINE)
_BRACES = re.compile(r".{0,20}[{}].{0,20}")


def check_piece(text: str, file: str, known: Known) -> tuple[Refusal, ...]:
    """All that an author is asked to change in one file; nothing when the piece may be shipped."""
    piece, refusals = read_piece(text, file)
    if piece is None:
        return refusals
    found = [*refusals, *_Check(piece, file, known).all()]
    return tuple(found) if refusals else (*found, *_unsaid(piece, file))


def _unsaid(piece: Piece, file: str) -> Iterator[Refusal]:
    """Only asked of a piece in which every rule means something."""
    for page, number, group in piece.groups():
        where = f"page {page.id}/{number}"
        try:
            for reply in never_said(piece, group):
                yield refused_at(file, f"{where}.{reply}", "never-said")
        except TooManyWays:
            yield refused_at(file, where, "too-many-ways", most=MOST_WAYS)


class _Check:
    """One piece, looked at from all sides."""

    def __init__(self, piece: Piece, file: str, known: Known) -> None:
        self._piece, self._file, self._known = piece, file, known

    def all(self) -> Iterator[Refusal]:
        yield from self._head()
        yield from self._sources()
        yield from self._questions()
        yield from self._links()
        for where, texts, is_prose in every_text(self._piece):
            yield from self._text(where, texts, is_prose)
        for language in LANGUAGES:
            yield from self._readings(language)

    def _refuse(self, code: str, where: str = "", /, **words_: object) -> Refusal:
        return refused_at(self._file, where, code, **words_)

    def _head(self) -> Iterator[Refusal]:
        piece = self._piece
        if self._file and self._file != f"{piece.id}.yaml":
            yield self._refuse("file-name", file=self._file, given=piece.id)
        if not _VERSION.match(piece.version):
            yield self._refuse("version", given=piece.version)
        if not LEAST_MINUTES <= piece.minutes <= MOST_MINUTES:
            yield self._refuse("minutes", given=piece.minutes, least=LEAST_MINUTES, most=MOST_MINUTES)
        if not FEWEST_PAGES <= len(piece.pages) <= MOST_PAGES:
            yield self._refuse("page-count", count=len(piece.pages), least=FEWEST_PAGES, most=MOST_PAGES)
        if not piece.about:
            yield self._refuse("no-topic")

    def _sources(self) -> Iterator[Refusal]:
        if not self._piece.source or not all(one.cite.strip() for one in self._piece.source):
            yield self._refuse("no-source")
        for one in self._piece.source:
            if not _MONTH.match(one.checked):
                yield self._refuse("checked", given=one.checked)

    def _questions(self) -> Iterator[Refusal]:
        for page in self._piece.pages:
            if len(page.ask) > MOST_ASKED:
                yield self._refuse("too-many-asked", f"page {page.id}", count=len(page.ask), most=MOST_ASKED)
        own = {name for name, field in self._piece.fields().items() if field.type == "text"}
        if not own:
            yield self._refuse("nothing-asked")
        elif not any(own & reply.says for _page, _number, group in self._piece.groups() for reply in group):
            yield self._refuse("nothing-said-back")

    def _links(self) -> Iterator[Refusal]:
        if not self._piece.leads_to:
            yield self._refuse("leads-nowhere")
        for link in self._piece.leads_to:
            kind, _colon, name = link.partition(":")
            names = self._known.get(kind, frozenset({name}))
            if link != HELP and (kind not in KINDS or name not in names):
                yield self._refuse("leads-unknown", given=link, kinds=", ".join((HELP, *(f"{one}:…" for one in KINDS))))

    def _text(self, where: str, texts: Texts, is_prose: bool) -> Iterator[Refusal]:
        """`is_prose`: Markdown, in which fields may be said when it is a reply's."""
        missing = [language for language in LANGUAGES if not texts.get(language, "").strip()]
        if missing:
            yield self._refuse("language", what=where, missing=", ".join(missing))
        for language, text in texts.items():
            place = f"{where} ({language})"
            yield from self._language(place, language, text)
            yield from self._markup(place, text, is_reply="/" in where and is_prose)

    def _language(self, place: str, language: str, text: str) -> Iterator[Refusal]:
        for slip in french_slips(text) if language == "fr" else ():
            yield self._refuse(slip.code, place, sign=slip.sign, near=_near(text, slip.offset))
        for found in _ORDERS.finditer(text):
            yield self._refuse("orders", place, near=_near(text, found.start()))

    def _markup(self, place: str, text: str, *, is_reply: bool) -> Iterator[Refusal]:
        for code, pattern in (("html", _HTML), ("link", _LINK), ("heading", _HEADING)):
            for found in pattern.finditer(text):
                yield self._refuse(code, place, near=found.group().strip())
        if not is_reply:
            for found in SAID.finditer(text):
                yield self._refuse("field-in-text", place, given=found[1][:60])
        for found in _BRACES.finditer(SAID.sub("", text)):
            yield self._refuse("braces", place, near=found.group())
        yield from self._units(place, text)

    def _units(self, place: str, text: str) -> Iterator[Refusal]:
        fields = self._piece.fields()
        for found in SAID.finditer(text):
            unit = _unit(fields.get(found[1]), place)
            if unit and text[found.end() :].lstrip(" \u00a0\u202f").lower().startswith(unit.lower()):
                yield self._refuse("unit-twice", place, given=found[1], unit=unit)

    def _readings(self, language: str) -> Iterator[Refusal]:
        longest = 0
        for page in self._piece.pages:
            count = words_read(page, language)
            longest += count
            place = f"page {page.id} ({language})"
            if count > LONGEST_PAGE:
                yield self._refuse("page-long", place, count=count, most=LONGEST_PAGE)
            for text in _read_together(page, language):
                ease = reading_ease(text, language)
                if ease is not None and ease < EASE:
                    sentence = round(average_sentence(text))
                    yield self._refuse("reading-level", place, score=round(ease), least=EASE, sentence=sentence)
        if not SHORTEST <= longest <= LONGEST:
            yield self._refuse("length", f"({language})", count=longest, least=SHORTEST, most=LONGEST)


def every_text(piece: Piece) -> Iterator[tuple[str, Texts, bool]]:
    """Where a text stands, the text, and whether it is Markdown."""
    yield "title", piece.title, False
    yield "summary", piece.summary, False
    for number, claim in enumerate(piece.source, 1):
        yield f"source {number}", claim.claim, False
    for page in piece.pages:
        if page.text:
            yield f"page {page.id}", page.text, True
        for number, group in enumerate(page.replies, 1):
            yield from ((f"page {page.id}/{number}.{count}", one.text, True) for count, one in enumerate(group, 1))
        for field in page.ask:
            yield from _texts_of(field)


def _texts_of(field: Field) -> Iterator[tuple[str, Texts, bool]]:
    where = f"question {field.id}"
    yield where, field.label, False
    for part in (field.hint, field.unit, field.low, field.high, *field.options.values()):
        if part:
            yield where, part, False


def words_read(page: Page, language: str) -> int:
    """How many words of a page somebody reads at most: its text, and of each group the longest reply."""
    replies = (max((_count(one.text, language) for one in group), default=0) for group in page.replies)
    return _count(page.text, language) + sum(replies)


def _count(text: Texts, language: str) -> int:
    return len(words(prose(text.get(language, ""))))


def _read_together(page: Page, language: str) -> Iterator[str]:
    """What is judged as one text: the words of a page, and all its replies, too short to be judged each by itself."""
    replies = (one.text.get(language, "") for group in page.replies for one in group)
    for text in (page.text.get(language, ""), "\n\n".join(replies)):
        yield SAID.sub("cela" if language == "fr" else "this", text)


def _unit(field: Field | None, place: str) -> str:
    language = "fr" if place.endswith("(fr)") else "en"
    return field.unit.get(language, "").partition(" ")[0].rstrip("s") if field else ""


def _near(text: str, offset: int) -> str:
    return " ".join(text[max(0, offset - 25) : offset + 15].split())
