"""Every programme that ships passes all checks without a remark, and all of its test people end as said."""

from __future__ import annotations

from pathlib import Path

import pytest

from accalmie.core.programme.language import read_people
from accalmie.site.authors.folder import read_folder, verify_folder

PROGRAMMES = sorted((Path(__file__).parents[3] / "content" / "programmes").glob("*/programme.yaml"))


@pytest.mark.parametrize("path", PROGRAMMES, ids=[path.parent.name for path in PROGRAMMES])
def test_a_shipped_programme_leaves_nothing_to_correct_or_to_look_at(path: Path) -> None:
    verified = verify_folder(path.parent)

    assert [f"{one.file}:{one.line} {one.en}" for one in verified.refusals] == []
    assert verified.report is not None
    assert len(verified.report.people) == len(verified.people.people) >= 12
    assert verified.programme is not None
    assert verified.programme.id == path.parent.name


@pytest.mark.parametrize("path", PROGRAMMES, ids=[path.parent.name for path in PROGRAMMES])
def test_each_written_week_of_each_test_person_says_the_page_that_they_must_end_on(path: Path) -> None:
    people = read_people(read_folder(path.parent)).people

    unsaid = [f"{one.person} {week.week}" for one in people for week in one.weeks if not week.expect.page]
    assert unsaid == []
