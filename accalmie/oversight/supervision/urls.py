"""The addresses of supervision."""

from django.urls import path

from accalmie.oversight.supervision import views

app_name = "supervision"
urlpatterns = [
    path("supervision/", views.list_cases, name="list-cases"),
    path("supervision/note/", views.write_note, name="write-note"),
    path("supervision/notes/", views.list_notes, name="list-notes"),
]
