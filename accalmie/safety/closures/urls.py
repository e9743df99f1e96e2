"""The addresses of closures."""

from django.urls import path

from accalmie.safety.closures import views

app_name = "closures"
urlpatterns = [
    path("team/closures/", views.list_closures, name="list-closures"),
    path("team/closures/new/", views.declare, name="declare"),
    path("team/closures/<uuid:closure>/", views.correct, name="correct"),
    path("team/closures/<uuid:closure>/back/", views.take_back, name="take-back"),
    path("desk/to-tell/", views.list_calls, name="list-calls"),
    path("desk/to-tell/<uuid:word>/mine/", views.answer_for, name="answer-for"),
    path("desk/to-tell/<uuid:word>/told/", views.note_told, name="note-told"),
]
