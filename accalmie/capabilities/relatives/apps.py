"""The room as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class RelativesConfig(AppConfig):
    name = "accalmie.capabilities.relatives"
    label = "relatives"

    def ready(self) -> None:
        import_module("accalmie.capabilities.relatives.projections")
