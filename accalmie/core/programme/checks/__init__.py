"""A model checker for care pathways: what it lets through leaves nobody without help, a way or an end."""

from accalmie.core.programme.checks.explore import MOST_STATES
from accalmie.core.programme.checks.outcomes import Neighbour, Neighbours
from accalmie.core.programme.checks.report import Report
from accalmie.core.programme.checks.sentences import SENTENCES
from accalmie.core.programme.checks.verify import verify

__all__ = ["MOST_STATES", "SENTENCES", "Neighbour", "Neighbours", "Report", "verify"]
