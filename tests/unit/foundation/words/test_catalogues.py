"""Every text is found, and a catalogue that is incomplete or badly set is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from accalmie.foundation.words import catalogues, pseudo
from accalmie.foundation.words.catalogues import Room

TEMPLATE = """{% from "x.html" import card %}
<p>{{ _("Hello") }}</p>
{{ card(
  _("In a macro's
  call"),
  other=ngettext("%(num)s day", "%(num)s days", 3),
) }}
{% trans name=person %}
  Dear
  {{ name }}
{% endtrans %}
"""
PYTHON = (
    'from django.utils.translation import gettext_lazy as _, pgettext\nA = _("Lazy")\nB = pgettext("verb", "Open")\n'
)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A small room with a template and a module."""
    folder = tmp_path / "floor" / "room"
    (folder / "templates" / "room").mkdir(parents=True)
    (folder / "apps.py").write_text("")
    (folder / "templates" / "room" / "page.html").write_text(TEMPLATE)
    (folder / "views.py").write_text(PYTHON)
    return Room(folder)


def translate(room: Room, french: dict[str, str | tuple[str, ...]]) -> None:
    catalogues.update(room)
    known = catalogues.read(room)
    for message in known:
        first = message.id if isinstance(message.id, str) else message.id[0]
        if first in french:
            message.string = french[first]
    catalogues.write(room, known)


COMPLETE: dict[str, str | tuple[str, ...]] = {
    "Hello": "Bonjour",
    "In a macro's\n  call": "Dans une macro",
    "%(num)s day": ("%(num)s jour", "%(num)s jours"),
    "Dear %(name)s": "Bonjour %(name)s",
    "Lazy": "Paresse",
    "Open": "Ouvrir",
}


def sentences(room: Room) -> str:
    return "\n".join(str(problem) for problem in catalogues.problems(room))


def test_texts_are_found_wherever_they_stand(room: Room) -> None:
    found = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogues.found_in(room)}
    assert set(COMPLETE) <= found


def test_a_room_inside_another_keeps_its_texts_to_itself(room: Room) -> None:
    inner = room.path / "inner"
    inner.mkdir()
    (inner / "apps.py").write_text("")
    (inner / "views.py").write_text('from django.utils.translation import gettext as _\nA = _("Inside")\n')
    assert [message.id for message in catalogues.found_in(Room(inner)) if message.id] == ["Inside"]
    assert catalogues.found_in(room).get("Inside") is None


def test_a_complete_catalogue_has_no_problem_and_compiles(room: Room) -> None:
    translate(room, COMPLETE)
    assert sentences(room) == ""
    target = catalogues.compile_room(room)
    assert target is not None
    with target.open("rb") as file:
        assert read_mo(file)["Hello"].string == "Bonjour"


def test_extracting_twice_changes_nothing(room: Room) -> None:
    translate(room, COMPLETE)
    before = room.po.read_bytes()
    assert catalogues.update(room) == 0
    assert room.po.read_bytes() == before


def test_a_text_without_a_catalogue_is_told(room: Room) -> None:
    assert "stands in no catalogue" in sentences(room)


def test_extract_counts_what_has_no_french(room: Room) -> None:
    assert catalogues.update(room) == len(COMPLETE)
    assert "has no French" in sentences(room)


def test_a_text_that_is_no_longer_shown_is_told_and_then_dropped(room: Room) -> None:
    translate(room, COMPLETE)
    (room.path / "views.py").write_text("")
    assert "is no longer shown" in sentences(room)
    catalogues.update(room)
    assert sentences(room) == ""


@pytest.mark.parametrize(
    ("text", "french", "complaint"),
    [
        ("Dear %(name)s", "Bonjour", "other placeholders"),
        ("Dear %(name)s", "Bonjour %(nom)s", "other placeholders"),
        ("Hello", "L'humeur", "’"),
        ("Hello", "Bonjour !", "U+202F"),
        ("Hello", "", "has no French"),
    ],
)
def test_a_fault_is_told_in_a_sentence(room: Room, text: str, french: str, complaint: str) -> None:
    translate(room, COMPLETE | {text: french})
    assert complaint in sentences(room)


def test_a_fuzzy_entry_is_refused(room: Room) -> None:
    translate(room, COMPLETE)
    po = room.po.read_text()
    room.po.write_text(po.replace('msgid "Hello"', '#, fuzzy\nmsgid "Hello"'))
    assert "fuzzy" in sentences(room)


def test_one_text_has_one_french_in_the_whole_house(room: Room, tmp_path: Path) -> None:
    other = Room(tmp_path / "floor" / "other")
    (other.path / "templates" / "other").mkdir(parents=True)
    (other.path / "templates" / "other" / "page.html").write_text('{{ _("Hello") }}')
    translate(room, COMPLETE)
    translate(other, {"Hello": "Salut"})
    told = [str(problem) for problem in catalogues.disagreements([room, other])]
    assert len(told) == 1
    assert "Bonjour" in told[0]
    assert "Salut" in told[0]


def test_the_pseudo_language_brackets_every_text(room: Room, tmp_path: Path) -> None:
    target = pseudo.write_pseudo(tmp_path / "pseudo", tmp_path)
    with target.open("rb") as file:
        made = read_mo(file)
    assert made["Hello"].string == "⟦Hello⟧"
    assert tuple(made["%(num)s day"].string or ()) == ("⟦%(num)s day⟧", "⟦%(num)s days⟧")


@pytest.mark.parametrize("name", ["foundation/people", "foundation/access", "foundation/design"])
def test_our_rooms_speak_french(name: str) -> None:
    ours = next(one for one in catalogues.rooms() if one.name == name)
    assert [str(problem) for problem in catalogues.problems(ours)] == []
