"""The room as Django knows it: its projection is registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "accalmie.oversight.insight"
    label = "insight"

    def ready(self) -> None:
        import_module("accalmie.oversight.insight.projections")
        import_module("accalmie.oversight.insight.tasks")
