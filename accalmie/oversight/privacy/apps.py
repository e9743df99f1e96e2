"""The room as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "accalmie.oversight.privacy"
    label = "privacy"

    def ready(self) -> None:
        import_module(f"{self.name}.checks")
        import_module(f"{self.name}.tasks")
