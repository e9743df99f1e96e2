"""Reading a conversation in the browser: everything true is shown, everything changed is named, nothing fails."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from tests import figures
from tests.unit.letters.conftest import Browser
from tests.unit.letters.reference import Conversation, Person, digest, lines, read

SAID = ["Bonjour. J’ai mal dormi.", "Merci de me le dire.", "On se voit jeudi ?", "Oui.", "À jeudi."]
SERVERS_OWN = {
    "conversation", "kind", "state", "expected", "needs_key", "read", "own_last", "wants_keys",
    "name", "role", "since", "left", "received_at",
}  # fmt: skip
"""What nobody signs: the server's own words about a conversation, which say nothing of what a letter says."""


def texts(found: dict[str, Any]) -> list[str | None]:
    return [one["content"] and one["content"]["text"] for one in found["letters"]]


def failures(found: dict[str, Any]) -> list[str]:
    return [one["failure"] for one in found["letters"]]


def is_detected(found: dict[str, Any]) -> bool:
    return bool(found["problems"]) or any(failures(found))


def test_both_read_the_whole_conversation(browser: Browser, theirs: Conversation) -> None:
    for reader in theirs.people:
        found = browser.read(theirs.sheet(), theirs.context(reader))
        assert (texts(found), failures(found), found["problems"]) == (SAID, [""] * 5, [])


def test_the_last_letters_are_read_without_the_first(browser: Browser, theirs: Conversation, samira: Person) -> None:
    found = browser.read(theirs.sheet(after=3), theirs.context(samira))
    assert (texts(found), failures(found), found["problems"]) == (SAID[3:], ["", ""], [])


def test_an_empty_conversation_is_read(browser: Browser, samira: Person, nadia: Person) -> None:
    empty = Conversation([samira, nadia])
    assert browser.read(empty.sheet(), empty.context(samira))["problems"] == []


