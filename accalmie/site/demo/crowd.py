"""The rest of Claire's list: simulated people at every week of the programme, so that a list looks like one."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password

from accalmie.foundation.people.models import Person
from accalmie.site.demo import cast
from accalmie.site.simulated.opening import clinic
from accalmie.site.simulated.running import Order, run

WEEKS, SEED = 12, 7


def fill(patients: int, *, now: datetime) -> None:
    """So many simulated people in Claire's care, until now. Raises library.NotPublished."""
    if patients:
        order = Order(
            patients=patients,
            weeks=WEEKS,
            seed=SEED,
            now=now,
            under_way=True,
            password=make_password(cast.PASSWORD),
            carers=(Person.objects.get_by_natural_key(cast.CLAIRE),),
        )
        run(clinic(weeks=WEEKS, until=now), order)
