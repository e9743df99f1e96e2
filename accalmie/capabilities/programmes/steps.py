"""The step kinds that need no other capability: text, media, choice, practice, review and screening."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.utils.translation import gettext as _
from markupsafe import Markup

from accalmie.core.entries import Answers
from accalmie.core.programme import nodes
from accalmie.core.programme.nodes import Step
from accalmie.core.programme.orienting import REPLIES, Screening
from accalmie.foundation import steps
from accalmie.foundation.steps import Asked, FormError, Given, Shown, StepKind
from accalmie.foundation.words.prose import document

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
    """The recording, published with the static files, and its text twin, which is read on the page itself."""
    assert isinstance(asked.step.doing, nodes.Media)
    folder, wording = f"programmes/{asked.programme}", asked.wording
    recording = {
        "is_video": asked.step.doing.medium == "video",
        "source": f"{folder}/{wording.source or asked.step.doing.source}",
        "captions": f"{folder}/{wording.captions}",
        "text": _text_twin(f"{folder}/{wording.transcript}"),
        "language": asked.language,
    }
    return Shown("programmes/kinds/media.html", {"recording": recording})


@lru_cache(maxsize=64)
def _text_twin(name: str) -> Markup:
    """What is said in a recording, as safe HTML; empty when an earlier version's file is no longer there."""
    found = finders.find(name)
    return document(Path(found).read_text(encoding="utf-8")) if found else Markup()


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


def _questions(step: Step) -> tuple[str, ...]:
    assert isinstance(step.doing, Screening)
    return step.doing.questions


def _show_screening(asked: Asked, errors: tuple[FormError, ...]) -> Shown:
    """Every question, with what was typed before an error, or answered at an earlier visit."""
    typed = asked.typed
    given = {
        name: typed.get(name, "") if typed is not None else str(asked.earlier.get(name, ""))
        for name in _questions(asked.step)
    }
    questions = [(name, asked.wording.options[name], answer) for name, answer in given.items()]
    missing = {error.field: error.sentence for error in errors}
    return Shown("programmes/kinds/screening.html", {"questions": questions, "missing": missing})


def _read_screening(asked: Asked, form: QueryDict) -> Given:
    """Each question needs an answer; "I would rather not say" is one."""
    answers = {name: form.get(name, "") for name in _questions(asked.step)}
    sentence = _("Choose one of the three answers. Not saying is one of them.")
    errors = tuple(FormError(name, sentence) for name, answer in answers.items() if answer not in REPLIES)
    return Given(errors=errors) if errors else Given(answers=answers)


def _say_screening(step: Step, answers: Answers, language: str) -> str:
    """The questions that were not answered no, each with its answer."""
    replies = {"yes": _("Yes"), "unsaid": _("I would rather not say")}
    asked = step.wording[language].options
    said = ((asked[name], replies.get(str(answers.get(name)))) for name in _questions(step))
    return " · ".join(f"{question} {reply}" for question, reply in said if reply)


def _draw_screening(step: Step, draw: Draw) -> Answers:
    return dict.fromkeys(_questions(step), "no")


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
steps.register(
    StepKind(
        name="screening",
        version="1",
        parameters=Screening,
        data=(steps.Recorded("each question", "option", "no, yes or unsaid"),),
        show=_show_screening,
        read=_read_screening,
        summarise=_say_screening,
        simulate=_draw_screening,
    )
)
