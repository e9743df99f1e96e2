"""The tools: what the sheets of one exercise, or of a few, say together. Pure: dated answers in, findings out.

tool = TOOLS[exercise.tool]
tool.find([Sheet(exercise, answers, on), ...], "fr")   # the oldest first; sentences and a small table
tool.check(answers, "fr")                              # what cannot stand on a sheet, in a sentence at its field
tool.onward([...])                                     # the answers with which the next sheet begins
"""

from accalmie.core.tools import ladder
from accalmie.core.tools.shape import Found, Sheet, Tool, Wrong

TOOLS: dict[str, Tool] = {
    "ladder": ladder.TOOL,
}
"""Each tool by the name that exercises use."""

__all__ = ["TOOLS", "Found", "Sheet", "Tool", "Wrong"]
