"""The addresses of privacy."""

from django.urls import path

from accalmie.oversight.privacy import opened_views, openness_views, register_views
from accalmie.oversight.privacy.rights_views import answering, asking, consenting, taking

app_name = "privacy"

urlpatterns = [
    path("openness/", openness_views.show_openness, name="show-openness"),
    path("my-rights/", asking.show_rights, name="show-rights"),
    path("my-rights/record/", taking.show_record, name="show-record"),
    path("my-rights/opened/", opened_views.show_opened, name="show-opened"),
    path("officer/openings/", opened_views.search_openings, name="search-openings"),
    path("officer/register.md", register_views.download_register, name="download-register"),
    path("officer/assessment.md", register_views.download_assessment, name="download-assessment"),
    path("my-rights/archive.zip", taking.download, name="download"),
    path("my-rights/ask/<slug:kind>/", asking.ask, name="ask"),
    path("my-rights/erase/", asking.erase, name="erase"),
    path("my-rights/open-again/", asking.open_again, name="open-again"),
    path("erased/", asking.erased, name="erased"),
    path("my-consents/", consenting.show_consents, name="show-consents"),
    path("my-consents/without/", consenting.show_without, name="show-without"),
    path("take-with-me/", taking.take_with_me, name="take-with-me"),
    path("complaint/", asking.complain, name="complain"),
    path("requests/", answering.list_requests, name="list-requests"),
    path("requests/<uuid:id>/", answering.answer, name="answer"),
]
