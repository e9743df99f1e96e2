"""The room as Django knows it."""

from django.apps import AppConfig


class StepsConfig(AppConfig):
    name = "accalmie.foundation.steps"
    label = "steps"
