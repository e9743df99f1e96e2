"""The room as Django knows it: its own job, and what it puts above the pages of professionals."""

from importlib import import_module

from django.apps import AppConfig


class TickConfig(AppConfig):
    name = "accalmie.foundation.tick"
    label = "tick"

    def ready(self) -> None:
        import_module("accalmie.foundation.tick.tasks")
        import_module("accalmie.foundation.tick.joining")
