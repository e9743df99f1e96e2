"""The one page that somebody composes and takes to whoever they wish."""

from __future__ import annotations

import pytest

from accalmie.foundation import journal
from accalmie.foundation.people.models import Patient
from accalmie.oversight.privacy import taken_page
from tests.factories.journeys import signed_in
from tests.unit.oversight.privacy.conftest import SECRET

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_only_the_chosen_lines_stand_on_the_page_and_nothing_is_kept(whole: Patient) -> None:
    client, _ = signed_in(whole.person)
    lines = taken_page.lines(whole.id, "fr")
    score = next(line for line in lines if line.id == "score-phq-9")
    helped = next(line for line in lines if line.id.startswith("helped-"))
    before = len(list(journal.entries(whole.id)))
    page = client.post("/take-with-me/", {"line": [score.id], "words": SECRET}).content.decode()
    assert score.words.split(".")[0] in page
    assert helped.words not in page
    assert SECRET in page
    assert len(list(journal.entries(whole.id))) == before
    assert SECRET not in client.get("/take-with-me/").content.decode()


def test_somebody_who_has_done_nothing_yet_may_write_their_own_words() -> None:
    client, _ = signed_in()
    assert client.get("/take-with-me/").status_code == 200
    assert SECRET in client.post("/take-with-me/", {"words": SECRET}).content.decode()
