"""Addresses of the pages about accounts."""

from django.contrib.auth.views import LoginView, PasswordChangeView
from django.urls import path, reverse_lazy

from accalmie.foundation.people import oidc_views, providers, views
from accalmie.foundation.people.forms import ChangePasswordForm, SignInForm

app_name = "people"

sign_in = LoginView.as_view(
    template_name="people/sign-in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
    extra_context={"providers": providers.configured},
)
change_password = PasswordChangeView.as_view(
    template_name="people/change-password.html",
    form_class=ChangePasswordForm,
    success_url=reverse_lazy("people:edit-settings"),
)

urlpatterns = [
    path("sign-up/", views.sign_up, name="sign-up"),
    path("sign-up/under-18/", views.under_18, name="under-18"),
    path("sign-up/account/", views.create_account, name="create-account"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("signed-out/", views.signed_out, name="signed-out"),
    path("settings/", views.edit_settings, name="edit-settings"),
    path("settings/sessions/", views.end_other_sessions, name="end-other-sessions"),
    path("settings/contact/", views.edit_contact, name="edit-contact"),
    path("settings/password/", change_password, name="change-password"),
    path("language/", views.use_language, name="use-language"),
    *oidc_views.urlpatterns,
]
