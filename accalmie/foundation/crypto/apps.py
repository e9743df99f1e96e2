"""The key store as a Django app: its tables live in the database alias "keys"."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "accalmie.foundation.crypto"
    label = "crypto"
    default_auto_field = "django.db.models.BigAutoField"
