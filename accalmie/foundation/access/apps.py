"""The room as Django knows it."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "accalmie.foundation.access"
    label = "access"
