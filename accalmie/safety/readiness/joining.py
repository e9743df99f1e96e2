"""Joins the documents of safety to the set, the test alert to the top of professionals' pages, and its word on new
accounts."""

from accalmie.foundation.design import frame
from accalmie.foundation.people import opening
from accalmie.safety.readiness import documents, house, queries, views

documents.register("safety", house.load)
frame.stand_above("safety", views.test_alert_above)
opening.ask("safety", queries.is_open)
