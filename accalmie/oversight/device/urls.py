"""The addresses of the safety record."""

from django.urls import path

from accalmie.oversight.device import views

app_name = "device"
urlpatterns = [
    path("incidents/", views.list_incidents, name="list-incidents"),
    path("incidents/report/", views.report_incident, name="report-incident"),
    path("incidents/hazards/", views.show_hazards, name="show-hazards"),
    path("incidents/harm/<uuid:id>/", views.file_harm, name="file-harm"),
    path("incidents/<uuid:id>/", views.classify_incident, name="classify-incident"),
    path("harm/", views.tell_harm, name="tell-harm"),
]
