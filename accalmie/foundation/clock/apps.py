"""The room as Django knows it."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "accalmie.foundation.clock"
    label = "clock"
