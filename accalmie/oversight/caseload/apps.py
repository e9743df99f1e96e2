"""The room as Django knows it: its projection is registered when the site starts."""

from importlib import import_module

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    name = "accalmie.oversight.caseload"
    label = "caseload"

    def ready(self) -> None:
        import_module("accalmie.oversight.caseload.projections")
        import_module("accalmie.oversight.caseload.contacts")
