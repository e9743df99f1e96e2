"""The room as Django knows it: its projections and its jobs are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "accalmie.capabilities.care"
    label = "care"

    def ready(self) -> None:
        import_module("accalmie.capabilities.care.projections")
        import_module("accalmie.capabilities.care.tasks")
