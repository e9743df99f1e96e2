"""Writing in the browser: what leaves it holds by the rules that the tests' own Python knows, and says nothing else."""

from __future__ import annotations

import json
from typing import Any

import pyrage
from hypothesis import given, settings, strategies as st

from tests.unit.letters.conftest import Browser
from tests.unit.letters.reference import AT, CONVERSATION, Conversation, Person, read, written

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=600)


def sent(browser: Browser, talk: Conversation, author: Person, text: str, **stamp: str) -> dict[str, Any]:
    number = max(talk.keys)
    place = browser.nextPlace(talk.sheet(), talk.context(author), number)
    stamp = {"id": "77777777-7777-7777-8777-777777777777", "writtenAt": AT} | stamp
    key = written(talk.keys[number])
    letter = browser.sealLetter(CONVERSATION, {"kind": "text", "text": text}, place, stamp, key, author.keys)
    return dict(letter)


def test_a_letter_takes_its_place_and_is_read_by_everybody(
    browser: Browser, theirs: Conversation, samira: Person, nadia: Person
) -> None:
    letter = sent(browser, theirs, samira, "À jeudi, alors.")
    assert (letter["author_n"], letter["seen"], letter["seen_head"]) == (3, 5, theirs.heads[5])
    assert letter["signature"] == samira.sign(theirs.signed(letter))
    assert theirs.opened(letter)["text"] == "À jeudi, alors."
    theirs.put(letter, samira)
    for reader in (samira, nadia):
        found = browser.read(theirs.sheet(), theirs.context(reader))
        assert [one["failure"] for one in found["letters"]] == [""] * 6
        assert found["letters"][-1]["content"]["text"] == "À jeudi, alors."


def test_whoever_wrote_long_ago_goes_on_with_their_own_count(
    browser: Browser, theirs: Conversation, samira: Person
) -> None:
    sheet = theirs.sheet(after=4) | {"own_last": theirs.letters[3]}
    place = browser.nextPlace(sheet, theirs.context(samira), 1)
    assert (place["author_n"], place["previous"]) == theirs_next(theirs, samira)


def test_the_server_cannot_set_somebody_s_count(browser: Browser, theirs: Conversation, samira: Person) -> None:
    sheet = theirs.sheet(after=4) | {"own_last": theirs.letters[3] | {"author_n": 9}}
    assert browser.nextPlace(sheet, theirs.context(samira), 1)["author_n"] == 1


def theirs_next(talk: Conversation, author: Person) -> tuple[int, str]:
    count, previous = talk.counts[author.id]
    return count + 1, previous


@given(text=TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_arrives_as_it_was_written_and_its_length_is_not_told(browser: Browser, text: str) -> None:
    samira = Person("11111111-1111-7111-8111-111111111111")
    talk = Conversation([samira])
    talk.new_key(samira, [samira])
    letter = sent(browser, talk, samira, text)
    assert talk.opened(letter)["text"] == text
    assert (len(read(letter["body"])) - 16) % 256 == 0


def test_a_thread_key_made_here_opens_for_members_and_for_nobody_else(
    browser: Browser, samira: Person, nadia: Person
) -> None:
    talk = Conversation([samira, nadia])
    recipients = {one.id: one.recipient for one in talk.people}
    made = browser.newThreadKey(CONVERSATION, 1, recipients, samira.keys)
    plain = json.loads(pyrage.decrypt(read(made["entry"]["file"]), [nadia.identity]))
    assert plain["key"] == made["key"]
    talk.key_entries = [made["entry"]]
    stranger = Person("44444444-4444-7444-8444-444444444444")
    for reader, opens in ((samira, 1), (nadia, 1), (stranger, 0)):
        assert len(browser.read(talk.sheet(), talk.context(reader))["threadKeys"]) == opens


def test_somebody_who_joins_is_given_the_old_letters_by_a_member(
    browser: Browser, theirs: Conversation, nadia: Person
) -> None:
    newcomer = Person("44444444-4444-7444-8444-444444444444")
    theirs.people.append(newcomer)
    theirs.enter(newcomer)
    assert {one["failure"] for one in browser.read(theirs.sheet(), theirs.context(newcomer))["letters"]} == {"key"}
    (known,) = browser.read(theirs.sheet(), theirs.context(nadia))["threadKeys"]
    theirs.key_entries.append(browser.givenTo(newcomer.id, newcomer.recipient, CONVERSATION, known, nadia.keys))
    found = browser.read(theirs.sheet(), theirs.context(newcomer))
    assert [one["failure"] for one in found["letters"]] == [""] * 5


def test_identifiers_sort_by_time(browser: Browser) -> None:
    found = [browser.newId(moment) for moment in (1, 1_764_579_600_000, 1_764_579_600_001, 2**47)]
    assert found == sorted(found)
    assert {(one[14], one[19] in "89ab") for one in found} == {("7", True)}
