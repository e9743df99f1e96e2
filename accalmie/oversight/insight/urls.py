"""The addresses of insight."""

from django.urls import path

from accalmie.oversight.insight import views

app_name = "insight"
urlpatterns = [
    path("insight/simulated-clinic/", views.show_simulated_clinic, name="show-simulated-clinic"),
    path("about-my-course/", views.show_mine, name="show-mine"),
    path("insight/models/", views.show_models, name="show-models"),
]
