"""The addresses of exercises."""

from django.urls import path

from accalmie.capabilities.exercises import views

app_name = "exercises"
urlpatterns = [
    path("exercises/", views.list_mine, name="list-mine"),
    path("exercises/new/", views.list_exercises, name="list-exercises"),
    path("exercises/new/<slug:exercise>/", views.write, name="write"),
    path("exercises/tool/<slug:tool>/", views.show_tool, name="show-tool"),
    path("exercises/written/<uuid:written>/", views.show_written, name="show-written"),
    path("exercises/written/<uuid:written>/share/", views.share_written, name="share-written"),
]
