"""The seal of a day covers the access log as well."""

from __future__ import annotations

from accalmie.foundation import journal
from accalmie.foundation.access import log

journal.seal_too(log.SIDE, log.heads)
