"""The texts that stand beside a film: captions and chapters as WebVTT, and all that is said as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from accalmie.core.explainers.storyboard import Storyboard
from accalmie.core.explainers.timing import Timed


def captions(times: Timed) -> str:
    """The captions as a WebVTT file."""
    return _vtt((cue.start, cue.end, "\n".join(cue.lines)) for cue in times.cues)


def chapters(times: Timed) -> str:
    """The chapters as a WebVTT file."""
    ends = [start for start, _ in times.chapters[1:]] + [times.seconds]
    return _vtt((start, end, chapter.title) for (start, chapter), end in zip(times.chapters, ends, strict=True))


def transcript(board: Storyboard) -> str:
    """Everything that is shown and said, to read instead, as Markdown."""
    return "\n\n".join(_told(board)) + "\n"


def _told(board: Storyboard) -> Iterator[str]:
    yield f"# {board.about.title}"
    yield board.about.summary
    for chapter in board.chapters:
        yield f"## {chapter.title}"
        for slide in chapter.slides:
            yield f"### {slide.title}"
            shown = slide.points if slide.drawing is None else (*slide.drawing.words, *slide.points)
            if any(shown):
                yield "\n".join(f"- {words}" for words in shown if words)
            yield slide.narration
    yield "\n".join(f"- {source}" for source in board.about.sources)


def _vtt(parts: Iterator[tuple[float, float, str]]) -> str:
    cues = (f"{clock(start)} --> {clock(end)}\n{_plain(words)}\n" for start, end, words in parts)
    return "WEBVTT\n\n" + "\n".join(cues)


def clock(seconds: float) -> str:
    """00:01:02.500"""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _plain(words: str) -> str:
    """Characters that mean something in WebVTT, as themselves."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
