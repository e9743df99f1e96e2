"""The daily pack in a real browser, as a file and without a network: it opens with its passphrase and with nothing
else."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from accalmie.safety.pack import rendering, sealing

pytestmark = pytest.mark.browser

MADE = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
WORDS = {
    "fr": "<h1>Dossier</h1><article class='sheet' id='p-1'><h2>Alizarine Fenouil</h2>"
    "<dl><dt>Téléphone</dt><dd><a href='tel:0612345678'>06 12 34 56 78</a></dd></dl></article>"
    "<script>document.title = 'ran'</script><img src='https://example.org/x' alt=''>",
    "en": "<h1>Pack</h1><article class='sheet'><h2>Alizarine Fenouil</h2></article>",
}


@pytest.fixture(scope="module")
def passphrase() -> str:
    return sealing.new_passphrase()


@pytest.fixture(scope="module")
def file(passphrase: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack under real rounds, with words that no room would write: markup that must do nothing."""
    sealed = sealing.seal(
        msgspec.json.encode(WORDS), head=rendering.head(pack="1", made_at=MADE), by=sealing.lock(passphrase)
    )
    file = tmp_path_factory.mktemp("pack") / "2026-11-24-0700.html"
    file.write_text(rendering.page(sealed, made_at=MADE), encoding="utf-8")
    return file


@pytest.fixture
def page(browser: Browser) -> Page:
    """A browser without any network, which notes what it asks for and what it complains of."""
    context = browser.new_context(offline=True, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def opened(page: Page, file: Path, typed: str) -> Page:
    page.goto(file.as_uri())
    page.get_by_label("Phrase de passe du dossier").fill(typed)
    page.get_by_role("button", name="Ouvrir").click()
    return page


def test_it_opens_from_a_file_without_a_network(page: Page, file: Path, passphrase: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, file, passphrase.upper().replace("-", " "))
    expect(page.get_by_text("Alizarine Fenouil")).to_be_visible()
    expect(page.locator("a[href='tel:0612345678']")).to_be_visible()
    expect(page.get_by_label("Phrase de passe du dossier")).to_be_hidden()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Pack", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.title() != "ran"
    assert not [url for url in asked if not url.startswith("file:") and "example.org" not in url]
    assert page.evaluate("fetch('https://example.org/').then(() => 'left', () => 'stayed')") == "stayed"


def test_closing_it_again_shows_nothing(page: Page, file: Path, passphrase: str) -> None:
    opened(page, file, passphrase)
    expect(page.get_by_text("Alizarine Fenouil")).to_be_visible()
    page.get_by_role("button", name="Refermer").click()
    expect(page.get_by_label("Phrase de passe du dossier")).to_be_visible()
    expect(page.get_by_text("Alizarine Fenouil")).to_have_count(0)


def test_another_passphrase_opens_nothing(page: Page, file: Path) -> None:
    opened(page, file, sealing.new_passphrase())
    expect(page.get_by_text("Le dossier ne s’ouvre pas")).to_be_visible()
    expect(page.get_by_text("Alizarine")).to_have_count(0)


@pytest.mark.parametrize("part", ["words", "key", "private"])
def test_a_file_that_was_changed_opens_nothing(
    page: Page, file: Path, passphrase: str, tmp_path: Path, part: str
) -> None:
    text = file.read_text("utf-8")
    sealed = rendering.read(text)
    given = getattr(sealed, part)
    middle = len(given) // 2
    changed = f"{given[:middle]}{'A' if given[middle] != 'A' else 'B'}{given[middle + 1 :]}"
    copy = tmp_path / "changed.html"
    copy.write_text(text.replace(given, changed), encoding="utf-8")
    opened(page, copy, passphrase)
    expect(page.get_by_text("Le dossier ne s’ouvre pas")).to_be_visible()
    expect(page.get_by_text("Alizarine")).to_have_count(0)


def test_a_moment_that_was_changed_opens_nothing(page: Page, file: Path, passphrase: str, tmp_path: Path) -> None:
    copy = tmp_path / "older.html"
    copy.write_text(re.sub(r"2026-11-24T06", "2026-11-25T06", file.read_text("utf-8")), encoding="utf-8")
    opened(page, copy, passphrase)
    expect(page.get_by_text("Le dossier ne s’ouvre pas")).to_be_visible()


def test_the_policy_in_the_file_lets_nothing_out_and_no_other_script_in(file: Path) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', file.read_text("utf-8"))
    said = policy.replace("&#39;", "'")
    for rule in ("default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"):
        assert rule in said
    assert "unsafe" not in said
