"""What others may see of the site: a tab, a sender, the page that one leaves for. None of it speaks of health."""

from __future__ import annotations

from pathlib import Path

from django.conf import LazySettings
from django.core import mail
from django.core.mail import send_mail

from accalmie.foundation.design.jinja import neutral_name
from tests.unit.site.test_settings_of_a_site import settings_under


def test_an_e_mail_comes_from_a_name_that_says_nothing(settings: LazySettings) -> None:
    send_mail("Un message vous attend", "Ouvrez votre carnet pour le lire.", None, ["awa@example.org"])
    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL == "Carnet <carnet@localhost>"
    assert "accalmie" not in mail.outbox[0].message().as_string().lower()


def test_a_site_chooses_its_own_neutral_names(tmp_path: Path) -> None:
    found = settings_under(
        tmp_path,
        ACCALMIE_NEUTRAL_NAME="Été",
        ACCALMIE_SENDER="ete@example.org",
        ACCALMIE_NEUTRAL_SITE="https://weather.example/",
    )
    assert found["NEUTRAL_NAME"] == "Été"
    assert found["NEUTRAL_SITE"] == "https://weather.example/"
    assert found["DEFAULT_FROM_EMAIL"] == found["SERVER_EMAIL"] == "=?utf-8?b?w4l0w6k=?= <ete@example.org>"


def test_the_tab_follows(settings: LazySettings) -> None:
    settings.NEUTRAL_NAME = "Cahier"
    assert neutral_name() == "Cahier"
