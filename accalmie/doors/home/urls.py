"""The addresses of the front door."""

from django.urls import path

from accalmie.doors.home import views

app_name = "home"
urlpatterns = [
    path("", views.open_door, name="open-door"),
    path("today/", views.show_today, name="today"),
    path("go-on/", views.go_on, name="go-on"),
    path("team/", views.administer, name="administer"),
    path("demo/clock/", views.move_clock, name="move-clock"),
]
