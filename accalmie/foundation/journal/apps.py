"""The journal as a Django app: at start it collects what every room keeps of the journal, and seals with it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "accalmie.foundation.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("projections", "sealed_too")
