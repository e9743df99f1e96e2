"""The pages of the site with the faults of `faulty.py` in them, served as the site is, by granian."""

from __future__ import annotations

from accalmie.site.wsgi import application
from tests.faults import faulty

__all__ = ["application"]

faulty.faults.takes_parent = True
faulty.lay()
