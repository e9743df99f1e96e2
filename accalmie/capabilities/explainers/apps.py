"""The room as Django knows it: the pages of programmes learn of its explainers when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class ExplainersConfig(AppConfig):
    name = "accalmie.capabilities.explainers"
    label = "explainers"

    def ready(self) -> None:
        pages = import_module("accalmie.capabilities.explainers.pages")
        import_module("accalmie.foundation.steps.beside").stand_beside("explainers", pages.links_for)
