"""Addresses of the pages behind the footer, and of the gallery."""

from django.urls import path

from accalmie.foundation.design import views

app_name = "design"

urlpatterns = [
    path("about/", views.about, name="about"),
    path("your-data/", views.your_data, name="your-data"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("_design/", views.gallery, name="gallery"),
]
