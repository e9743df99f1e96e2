"""The room as Django knows it: it has no table, since nothing of what is typed here is kept."""

from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    name = "accalmie.capabilities.understanding"
    label = "understanding"
