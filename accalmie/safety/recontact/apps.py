"""The room as Django knows it: its projection, document and jobs are registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class RecontactConfig(AppConfig):
    name = "accalmie.safety.recontact"
    label = "safety_recontact"

    def ready(self) -> None:
        import_module("accalmie.safety.recontact.projections")
        import_module("accalmie.safety.recontact.joining")
        import_module("accalmie.safety.recontact.tasks")
