"""The room as Django knows it: pages over data, without a table."""

from django.apps import AppConfig


class PracticesConfig(AppConfig):
    name = "accalmie.capabilities.practices"
    label = "practices"
