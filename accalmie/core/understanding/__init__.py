"""*Understanding*: short pieces that explain, ask for the person's own example, and say something back. Pure.

piece = load_piece(text)                             # content/understanding/panic.yaml; raises PieceRefused
check_piece(text, "panic.yaml", known)               # all that its author is asked to change
answers, errors = read(piece.fields().values(), typed)
reply = reply_for(group, answers)                    # of a group of replies the first that fits
filled(reply.text["fr"], answers, piece.fields(), "fr")
"""

from accalmie.core.understanding.answering import LONGEST, calls_for_help, read
from accalmie.core.understanding.checks import HELP, KINDS, check_piece
from accalmie.core.understanding.loading import PieceRefused, load_piece
from accalmie.core.understanding.piece import Answers, Group, Page, Piece, Reply
from accalmie.core.understanding.saying import Stretch, answer_in_words, filled, reply_for

__all__ = [
    "HELP",
    "KINDS",
    "LONGEST",
    "Answers",
    "Group",
    "Page",
    "Piece",
    "PieceRefused",
    "Reply",
    "Stretch",
    "answer_in_words",
    "calls_for_help",
    "check_piece",
    "filled",
    "load_piece",
    "read",
    "reply_for",
]
