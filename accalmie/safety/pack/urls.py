"""The addresses of daily packs."""

from django.urls import path

from accalmie.safety.pack import views

app_name = "pack"
urlpatterns = [
    path("desk/packs/", views.list_packs, name="list-packs"),
    path("desk/packs/passphrase/", views.make_passphrase, name="make-passphrase"),
    path("desk/packs/<uuid:pack>/", views.take_pack, name="take-pack"),
]
