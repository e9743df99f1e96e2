"""Draws a programme: one row a module, one box a step, the conditions, and what is refused in words and red."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import wrap
from typing import NamedTuple

from accalmie.core.programme.checks import Report
from accalmie.core.programme.nodes import DangerItem, Module, Opens, Programme, Slot
from accalmie.core.programme.orienting import Outcome

WIDTH = 1240
BOX_WIDTH, BOX_HEIGHT = 176, 90
HELP_WIDTH, HELP_HEIGHT = 276, 52
GAP_X, GAP_Y = 24, 52
MARGIN = 28
BOXES_A_ROW = 6
LETTERS_A_LINE = 17
HEADER = 64
END_HEIGHT = 46
RULE_LETTERS = 76
FOOT = 22

INK, QUIET, PAPER, LINE, ACCENT, REFUSED = "#1d2b33", "#4d5f6a", "#ffffff", "#8497a3", "#1f5f6b", "#a4161a"

WORDS = {
    "fr": {
        "desc": "{modules} modules et {steps} étapes, de haut en bas et de gauche à droite.",
        "start": "au début",
        "after": "{days} j après « {module} »",
        "professional": "ou quand un professionnel l’ouvre",
        "only_professional": "quand un professionnel l’ouvre",
        "interlude": "Après une mesure, si {rule} → « {step} »",
        "aftercare": "après le programme, ",
        "short": "version courte",
        "when": "si {rule}",
        "delay": "après {days} j",
        "modes": "{modes} seulement",
        "unseen": "refusé : personne ne la voit",
        "refused": "refusé : {code}",
        "nothing": "Rien n’est refusé.",
        "text": "texte",
        "media": "écoute ou vidéo",
        "exercise": "exercice",
        "questionnaire": "questionnaire",
        "practice": "pratique",
        "choice": "choix",
        "review": "avec un professionnel",
        "screening": "questions",
        "sleep": "sommeil",
        "leads": "Où cela mène : la première issue qui convient",
        "otherwise": "sinon",
        "emergency": "aide tout de suite",
        "doctor": "médecin",
        "person": "une personne",
        "programme": "programme",
        "self_help": "outils",
        "gap": "Après {days} j d’absence : « {step} »",
        "item": "{instrument}, question {item}",
        "answer": "{score} ou plus",
        "declined": "ou déclinée",
        "help": "Aide tout de suite",
        "graded": "puis les questions graduées",
        "no_help": "L’aide ne vient pas",
        "lost": "Qui s’y serait perdu : {story}",
    },
    "en": {
        "desc": "{modules} modules and {steps} steps, from top to bottom and left to right.",
        "start": "at the start",
        "after": "{days} d after “{module}”",
        "professional": "or when a professional opens it",
        "only_professional": "when a professional opens it",
        "interlude": "After a measure, if {rule} → “{step}”",
        "aftercare": "after-care, ",
        "short": "short version",
        "when": "if {rule}",
        "delay": "after {days} d",
        "modes": "{modes} only",
        "unseen": "refused: nobody is shown it",
        "refused": "refused: {code}",
        "nothing": "Nothing is refused.",
        "text": "text",
        "media": "audio or video",
        "exercise": "exercise",
        "questionnaire": "questionnaire",
        "practice": "practice",
        "choice": "choice",
        "review": "with a professional",
        "screening": "questions",
        "sleep": "sleep",
        "leads": "Where it leads: the first outcome that holds",
        "otherwise": "otherwise",
        "emergency": "help at once",
        "doctor": "doctor",
        "person": "a person",
        "programme": "programme",
        "self_help": "tools",
        "gap": "After {days} d away: “{step}”",
        "item": "{instrument}, item {item}",
        "answer": "{score} or more",
        "declined": "or declined",
        "help": "Help at once",
        "graded": "then the graded questions",
        "no_help": "Help does not come",
        "lost": "Who would have been lost there: {story}",
    },
}


class Point(NamedTuple):
    x: float
    y: float


def to_svg(programme: Programme, report: Report | None = None, *, language: str = "fr") -> str:
    """The programme's map as an SVG document, 1240 px wide. `report` marks what is refused."""
    return "\n".join(_Map(programme, report, language).lines())


