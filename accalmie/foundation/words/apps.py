"""The room as Django knows it."""

from django.apps import AppConfig


class WordsConfig(AppConfig):
    name = "accalmie.foundation.words"
    label = "words"
