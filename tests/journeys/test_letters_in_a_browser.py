"""Letters in real browsers: two people write, a new telephone shows everything, nothing readable reaches the server."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import NewPage, opening
from tests.journeys.letters_office import Office, open_office
from tests.journeys.test_accessibility import look
from tests.unit.letters.conftest import node
from tests.unit.letters.reference import Person

pytestmark = pytest.mark.browser

SAMIRA, NADIA, OMAR = (f"{one * 8}-{one * 4}-7{one * 3}-8{one * 3}-{one * 12}" for one in "123")
PASSPHRASE = "le chat dort sur la commode"
DRAFT_IS_KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open("accalmie-letters");
  asked.onsuccess = () => {
    const names = asked.result.transaction("kept").objectStore("kept").getAllKeys();
    names.onsuccess = () => {
      asked.result.close();
      done(names.result.some((name) => name.startsWith("draft")));
    };
  };
})"""
SHEET = Path(__file__).parents[2] / "accalmie/foundation/design/static/design/accalmie.css"
FRONTEND = Path(__file__).parents[2] / "frontend"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    subprocess.run([node(), "build-letters.js", folder], cwd=FRONTEND, check=True)
    shutil.copy(SHEET, folder)
    return folder


@pytest.fixture
def office_at(built: Path) -> Iterator[tuple[Office, str]]:
    with open_office({SAMIRA: "Samira", NADIA: "Nadia Roux"}, built) as opened:
        yield opened


@pytest.fixture
def office(office_at: tuple[Office, str]) -> Office:
    return office_at[0]


@pytest.fixture
def device(browser: Browser, office_at: tuple[Office, str]) -> Iterator[NewPage]:
    """A telephone or a computer that nobody used before."""
    with opening(browser, office_at[1]) as opened:
        yield opened


def makes_keys(page: Page, person: str) -> str:
    """Somebody makes keys, as the page asks; gives the code on their paper."""
    page.goto(f"/{person}/setup")
    page.get_by_label("Une phrase à laquelle").fill(PASSPHRASE)
    page.get_by_role("button", name="Continuer").click()
    code = page.locator(".app-letters-code").inner_text()
    page.get_by_label("Recopiez le code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="J’ai noté mon code").click()
    page.get_by_role("link", name="Aller à vos lettres").click()
    expect(page.get_by_label("Votre lettre")).to_be_visible()
    return code


def writes(page: Page, text: str) -> None:
    page.get_by_label("Votre lettre").fill(text)
    page.get_by_role("button", name="Envoyer").click()


def reads(page: Page, *texts: str) -> None:
    """Exactly these letters are on the page, and none waits."""
    expect(page.locator(".app-letter__text")).to_have_text(list(texts))
    expect(page.locator(".app-letter--waiting")).to_have_count(0)


def test_two_people_write_to_one_another_and_the_server_reads_nothing(device: NewPage, office: Office) -> None:
    samira, nadia = device(), device()
    makes_keys(samira, SAMIRA)
    makes_keys(nadia, NADIA)
    writes(samira, "J’ai mal dormi, <b>encore</b>.")
    reads(nadia, "J’ai mal dormi, <b>encore</b>.")
    writes(nadia, "Merci de me le dire.")
    for page in (samira, nadia):
        reads(page, "J’ai mal dormi, <b>encore</b>.", "Merci de me le dire.")
    sent = b"\n".join(office.received)
    for plain in (b"dormi", b"Merci", PASSPHRASE.encode(), b"AGE-SECRET-KEY"):
        assert plain not in sent


@pytest.mark.parametrize("method", ["passphrase", "code"])
def test_a_new_telephone_shows_the_whole_history(device: NewPage, method: str) -> None:
    first = device()
    code = makes_keys(first, SAMIRA)
    writes(first, "Une lettre d’avant.")
    reads(first, "Une lettre d’avant.")
    second = device()
    second.goto(f"/{SAMIRA}/conversation")
    if method == "code":
        second.get_by_text("j’ai mon code sur papier").click()
        second.get_by_label("Votre code sur papier").fill(code)
    else:
        second.get_by_label("Votre phrase secrète").fill(PASSPHRASE)
    second.get_by_role("button", name="Ouvrir").click()
    reads(second, "Une lettre d’avant.")


def test_a_forgotten_passphrase_is_replaced_with_the_code(device: NewPage) -> None:
    code = makes_keys(device(), SAMIRA)
    page = device()
    page.goto(f"/{SAMIRA}/setup")
    page.get_by_label("Votre phrase secrète").fill("je ne sais plus laquelle")
    page.get_by_role("button", name="Ouvrir").click()
    expect(page.get_by_text("Cette phrase n’ouvre pas vos lettres.")).to_be_visible()
    page.get_by_label("Votre phrase secrète").fill("")
    page.get_by_text("j’ai mon code sur papier").click()
    page.get_by_label("Votre code sur papier").fill(code)
    page.get_by_role("button", name="Ouvrir").click()
    page.get_by_label("Une phrase à laquelle").fill("cinq poires sous le pont")
    page.get_by_role("button", name="Utiliser cette phrase").click()
    expect(page.get_by_role("link", name="Aller à vos lettres")).to_be_visible()
    third = device()
    third.goto(f"/{SAMIRA}/conversation")
    third.get_by_label("Votre phrase secrète").fill("cinq poires sous le pont")
    third.get_by_role("button", name="Ouvrir").click()
    expect(third.get_by_label("Votre lettre")).to_be_visible()


def test_a_code_that_was_not_noted_makes_no_keys(device: NewPage, office: Office) -> None:
    page = device()
    page.goto(f"/{SAMIRA}/setup")
    page.get_by_label("Une phrase à laquelle").fill("court")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("C’est un peu court.")).to_be_visible()
    page.get_by_label("Une phrase à laquelle").fill(PASSPHRASE)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Recopiez le code").fill("je le noterai plus tard")
    page.get_by_role("button", name="J’ai noté mon code").click()
    expect(page.get_by_text("Ce n’est pas tout à fait le code")).to_be_visible()
    assert office.entries == []


