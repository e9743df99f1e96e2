"""The demonstration of the thread: a sentence written in week 1 is said back three weeks later, to its writer alone.

Told by `make demo-thread`, and run as a test by test_demonstrations.py: the same steps.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.person import Someone
from tests.journeys.site import Site
from tests.journeys.telling import Figures, Telling

NAME, CALLED = "camille", "Camille"
SENTENCE = "Marcher jusqu’au pont avec le chien, sans téléphone"
WRITTEN_AT = "first-small-action"
SAID_BACK_AT = "welcome-back"
WEEKS = 3
MOST_PAGES = 12
OFFERED = ".step-card a.nhsuk-button"


def show(new_page: Callable[..., Page], site: Site, tell: Telling) -> Figures:
    """Every moment in order. Raises AssertionError at the first one that is not so."""
    camille, claire = Someone(new_page()), Someone(new_page())
    claire.sign_in("claire")
    camille.sign_up(NAME, CALLED)
    _is_followed_by(claire, camille, tell)
    _begins(camille)
    _writes_the_sentence(camille, tell)
    carried = _is_sealed_in_the_journal(site, tell)
    _is_not_for(claire, tell)
    _three_weeks_later(camille, tell)
    _opens_it_to_her_team(camille, tell)
    _is_for(claire, tell)
    return {"entries_that_carry_it": carried, "weeks": WEEKS}


def _is_followed_by(claire: Someone, camille: Someone, tell: Telling) -> None:
    claire.go("/desk/invite/")
    claire.send()
    code = claire.page.locator("main li strong").first.inner_text()
    camille.go("/care/join/")
    camille.page.fill("input[name=code]", code)
    camille.send()
    expect(camille.page).to_have_url(re.compile(r"/care/$"))
    tell.moment(
        "Camille vient d’arriver ; Claire, sa psychologue, la suit grâce à un code donné de vive voix.",
        "Camille has just arrived; Claire, her psychologist, follows her through a code given by voice.",
        camille.page,
    )


def _begins(camille: Someone) -> None:
    """The questionnaire of the start, the questions that come before, then the first step."""
    camille.go("/programmes/depression/")
    camille.page.locator("a.nhsuk-button[href*='/measures/']").first.click()
    camille.answer("phq-9", [1, 1, 2, 2, 1, 1, 1, 1, 0])
    camille.send()
    camille.go("/programmes/depression/")
    for question in camille.page.locator("main fieldset:has(input[value=no])").all():
        question.locator("input[value=no]").check()
    camille.send()
    expect(camille.page).to_have_url(re.compile("/programme/step/|/measures/"))


def _writes_the_sentence(camille: Someone, tell: Telling) -> None:
    _goes_on_until(camille, WRITTEN_AT)
    camille.page.fill("input[name=activity], textarea[name=activity]", SENTENCE)
    camille.page.locator("input[name=share-with-team]").uncheck()
    tell.moment(
        f"Semaine 1. Sous « Une première petite action », elle écrit : « {SENTENCE} ». Elle le garde pour elle.",
        f"Week 1. Under “A first small action” she writes: “{SENTENCE}”. She keeps it to herself.",
        camille.page,
    )
    camille.send()
    expect(camille.page).not_to_have_url(re.compile(WRITTEN_AT))


def _goes_on_until(person: Someone, step: str) -> None:
    """Page after page as the site leads, until this step is in front of them."""
    for _ in range(MOST_PAGES):
        if person.path.rstrip("/").endswith(f"/{step}"):
            return
        if person.path == "/today/":
            person.page.locator(OFFERED).click()
        else:
            person.fill_what_is_there("un soir ordinaire")
            person.send()
        person.page.wait_for_load_state("domcontentloaded")
    raise AssertionError(f"{step} was not offered within {MOST_PAGES} pages; now at {person.path}")


def _is_sealed_in_the_journal(site: Site, tell: Telling) -> int:
    found: dict[str, Any] = json.loads(site.command("demo", "trace", NAME, SENTENCE, "--json"))
    kinds = [entry["kind"] for entry in found["entries"]]
    assert sorted(kinds) == ["ExerciseWritten", "StepCompleted"], kinds
    assert any(one["place"].endswith("words.chosen_activity") for one in found["remembered"]), found["remembered"]
    clear = [path.name for path in site.data.rglob("*") if path.is_file() and _holds(path)]
    assert not clear, f"the sentence can be read in {clear}"
    tell.moment(
        f"Le journal porte sa phrase, scellée, dans {len(kinds)} entrées ; aucun fichier ne la montre.",
        f"The journal carries her sentence, sealed, in {len(kinds)} entries; no file shows it.",
    )
    tell.quote(
        "\n".join(f"{one['day']}  {one['kind']}, {one['sealed_bytes']} octets scellés" for one in found["entries"])
    )
    tell.quote("\n".join(f"→ {one['table']} : {one['place']}" for one in found["remembered"]))
    return len(kinds)


def _holds(path: Path) -> bool:
    """Whether a file shows the sentence to whoever opens it, plain or as JSON writes it."""
    held = path.read_bytes()
    return SENTENCE.encode() in held or json.dumps(SENTENCE)[1:-1].encode() in held


def _claire_reads(claire: Someone) -> Locator:
    claire.go("/desk/")
    claire.page.get_by_role("link", name=CALLED, exact=True).click()
    expect(claire.page.get_by_role("heading", level=1)).to_contain_text(CALLED)
    return claire.page.locator("main")


def _is_not_for(claire: Someone, tell: Telling) -> None:
    expect(_claire_reads(claire)).not_to_contain_text(SENTENCE)
    tell.moment(
        "Claire ouvre la page de Camille : la phrase n’y est pas. Elle reste à Camille tant qu’elle ne l’ouvre pas.",
        "Claire opens Camille’s page: the sentence is not there. What Camille writes stays hers until she opens it.",
        claire.page,
    )


def _three_weeks_later(camille: Someone, tell: Telling) -> None:
    camille.go("/today/")
    for _ in range(WEEKS):
        camille.a_day_passes(7)
    tell.moment(
        f"Trois semaines passent, sans une visite. {_date_shown(camille.page)}.",
        f"Three weeks go by without a visit. {_date_shown(camille.page)}.",
    )
    camille.go("/today/")
    tell.moment(
        "Camille revient. Personne ne lui demande pourquoi : une étape de trois minutes l’attend.",
        "Camille comes back. Nobody asks her why: a step of three minutes is waiting.",
        camille.page,
    )
    _goes_on_until(camille, SAID_BACK_AT)
    line = camille.page.locator(".reading blockquote", has_text=SENTENCE)
    expect(line).to_have_count(1)
    tell.moment(
        "L’étape lui redit sa phrase, dans ses mots :",
        "The step says her sentence back, in her own words:",
        camille.page,
    )
    tell.quote(line.inner_text())


def _date_shown(page: Page) -> str:
    return page.locator(".demo-date span").inner_text().strip().rstrip(".")


def _opens_it_to_her_team(camille: Someone, tell: Telling) -> None:
    camille.go("/exercises/")
    camille.page.locator("main .card", has_text=SENTENCE).locator("h2 a").click()
    camille.page.locator("button[name=shared][value=yes]").click()
    expect(camille.page.locator("button[name=shared][value=no]")).to_be_visible()
    tell.moment(
        "Elle choisit de montrer cet exercice à son équipe de soins. Elle pourra le refermer.",
        "She chooses to open this exercise to her care team. She can close it again.",
        camille.page,
    )


def _is_for(claire: Someone, tell: Telling) -> None:
    expect(_claire_reads(claire)).to_contain_text(SENTENCE)
    tell.moment(
        "Claire la lit maintenant, sur la page de Camille, et peut y répondre.",
        "Claire reads it now, on Camille’s page, and can answer it.",
        claire.page,
    )
