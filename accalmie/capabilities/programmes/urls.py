"""The addresses of programmes."""

from django.urls import path

from accalmie.capabilities.programmes.views import calls, journey, orientation, start, ways

app_name = "programmes"
urlpatterns = [
    path("find-my-way/", orientation.find_my_way, name="find-my-way"),
    path("find-my-way/start/", orientation.start, name="start-orientation"),
    path("find-my-way/result/", orientation.show_result, name="orientation-result"),
    path("find-my-way/change/", orientation.change, name="change-orientation"),
    path("find-my-way/step/<slug:step>/", orientation.answer, name="orientation-step"),
    path("find-my-way/step/<slug:step>/decline/", orientation.decline, name="decline-orientation-step"),
    path("programmes/", start.list_programmes, name="list-programmes"),
    path("programmes/<slug:programme>/", start.show_programme, name="show-programme"),
    path("programmes/<slug:programme>/start/", start.start_programme, name="start-programme"),
    path("programmes/<slug:programme>/doctor/", start.name_doctor, name="name-doctor"),
    path("programme/", journey.show_map, name="show-map"),
    path("programme/step/<slug:module>/<slug:step>/", journey.do_step, name="do-step"),
    path("programme/step/<slug:module>/<slug:step>/decline/", journey.decline_step, name="decline-step"),
    path("programme/practice/<slug:module>/<slug:step>/", journey.note_practice, name="note-practice"),
    path("programme/module/<slug:module>/rate/", journey.rate_module, name="rate-module"),
    path("programme/step/<slug:module>/<slug:step>/other-way/", ways.ask_other_way, name="ask-other-way"),
    path("programme/pace/", ways.change_pace, name="change-pace"),
    path("programme/module/<slug:module>/short/", ways.choose_short, name="choose-short"),
    path("programme/come-back/", ways.come_back, name="come-back"),
    path("programme/call/", calls.agree_to_call, name="agree-to-call"),
]
