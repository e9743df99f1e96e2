"""The room as Django knows it: its job is registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class ClosuresConfig(AppConfig):
    name = "accalmie.safety.closures"
    label = "safety_closures"

    def ready(self) -> None:
        import_module("accalmie.safety.closures.tasks")
