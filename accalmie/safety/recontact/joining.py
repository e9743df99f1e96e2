"""Joins the rules of a recontact to the set that a clinician signs, and what is due to the top of their pages."""

from accalmie.foundation.design import frame
from accalmie.safety.readiness import documents
from accalmie.safety.recontact import documents as ours
from accalmie.safety.recontact.views import due_above

documents.register("recontact", ours.load)
frame.stand_above("recontact", due_above)
