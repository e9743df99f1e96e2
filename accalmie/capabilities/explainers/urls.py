"""The addresses of explainers."""

from django.urls import path

from accalmie.capabilities.explainers.views import sending, showing

app_name = "explainers"
urlpatterns = [
    path("explainers/", showing.list_explainers, name="list-explainers"),
    path("explainers/<slug:explainer>/", showing.show_explainer, name="show-explainer"),
    path("explainers/<slug:explainer>/<str:recording>", sending.send, name="send"),
]
