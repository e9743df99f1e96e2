"""The organisations of a site: most sites have one, made with the first account."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.text import slugify

from accalmie.foundation.people.codes import Holder
from accalmie.foundation.people.models import Organisation

FIRST = "service"
"""The slug of the organisation that a new site begins with."""


def found(*, name: str, holder: Holder = Holder.ESTABLISHMENT, now: datetime) -> Organisation:
    """A new organisation of this site. Raises IntegrityError when one has this name."""
    return Organisation.objects.create(name=name, slug=slugify(name), holder=holder, created_at=now)


def first(*, now: datetime) -> Organisation:
    """The organisation of a site that has one, made when there is none yet."""
    standing = Organisation.objects.order_by("created_at", "id").first()
    if standing is not None:
        return standing
    made, _is_new = Organisation.objects.get_or_create(slug=FIRST, defaults={"name": "Service", "created_at": now})
    return made


def by_name() -> QuerySet[Organisation]:
    """The services of this site, as people look for theirs."""
    return Organisation.objects.order_by("name", "id")
