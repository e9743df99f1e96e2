"""The addresses of programmes."""

from django.urls import path

from accalmie.capabilities.programmes.views import journey, start, ways

app_name = "programmes"
urlpatterns = [
    path("programmes/", start.list_programmes, name="list-programmes"),
    path("programmes/<slug:programme>/", start.show_programme, name="show-programme"),
    path("programmes/<slug:programme>/start/", start.start_programme, name="start-programme"),
    path("programme/", journey.show_map, name="show-map"),
    path("programme/step/<slug:module>/<slug:step>/", journey.do_step, name="do-step"),
    path("programme/step/<slug:module>/<slug:step>/decline/", journey.decline_step, name="decline-step"),
    path("programme/practice/<slug:module>/<slug:step>/", journey.note_practice, name="note-practice"),
    path("programme/module/<slug:module>/rate/", journey.rate_module, name="rate-module"),
    path("programme/step/<slug:module>/<slug:step>/other-way/", ways.ask_other_way, name="ask-other-way"),
    path("programme/pace/", ways.change_pace, name="change-pace"),
    path("programme/module/<slug:module>/short/", ways.choose_short, name="choose-short"),
    path("programme/come-back/", ways.come_back, name="come-back"),
]
