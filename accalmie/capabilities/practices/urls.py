"""The addresses of practices."""

from django.urls import path

from accalmie.capabilities.practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.list_practices, name="list-practices"),
    path("practices/breathing/", views.breathe, name="breathe"),
    path("practices/<slug:practice>/", views.show_practice, name="show-practice"),
    path("practices/<slug:practice>/begin/", views.begin, name="begin"),
    path("practices/<slug:practice>/gently/", views.go_gently, name="go-gently"),
    path("practices/<slug:practice>/text/", views.download_text, name="download-text"),
    path("practices/<slug:practice>/file/", views.download_page, name="download-page"),
]
