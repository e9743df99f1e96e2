"""What the pages of *Understanding* show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from markupsafe import Markup

from accalmie.capabilities.understanding import forms, library, prose
from accalmie.core.understanding import HELP, Answers, Page, Piece, filled, reply_for
from accalmie.foundation.design.addresses import reverse
from accalmie.foundation.steps import FormError
from accalmie.foundation.words.prose import document

LANGUAGES = ("fr", "en")
MOST_WAYS_ON = 6
_PAGES = {
    "programme": "programmes:show-programme",
    "exercise": "exercises:write",
    "practice": "practices:show-practice",
    "understanding": "understanding:begin-piece",
}
_NEED_AN_ACCOUNT = ("programme", "exercise")


def language_of(code: str | None) -> str:
    """The language of the reader in which pieces exist."""
    return code[:2] if code and code[:2] in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True)
class Card:
    """A piece in the list."""

    id: str
    title: str
    summary: str
    minutes: int


def cards(language: str) -> tuple[Card, ...]:
    """Every piece, by title."""
    found = [_card(piece, language) for piece in library.pieces().values()]
    return tuple(sorted(found, key=lambda card: card.title.casefold()))


def _card(piece: Piece, language: str) -> Card:
    return Card(piece.id, piece.title[language], piece.summary[language], piece.minutes)


@dataclass(frozen=True)
class WayOn:
    """Somewhere to go from the end. `needs_account`: it is done in one's own space."""

    kind: str
    words: str
    href: str
    needs_account: bool


@dataclass(frozen=True)
class PieceClaim:
    """One thing that the piece says is so, and its source."""

    claim: str
    cite: str


@dataclass(frozen=True)
class ReadPage:
    """One page for one person. `carried`: what they answered elsewhere, which the page takes along; `is_sent`: the way
    on is a form, since there is something to take along or something is asked. `before` and `after` are addresses, ""
    at the ends."""

    piece: str
    page: str
    title: str
    minutes: int
    number: int
    total: int
    text: Markup
    replies: tuple[Markup, ...]
    fields: tuple[forms.FieldView, ...]
    asks_words: bool
    carried: tuple[tuple[str, str], ...]
    is_sent: bool
    before: str
    after: str
    ways_on: tuple[WayOn, ...]
    sources: tuple[PieceClaim, ...]


def read_page(
    piece: Piece,
    page: Page,
    language: str,
    *,
    answers: Answers,
    raw: Mapping[str, str],
    errors: tuple[FormError, ...] = (),
) -> ReadPage:
    """A page with what is said back to these answers. `raw`: what was typed so far, which goes on with the person."""
    place = piece.place(page.id)
    is_last = place + 1 == len(piece.pages)
    carried = carried_past(page, raw)
    return ReadPage(
        piece=piece.id,
        page=page.id,
        title=piece.title[language],
        minutes=piece.minutes,
        number=place + 1,
        total=len(piece.pages),
        text=document(page.text.get(language, "")),
        replies=tuple(_replies(piece, page, answers, language)),
        fields=forms.views(page.ask, raw, language, errors),
        asks_words=any(field.type == "text" for field in page.ask),
        carried=carried,
        is_sent=bool(carried or page.ask),
        before=address(piece, place - 1) if place else "",
        after="" if is_last else address(piece, place + 1),
        ways_on=ways_on(piece, language) if is_last else (),
        sources=_sources(piece, language) if is_last else (),
    )


def carried_past(page: Page, raw: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was typed on other pages than this one."""
    here = {field.id for field in page.ask}
    return tuple((name, words) for name, words in raw.items() if name not in here)


def address(piece: Piece, place: int) -> str:
    """Where the page of this place is read."""
    return reverse("understanding:read-page", args=[piece.id, piece.pages[place].id])


def _replies(piece: Piece, page: Page, answers: Answers, language: str) -> Iterator[Markup]:
    fields = piece.fields()
    for group in page.replies:
        yield prose.to_html(filled(reply_for(group, answers).text[language], answers, fields, language))


def _sources(piece: Piece, language: str) -> tuple[PieceClaim, ...]:
    return tuple(PieceClaim(one.claim[language], one.cite) for one in piece.source)


def ways_on(piece: Piece, language: str) -> tuple[WayOn, ...]:
    """Where the piece leads, then what else there is on its topics; what this site has not is left out."""
    topics = [f"programme:{topic}" for topic in piece.about]
    near = [f"understanding:{one.id}" for one in library.pieces().values() if set(one.about) & set(piece.about)]
    asked = dict.fromkeys((*piece.leads_to, *topics, *near))
    found = (_way_on(link, language) for link in asked if link != f"understanding:{piece.id}")
    return tuple(way for way in found if way is not None)[:MOST_WAYS_ON]


def _way_on(link: str, language: str) -> WayOn | None:
    if link == HELP:
        return WayOn(HELP, _("Help now, and all the numbers"), reverse("safety:help-now"), needs_account=False)
    kind, _colon, name = link.partition(":")
    title = library.title_of(kind, name)
    try:
        href = reverse(_PAGES[kind], args=[name])
    except NoReverseMatch:
        return None
    return WayOn(kind, title[language], href, kind in _NEED_AN_ACCOUNT) if title else None
