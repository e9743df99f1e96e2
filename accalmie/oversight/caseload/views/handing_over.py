"""Somebody goes: all their patients on one page, each to a colleague by name."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accalmie.foundation import clock
from accalmie.foundation.access.decorators import permitted
from accalmie.foundation.access.permissions import Permission
from accalmie.foundation.people.requests import PersonRequest
from accalmie.oversight.caseload import handover
from accalmie.oversight.caseload.handover import HandoverForm
from accalmie.safety import beside


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.CARE_INVITE)
def hand_over(request: PersonRequest) -> HttpResponseBase:
    """It cannot be finished while somebody is without anybody."""
    now = clock.now()
    lines = handover.to_hand_over(request.user, now=now)
    form = HandoverForm(request.POST if request.method == "POST" else None, lines=lines)
    if form.is_valid():
        try:
            handover.hand_over(by=request.user, takers=form.chosen(), now=now)
        except handover.CHANGED:
            form.add_error(
                None, _("Something changed in the meantime: look once more at whom you choose for everybody.")
            )
        except beside.WouldBeAlone:
            form.add_error(
                None,
                _(
                    "Only people in training would be left with somebody in danger: choose a colleague who is not in "
                    "training."
                ),
            )
        else:
            return redirect("caseload:list-patients")
    context = {"lines": lines, "form": form}
    return render(request, "caseload/handover.html", context, status=422 if form.errors else 200)
