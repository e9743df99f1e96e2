"""The directory of keys in the browser: it only grows, each change of somebody's keys is known for what it is."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.unit.letters.conftest import Browser, Raised
from tests.unit.letters.reference import AT, Person, entered, lines


@pytest.fixture
def entries(samira: Person, nadia: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    renewed, lost = Person(nadia.id), Person(samira.id)
    for who, former in ((samira, None), (nadia, None), (renewed, nadia), (lost, None)):
        found.append(entered(found, who, former=former))
    return found


def test_how_each_person_s_keys_came_is_known(
    browser: Browser, entries: list[dict[str, Any]], samira: Person, nadia: Person
) -> None:
    people = dict(browser.extended(entries))
    assert [one["came"] for one in people[samira.id]] == ["first", "anew"]
    assert [one["came"] for one in people[nadia.id]] == ["first", "signed"]


@pytest.mark.parametrize("name", ["n", "person", "recipient", "signing", "at", "proof", "by_old", "previous", "hash"])
@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize("lie", [None, "A" * 43, 7, {}])
def test_an_entry_that_was_changed_is_refused(
    browser: Browser, entries: list[dict[str, Any]], name: str, at: int, lie: object
) -> None:
    changed = deepcopy(entries)
    changed[at][name] = lie
    with pytest.raises(Raised, match="directory"):
        browser.extended(changed)


@pytest.mark.parametrize("order", [[1, 0, 2, 3], [0, 2, 3], [0, 0, 1, 2, 3]])
def test_entries_moved_left_out_or_doubled_are_refused(
    browser: Browser, entries: list[dict[str, Any]], order: list[int]
) -> None:
    with pytest.raises(Raised, match="directory"):
        browser.extended([entries[at] for at in order])


def test_a_recipient_of_another_kind_is_refused(browser: Browser, samira: Person) -> None:
    """An age file with classical and hybrid recipients is as weak as the classical one, so the two are never mixed."""
    with pytest.raises(Raised, match="directory"):
        browser.newThreadKey("talk", 1, {samira.id: "age1pq1" + "q" * 200}, samira.keys)


def test_the_end_of_the_directory_is_what_the_site_signed(browser: Browser, entries: list[dict[str, Any]]) -> None:
    site = Person("the site")
    said = lines("accalmie/directory-head/1", "clinic", 4, entries[3]["hash"], AT)
    head = {"n": 4, "hash": entries[3]["hash"], "at": AT, "signature": site.sign(said)}
    ours = {"organisation": "clinic", "siteKey": site.signing}
    assert browser.endsThere(entries, head, ours)
    assert not browser.endsThere(entries[:3], head, ours)
    assert not browser.endsThere(entries, head | {"at": "2026-12-02T09:00:00.000Z"}, ours)
    assert not browser.endsThere(entries, head, ours | {"organisation": "another"})
    assert not browser.endsThere(entries, None, ours)


def test_two_people_read_the_same_six_words_and_others_with_another_key(
    browser: Browser, samira: Person, nadia: Person
) -> None:
    words = [f"word{number}" for number in range(2048)]
    shown = browser.safetyWords(samira.signing, nadia.signing, words)
    assert len(shown) == 6
    assert browser.safetyWords(nadia.signing, samira.signing, words) == shown
    assert browser.safetyWords(nadia.signing, Person("x").signing, words) != shown
