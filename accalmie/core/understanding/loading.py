"""Reads the file of a piece: its shape, its names, its rules, and what each reply says back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from accalmie.core.definitions import read
from accalmie.core.exercises import Field
from accalmie.core.programme.refusals import Place, Refusal, Sentence, nearest, refuse
from accalmie.core.rules import Choice, FactType, Number, Rule, RuleRefused, parse
from accalmie.core.understanding.piece import Group, Page, Piece, Reply
from accalmie.core.understanding.saying import SAID
from accalmie.core.understanding.sentences import SENTENCES
from accalmie.core.understanding.written import NotAPiece, WrittenPage, WrittenPiece, WrittenReply

TYPES = ("text", "choice", "number", "scale")
TAKEN = frozenset({"sent", "read", "id", "next", "from", "kept", "csrfmiddlewaretoken"})
"""Names that forms of ours use for themselves."""
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


class PieceRefused(ValueError):
    """A file that is not a piece. `refusals` says each thing to change."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(one.en for one in refusals))
        self.refusals = refusals


def load_piece(text: str, file: str = "") -> Piece:
    """The piece that the file `text` describes. Raises PieceRefused."""
    piece, refusals = read_piece(text, file)
    if piece is None or refusals:
        raise PieceRefused(refusals)
    return piece


def read_piece(text: str, file: str = "") -> tuple[Piece | None, tuple[Refusal, ...]]:
    """The piece, as far as there is one, and all that keeps the file from being one. `file`: its name."""
    try:
        written = read(text, WrittenPiece, NotAPiece)
    except NotAPiece as refused:
        said = Sentence(refused.message("fr"), refused.message("en"))
        return None, (refuse(SENTENCES, "not-a-piece", Place(file, refused.line), said=said),)
    reading = _Reading(written, file)
    return reading.piece(), tuple(reading.refusals)


class _Reading:
    """Turns what is written into what is meant, and notes what means nothing."""

    def __init__(self, written: WrittenPiece, file: str) -> None:
        self._written, self._file = written, file
        self._asked: dict[str, Field] = {}
        self._all = {field.id for page in written.pages for field in page.ask}
        self.refusals: list[Refusal] = []

    def piece(self) -> Piece:
        """The piece; what is refused of it is left out."""
        written = self._written
        self._check_names()
        return Piece(
            id=written.understanding,
            version=written.version,
            title=written.title,
            summary=written.summary,
            minutes=written.minutes,
            about=written.about,
            source=written.source,
            pages=tuple(self._page(page) for page in written.pages),
            leads_to=written.leads_to,
        )

    def _check_names(self) -> None:
        written = self._written
        for name in (written.understanding, *written.about, *(page.id for page in written.pages)):
            if not _NAME.match(name):
                self._refuse("name", "", given=name[:60])
        for name in _repeated([page.id for page in written.pages]):
            self._refuse("twice", "", given=name)
        for name in _repeated([field.id for page in written.pages for field in page.ask]):
            self._refuse("twice", "", given=name)

    def _page(self, page: WrittenPage) -> Page:
        """A page reads the answers of pages before it; its own questions come after what it says."""
        replies = tuple(self._group(page, number, group) for number, group in enumerate(_groups(page), 1))
        for field in page.ask:
            self._check_field(page, field)
            self._asked[field.id] = field
        if not page.text and not page.reply:
            self._refuse("empty-page", page.id)
        if page.help_when and not page.ask:
            self._refuse("help-not-asked", page.id)
        help_when = self._rule(page.id, page.help_when)
        return Page(id=page.id, text=page.text, replies=replies, ask=page.ask, help_when=help_when)

    def _check_field(self, page: WrittenPage, field: Field) -> None:
        if field.type not in TYPES:
            self._refuse("field-type", page.id, given=field.type)
        if field.required == "yes":
            self._refuse("field-required", page.id, given=field.id)
        if field.id in TAKEN:
            self._refuse("field-name", page.id, given=field.id)

    def _group(self, page: WrittenPage, number: int, group: tuple[WrittenReply, ...]) -> Group:
        place = f"{page.id}/{number}"
        replies = tuple(self._reply(f"{place}.{count}", reply) for count, reply in enumerate(group, 1))
        if not replies:
            self._refuse("group-empty", place)
        elif replies[-1].says or group[-1].when:
            self._refuse("group-open", place)
        return replies

    def _reply(self, place: str, reply: WrittenReply) -> Reply:
        says = frozenset(found[1] for text in reply.text.values() for found in SAID.finditer(text))
        for name in sorted(says - self._asked.keys()):
            code = "field-later" if name in self._all else "field-unknown"
            self._refuse(code, place, nearest(name, self._asked), given=name[:60])
        return Reply(when=self._rule(place, reply.when), text=reply.text, says=says)

    def _rule(self, place: str, text: str) -> Rule | None:
        if not text:
            return None
        try:
            return parse(text, facts_of(self._asked))
        except RuleRefused as refused:
            self._refuse("rule", place, said=Sentence(refused.message("fr"), refused.message("en")))
            return None

    def _refuse(self, code: str, where: str, hint: str = "", /, **words: object) -> None:
        place = f"page {where}" if where else ""
        self.refusals.append(refused_at(self._file, place, code, hint, **words))


def refused_at(file: str, where: str, code: str, hint: str = "", /, **words: object) -> Refusal:
    """A refusal that says in which part of the piece it is."""
    found = refuse(SENTENCES, code, Place(file), hint, **words)
    return Refusal(file=file, line=0, code=code, fr=found.fr, en=found.en, hint=hint, where=where)


def facts_of(fields: Mapping[str, Field]) -> dict[str, FactType]:
    """What a rule may read: choices and figures. Words are said back, and decide nothing."""
    return {name: _fact(field) for name, field in fields.items() if field.type != "text"}


def _fact(field: Field) -> FactType:
    if field.type == "choice":
        return Choice(tuple(field.options))
    return Number(field.lo, field.hi, whole=field.type == "scale")


def _groups(page: WrittenPage) -> Iterator[tuple[WrittenReply, ...]]:
    """Several groups as they stand; replies that stand alone are one group together."""
    alone = tuple(one for one in page.reply if isinstance(one, WrittenReply))
    if alone:
        yield alone
    yield from (one for one in page.reply if not isinstance(one, WrittenReply))


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
