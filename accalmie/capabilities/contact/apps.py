"""The room as Django knows it: its projection is registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "accalmie.capabilities.contact"
    label = "contact"

    def ready(self) -> None:
        import_module("accalmie.capabilities.contact.projections")
