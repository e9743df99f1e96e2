"""The room as Django knows it: its step kind, projection and signed rules are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "accalmie.capabilities.exercises"
    label = "exercises"

    def ready(self) -> None:
        import_module("accalmie.capabilities.exercises.steps")
        import_module("accalmie.capabilities.exercises.projections")
        signing = import_module("accalmie.capabilities.exercises.signing")
        import_module("accalmie.safety.readiness.documents").register("drinks", signing.documents)
