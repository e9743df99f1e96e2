"""The tools: what the sheets of one exercise, or of a few, say together. Pure: dated answers in, findings out.

tool = TOOLS[exercise.tool]
tool.find([Sheet(exercise, answers, on), ...], "fr")   # the oldest first; sentences and a small table
tool.check(answers, "fr")                              # what cannot stand on a sheet, in a sentence at its field
tool.onward([...])                                     # the answers with which the next sheet begins
"""

from accalmie.core.tools import (
    activity,
    experiment,
    goals,
    ladder,
    mood,
    practice,
    problem,
    relapse,
    thoughts,
    urges,
    worries,
)
from accalmie.core.tools.shape import Found, Sheet, Tool, Wrong

TOOLS: dict[str, Tool] = {
    "activity": activity.TOOL,
    "thoughts": thoughts.TOOL,
    "worries": worries.TOOL,
    "problem": problem.TOOL,
    "ladder": ladder.TOOL,
    "experiment": experiment.TOOL,
    "drinks": urges.TOOL,
    "goals": goals.TOOL,
    "relapse": relapse.TOOL,
    "mood": mood.TOOL,
    "practice": practice.TOOL,
}
"""Each tool by the name that exercises use."""

__all__ = ["TOOLS", "Found", "Sheet", "Tool", "Wrong"]
