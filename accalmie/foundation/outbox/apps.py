"""The room as Django knows it: its jobs are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "accalmie.foundation.outbox"
    label = "outbox"

    def ready(self) -> None:
        import_module("accalmie.foundation.outbox.tasks")
