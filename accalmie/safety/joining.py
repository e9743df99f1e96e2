"""Joins the documents of safety to the set, alerts and the test alert to the top of professionals' pages, and its word
on new accounts, and the records of exercises to those that are nobody's."""

from accalmie.foundation.design import frame
from accalmie.foundation.people import opening
from accalmie.foundation.tick import watchdog
from accalmie.safety.alerts.drills import records as records_of_drills
from accalmie.safety.alerts.on_call import lead_address
from accalmie.safety.alerts.views import alerts_above
from accalmie.safety.closures import in_care
from accalmie.safety.readiness import documents, house, queries, views

documents.register("safety", house.load)
frame.stand_above("alerts", alerts_above)
frame.stand_above("safety", views.test_alert_above)
opening.ask("safety", queries.is_open)
in_care.leave_out("drills", records_of_drills)
watchdog.tell_also("safety", lead_address)
