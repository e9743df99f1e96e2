"""The room as Django knows it."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "accalmie.oversight.supervision"
    label = "supervision"