def test_whoever_left_does_not_read_the_next_letter(device: NewPage, office: Office) -> None:
    samira, nadia = device(), device()
    makes_keys(samira, SAMIRA)
    makes_keys(nadia, NADIA)
    writes(samira, "Pour nous deux.")
    reads(nadia, "Pour nous deux.")
    office.members[NADIA]["left"] = "2026-12-01T10:00:00.000Z"
    writes(samira, "Pour la suite, sans Nadia.")
    reads(samira, "Pour nous deux.", "Pour la suite, sans Nadia.")
    nadia.reload()
    expect(nadia.get_by_text("une clé que vous n’avez pas")).to_be_visible()
    expect(nadia.get_by_role("alert")).to_be_empty()
    reads(nadia, "Pour nous deux.")


def test_whoever_joins_is_given_what_was_written_before(device: NewPage, office: Office) -> None:
    samira, nadia = device(), device()
    makes_keys(samira, SAMIRA)
    writes(samira, "Écrite avant que Nadia ait des clés.")
    reads(samira, "Écrite avant que Nadia ait des clés.")
    makes_keys(nadia, NADIA)
    samira.reload()
    reads(nadia, "Écrite avant que Nadia ait des clés.")
    expect(nadia.get_by_role("alert")).to_be_empty()


def test_letters_written_without_a_network_leave_in_their_order_when_it_is_back(device: NewPage) -> None:
    page = device()
    makes_keys(page, SAMIRA)
    page.context.set_offline(True)
    for text in ("Un.", "Deux.", "Trois."):
        writes(page, text)
        expect(page.get_by_role("status")).to_have_text(re.compile("pas de réseau"))
    expect(page.locator(".app-letter--waiting")).to_have_count(3)
    page.context.set_offline(False)
    reads(page, "Un.", "Deux.", "Trois.")


def test_two_tabs_that_write_at_once_lose_and_double_nothing(device: NewPage) -> None:
    first = device()
    makes_keys(first, SAMIRA)
    second = first.context.new_page()
    second.goto(f"/{SAMIRA}/conversation")
    second.get_by_label("Votre phrase secrète").fill(PASSPHRASE)
    second.get_by_role("button", name="Ouvrir").click()
    expect(second.get_by_label("Votre lettre")).to_be_visible()
    texts = [f"Lettre {number}" for number in range(6)]
    for text in texts:
        writes(first if int(text[-1]) % 2 else second, text)
    for page in (first, second):
        expect(page.locator(".app-letter--waiting")).to_have_count(0)
        expect(page.locator(".app-letter__text")).to_have_count(6)
        assert sorted(page.locator(".app-letter__text").all_inner_texts()) == texts
        expect(page.locator(".app-letter__wrong")).to_have_count(0)


def test_a_draft_is_there_after_the_page_was_closed_and_only_encrypted(device: NewPage) -> None:
    page = device()
    makes_keys(page, SAMIRA)
    page.get_by_label("Votre lettre").fill("Je commence à peine")
    page.wait_for_function(DRAFT_IS_KEPT)
    page.reload()
    expect(page.get_by_label("Votre lettre")).to_have_value("Je commence à peine")


