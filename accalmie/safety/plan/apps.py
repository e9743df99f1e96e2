"""The room as Django knows it: its projection is registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "accalmie.safety.plan"
    label = "safety_plan"

    def ready(self) -> None:
        import_module("accalmie.safety.plan.projections")
