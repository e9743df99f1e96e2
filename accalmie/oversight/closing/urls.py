"""The addresses of ends of care."""

from django.urls import path

from accalmie.oversight.closing import views

app_name = "closing"
urlpatterns = [
    path("care/end/", views.show_mine, name="show-mine"),
    path("desk/ends/", views.list_ends, name="list-ends"),
    path("desk/patients/<uuid:patient>/end/", views.propose, name="propose"),
    path("desk/patients/<uuid:patient>/end/back/", views.take_back, name="take-back"),
    path("desk/patients/<uuid:patient>/end/now/", views.end, name="end"),
]
