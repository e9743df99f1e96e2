"""The diary and the window inside a programme: a night is kept, nobody waits, figures are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from accalmie.capabilities.sleep import steps as kinds
from accalmie.core.entries import NightNoted, StepRef
from accalmie.core.programme import nodes
from accalmie.foundation import steps
from accalmie.foundation.steps import Asked
from tests.factories import sleep
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WORDING = nodes.Wording(title="Nuits", parts=())
AT = StepRef(enrolment=UUID(int=1), module="one", step="nights")
NIGHT = {"into_bed": "23h", "tried_to_sleep": "23h15", "latency": "15", "awakenings": "1", "awake": "30",
         "final_awakening": "6h30", "out_of_bed": "7h"}  # fmt: skip


def asked(record: UUID, part: str = "diary", form: QueryDict | None = None) -> Asked:
    doing = nodes.Sleep(part=part)  # type: ignore[arg-type]
    step = nodes.Step(id="nights", minutes=1, doing=doing, wording={"fr": WORDING})
    return Asked(patient=record, step=step, wording=WORDING, language="fr", at=AT, typed=form, now=NOW)


def form(**typed: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(typed)
    return query


def kind() -> steps.StepKind:
    return steps.kind_of(asked(UUID(int=1)).step)


def shown(of: Asked, errors=()) -> str:
    body = kind().show(of, errors)
    return render_to_string(body.template, {"body": body})


def test_a_night_is_kept_with_the_step_and_its_figures_are_answered(record: UUID) -> None:
    assert "Combien de minutes avant de vous endormir" in shown(asked(record))
    given = kind().read(asked(record), form(**NIGHT))
    (entry,) = given.entries
    assert isinstance(entry, NightNoted)
    assert (entry.day, entry.latency) == (timezone.localtime(NOW).date(), 15)
    assert given.answers == {
        "nights": 1, "asleep": 390, "in_bed": 480, "latency": 15, "awake": 30, "efficiency": 81
    }  # fmt: skip


def test_an_empty_form_and_a_night_noted_before_go_on(record: UUID) -> None:
    assert kind().read(asked(record), form()).answers == {"nights": 0}
    sleep.a_week(record, now=NOW)
    assert "La nuit dernière est notée" in shown(asked(record))
    given = kind().read(asked(record), form())
    assert (given.entries, given.answers["nights"], given.answers["efficiency"]) == ((), 7, 81)


def test_a_lone_tick_after_a_nights_work_is_kept(record: UUID) -> None:
    (entry,) = kind().read(asked(record), form(night_shift="yes")).entries
    assert isinstance(entry, NightNoted)
    assert entry.night_shift


def test_the_night_is_the_one_that_was_asked_about_also_after_midnight(record: UUID) -> None:
    day = timezone.localtime(NOW).date()
    assert f'name="day" value="{day.isoformat()}"' in shown(asked(record))
    before = day - timedelta(days=1)
    typed = form(**NIGHT, day=before.isoformat())
    (entry,) = kind().read(asked(record), typed).entries
    assert isinstance(entry, NightNoted)
    assert entry.day == before
    wrong = replace(asked(record), typed=form(**{**NIGHT, "awake": "900"}, day=before.isoformat()))
    assert f'name="day" value="{before.isoformat()}"' in shown(wrong)
    for odd in ("", "2020-01-01", "tomorrow"):
        (entry,) = kind().read(asked(record), form(**NIGHT, day=odd)).entries
        assert isinstance(entry, NightNoted)
        assert entry.day == day


def test_what_cannot_be_is_said_and_nothing_is_kept(record: UUID) -> None:
    typed = form(**{**NIGHT, "awake": "900"})
    given = kind().read(asked(record), typed)
    assert not given.entries
    page = shown(replace(asked(record), typed=typed), given.errors)
    assert "ordre de grandeur" in page
    assert 'value="900"' in page


def test_the_window_says_what_holds_and_nobody_waits_there(record: UUID) -> None:
    assert "quelques questions sur votre santé" in shown(asked(record, "window"))
    assert kind().read(asked(record, "window"), form()).answers == {"nights": 0}
    given = sleep.a_window(record, now=NOW - timedelta(hours=1))
    assert given.window
    assert "Au lit à partir de" in shown(asked(record, "window"))
    assert kind().read(asked(record, "window"), form()).answers["window"] == given.window.minutes


def test_it_is_summarised_and_plays_itself(record: UUID) -> None:
    step = asked(record).step
    answers = kind().simulate(step, iter([0.2, 0.7] * 3).__next__)
    assert set(answers) <= set(nodes.SLEEP_FIGURES)
    assert "7 nuits complètes" in kind().summarise(step, answers, "fr").replace("\xa0", " ")
    assert kinds.__name__.endswith("sleep.steps")
