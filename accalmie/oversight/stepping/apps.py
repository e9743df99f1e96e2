"""The room as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class SteppingConfig(AppConfig):
    name = "accalmie.oversight.stepping"
    label = "stepping"

    def ready(self) -> None:
        import_module("accalmie.oversight.stepping.projections")
