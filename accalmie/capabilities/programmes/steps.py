"""The step kinds that need no other capability: text, media, choice, practice and review."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict
from django.utils.translation import gettext as _

from accalmie.core.entries import Answers
from accalmie.core.programme import nodes
from accalmie.core.programme.nodes import Step
from accalmie.foundation import steps
from accalmie.foundation.steps import Asked, FormError, Given, Shown, StepKind

LONGEST_WORDS = 20_000
Draw = Callable[[], float]


def _reads_nothing(asked: Asked, form: QueryDict) -> Given:
    return Given()


def _says_nothing(step: Step, answers: Answers, language: str) -> str:
    return ""


def _answers_nothing(step: Step, draw: Draw) -> Answers:
    return {}


def _shows(template: str) -> Callable[[Asked, tuple[FormError, ...]], Shown]:
    def show(asked: Asked, errors: tuple[FormError, ...]) -> Shown:
        return Shown(template, {"asked": asked, "errors": errors})

    return show


def _show_media(asked: Asked, errors: tuple[FormError, ...]) -> Shown:
    """The recording with its text twin: files of the programme's `media/`, published with the static files."""
    assert isinstance(asked.step.doing, nodes.Media)
    folder, wording = f"programmes/{asked.programme}", asked.wording
    recording = {
        "is_video": asked.step.doing.medium == "video",
        "source": f"{folder}/{wording.source or asked.step.doing.source}",
        "captions": f"{folder}/{wording.captions}",
        "transcript": f"{folder}/{wording.transcript}",
        "language": asked.language,
    }
    return Shown("programmes/kinds/media.html", {"recording": recording})


def _show_choice(asked: Asked, errors: tuple[FormError, ...]) -> Shown:
    assert isinstance(asked.step.doing, nodes.Choice)
    typed = asked.typed.get("choice", "") if asked.typed is not None else ""
    given = typed or asked.earlier.get("choice", "")
    options = [(name, asked.wording.options[name]) for name in asked.step.doing.options]
    return Shown("programmes/kinds/choice.html", {"options": options, "given": given, "errors": errors})


def _read_choice(asked: Asked, form: QueryDict) -> Given:
    assert isinstance(asked.step.doing, nodes.Choice)
    taken = form.get("choice", "")
    if taken not in asked.step.doing.options:
        return Given(errors=(FormError("choice", _("Choose one of the answers, or leave this step aside.")),))
    return Given(answers={"choice": taken}, remembered={asked.step.id: taken})


def _say_choice(step: Step, answers: Answers, language: str) -> str:
    taken = str(answers.get("choice", ""))
    return step.wording[language].options.get(taken, "")


def _draw_choice(step: Step, draw: Draw) -> Answers:
    assert isinstance(step.doing, nodes.Choice)
    return {"choice": step.doing.options[int(draw() * len(step.doing.options))]}


def _read_practice(asked: Asked, form: QueryDict) -> Given:
    words = form.get("words", "").strip()
    if len(words) > LONGEST_WORDS:
        sentence = _("This is longer than we can keep here. Your text is below: shorten it a little.")
        return Given(errors=(FormError("words", sentence),))
    return Given(answers={"words": words} if words else {})


def _say_words(step: Step, answers: Answers, language: str) -> str:
    return str(answers.get("words", ""))


WORDS = steps.Recorded("words", "text", "what the person added in their own words")

steps.register(
    StepKind(
        name="text",
        version="1",
        parameters=nodes.Text,
        data=(),
        show=_shows("programmes/kinds/text.html"),
        read=_reads_nothing,
        summarise=_says_nothing,
        simulate=_answers_nothing,
    )
)
steps.register(
    StepKind(
        name="media",
        version="1",
        parameters=nodes.Media,
        data=(),
        show=_show_media,
        read=_reads_nothing,
        summarise=_says_nothing,
        simulate=_answers_nothing,
    )
)
steps.register(
    StepKind(
        name="choice",
        version="1",
        parameters=nodes.Choice,
        data=(steps.Recorded("choice", "option", "the option that the person took"),),
        show=_show_choice,
        read=_read_choice,
        summarise=_say_choice,
        simulate=_draw_choice,
    )
)
steps.register(
    StepKind(
        name="practice",
        version="1",
        parameters=nodes.Practice,
        data=(WORDS,),
        show=_shows("programmes/kinds/practice.html"),
        read=_read_practice,
        summarise=_say_words,
        simulate=_answers_nothing,
    )
)
steps.register(
    StepKind(
        name="review",
        version="1",
        parameters=nodes.Review,
        data=(),
        show=_shows("programmes/kinds/review.html"),
        read=_reads_nothing,
        summarise=_says_nothing,
        simulate=_answers_nothing,
    )
)
