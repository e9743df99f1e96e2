"""The room as Django knows it: its projection is registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "accalmie.capabilities.notes"
    label = "notes"

    def ready(self) -> None:
        import_module("accalmie.capabilities.notes.projections")
