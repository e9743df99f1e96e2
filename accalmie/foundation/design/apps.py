"""The room as Django knows it."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "accalmie.foundation.design"
    label = "design"
