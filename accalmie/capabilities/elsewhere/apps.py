"""The room as Django knows it: its projection is registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class ElsewhereConfig(AppConfig):
    name = "accalmie.capabilities.elsewhere"
    label = "elsewhere"

    def ready(self) -> None:
        import_module("accalmie.capabilities.elsewhere.projections")
