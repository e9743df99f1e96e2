"""The addresses of stepped care."""

from django.urls import path

from accalmie.oversight.stepping import views

app_name = "stepping"
urlpatterns = [
    path("care/step/", views.show_mine, name="show-mine"),
    path("desk/patients/<uuid:patient>/step/", views.decide, name="decide"),
]
