"""The profile says to which part of the house each function belongs, and its shares add up."""

from __future__ import annotations

import pytest

from bench.profile import OTHER, part_of, parts


@pytest.mark.parametrize(
    ("place", "function", "part"),
    [
        ("~", "<method 'execute' of 'sqlite3.Cursor' objects>", "database driver"),
        ("/site/psycopg/connection.py", "wait", "database driver"),
        ("/site/django/db/models/query.py", "filter", "Django's database layer"),
        ("/house/accalmie/foundation/journal/chain.py", "link", "encryption and the journal"),
        ("/house/accalmie/core/programme/engine/planning.py", "plan", "programme engine"),
        ("/house/accalmie/capabilities/programmes/projections.py", "advance", "projections and rooms"),
        ("/house/accalmie/doors/home/templates/home/today.html", "root", "templates"),
        ("/site/jinja2/runtime.py", "call", "templates"),
        ("/usr/lib/python3.11/re/__init__.py", "match", OTHER),
    ],
)
def test_each_function_belongs_to_a_part(place: str, function: str, part: str) -> None:
    assert part_of(place, function) == part


def test_the_shares_add_up_and_the_dearest_part_comes_first() -> None:
    told = parts(
        {
            ("/site/jinja2/runtime.py", 1, "call"): (9, 9, 0.3, 0.9),
            ("/site/django/db/models/query.py", 2, "filter"): (1, 1, 0.6, 0.6),
            ("~", 0, "<built-in method len>"): (1, 1, 0.1, 0.1),
        }
    )
    assert list(told) == ["Django's database layer", "templates", OTHER]
    assert sum(told.values()) == pytest.approx(1)
