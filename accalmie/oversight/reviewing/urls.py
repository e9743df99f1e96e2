"""The addresses of the professional's queue."""

from django.urls import path

from accalmie.oversight.reviewing.views import away, phrases, reading

app_name = "reviewing"
urlpatterns = [
    path("desk/reviews/", reading.list_reviews, name="list-reviews"),
    path("desk/reviews/<uuid:patient>/<uuid:sheet>/", reading.read, name="read"),
    path("desk/reviews/time/", reading.correct_time, name="correct-time"),
    path("desk/reviews/<uuid:patient>/agreed/", reading.agree, name="agree"),
    path("desk/phrases/", phrases.list_phrases, name="list-phrases"),
    path("desk/phrases/<uuid:phrase>/drop/", phrases.drop, name="drop-phrase"),
    path("desk/away/", away.plan, name="plan-absence"),
    path("desk/away/<uuid:absence>/<uuid:patient>/", away.cover_again, name="cover-again"),
    path("desk/away/<uuid:absence>/back/", away.take_back, name="take-absence-back"),
]
