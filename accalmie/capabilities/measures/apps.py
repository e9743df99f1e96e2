"""The room as Django knows it: its step kind and projections are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "accalmie.capabilities.measures"
    label = "measures"

    def ready(self) -> None:
        import_module("accalmie.capabilities.measures.steps")
        import_module("accalmie.capabilities.measures.projections")
        pages = import_module("accalmie.capabilities.measures.pages")
        import_module("accalmie.safety.readiness.documents").register("measures", pages.documents)
