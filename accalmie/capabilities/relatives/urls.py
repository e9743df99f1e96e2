"""The addresses of the room."""

from django.urls import path

from accalmie.capabilities.relatives import views

app_name = "relatives"
urlpatterns = [
    path("care/close/", views.show_mine, name="show-mine"),
    path("care/close/<uuid:relative>/", views.change, name="change"),
    path("care/close/<uuid:relative>/back/", views.take_back, name="take-back"),
]
