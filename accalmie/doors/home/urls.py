"""The addresses of the front door."""

from django.urls import path

from accalmie.doors.home import before, beside, card, clinic, restoring, views, working

app_name = "home"
urlpatterns = [
    path("", views.open_door, name="open-door"),
    path("before/", before.explain, name="before"),
    path("three-minutes/", before.breathe, name="breathe"),
    path("today/", views.show_today, name="today"),
    path("go-on/", views.go_on, name="go-on"),
    path("desk/patients/<uuid:patient>/seen/", views.see_as, name="see-as"),
    path("beside/", beside.list_helped, name="beside"),
    path("beside/<uuid:patient>/worried/", beside.say_worried, name="say-worried"),
    path("beside/join/", beside.open_account, name="open-helper-account"),
    path("work/", working.show_work, name="work"),
    path("accounts/", restoring.vouch, name="vouch"),
    path("accounts/<uuid:restoration>/", restoring.vouch_too, name="vouch-too"),
    path("lost/", restoring.show_lost, name="lost"),
    path("lost/code/", restoring.come_back_in, name="restored"),
    path("card/", card.open_account, name="card"),
    path("names/", working.list_names, name="list-names"),
    path("officer/", working.show_officer, name="officer"),
    path("team/", views.administer, name="administer"),
    path("team/clinic/", clinic.edit_clinic, name="edit-clinic"),
    path("demo/clock/", views.move_clock, name="move-clock"),
]
