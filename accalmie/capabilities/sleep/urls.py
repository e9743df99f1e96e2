"""The addresses of the sleep diary and the sleep window."""

from django.urls import path

from accalmie.capabilities.sleep import views

app_name = "sleep"
urlpatterns = [
    path("sleep/", views.show_diary, name="show-diary"),
    path("sleep/night/<slug:night>/", views.note_night, name="note-night"),
    path("sleep/night/<slug:night>/withdraw/", views.withdraw_night, name="withdraw-night"),
    path("sleep/window/", views.show_window, name="show-window"),
    path("sleep/window/questions/", views.answer_questions, name="answer-questions"),
    path("sleep/window/start/", views.start_window, name="start-window"),
    path("sleep/window/too-hard/", views.too_hard, name="too-hard"),
    path("sleep/week/", views.answer_week, name="answer-week"),
]
