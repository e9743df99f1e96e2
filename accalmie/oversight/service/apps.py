"""The room as Django knows it, and its projection."""

from importlib import import_module

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "accalmie.oversight.service"
    label = "service"

    def ready(self) -> None:
        import_module(f"{self.name}.projections")
