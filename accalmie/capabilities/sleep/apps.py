"""The room as Django knows it: its step kind, projection and signed rules are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class SleepConfig(AppConfig):
    name = "accalmie.capabilities.sleep"
    label = "sleep"

    def ready(self) -> None:
        import_module("accalmie.capabilities.sleep.steps")
        import_module("accalmie.capabilities.sleep.projections")
        import_module("accalmie.capabilities.sleep.tasks")
        signing = import_module("accalmie.capabilities.sleep.signing")
        import_module("accalmie.safety.readiness.documents").register("sleep", signing.documents)
