"""The room as Django knows it: its projections are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "accalmie.capabilities.coordination"
    label = "coordination"

    def ready(self) -> None:
        import_module("accalmie.capabilities.coordination.projections")
