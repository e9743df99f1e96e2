"""The room as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "accalmie.oversight.closing"
    label = "closing"

    def ready(self) -> None:
        import_module("accalmie.oversight.closing.projections")
        import_module("accalmie.oversight.closing.tasks")
        import_module("accalmie.oversight.closing.joining")
