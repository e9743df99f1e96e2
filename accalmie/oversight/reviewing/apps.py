"""The room as Django knows it: pages over other rooms' data, without a table. What it tells others is registered."""

from importlib import import_module

from django.apps import AppConfig


class ReviewingConfig(AppConfig):
    name = "accalmie.oversight.reviewing"
    label = "reviewing"

    def ready(self) -> None:
        import_module("accalmie.oversight.reviewing.before_leave")
