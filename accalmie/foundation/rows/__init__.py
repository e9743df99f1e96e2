"""Which rows of the database the one who asks may see and write: PostgreSQL is told with each request, and refuses too.

Nothing happens on SQLite, nor where commands connect as the owner of the tables. Why it is so: `docs/adr/0025`.
"""

from accalmie.foundation.rows.passes import Pass, house, nobody_yet, of_organisation, seen_by, writing, written

__all__ = ["Pass", "house", "nobody_yet", "of_organisation", "seen_by", "writing", "written"]
