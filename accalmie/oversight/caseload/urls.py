"""The addresses of a professional's list, and of the patient's care team."""

from django.urls import path

from accalmie.oversight.caseload.views import deciding, desk, joining

app_name = "caseload"
urlpatterns = [
    path("desk/", desk.list_patients, name="list-patients"),
    path("desk/invite/", joining.invite, name="invite"),
    path("desk/patients/<uuid:patient>/", desk.show_patient, name="show-patient"),
    path("desk/patients/<uuid:patient>/concerns/", deciding.raise_concern, name="raise-concern"),
    path("desk/patients/<uuid:patient>/concerns/<uuid:source>/", deciding.review_concern, name="review-concern"),
    path("desk/patients/<uuid:patient>/reply/<uuid:sheet>/", deciding.reply, name="reply"),
    path("desk/patients/<uuid:patient>/review-step/", deciding.review_step, name="review-step"),
    path("desk/patients/<uuid:patient>/open-module/<slug:module>/", deciding.open_module, name="open-module"),
    path("desk/patients/<uuid:patient>/admit/", deciding.admit, name="admit"),
    path("care/", joining.show_team, name="show-team"),
    path("care/join/", joining.join, name="join"),
]
