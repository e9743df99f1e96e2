"""The models of a site as one file: what they were fitted to, how well they did on others, and their fingerprint.

A file that was changed by hand is refused: its fingerprint is that of every number in it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Literal

import msgspec

from accalmie.core.insight.course import CourseModel
from accalmie.core.insight.dropout import DropoutModel

FORMAT = 1
DIGITS = 8


class ModelsRefused(ValueError):
    """A file that is no file of models, or not as it was written."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the people: how many, how many flagged, and how many of the flagged stopped; `auc` within the group; the
    mean `predicted` risk beside the share who `stopped`. None where too few."""

    name: str
    people: int
    flagged: int | None
    right: int | None
    auc: float | None = None
    predicted: float | None = None
    stopped: float | None = None


class WeekJudged(msgspec.Struct, frozen=True, kw_only=True):
    """One week, on people kept apart. `plain`: the same by days since the last visit alone."""

    week: int
    people: int
    stopped: int
    auc: float
    plain_auc: float
    balanced_accuracy: float
    plain_balanced_accuracy: float
    calibration_intercept: float
    calibration_slope: float
    groups: tuple[Group, ...]


class CourseJudged(msgspec.Struct, frozen=True, kw_only=True):
    """The share of scores of people kept apart that lay in the band of 80 %."""

    measure: str
    scores: int
    covered: float


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where the people came from, and which programme of how many modules they followed: of others nothing is said.
    `parameters` names the simulator, if there was one."""

    data: Literal["simulated", "site"]
    seed: int
    people: int
    programme: str
    modules: int
    parameters: str = ""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """What must not speak, and why: so many cases, of so many needed. `week` is 0 for a course."""

    what: str
    week: int
    cases: int
    needed: int


class Models(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a site's decision support rests on."""

    format: int = FORMAT
    origin: Origin
    courses: tuple[CourseModel, ...]
    dropout: DropoutModel
    refused: tuple[Refused, ...]
    courses_judged: tuple[CourseJudged, ...]
    weeks_judged: tuple[WeekJudged, ...]

    def course(self, measure: str) -> CourseModel | None:
        """The expected course of this measure; None where there is none."""
        return next((one for one in self.courses if one.measure == measure), None)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    fingerprint: str
    models: dict[str, Any]


def fingerprint(models: Models) -> str:
    """Names these models: another number, another fingerprint."""
    return sha256(_bytes(models)).hexdigest()


def written(models: Models) -> bytes:
    """The file, the same on every machine for the same models."""
    file = {"fingerprint": fingerprint(models), "models": msgspec.to_builtins(_as_read(models))}
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def read_models(data: bytes) -> Models:
    """The models of a file. Raises ModelsRefused."""
    try:
        file = msgspec.json.decode(data, type=_File)
        models = msgspec.convert(file.models, Models, strict=False)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ModelsRefused(str(error)) from None
    if models.format != FORMAT:
        raise ModelsRefused(f"format {models.format}, not {FORMAT}")
    if fingerprint(models) != file.fingerprint:
        raise ModelsRefused("the fingerprint is not that of these numbers")
    return models


def _bytes(models: Models) -> bytes:
    return msgspec.json.encode(_as_read(models))


def _as_read(models: Models) -> Any:
    """As a file of them is read: a whole number in place of a fraction is the same number."""
    return _rounded(msgspec.convert(msgspec.to_builtins(models), Models, strict=False))


def _rounded(value: Any) -> Any:
    """Every number to eight digits, so that the last bit of another machine's logarithm changes nothing."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(
            value, **{name: _rounded(getattr(value, name)) for name in value.__struct_fields__}
        )
    if isinstance(value, tuple):
        return tuple(_rounded(one) for one in value)
    return value
