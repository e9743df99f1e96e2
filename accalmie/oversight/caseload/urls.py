"""The addresses of a professional's list, and of the patient's care team."""

from django.urls import path

from accalmie.oversight.caseload.views import (
    deciding,
    desk,
    handing_over,
    joining,
    mandating,
    moving,
    orienting,
    sharing,
    sleeping,
    starting,
    talking,
    teaming,
    welcoming,
    writing,
)

app_name = "caseload"
urlpatterns = [
    path("desk/", desk.list_patients, name="list-patients"),
    path("desk/invite/", joining.invite, name="invite"),
    path("desk/invite/<uuid:invitation>/", joining.print_card, name="print-card"),
    path("desk/handover/", handing_over.hand_over, name="hand-over"),
    path("desk/newcomers/", welcoming.list_newcomers, name="list-newcomers"),
    path("desk/newcomers/<uuid:patient>/", welcoming.take_into_care, name="take-into-care"),
    path("desk/patients/<uuid:patient>/", desk.show_patient, name="show-patient"),
    path("desk/patients/<uuid:patient>/concerns/", deciding.raise_concern, name="raise-concern"),
    path("desk/patients/<uuid:patient>/concerns/<uuid:source>/", deciding.review_concern, name="review-concern"),
    path("desk/patients/<uuid:patient>/reply/<uuid:sheet>/", deciding.reply, name="reply"),
    path("desk/patients/<uuid:patient>/review-step/", deciding.review_step, name="review-step"),
    path("desk/patients/<uuid:patient>/open-module/<slug:module>/", deciding.open_module, name="open-module"),
    path("desk/patients/<uuid:patient>/talk/<uuid:source>/", talking.answer_talk, name="answer-talk"),
    path("desk/patients/<uuid:patient>/admit/", starting.admit, name="admit"),
    path("desk/patients/<uuid:patient>/mode/", starting.change_mode, name="change-mode"),
    path("desk/patients/<uuid:patient>/orientation/", orienting.change_orientation, name="change-orientation"),
    path("desk/patients/<uuid:patient>/contacts/", starting.note_contact, name="note-contact"),
    path("desk/patients/<uuid:patient>/sleep/", sleeping.support_sleep, name="support-sleep"),
    path("desk/patients/<uuid:patient>/sleep/resume/", sleeping.resume_sleep, name="resume-sleep"),
    path("desk/patients/<uuid:patient>/move/", moving.move, name="move"),
    path("desk/patients/<uuid:patient>/letters/new/", writing.prepare_letter, name="prepare-letter"),
    path("desk/patients/<uuid:patient>/team/", sharing.share, name="share"),
    path("desk/emergency/", sharing.break_glass, name="break-glass"),
    path("care/", teaming.show_team, name="show-team"),
    path("care/leave/<uuid:relation>/", teaming.leave, name="leave"),
    path("care/asked/<uuid:asked>/", teaming.answer_sharing, name="answer-sharing"),
    path("care/mandate/", mandating.give, name="give-mandate"),
    path("care/mandate/<uuid:mandate>/end/", mandating.end, name="end-mandate"),
    path("care/join/", joining.join, name="join"),
]
