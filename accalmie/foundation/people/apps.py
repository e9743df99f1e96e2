"""The room as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "accalmie.foundation.people"
    label = "people"
    verbose_name = "people"
