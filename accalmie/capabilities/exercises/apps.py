"""The room as Django knows it: its step kind and projection are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class ExercisesConfig(AppConfig):
    name = "accalmie.capabilities.exercises"
    label = "exercises"

    def ready(self) -> None:
        import_module("accalmie.capabilities.exercises.steps")
        import_module("accalmie.capabilities.exercises.projections")
