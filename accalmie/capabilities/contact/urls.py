"""The addresses of talking to somebody."""

from django.urls import path

from accalmie.capabilities.contact import views

app_name = "contact"
urlpatterns = [
    path("talk/", views.ask, name="ask"),
    path("talk/keep/", views.keep, name="keep"),
]
