"""The addresses of the room."""

from django.urls import path

from accalmie.safety.recontact import views

app_name = "recontact"
urlpatterns = [
    path("recontact/", views.show_mine, name="show-mine"),
    path("recontact/card/", views.my_card, name="my-card"),
    path("recontact/stop/", views.stop, name="stop"),
    path("recontact/rhythm/", views.ask_rhythm, name="ask-rhythm"),
    path("desk/recontacts/", views.list_due, name="list-due"),
    path("desk/recontacts/<uuid:planned>/take/", views.take, name="take"),
    path("desk/patients/<uuid:patient>/recontact/", views.propose, name="propose"),
    path("desk/patients/<uuid:patient>/recontact/stop/", views.note_stop, name="note-stop"),
    path("desk/patients/<uuid:patient>/recontact/card/", views.print_card, name="print-card"),
    path("desk/patients/<uuid:patient>/recontact/letter/", views.print_letter, name="print-letter"),
    path("desk/patients/<uuid:patient>/recontact/<uuid:planned>/", views.show_step, name="show-step"),
    path("desk/patients/<uuid:patient>/recontact/<uuid:planned>/try/", views.note_try, name="note-try"),
    path("desk/patients/<uuid:patient>/recontact/<uuid:planned>/close/", views.close_step, name="close-step"),
    path("desk/patients/<uuid:patient>/recontact/<uuid:planned>/move/", views.move_step, name="move-step"),
]
