"""The addresses of *Understanding*."""

from django.urls import path

from accalmie.capabilities.understanding import views

app_name = "understanding"
urlpatterns = [
    path("understanding/", views.list_pieces, name="list-pieces"),
    path("understanding/<slug:piece>/", views.begin_piece, name="begin-piece"),
    path("understanding/<slug:piece>/<slug:page>/", views.read_page, name="read-page"),
]
