"""The addresses of safety."""

from django.urls import path

from accalmie.safety import leaving, offline, unsent, views, words_views
from accalmie.safety.alerts import rota_views, views as alerts, worry_views
from accalmie.safety.death import views as death
from accalmie.safety.readiness import views as readiness

app_name = "safety"
urlpatterns = [
    path("help/", views.help_now, name="help-now"),
    path("help/worried/", worry_views.worried_about_somebody, name="worried"),
    path("close-to-somebody/", views.close_to, name="close-to"),
    path("leave/", leaving.leave, name="leave"),
    path("pause/", leaving.rest, name="rest"),
    path("pause/back/", leaving.come_back, name="come-back"),
    path("offline/<slug:kind>/<slug:language>/", offline.show_offline, name="show-offline"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("help/questions/<uuid:source>/", views.answer_questions, name="answer-questions"),
    path("help/words/<uuid:source>/", words_views.after_words, name="after-words"),
    path("help/plan/<uuid:source>/", views.show_hold, name="show-hold"),
    path("team/rules/", readiness.show_rules, name="show-rules"),
    path("team/rota/", rota_views.decide_rota, name="decide-rota"),
    path("team/unsent/", unsent.show_unsent, name="show-unsent"),
    path("team/test-alert/", readiness.send_test_alert, name="send-test-alert"),
    path("desk/alerts/", alerts.list_alerts, name="list-alerts"),
    path("desk/alerts/<uuid:source>/", alerts.show_alert, name="show-alert"),
    path("desk/alerts/<uuid:source>/take/", alerts.take_alert, name="take-alert"),
    path("desk/alerts/<uuid:source>/try/", alerts.note_try, name="note-try"),
    path("desk/alerts/<uuid:source>/close/", alerts.close_alert, name="close-alert"),
    path("desk/on-call/", alerts.show_on_call, name="show-on-call"),
    path("desk/on-call/leave/", alerts.add_leave, name="add-leave"),
    path("desk/on-call/leave/<uuid:leave>/back/", alerts.take_leave_back, name="take-leave-back"),
    path("desk/patients/<uuid:patient>/death/", death.note_death, name="note-death"),
    path("desk/patients/<uuid:patient>/death/error/", death.correct_death, name="correct-death"),
    path("after-a-death/", death.after_death, name="after-death"),
    path("desk/test-alert/<uuid:alert>/", readiness.acknowledge, name="acknowledge"),
]
