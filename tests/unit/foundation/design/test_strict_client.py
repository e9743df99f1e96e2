"""The strict client finds each fault that it is there to find."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from tests.client import PageFault, check_page, faults_of

GOOD = (
    '<html lang="fr"><title>Un · Carnet</title><a href="/help/">Aide</a><h1>Un</h1><h2>Deux</h2>'
    '<label for="a">A</label><input id="a" name="a"></html>'
)


def test_a_good_page_has_no_fault() -> None:
    assert faults_of(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        (' lang="fr"', "", "language"),
        ('<a href="/help/">Aide</a>', "", "help now"),
        ("Un · Carnet", "Un", "no neutral name"),
        ("Un · Carnet", "Humeur du jour · Carnet", "about health: Humeur"),
        ("<h2>Deux</h2>", "<h3>Trois</h3>", "followed by one of level 3"),
        ("<h1>Un</h1>", "", "0 first-level"),
        ("<h1>Un</h1>", "<h1>Un</h1><h1>Un</h1>", "2 first-level"),
        ('<label for="a">A</label>', "", "no label"),
        ("<h2>Deux", "<h2>{{ deux", "template"),
        ("<h2>", '<h2 onclick="x()">', "inline handler"),
        ("<h2>", '<h2 style="color: red">', "inline style"),
        ("<h1>", "<script>x()</script><h1>", "inline <script>"),
        ("<h1>", '<a href=" JavaScript:x()">x</a><h1>', "script for an address"),
        ("<h1>", "<style>x</style><h1>", "inline <style>"),
        ("<h1>", '<img src="https://elsewhere.example/a.png"><h1>', "elsewhere"),
        ("<h1>", '<p id="a"></p><h1>', "twice"),
    ],
)
def test_each_fault_is_told(good: str, bad: str, complaint: str) -> None:
    assert complaint in "; ".join(faults_of(GOOD.replace(good, bad, 1)))


def test_a_page_without_a_content_security_policy_is_refused() -> None:
    with pytest.raises(PageFault, match="Content-Security-Policy"):
        check_page(GOOD, HttpResponse(GOOD))
