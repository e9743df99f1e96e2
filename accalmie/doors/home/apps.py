"""The room as Django knows it."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "accalmie.doors.home"
    label = "home"
