"""The room as Django knows it: its job and its word at the top of pages are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class PackConfig(AppConfig):
    name = "accalmie.safety.pack"
    label = "safety_pack"

    def ready(self) -> None:
        import_module("accalmie.safety.pack.tasks")
        import_module("accalmie.safety.pack.joining")
