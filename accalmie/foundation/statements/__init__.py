"""Statements that the ORM builds once and that are run again and again, on the ways that every page and answer takes.

Building a query costs Django five times what SQLite needs to answer it. `Query` keeps the built one; `save` writes a
row by its key. Both speak the ORM's own types and converters, so a model reads and writes the same either way
(docs/adr/0013). Use them where docs/performance.md shows that it matters, and the ORM everywhere else.
"""

from accalmie.foundation.statements.adding import add_all
from accalmie.foundation.statements.reading import Query
from accalmie.foundation.statements.writing import save

__all__ = ["Query", "add_all", "save"]
