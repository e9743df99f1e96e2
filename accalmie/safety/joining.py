"""Joins the documents of safety to the set, what waits to the top of professionals' pages, a plan that a device keeps
to those that nobody is signed in to, its word on new accounts, and the records of those whom nobody is to call."""

from accalmie.foundation.design import frame
from accalmie.foundation.people import lists, opening
from accalmie.foundation.tick import watchdog
from accalmie.safety.alerts.drills import records as records_of_drills
from accalmie.safety.alerts.on_call import lead_address
from accalmie.safety.alerts.views import alerts_above
from accalmie.safety.alerts.worries import records as records_of_worries
from accalmie.safety.plan.pages import way_to_copy
from accalmie.safety.queries import deceased
from accalmie.safety.readiness import documents, house, queries, views
from accalmie.safety.unsent import unsent_above

documents.register("safety", house.load)
frame.keep_here("plan", frame.KeptHere("plan/here.js", way_to_copy))
frame.stand_above("alerts", alerts_above)
frame.stand_above("unsent", unsent_above)
frame.stand_above("safety", views.test_alert_above)
opening.ask("safety", queries.is_open)
lists.leave_out("drills", records_of_drills)
lists.leave_out("worries", records_of_worries)
lists.leave_out("deaths", deceased)
watchdog.tell_also("safety", lead_address)