def leaves(given: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Each place in a sheet that holds a value of its own."""
    if isinstance(given, dict):
        return [found for name, value in given.items() for found in leaves(value, (*path, name))]
    if isinstance(given, list):
        return [path, *(found for at, value in enumerate(given) for found in leaves(value, (*path, at)))]
    return [path]


def put(sheet: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed: Any = deepcopy(sheet)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return dict(changed)


EACH = 6


def others(value: Any, turn: int) -> list[Any]:
    """What a server that lies may put in its place: some of it, and another part for the next field."""
    wrong: list[Any] = [None, "", 0, -1, 1.5, True, [], {}, [None], "x\ny", "a" * 300, "\ud800", 2**60]
    if isinstance(value, str) and value:
        flipped = ("B" if value[0] != "B" else "C") + value[1:]
        last = value[:-1] + ("B" if value[-1] != "B" else "C")
        wrong += [flipped, last, value + "A", value[:-1], value + "\n", " " + value, value.upper() + "="]
    if isinstance(value, int):
        wrong += [value + 1, value - 1, str(value)]
    if isinstance(value, list) and value:
        wrong += [value[::-1], value[1:], value[:-1], [*value, value[-1]]]
    kept = json.dumps(value)
    lies = [one for one in wrong if json.dumps(one) != kept and not is_only_turned_round(value, one)]
    return [lies[(turn * EACH + at) % len(lies)] for at in range(EACH)]


def is_only_turned_round(value: Any, other: Any) -> bool:
    """Members are a set: naming them in another order is no lie."""
    return (
        isinstance(other, list)
        and bool(other)
        and isinstance(other[0], dict)
        and other == value[::-1]
        and "role" in other[0]
    )


def test_every_field_that_a_server_changes_is_detected_and_none_breaks_the_reading(
    browser: Browser, theirs: Conversation, samira: Person
) -> None:
    honest = theirs.sheet()
    tried, unseen = 0, []
    for turn, path in enumerate(leaves(honest)):
        value: Any = honest
        for step in path:
            value = value[step]
        for other in others(value, turn):
            found = browser.read(put(honest, path, other), theirs.context(samira))
            tried += 1
            own = bool(SERVERS_OWN & {step for step in path if isinstance(step, str)})
            if not own and not is_detected(found):
                unseen.append((path, other))
            assert [one for one in texts(found) if one is not None and one not in SAID] == []
    figures.note(tamper_cases=tried, tamper_undetected=len(unseen))
    assert tried >= 300
    assert unseen == []


def changed(theirs: Conversation, letters: list[dict[str, Any]]) -> dict[str, Any]:
    """A sheet with these letters, whose chain the lying server computed again so that it agrees with itself."""
    again = Conversation(theirs.people)
    again.entries, again.key_entries = theirs.entries, theirs.key_entries
    for one in letters:
        again.heads.append(_next(again, one))
        again.letters.append(one | {"order": len(again.letters) + 1})
    return again.sheet()


def _next(talk: Conversation, letter: dict[str, Any]) -> str:
    return digest(lines(talk.heads[-1], digest(talk.signed(letter)), letter["signature"]))


def test_letters_in_another_order_are_named(browser: Browser, theirs: Conversation, samira: Person) -> None:
    first, second, third, *rest = theirs.letters
    found = browser.read(changed(theirs, [first, third, second, *rest]), theirs.context(samira))
    assert failures(found)[1:3] == ["author_order", "replayed"]


def test_a_letter_given_twice_is_named(browser: Browser, theirs: Conversation, samira: Person) -> None:
    found = browser.read(changed(theirs, [*theirs.letters, theirs.letters[1]]), theirs.context(samira))
    assert failures(found) == ["", "", "", "", "", "replayed"]


def test_a_letter_left_out_is_named_where_it_is_missing(browser: Browser, theirs: Conversation, samira: Person) -> None:
    found = browser.read(changed(theirs, [*theirs.letters[:2], *theirs.letters[3:]]), theirs.context(samira))
    assert failures(found)[:3] == ["", "", "chain"]
    assert failures(found)[3] == "author_order"
    assert texts(found) == [*SAID[:2], *SAID[3:]]


def test_the_last_letters_left_out_are_missed_by_a_device_that_saw_them(
    browser: Browser, theirs: Conversation, samira: Person
) -> None:
    context = theirs.context(samira) | {"remembered": {"order": 5, "head": theirs.heads[5]}}
    assert browser.read(theirs.sheet(), context)["problems"] == []
    found = browser.read(changed(theirs, theirs.letters[:4]), context)
    assert found["problems"] == [{"name": "chain"}]


def test_a_letter_of_one_author_is_not_taken_for_another_s(
    browser: Browser, theirs: Conversation, samira: Person, nadia: Person
) -> None:
    stolen = [theirs.letters[0] | {"author": nadia.id}, *theirs.letters[1:]]
    found = browser.read(changed(theirs, stolen), theirs.context(samira))
    assert failures(found)[0] == "signature"
    assert texts(found) == [None, *SAID[1:]]


def test_a_letter_of_another_conversation_is_refused(browser: Browser, theirs: Conversation, samira: Person) -> None:
    context = theirs.context(samira) | {"conversation": "88888888-8888-7888-8888-888888888888"}
    found = browser.read(theirs.sheet(), context)
    assert failures(found) == ["signature"] * 5
    assert {one["name"] for one in found["problems"]} >= {"key"}


def test_a_stranger_who_writes_is_not_read(browser: Browser, theirs: Conversation, samira: Person) -> None:
    stranger = Person("44444444-4444-7444-8444-444444444444")
    theirs.write(stranger, "Je suis Nadia.")
    found = browser.read(theirs.sheet(), theirs.context(samira))
    assert failures(found)[-1] == "unknown_author"
    assert texts(found)[-1] is None


def test_one_changed_letter_leaves_the_others_readable(browser: Browser, theirs: Conversation, samira: Person) -> None:
    letters = deepcopy(theirs.letters)
    letters[2]["body"] = letters[1]["body"]
    found = browser.read(changed(theirs, letters), theirs.context(samira))
    assert failures(found) == ["", "", "signature", "", ""]
    assert texts(found) == [*SAID[:2], None, *SAID[3:]]


def test_a_letter_signed_with_keys_that_its_author_replaced_counts_no_longer(
    browser: Browser, theirs: Conversation, samira: Person, nadia: Person
) -> None:
    renewed = Person(nadia.id)
    theirs.enter(renewed, former=nadia)
    theirs.people[1] = renewed
    theirs.new_key(renewed, [samira, renewed])
    theirs.write(renewed, "Avec ma nouvelle clé.")
    assert failures(browser.read(theirs.sheet(), theirs.context(samira))) == [""] * 6
    theirs.write(nadia, "Avec l’ancienne, volée.")
    assert failures(browser.read(theirs.sheet(), theirs.context(samira)))[-1] == "signature"


def test_whoever_left_cannot_read_what_is_written_under_the_next_key(
    browser: Browser, theirs: Conversation, samira: Person, nadia: Person
) -> None:
    theirs.new_key(samira, [samira])
    theirs.write(samira, "Ceci n’est plus pour Nadia.")
    found = browser.read(theirs.sheet(), theirs.context(nadia))
    assert failures(found)[-1] == "key"
    assert texts(found)[-1] is None


def test_a_changed_key_of_somebody_is_seen_beside_the_directory(
    browser: Browser, theirs: Conversation, samira: Person
) -> None:
    sheet = theirs.sheet()
    sheet["members"][1]["recipient"] = Person("x").recipient
    assert {"name": "directory", "person": theirs.people[1].id} in browser.read(sheet, theirs.context(samira))[
        "problems"
    ]


def test_two_letters_under_one_identifier_are_never_both_read(
    browser: Browser, theirs: Conversation, samira: Person
) -> None:
    theirs.write(samira, "Encore moi.", id=theirs.letters[0]["id"])
    assert failures(browser.read(theirs.sheet(), theirs.context(samira)))[-1] == "replayed"


def test_a_letter_that_follows_another_past_is_named(browser: Browser, theirs: Conversation, samira: Person) -> None:
    count, _previous = theirs.counts[samira.id]
    theirs.counts[samira.id] = (count, digest("une autre suite de lettres"))
    theirs.write(samira, "D’un autre passé.")
    assert failures(browser.read(theirs.sheet(), theirs.context(samira)))[-1] == "author_order"


def test_a_key_that_no_member_made_is_refused(
    browser: Browser, theirs: Conversation, samira: Person, nadia: Person
) -> None:
    """Whoever knows the members' public keys can wrap a key to them; only a member can sign it."""
    theirs.new_key(Person(nadia.id), [samira, nadia])
    found = browser.read(theirs.sheet(), theirs.context(samira))
    assert found["problems"] == [{"name": "key", "number": 2}]
    assert [one["number"] for one in found["threadKeys"]] == [1]


def test_bytes_are_read_in_one_writing_only(browser: Browser, theirs: Conversation, samira: Person) -> None:
    body = theirs.letters[0]["body"]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = body[:-1] + alphabet[alphabet.index(body[-1]) ^ 1]
    assert read(other) == read(body)
    sheet = theirs.sheet()
    sheet["letters"] = [theirs.letters[0] | {"body": other}, *theirs.letters[1:]]
    assert failures(browser.read(sheet, theirs.context(samira)))[0] == "signature"
