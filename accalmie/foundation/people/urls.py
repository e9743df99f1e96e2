"""Addresses of the pages about accounts."""

from django.contrib.auth.views import PasswordChangeView
from django.urls import path, reverse_lazy

from accalmie.foundation.people import oidc_views, providers, resetting, security_views, sign_in_views, views
from accalmie.foundation.people.forms import ChangePasswordForm

app_name = "people"

change_password = PasswordChangeView.as_view(
    template_name="people/change-password.html",
    form_class=ChangePasswordForm,
    success_url=reverse_lazy("people:edit-settings"),
)

urlpatterns = [
    path("sign-up/", views.sign_up, name="sign-up"),
    path("sign-up/under-18/", views.under_18, name="under-18"),
    path("sign-up/account/", views.create_account, name="create-account"),
    path("sign-in/", sign_in_views.SignIn.as_view(extra_context={"providers": providers.configured}), name="sign-in"),
    path("sign-in/code/", sign_in_views.show_factor, name="show-factor"),
    path("sign-in/new/<str:uidb64>/<str:token>/", resetting.ChooseNewPassword.as_view(), name="choose-new-password"),
    path("sign-in/passkey/", sign_in_views.sign_in_by_passkey, name="sign-in-by-passkey"),
    path("sign-in/passkey/ask/", sign_in_views.ask_for_passkey, name="ask-for-passkey"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("signed-out/", views.signed_out, name="signed-out"),
    path("settings/", views.edit_settings, name="edit-settings"),
    path("settings/security/", security_views.show_security, name="show-security"),
    path("settings/security/sure/", security_views.be_sure, name="be-sure"),
    path("settings/security/application/", security_views.set_up_factor, name="set-up-factor"),
    path("settings/security/sheet/", security_views.make_sheet, name="make-sheet"),
    path("settings/security/remove/", security_views.remove_factor, name="remove-factor"),
    path("settings/security/passkey/", security_views.add_passkey, name="add-passkey"),
    path("settings/security/passkey/ask/", security_views.ask_for_new_passkey, name="ask-for-new-passkey"),
    path("settings/security/end/", security_views.end_session, name="end-session"),
    path("settings/security/others/", security_views.end_other_sessions, name="end-other-sessions"),
    path("settings/contact/", views.edit_contact, name="edit-contact"),
    path("settings/password/", change_password, name="change-password"),
    path("language/", views.use_language, name="use-language"),
    path("language/<slug:language>/", views.read_in, name="read-in"),
    *oidc_views.urlpatterns,
]
