"""What the pages of measures show: a questionnaire, and a curve with the sentence that says what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from accalmie.capabilities.measures import forms, library
from accalmie.capabilities.measures.queries import ScorePoint
from accalmie.core.measures import Instrument, band, change, wording
from accalmie.foundation.design.chart import Band, Chart, Point
from accalmie.safety.readiness.documents import Document, Table


@dataclass(frozen=True)
class QuestionnairePage:
    """One questionnaire as a form."""

    id: str
    name: str
    stem: str
    items: tuple[forms.ItemField, ...]
    attribution: str
    has_danger: bool
    form_id: str
    going_to: str


def questionnaire(
    instrument: Instrument,
    language: str,
    typed: QueryDict | None,
    *,
    has_errors: bool,
    form_id: str,
    going_to: str,
) -> QuestionnairePage:
    """The form of an instrument. Raises core.measures.WordingMissing for an empty slot."""
    return QuestionnairePage(
        id=instrument.id,
        name=instrument.name[language],
        stem=wording(instrument, language).stem,
        items=forms.fields(instrument, language, typed, checked=has_errors),
        attribution=instrument.licence.attribution[language],
        has_danger=any(item.danger for item in instrument.items),
        form_id=form_id,
        going_to=going_to,
    )


def curves(
    scores: Mapping[str, Sequence[ScorePoint]], instruments: Mapping[str, Instrument], language: str
) -> list[Chart]:
    """One curve for each instrument that has bands, the oldest score first; what is asked most often comes first."""
    known = [(instruments[name], points) for name, points in scores.items() if name in instruments]
    known.sort(key=lambda one: len(one[1]), reverse=True)
    return [curve(instrument, points, language) for instrument, points in known if instrument.bands is not None]


def chart_id(instrument: Instrument) -> str:
    """How the curve of an instrument is called on a page."""
    return f"curve-{instrument.id}"


def curve(instrument: Instrument, points: Sequence[ScorePoint], language: str) -> Chart:
    """The curve of one instrument, with its severity bands and the threshold of a real change."""
    name = instrument.name[language]
    return Chart(
        id=chart_id(instrument),
        title=name,
        sentence=sentence(instrument, [point.total for point in points], language),
        points=tuple(
            Point(timezone.localtime(point.at).date(), point.total, _band_name(instrument, point.total, language))
            for point in points
        ),
        lowest=instrument.lo,
        highest=instrument.hi,
        bands=_bands(instrument, language),
        change=instrument.reliable_change.use if instrument.reliable_change else None,
        lower_is_better=instrument.direction == "higher-is-worse",
    )


def _bands(instrument: Instrument, language: str) -> tuple[Band, ...]:
    found = instrument.bands.list if instrument.bands else ()
    tops = [following.from_total for following in found[1:]] + [instrument.hi]
    return tuple(Band(one.from_total, top, one.name[language]) for one, top in zip(found, tops, strict=True))


def _band_name(instrument: Instrument, total: float | None, language: str) -> str:
    found = band(instrument, total)
    return found.name[language] if found else _("too many questions left aside for a total")


def sentence(instrument: Instrument, totals: Sequence[float | None], language: str) -> str:
    """What a run of totals says, in one or two sentences: the latest with its meaning, and the change with its
    weight."""
    known = [total for total in totals if total is not None]
    if not known:
        return _("No total yet.")
    words = {"total": f"{known[-1]:g}", "most": instrument.hi, "band": _band_name(instrument, known[-1], language)}
    latest = _("%(total)s out of %(most)s: %(band)s.") % words
    return latest if len(known) == 1 else f"{latest} {_change(instrument, known[0], known[-1])}"


def _change(instrument: Instrument, first: float, last: float) -> str:
    found = change(instrument, first, last)
    points = abs(last - first)
    if points == 0:
        return _("The same as at the start, %(first)s.") % {"first": f"{first:g}"}
    words = {"first": f"{first:g}", "points": f"{points:g}"}
    lead = (
        ngettext(
            "At the start, %(first)s: %(points)s point apart.",
            "At the start, %(first)s: %(points)s points apart.",
            int(points),
        )
        % words
    )
    meaning = {
        "improved": _("That is more than chance in the measure would explain: a real change for the better."),
        "worsened": _(
            "That is more than chance in the measure would explain: "
            "things have grown heavier, and that deserves somebody’s attention."
        ),
        "unchanged": _("Chance in the measure could explain that: it cannot be called a change yet."),
        "unknown": "",
    }[found.reliable]
    return f"{lead} {meaning}".strip()


def documents() -> Iterator[Document]:
    """Each instrument's scoring, as a clinician signs it: words may change, thresholds may not."""
    for instrument in library.instruments().values():
        yield Document(
            id=f"instrument-{instrument.id}",
            version=instrument.version,
            author=instrument.owner,
            source=instrument.cite,
            content=_scoring(instrument),
            titled=partial(_document_title, instrument),
            tables=partial(_threshold_tables, instrument),
        )


def _document_title(instrument: Instrument, language: str) -> str:
    return _("%(name)s: thresholds") % {"name": instrument.name[language]}


def _scoring(instrument: Instrument) -> bytes:
    fields = ("instrument", "version", "range", "direction", "missing", "multiply", "options", "items", "bands",
              "caseness", "reliable_change")  # fmt: skip
    return msgspec.json.encode({name: getattr(instrument, name) for name in fields}, order="sorted")


def _threshold_tables(instrument: Instrument, language: str) -> tuple[Table, ...]:
    rows = [*_band_rows(instrument, language), *_point_rows(instrument)]
    columns = (_("Threshold"), _("What follows"), _("Source"))
    return (Table(instrument.name[language], columns, tuple(rows)),)


def _band_rows(instrument: Instrument, language: str) -> Iterator[tuple[str, str, str]]:
    for one in instrument.bands.list if instrument.bands else ():
        assert instrument.bands is not None
        yield _("from %(points)s") % {"points": one.from_total}, one.name[language], instrument.bands.source


def _point_rows(instrument: Instrument) -> Iterator[tuple[str, str, str]]:
    if instrument.caseness:
        yield f"{instrument.caseness.at}", _("counts as a case"), instrument.caseness.source
    if instrument.reliable_change:
        used = instrument.reliable_change.use
        source = next(one.source for one in instrument.reliable_change.published if one.points == used)
        yield f"± {used:g}", _("a change larger than the error of measurement"), source
    missing = instrument.missing
    left = ngettext("%(num)s question left aside", "%(num)s questions left aside", missing.at_most)
    yield left % {"num": missing.at_most}, _("at most, or there is no total"), missing.source
