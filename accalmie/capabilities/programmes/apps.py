"""The room as Django knows it: its step kinds and projections are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "accalmie.capabilities.programmes"
    label = "programmes"

    def ready(self) -> None:
        import_module("accalmie.capabilities.programmes.steps")
        import_module("accalmie.capabilities.programmes.projections")
        signing = import_module("accalmie.capabilities.programmes.signing")
        import_module("accalmie.safety.readiness.documents").register("programmes", signing.documents)
