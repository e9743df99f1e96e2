"""The room as Django knows it."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "accalmie.oversight.insight"
    label = "insight"