def test_the_same_six_words_on_both_sides(device: NewPage) -> None:
    samira, nadia = device(), device()
    makes_keys(samira, SAMIRA)
    makes_keys(nadia, NADIA)
    samira.reload()
    shown = []
    for page in (samira, nadia):
        page.get_by_text("S’assurer que personne n’est entre vous").click()
        shown.append(page.locator("details strong").inner_text())
    assert shown[0] == shown[1]
    assert len(shown[0].split()) == 6


def test_a_directory_that_was_changed_stops_sending_and_says_so(device: NewPage, office: Office) -> None:
    page = device()
    makes_keys(page, SAMIRA)
    office.entries[0] = office.entries[0] | {"hash": "0" * 64}
    writes(page, "Ceci ne part pas.")
    expect(page.get_by_text("La liste des clés n’est pas celle")).to_be_visible()
    expect(page.locator(".app-letter--waiting")).to_have_count(1)
    assert office.letters == []


def test_a_letter_changed_on_the_way_is_said_and_the_others_are_read(device: NewPage, office: Office) -> None:
    page = device()
    makes_keys(page, SAMIRA)
    for text in ("Un.", "Deux.", "Trois."):
        writes(page, text)
    reads(page, "Un.", "Deux.", "Trois.")

    def lie(sheet: dict[str, object]) -> dict[str, object]:
        letters = [dict(one) for one in sheet["letters"]]  # type: ignore[attr-defined]
        letters[1]["body"] = letters[0]["body"]
        return sheet | {"letters": letters}

    office.lie = lie
    page.reload()
    expect(page.get_by_text("Cette lettre a été modifiée en chemin")).to_be_visible()
    expect(page.locator(".app-letter__text")).to_have_text(["Un.", "Trois."])


def test_a_long_conversation_opens_at_its_end_and_goes_back_as_one_asks(device: NewPage, office: Office) -> None:
    office.window = 5
    page = device()
    makes_keys(page, SAMIRA)
    for number in range(8):
        writes(page, f"Lettre {number}")
        reads(page, *(f"Lettre {one}" for one in range(number + 1)))
    page.reload()
    reads(page, *(f"Lettre {number}" for number in range(3, 8)))
    page.get_by_role("button", name="Voir les lettres plus anciennes").click()
    reads(page, *(f"Lettre {number}" for number in range(8)))
    expect(page.locator(".app-letter__wrong")).to_have_count(0)
    expect(page.get_by_role("button", name="Voir les lettres plus anciennes")).to_be_hidden()


def test_somebody_s_new_keys_are_said_until_the_words_were_compared(device: NewPage, office: Office) -> None:
    page = device()
    makes_keys(page, SAMIRA)
    for _time in range(2):
        office.publish(NADIA, Person(NADIA).published())
    page.reload()
    told = page.get_by_text("Nadia Roux a de nouvelles clés.")
    expect(told).to_be_visible()
    page.get_by_role("button", name="J’ai comparé les mots").click()
    page.reload()
    expect(page.get_by_text("S’assurer que personne")).to_be_visible()
    expect(told).to_have_count(0)


def test_a_letter_is_written_and_sent_by_keyboard_alone(device: NewPage) -> None:
    page = device()
    makes_keys(page, SAMIRA)
    page.get_by_label("Votre lettre").focus()
    page.keyboard.type("Sans souris.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reads(page, "Sans souris.")
    expect(page.get_by_label("Votre lettre")).to_be_focused()


def test_the_pages_of_letters_pass_axe_and_fit_a_narrow_screen(device: NewPage) -> None:
    page = device(bypass_csp=True)
    found: dict[str, list[str]] = {way: [] for way in ("light", "dark", "200 %", "320 px")}
    page.goto(f"/{SAMIRA}/setup")
    page.get_by_label("Une phrase à laquelle").fill("court")
    page.get_by_role("button", name="Continuer").click()
    look(page, found)
    makes_keys(page, SAMIRA)
    writes(page, "Une lettre avec un mot très long : " + "a" * 90)
    expect(page.locator(".app-letter--waiting")).to_have_count(0)
    look(page, found)
    other = device(bypass_csp=True)
    other.goto(f"/{SAMIRA}/conversation")
    expect(other.get_by_label("Votre phrase secrète")).to_be_visible()
    look(other, found)
    assert found == {way: [] for way in found}
