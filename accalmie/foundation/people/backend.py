"""Who signs in: the sign-in name in any spelling, and the person with their patient record in one query."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.backends import ModelBackend

from accalmie.foundation.people.models import Person


class PeopleBackend(ModelBackend):
    """Django's own password check over our persons. Somebody switched off is nobody, from their next request on."""

    def get_user(self, user_id: UUID) -> Person | None:
        return Person.objects.select_related("patient").filter(pk=user_id, is_active=True).first()
