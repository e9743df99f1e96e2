"""Every programme that ships passes all checks without a remark, and all of its test people end as said."""

from __future__ import annotations

from pathlib import Path

import pytest

from accalmie.core.programme.language import read_people
from accalmie.site.authors.folder import read_folder, shipped
from accalmie.site.authors.verifying import verify_folder

FOLDERS = shipped()
FEWEST, FEWEST_ON_A_PATH = 12, 3
"""Written people: those of the programmes that a path joins have walked its modules already."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_programme_leaves_nothing_to_correct_or_to_look_at(folder: Path) -> None:
    verified = verify_folder(folder)

    assert [f"{one.file}:{one.line} {one.en}" for one in verified.refusals] == []
    assert verified.report is not None
    assert verified.programme is not None
    assert verified.programme.id == folder.name
    least = FEWEST_ON_A_PATH if verified.programme.joins else FEWEST
    assert len(verified.report.people) == len(verified.source.people.people) >= least


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_written_week_of_each_test_person_says_the_page_that_they_must_end_on(folder: Path) -> None:
    people = read_people(read_folder(folder)).people

    unsaid = [f"{one.person} {week.week}" for one in people for week in one.weeks if not week.expect.page]
    assert unsaid == []
