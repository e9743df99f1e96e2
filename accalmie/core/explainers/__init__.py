"""Explainers: a storyboard in Markdown, and all that follows from it but the film itself: slides, captions, chapters,
the text of what is said."""

from accalmie.core.explainers.comparing import differences
from accalmie.core.explainers.drawings import Picture, picture
from accalmie.core.explainers.reading import read_storyboard
from accalmie.core.explainers.storyboard import Chapter, Drawing, Finding, Slide, Storyboard, StoryboardRefused
from accalmie.core.explainers.timing import Cue, Timed, planned, timed
from accalmie.core.explainers.writing import captions, chapters, clock, transcript

__all__ = [
    "Chapter",
    "Cue",
    "Drawing",
    "Finding",
    "Picture",
    "Slide",
    "Storyboard",
    "StoryboardRefused",
    "Timed",
    "captions",
    "chapters",
    "clock",
    "differences",
    "picture",
    "planned",
    "read_storyboard",
    "timed",
    "transcript",
]
