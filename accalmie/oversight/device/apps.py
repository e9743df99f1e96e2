"""The room as Django knows it: its projection, and its word at the top of the safety lead's pages."""

from importlib import import_module

from django.apps import AppConfig


class DeviceConfig(AppConfig):
    name = "accalmie.oversight.device"
    label = "device"

    def ready(self) -> None:
        for module in ("projections", "joining"):
            import_module(f"{self.name}.{module}")
