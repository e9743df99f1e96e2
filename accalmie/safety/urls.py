"""The addresses of safety."""

from django.urls import path

from accalmie.safety import views

app_name = "safety"
urlpatterns = [
    path("help/", views.help_now, name="help-now"),
    path("leave/", views.leave, name="leave"),
    path("help/questions/<uuid:source>/", views.answer_questions, name="answer-questions"),
    path("help/plan/<uuid:source>/", views.show_hold, name="show-hold"),
]
