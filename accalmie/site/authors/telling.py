"""Says what a verification found: to an author, file by file with the line that is meant, or to a machine as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from textwrap import wrap

import msgspec

from accalmie.core.programme.refusals import Refusal
from accalmie.site.authors.verifying import Verified

LONGEST_SHOWN = 140
STORY_WIDTH = 110

WORDS = {
    "fr": {
        "line": "ligne {line}",
        "warning": "à revoir",
        "hint": "Vouliez-vous dire « {hint} » ?",
        "colon": " : ",
        "lost": "Qui s’y serait perdu :",
        "refused": "{refused} à corriger, {warnings} à revoir. Rien de ce programme n’atteint encore une personne.",
        "accepted": "Vérifié : {states} situations et {moves} passages explorés, au plus {steps} étapes par personne, "
        "{people} personnes d’essai sur {all_people}, en {seconds} s. {warnings} à revoir.",
        "explored": "{states} situations et {moves} passages explorés, {people} personnes d’essai sur {all_people} "
        "passent, en {seconds} s.",
        "kept": "Prouvé auparavant : rien n’a changé depuis, ni le programme ni ce qui le vérifie (--anew refait la "
        "preuve).",
        "uncompiled": "Le programme ne se lit pas encore : ses chemins n’ont pas été explorés ({seconds} s).",
    },
    "en": {
        "line": "line {line}",
        "warning": "to look at",
        "hint": "Did you mean “{hint}”?",
        "colon": ": ",
        "lost": "Who would have been lost there:",
        "refused": "{refused} to correct, {warnings} to look at. Nothing of this programme reaches anybody yet.",
        "accepted": "Verified: {states} situations and {moves} moves explored, at most {steps} steps a person, "
        "{people} of {all_people} test people, in {seconds} s. {warnings} to look at.",
        "explored": "{states} situations and {moves} moves explored, {people} of {all_people} test people pass, "
        "in {seconds} s.",
        "kept": "Proved before: nothing has changed since, neither the programme nor what checks it (--anew proves it "
        "again).",
        "uncompiled": "The programme cannot be read yet: its ways were not explored ({seconds} s).",
    },
}


def told(verified: Verified, language: str) -> Iterator[str]:
    """The lines to print."""
    for file, refusals in groupby(verified.refusals, key=lambda refusal: refusal.file):
        yield file
        for refusal in refusals:
            yield from _one(refusal, verified.source.files, language)
        yield ""
    yield from _lost(verified, language)
    yield from _closing(verified, language)


def _one(refusal: Refusal, files: Mapping[str, str], language: str) -> Iterator[str]:
    words = WORDS[language]
    place = words["line"].format(line=refusal.line) + (f":{refusal.column}" if refusal.column else "")
    mark = f"[{refusal.code}]" if refusal.severity == "refusal" else f"[{refusal.code}, {words['warning']}]"
    yield f"  {place if refusal.line else '-'}  {refusal.said(language)} {mark}"
    if refusal.hint:
        yield f"      {words['hint'].format(hint=refusal.hint)}"
    yield from _source(files.get(refusal.file, ""), refusal)


def _source(text: str, refusal: Refusal) -> Iterator[str]:
    """The line as it stands, and a mark under its column; a long line is cut around the column."""
    lines = text.split("\n")
    if not 1 <= refusal.line <= len(lines):
        return
    line = lines[refusal.line - 1].rstrip().replace("\t", " ")
    begin = max(0, refusal.column - LONGEST_SHOWN // 2) if len(line) > LONGEST_SHOWN else 0
    yield f"      | {line[begin : begin + LONGEST_SHOWN]}"
    if refusal.column:
        yield f"      | {' ' * (refusal.column - 1 - begin)}^"


def _lost(verified: Verified, language: str) -> Iterator[str]:
    """The stories of the test people who do not end where their author said."""
    words, stories = WORDS[language], verified.report.lost if verified.report else {}
    if stories:
        yield words["lost"]
        for name, story in stories.items():
            said = story.get(language) or next(iter(story.values()))
            yield from wrap(f"{name}{words['colon']}{said}", STORY_WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield ""


def _closing(verified: Verified, language: str) -> Iterator[str]:
    words = WORDS[language]
    refused = sum(refusal.severity == "refusal" for refusal in verified.refusals)
    figures = {**_figures(verified), "refused": refused, "warnings": len(verified.refusals) - refused}
    if verified.report is None:
        yield words["uncompiled"].format(**figures)
    if refused:
        if verified.report is not None:
            yield words["explored"].format(**figures)
        yield words["refused"].format(**figures)
    else:
        yield words["accepted"].format(**figures)
    if verified.is_kept:
        yield words["kept"]


def _figures(verified: Verified) -> dict[str, object]:
    report = verified.report
    return {
        "states": report.states if report else 0,
        "moves": report.transitions if report else 0,
        "steps": report.longest_path if report else 0,
        "people": len(report.people) if report else 0,
        "all_people": verified.test_people,
        "seconds": round(verified.seconds, 1),
    }


def _names(verified: Verified) -> list[str]:
    return sorted(verified.report.lost) if verified.report else []


def as_json(verified: Verified) -> bytes:
    """The same for a machine."""
    accepted = all(refusal.severity == "warning" for refusal in verified.refusals)
    return msgspec.json.encode(
        {"accepted": accepted, **_figures(verified), "lost": _names(verified), "refusals": verified.refusals}
    )
