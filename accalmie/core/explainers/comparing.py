"""What differs between the two languages of an explainer where nothing should."""

from __future__ import annotations

from collections.abc import Iterator

from accalmie.core.explainers.storyboard import Finding, Slide, Storyboard


def differences(one: Storyboard, other: Storyboard) -> tuple[Finding, ...]:
    """The same programme, sources, chapters, slides and drawings: only the words are another language's."""
    return tuple(_found(one, other))


def _found(one: Storyboard, other: Storyboard) -> Iterator[Finding]:
    for name in ("programme", "sources", "licence"):
        if getattr(one.about, name) != getattr(other.about, name):
            yield Finding(
                f"“{name}” is not the same in {one.language} and {other.language}",
                f"« {name} » n’est pas le même en {one.language} et en {other.language}",
            )
    shape, of_other = ([len(chapter.slides) for chapter in board.chapters] for board in (one, other))
    if shape != of_other:
        yield Finding(
            f"chapters have {shape} slides in {one.language}, {of_other} in {other.language}",
            f"les chapitres ont {shape} images en {one.language}, {of_other} en {other.language}",
        )
        return
    for number, (slide, beside) in enumerate(zip(one.slides, other.slides, strict=True), start=1):
        if _look(slide) != _look(beside):
            yield Finding(
                f"slide {number} does not show the same: “{slide.title}”, “{beside.title}”",
                f"l’image {number} ne montre pas la même chose : « {slide.title} », « {beside.title} »",
            )


def _look(slide: Slide) -> tuple[str, int, int]:
    drawing = slide.drawing
    return (drawing.kind, len(drawing.words), len(slide.points)) if drawing else ("", 0, len(slide.points))
