"""The room as Django knows it."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "accalmie.foundation.clinic"
    label = "clinic"
