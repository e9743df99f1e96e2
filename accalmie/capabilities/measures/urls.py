"""The addresses of measures."""

from django.urls import path

from accalmie.capabilities.measures import views

app_name = "measures"
urlpatterns = [
    path("measures/<slug:instrument>/", views.answer_instrument, name="answer-instrument"),
    path("mood/", views.note_mood, name="note-mood"),
    path("progress/", views.show_progress, name="show-progress"),
]