class _Map:
    """Draws from top to bottom; `_y` is where the next row begins."""

    def __init__(self, programme: Programme, report: Report | None, language: str) -> None:
        self._programme, self._language = programme, language if language in WORDS else "en"
        self._refusals = [one for one in (report.refusals if report else ()) if one.severity == "refusal"]
        self._unseen = set(report.unreachable) if report else set()
        self._lost = report.lost if report else {}
        self._words = WORDS[self._language]
        self._y: float = MARGIN

    def lines(self) -> Iterator[str]:
        body = list(self._body())
        height = self._y + MARGIN
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" '
            f'height="{height:g}" role="img" aria-labelledby="map-title map-desc" '
            f'font-family="system-ui, sans-serif" lang="{self._language}">'
        )
        yield f'<title id="map-title">{self._said(self._programme.title)}</title>'
        yield f'<desc id="map-desc">{escape(self._description())}</desc>'
        yield f'<rect width="{WIDTH}" height="{height:g}" fill="{PAPER}"/>'
        yield from body
        yield "</svg>"

    def _description(self) -> str:
        modules = self._programme.modules
        counted = self._words["desc"].format(modules=len(modules), steps=sum(len(each.slots) for each in modules))
        refused = " ".join(one.said(self._language) for one in self._refusals)
        return f"{counted} {refused or self._words['nothing']}"

    def _said(self, texts: dict[str, str]) -> str:
        return escape(texts.get(self._language) or next(iter(texts.values()), ""))

    def _body(self) -> Iterator[str]:
        self._y += 24
        yield _text(Point(MARGIN, self._y), self._said(self._programme.title), size=24, weight=700)
        self._y += 26
        gap = self._programme.gap
        if gap.then:
            away = self._words["gap"].format(days=f"{gap.after_days:g}", step=self._title(gap.then))
            yield _text(Point(MARGIN, self._y), escape(away), size=14, colour=QUIET)
            self._y += 30
        yield from self._interludes()
        yield from self._ways_to_help()
        for module in self._programme.modules:
            yield from self._module(module)
        yield from self._ends()
        yield from self._listed()

    def _interludes(self) -> Iterator[str]:
        """What a measure may call for, one a line."""
        for interlude in self._programme.interludes:
            said = self._words["interlude"].format(rule=interlude.when.text, step=self._title(interlude.then))
            yield _text(Point(MARGIN, self._y - 10), escape(said), size=14, colour=QUIET)
            self._y += 20

    def _ends(self) -> Iterator[str]:
        """The outcomes of an orientation, one under the other in the order in which they are asked."""
        if not self._programme.leads_to:
            return
        yield _text(Point(MARGIN, self._y), escape(self._words["leads"]), size=18, weight=700, colour=ACCENT)
        self._y += 14
        for outcome in self._programme.leads_to:
            yield from self._end(outcome)
        self._y += FOOT

    def _end(self, outcome: Outcome) -> Iterator[str]:
        refused = self._refused(f"outcome {outcome.id}")
        where = " · ".join(filter(None, [self._words[outcome.to], outcome.programme, outcome.mode, refused]))
        rule = self._words["otherwise"] if outcome.when is None else outcome.when.text
        yield f'<g id="outcome--{escape(outcome.id)}">'
        stroke, width = (REFUSED, 3) if refused else (ACCENT, 1.5)
        yield (
            f'<rect x="{MARGIN}" y="{self._y:g}" width="{WIDTH - 2 * MARGIN}" height="{END_HEIGHT}" '
            f'rx="{END_HEIGHT / 2:g}" fill="#f4f8f8" stroke="{stroke}" stroke-width="{width}"/>'
        )
        line = self._y + 19
        yield _text(Point(MARGIN + 22, line), self._said(outcome.title), size=14, weight=600)
        yield _text(Point(MARGIN + 22, line + 18), escape(where), size=12, colour=REFUSED if refused else QUIET)
        for number, part in enumerate(wrap(rule, RULE_LETTERS)[:2]):
            yield _text(Point(WIDTH / 2 + 40, line + number * 17), escape(part), size=12, colour=QUIET)
        yield "</g>"
        self._y += END_HEIGHT + 8

    def _listed(self) -> Iterator[str]:
        """Every refusal in words, under the drawing."""
        for refusal in self._refusals:
            for line in wrap(f"{refusal.file}:{refusal.line} {refusal.said(self._language)}", 150):
                yield _text(Point(MARGIN, self._y), escape(line), size=14, colour=REFUSED)
                self._y += 20
        for story in self._lost.values():
            said = self._words["lost"].format(story=story.get(self._language) or next(iter(story.values())))
            for line in wrap(said, 150):
                yield _text(Point(MARGIN, self._y), escape(line), size=14, weight=600, colour=REFUSED)
                self._y += 20

    def _ways_to_help(self) -> Iterator[str]:
        """One row a danger item: the answer, the arrow, the help; in red where no help comes."""
        for instrument, measured in self._programme.instruments.items():
            refused = self._refused(f"measure {instrument}")
            for item in measured.danger:
                yield from self._way_to_help(f"{instrument}--item-{item.item}", self._answer(instrument, item), refused)
                self._y += HELP_HEIGHT + FOOT
        self._y += FOOT

    def _answer(self, instrument: str, item: DangerItem) -> tuple[str, str]:
        score = self._words["answer"].format(score=item.from_score)
        asked = self._words["item"].format(instrument=instrument, item=item.item)
        return asked, f"{score}, {self._words['declined']}" if item.declined else score

    def _way_to_help(self, name: str, answer: tuple[str, str], refused: str) -> Iterator[str]:
        help_ = (self._words["no_help"], refused) if refused else (self._words["help"], self._words["graded"])
        left, right = Point(MARGIN, self._y), Point(MARGIN + HELP_WIDTH + 3 * GAP_X, self._y)
        yield f'<g id="{escape(name)}">'
        yield from _said_in_box(left, answer, refused=False)
        yield _arrow(Point(right.x - 2, self._y + HELP_HEIGHT / 2), 3 * GAP_X, refused=bool(refused))
        yield from _said_in_box(right, help_, refused=bool(refused))
        yield "</g>"

    def _module(self, module: Module) -> Iterator[str]:
        refused = self._refused(f"module {module.id}", f"opens {module.id}")
        yield _text(Point(MARGIN, self._y), self._said(module.title), size=18, weight=700, colour=ACCENT)
        aftercare = self._words["aftercare"] if module.aftercare else ""
        rule = f" · {self._words['when'].format(rule=module.when.text)}" if module.when else ""
        opens = f"{aftercare}{self._opens(module.opens)}{rule}{' · ' + refused if refused else ''}"
        yield _text(Point(MARGIN, self._y + 22), escape(opens), size=14, colour=REFUSED if refused else QUIET)
        top = self._y + HEADER - 24
        for index, slot in enumerate(module.slots):
            corner = Point(
                MARGIN + (index % BOXES_A_ROW) * (BOX_WIDTH + GAP_X),
                top + (index // BOXES_A_ROW) * (BOX_HEIGHT + GAP_Y),
            )
            if index:
                length = GAP_X if index % BOXES_A_ROW else MARGIN - 8
                is_lost = f"{module.id}/{slot.step}" in self._unseen
                yield _arrow(Point(corner.x - 2, corner.y + BOX_HEIGHT / 2), length, refused=is_lost)
            yield from self._slot(module, slot, corner)
        rows = (len(module.slots) - 1) // BOXES_A_ROW + 1
        self._y = top + rows * (BOX_HEIGHT + GAP_Y) + FOOT

    def _opens(self, opens: Opens) -> str:
        ways = [self._words["start"]] if opens.at_start else []
        if opens.after is not None:
            after = self._said(self._programme.module(opens.after).title)
            ways.append(self._words["after"].format(days=f"{opens.delay_days:g}", module=after))
        if opens.by_professional:
            ways.append(self._words["professional" if ways else "only_professional"])
        return ", ".join(ways)

    def _refused(self, *where: str) -> str:
        codes = dict.fromkeys(one.code for one in self._refusals if one.where in where)
        return self._words["refused"].format(code=", ".join(codes)) if codes else ""

    def _title(self, step: str) -> str:
        wording = self._programme.steps[step].wording
        return (wording.get(self._language) or next(iter(wording.values()))).title

    def _slot(self, module: Module, slot: Slot, corner: Point) -> Iterator[str]:
        name = f"{module.id}/{slot.step}"
        refused = self._words["unseen"] if name in self._unseen else self._refused(f"slot {name}", f"when {name}")
        yield f'<g id="{escape(module.id)}--{escape(slot.step)}">'
        yield _box(corner, refused=bool(refused), dashed=slot.when is not None)
        yield from self._inside(slot, corner)
        conditions = [refused] if refused else []
        yield from self._under([*conditions, *self._conditions(slot)], corner, refused=bool(refused))
        yield "</g>"

    def _inside(self, slot: Slot, corner: Point) -> Iterator[str]:
        step = self._programme.steps[slot.step]
        yield _text(Point(corner.x + 10, corner.y + 20), escape(self._words[step.kind]), size=12, colour=QUIET)
        lines = wrap(self._title(slot.step), LETTERS_A_LINE)
        shown = lines if len(lines) <= 3 else [*lines[:2], f"{lines[2][: LETTERS_A_LINE - 1]}…"]
        for number, line in enumerate(shown):
            yield _text(Point(corner.x + 10, corner.y + 40 + number * 18), escape(line), size=14, weight=600)

    def _conditions(self, slot: Slot) -> Iterator[str]:
        if slot.when is not None:
            yield self._words["when"].format(rule=slot.when.text)
        if len(slot.modes) < len(self._programme.modes):
            yield self._words["modes"].format(modes=", ".join(slot.modes))
        if slot.delay_days:
            yield self._words["delay"].format(days=f"{slot.delay_days:g}")
        if slot.short:
            yield self._words["short"]

    def _under(self, conditions: list[str], corner: Point, *, refused: bool) -> Iterator[str]:
        lines = [line for condition in conditions for line in wrap(condition, 25)][:3]
        for number, line in enumerate(lines):
            place = Point(corner.x + 2, corner.y + BOX_HEIGHT + 15 + number * 15)
            yield _text(place, escape(line), size=12, colour=REFUSED if refused and number == 0 else QUIET)


def _arrow(end: Point, length: float, *, refused: bool) -> str:
    """From the box before, or from the edge on a further row, to `end`. A way that nobody can take is red and
    broken."""
    colour, broken = (REFUSED, ' stroke-dasharray="7 6"') if refused else (LINE, "")
    return (
        f'<path d="M{end.x - length + 4:g} {end.y:g}H{end.x - 6:g}" stroke="{colour}" stroke-width="2"{broken} '
        f'fill="none"/><path d="M{end.x:g} {end.y:g}l-8 -5v10z" fill="{colour}"/>'
    )


def _said_in_box(corner: Point, said: tuple[str, str], *, refused: bool) -> Iterator[str]:
    """A low box with a line in bold and a quieter one."""
    yield _box(corner, refused=refused, dashed=refused, size=(HELP_WIDTH, HELP_HEIGHT))
    first, second = said
    yield _text(Point(corner.x + 12, corner.y + 22), escape(first), size=14, weight=600)
    yield _text(Point(corner.x + 12, corner.y + 41), escape(second), size=12, colour=REFUSED if refused else QUIET)


def _box(corner: Point, *, refused: bool, dashed: bool, size: tuple[int, int] = (BOX_WIDTH, BOX_HEIGHT)) -> str:
    stroke, width = (REFUSED, 3) if refused else (ACCENT, 1.5)
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<rect x="{corner.x:g}" y="{corner.y:g}" width="{size[0]}" height="{size[1]}" rx="10" '
        f'fill="#f4f8f8" stroke="{stroke}" stroke-width="{width}"{dashes}/>'
    )


def _text(place: Point, escaped: str, *, size: int, weight: int = 400, colour: str = INK) -> str:
    look = f'font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{place.x:g}" y="{place.y:g}" {look}>{escaped}</text>'
