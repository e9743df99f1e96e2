"""The room as Django knows it: its projections, documents and jobs are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "accalmie.safety"
    label = "safety"

    def ready(self) -> None:
        import_module("accalmie.safety.projections")
        import_module("accalmie.safety.joining")
        import_module("accalmie.safety.tasks")
        import_module("accalmie.safety.words")
