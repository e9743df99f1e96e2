"""The addresses of the safety plan."""

from django.urls import path

from accalmie.safety.plan import views

app_name = "plan"
urlpatterns = [
    path("plan/", views.show_mine, name="show-mine"),
    path("plan/here/", views.show_here, name="show-here"),
    path("plan/write/", views.write, name="write"),
    path("plan/write/<slug:part>/", views.write, name="write-part"),
    path("plan/still-right/", views.confirm, name="confirm"),
    path("plan/readers/", views.share, name="share"),
    path("plan/versions/", views.list_versions, name="list-versions"),
    path("plan/versions/<uuid:version>/", views.show_version, name="show-version"),
    path("desk/patients/<uuid:patient>/plan/", views.write_together, name="write-together"),
]
