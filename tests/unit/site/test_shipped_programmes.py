"""Every programme that ships passes all checks without a remark, and all of its test people end as said."""

from __future__ import annotations

from pathlib import Path

import pytest

from accalmie.site.authors.folder import verify_folder

PROGRAMMES = sorted((Path(__file__).parents[3] / "content" / "programmes").glob("*/programme.yaml"))


@pytest.mark.parametrize("path", PROGRAMMES, ids=[path.parent.name for path in PROGRAMMES])
def test_a_shipped_programme_leaves_nothing_to_correct_or_to_look_at(path: Path) -> None:
    verified = verify_folder(path.parent)

    assert [f"{one.file}:{one.line} {one.en}" for one in verified.refusals] == []
    assert verified.report is not None
    assert len(verified.report.people) == len(verified.people.people) >= 12
    assert verified.programme is not None
    assert verified.programme.id == path.parent.name
