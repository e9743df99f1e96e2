"""Django's PostgreSQL, which shows the pass before a statement whenever it is another than the one shown before.

That is one small statement a request, and none between two of the same pass. A connection that is kept from one
request to the next can therefore never answer under the pass of the one before.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from accalmie.foundation.rows.passes import Pass, shown

_SHOW = "SELECT set_config('accalmie.pass', %s, false), set_config('role', %s, false)"


def writer_of(pages: str) -> str:
    """The role under which a record is written, by the name of the role under which pages are served."""
    return f"{pages}_writer"


class DatabaseWrapper(base.DatabaseWrapper):
    """`settings_dict["PAGES_ROLE"]`: the role under which pages are served; without it nothing is shown."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self.pages: str = settings_dict.get("PAGES_ROLE", "")
        self.held: Pass | None = None
        """What the server holds now; None when it is not known."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.held = None
        return super().get_new_connection(conn_params)

    def _cursor(self, name: str | None = None) -> Any:
        if self.pages and self.held is not (wanted := shown()) and not self.needs_rollback:
            self._show(wanted)
        return super()._cursor(name)  # type: ignore[misc] # the stubs know no private name

    def _show(self, wanted: Pass) -> None:
        self.ensure_connection()
        role = writer_of(self.pages) if wanted.record else self.pages
        self.connection.execute(_SHOW, (wanted.text, role))
        self.held = wanted

    def _rollback(self) -> None:
        self.held = None  # what was shown inside the transaction is taken back with it
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self.held = shown()  # a broken transaction takes this one statement and no other before it
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.held = None
