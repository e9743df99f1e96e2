"""The addresses of the service's figures."""

from django.urls import path

from accalmie.oversight.service import views

app_name = "service"
urlpatterns = [
    path("service/", views.show_figures, name="show-figures"),
    path("service/figures.json", views.download_json, name="download-json"),
    path("service/figures.csv", views.download_csv, name="download-csv"),
    path("service/monday/", views.show_monday, name="show-monday"),
]
