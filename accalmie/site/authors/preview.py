"""A whole programme on one page, for its author: both languages side by side, with rules and words that come back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from accalmie.core.programme.engine.wording import RECALL
from accalmie.core.programme.graph import to_svg
from accalmie.core.programme.nodes import Choice, Module, Part, Practice, Programme, Prose, Slot, Step, Text, Wording
from accalmie.core.programme.orienting import Outcome, Screening
from accalmie.foundation.words.prose import rendered

# Private-use characters stand for recalled words while the Markdown is rendered; letters alone survive its cleaning.
_MARK = "\ue100{number}\ue101"
_MARKED = re.compile("\ue100([0-9]+)\ue101")

STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1d2b33; --paper: #fdfcf9; --quiet: #4d5f6a; --line: #c9d3d8; --tint: #eaf2f2; --word: #7a3e00;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf0; --paper: #141d22; --quiet: #a9bac3; --line: #3a4a53; --tint: #1d2b31; --word: #ffb96b; }
  .map { background: #fff; }
}
body {
  margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem 6rem;
  font: 1.0625rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper);
}
h1 { font-size: 2.2rem; line-height: 1.2; }
h2 { margin-top: 4rem; border-bottom: 2px solid var(--line); }
h3 { margin: 0; font-size: 1.25rem; }
.step { margin: 2rem 0; border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.about { margin: 0; padding: .75rem 1.25rem; background: var(--tint); color: var(--quiet); font-size: .9375rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
.pair > div { padding: 1rem 1.25rem; min-width: 0; }
.pair > div + div { border-inline-start: 1px solid var(--line); }
.if { margin: 1rem 0; padding: .25rem 1rem; border-inline-start: 4px solid var(--line); }
.if > p:first-child { color: var(--quiet); font-size: .875rem; }
code { font: .875em ui-monospace, monospace; }
mark { background: none; color: var(--word); border-bottom: 2px dotted currentColor; }
.map svg { max-width: 100%; height: auto; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
"""


def preview_page(programme: Programme) -> str:
    """One self-contained HTML page, without scripts or anything from elsewhere."""
    title = escape(" · ".join(programme.title.values()))
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    body = "\n".join(_body(programme))
    page = f"<head>{head}<style>{STYLE}</style></head><body>\n{body}\n</body>"
    return f'<!doctype html>\n<html lang="{escape(programme.languages[0])}">{page}</html>\n'


def _body(programme: Programme) -> Iterator[str]:
    yield f"<h1>{escape(' · '.join(programme.title.values()))}</h1>"
    yield _pair({language: f"<p>{escape(text)}</p>" for language, text in programme.summary.items()})
    yield f'<div class="map">{to_svg(programme, language=programme.languages[0])}</div>'
    inside = {slot.step for module in programme.modules for slot in module.slots}
    yield from _single(programme, programme.opens_on, "opens_on", inside)
    for module in programme.modules:
        yield from _module(programme, module)
    yield from _single(programme, programme.closes_on, "closes_on", inside)
    if programme.gap.then:
        yield from _single(programme, programme.gap.then, "gap", inside)
    for interlude in programme.interludes:
        yield from _single(programme, interlude.then, f"interlude: <code>{escape(interlude.when.text)}</code>", inside)
    for outcome in programme.leads_to:
        yield _outcome(outcome)


def _single(programme: Programme, step: str, role: str, inside: set[str]) -> Iterator[str]:
    if step not in inside:
        yield _step(programme.steps[step], role)


def _module(programme: Programme, module: Module) -> Iterator[str]:
    yield f"<h2>{escape(' · '.join(module.title.values()))}</h2>"
    yield _pair({language: f"<p>{escape(text)}</p>" for language, text in module.purpose.items()})
    if module.when is not None:
        yield f'<p class="about">when: <code>{escape(module.when.text)}</code></p>'
    for slot in module.slots:
        yield _step(programme.steps[slot.step], "; ".join(_conditions(slot, programme)))


def _conditions(slot: Slot, programme: Programme) -> Iterator[str]:
    if slot.when is not None:
        yield f"when: <code>{escape(slot.when.text)}</code>, unknown: {slot.unknown}"
    if len(slot.modes) < len(programme.modes):
        yield f"modes: {', '.join(slot.modes)}"
    if slot.delay_days:
        yield f"delay: {slot.delay_days:g} days"
    if slot.short:
        yield "short: yes"


def _step(step: Step, conditions: str) -> str:
    about = " · ".join(filter(None, [f"<code>{escape(step.id)}</code>", step.kind, f"{step.minutes} min", conditions]))
    texts = {language: _wording(step, wording) for language, wording in step.wording.items()}
    return f'<section class="step"><p class="about">{about}</p>{_pair(texts)}</section>'


def _outcome(outcome: Outcome) -> str:
    """Where an orientation leads: under which rule, and the reason that people read."""
    rule = f"when: <code>{escape(outcome.when.text)}</code>, unknown: {outcome.unknown}" if outcome.when else ""
    target = " ".join(filter(None, [outcome.to, outcome.programme, outcome.mode]))
    about = " · ".join(filter(None, [f"<code>{escape(outcome.id)}</code>", escape(target), rule]))
    texts = {
        language: f"<h3>{escape(title)}</h3><p>{escape(outcome.reason[language])}</p>"
        for language, title in outcome.title.items()
    }
    return f'<section class="step"><p class="about">{about}</p>{_pair(texts)}</section>'


def _pair(texts: dict[str, str]) -> str:
    cells = "".join(f'<div lang="{escape(language)}">{text}</div>' for language, text in texts.items())
    return f'<div class="pair">{cells}</div>'


def _wording(step: Step, wording: Wording) -> str:
    parts = "".join(_part(part) for part in wording.parts)
    return f"<h3>{escape(wording.title)}</h3>{parts}{_asked(step, wording)}"


def _asked(step: Step, wording: Wording) -> str:
    match step.doing:
        case Choice(options=options):
            return "".join(f"<p>○ {escape(wording.options[option])} <code>{option}</code></p>" for option in options)
        case Screening(questions=questions):
            return "".join(f"<p>○ {escape(wording.options[one])} <code>{one}</code></p>" for one in questions)
        case Practice(days=days, within=within, practices=offered):
            return f"<p>{days}/{within} d. <em>{escape(wording.ask)}</em></p>{_offered(offered, wording)}"
        case Text(practices=offered):
            return _offered(offered, wording)
        case _:
            return ""


def _offered(practices: tuple[str, ...], wording: Wording) -> str:
    return "".join(f"<p>♪ {escape(wording.options[name])} <code>{name}</code></p>" for name in practices)


def _part(part: Part) -> str:
    if isinstance(part, Prose):
        return _prose(part)
    then, otherwise = ("".join(_prose(prose) for prose in side) for side in (part.then, part.otherwise))
    rest = f'<div class="if"><p><code>else</code></p>{otherwise}</div>' if otherwise else ""
    return f'<div class="if"><p><code>if {escape(part.when.text)}</code></p>{then}</div>{rest}'


def _prose(prose: Prose) -> str:
    """The text, each remembered word marked with its name and shown with the words used instead."""
    recalled = list(RECALL.finditer(prose.markdown))
    numbers = iter(range(len(recalled)))
    html = rendered(RECALL.sub(lambda _: _MARK.format(number=next(numbers)), prose.markdown))
    return _MARKED.sub(lambda found: _recalled(recalled[int(found[1])]), html)


def _recalled(found: re.Match[str]) -> str:
    return f'<mark title="{escape(found[1])}">{escape(found[2])}</mark> <code>{escape(found[1])}</code>'
