"""The step kind that asks one or more questionnaires inside a programme."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict
from django.utils.translation import gettext as _

from accalmie.capabilities.measures import actions, forms, library
from accalmie.core.entries import Answers, MeasureScored
from accalmie.core.measures import Instrument
from accalmie.core.programme import nodes
from accalmie.core.programme.nodes import Step
from accalmie.foundation import steps
from accalmie.foundation.steps import Asked, FormError, Given, Shown, StepKind


def _instruments(step: Step) -> list[Instrument]:
    assert isinstance(step.doing, nodes.Questionnaire)
    return [library.instruments()[name] for name in step.doing.instruments]


def _show(asked: Asked, errors: tuple[FormError, ...]) -> Shown:
    sheets = [
        (instrument, forms.fields(instrument, asked.language, asked.typed, checked=bool(errors)))
        for instrument in _instruments(asked.step)
    ]
    return Shown("measures/kinds/questionnaire.html", {"sheets": sheets, "language": asked.language})


def _read(asked: Asked, form: QueryDict) -> Given:
    entries: list[MeasureScored] = []
    errors: list[FormError] = []
    for instrument in _instruments(asked.step):
        answers, wrong = forms.read(instrument, form)
        errors.extend(wrong)
        if not wrong:
            entries.append(actions.scored(instrument, answers, language=asked.language, at=asked.at))
    return Given(errors=tuple(errors)) if errors else Given(entries=tuple(entries))


def _summarise(step: Step, answers: Answers, language: str) -> str:
    names = [library.instruments()[name].name[language] for name in step.doing.instruments]  # type: ignore[union-attr]
    return _("answered: %(names)s") % {"names": ", ".join(names)}


def _simulate(step: Step, draw: Callable[[], float]) -> Answers:
    """The answers of each item, by field name: the middle of what people give."""
    found: Answers = {}
    for instrument in _instruments(step):
        for number, item in enumerate(instrument.items, 1):
            scores = instrument.scores(item)
            found[forms.field_name(instrument, number)] = scores[int(draw() * len(scores))]
    return found


steps.register(
    StepKind(
        name="questionnaire",
        version="1",
        parameters=nodes.Questionnaire,
        data=(
            steps.Recorded("answers", "score of each item", "journalled as MeasureScored, with the total and its band"),
        ),
        show=_show,
        read=_read,
        summarise=_summarise,
        simulate=_simulate,
    )
)
