"""The demonstration of help: an old telephone, an answer that says danger, and what follows within the same minute.

Told by `make demo-help`, and run as a test by test_demonstrations.py: the same steps.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.person import Someone
from tests.journeys.site import Site
from tests.journeys.telling import Figures, Telling

OLD_PHONE: dict[str, Any] = {
    "viewport": {"width": 320, "height": 480},
    "java_script_enabled": False,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 4.4.2; GT-I8190) AppleWebKit/537.36 Chrome/38 Mobile Safari/537.36",
}
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""A weak 3G: 400 ms before each answer, 400 kbit/s."""
IN_FRANCE = ("15", "112", "114", "3114")
SAYS = {"wish": "yes", "intent": "yes", "plan": "yes"}
"""What she answers to the graded questions; no to the others."""
UNTIL_HER_QUESTIONNAIRE = 3
"""Days: it comes back each week."""
FINGER = 44
"""Pixels: the least height of a number to touch (WCAG 2.2, 2.5.5)."""
AT_MOST_SECONDS = 240.0
"""The whole demonstration, from an empty folder: under four minutes."""
HELP_WITHIN = 15.0
"""Seconds on that network from the touch to the numbers."""


def show(new_page: Callable[..., Page], site: Site, tell: Telling) -> Figures:
    """Every moment in order. Raises AssertionError at the first one that is not so."""
    site.command("demo", "move", str(UNTIL_HER_QUESTIONNAIRE))
    therese = Someone(on_a_slow_network(new_page(**OLD_PHONE)))
    claire = Someone(new_page())
    claire.sign_in("claire")
    before = _place_in_the_list(claire, "Thérèse")
    tell.moment(
        f"Ce matin, Thérèse est {_rank(before)} sur la liste de Claire, sa psychologue : elle allait mieux.",
        f"This morning, Thérèse is number {before} on the list of Claire, her psychologist: she was better.",
        claire.page,
    )
    _opens_her_questionnaire(therese, tell)
    seconds = _says_danger(therese, tell)
    _answers_the_graded_questions(therese, tell)
    _the_programme_waits(therese, tell)
    after = _claire_sees_her_first(claire, tell)
    return {"help_after_seconds": round(seconds, 2), "place_before": before, "place_after": after}


def on_a_slow_network(page: Page) -> Page:
    """The same page behind a weak mobile network, with nothing kept from earlier pages."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW)
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return page


def _opens_her_questionnaire(therese: Someone, tell: Telling) -> None:
    therese.sign_in("therese")
    _fits_the_screen(therese.page)
    assert therese.page.locator("script:not([src])").count() == 0, "a page holds a script of its own"
    tell.moment(
        "Thérèse ouvre son vieux téléphone : 320 pixels de large, sans JavaScript, 400 kbit/s. Tout tient.",
        "Thérèse opens her old telephone: 320 pixels wide, no JavaScript, 400 kbit/s. Everything fits.",
        therese.page,
    )
    therese.page.locator(".step-card a.nhsuk-button").click()
    expect(therese.page).to_have_url(re.compile(r"/measures/phq-9/"))


def _says_danger(therese: Someone, tell: Telling) -> float:
    therese.answer("phq-9", [1, 1, 1, 1, 1, 2, 1, 1, 2])
    tell.moment(
        "À la dernière question du PHQ-9, elle répond que l’idée de mourir est là, plus de la moitié des jours.",
        "To the last question of the PHQ-9 she answers that the thought of dying is there, more than half the days.",
        therese.page,
    )
    touched = time.monotonic()
    therese.send()
    expect(therese.page).to_have_url(re.compile(r"/help/questions/"))
    therese.page.wait_for_load_state("load")  # with its style sheet: before that, nothing is painted
    expect(therese.page.locator(".helpline").first).to_be_visible()
    seconds = time.monotonic() - touched
    assert seconds <= HELP_WITHIN, f"help took {seconds:.1f} s"
    _shows_help(therese.page)
    tell.moment(
        f"La page suivante, {seconds:.1f} s plus tard, est l’aide : 15, 112, 114 et 3114 s’appellent d’un doigt.",
        f"The very next page, {seconds:.1f} s later, is help: 15, 112, 114 and 3114 can be called with one touch.",
        therese.page,
    )
    return seconds


def _shows_help(page: Page) -> None:
    """The numbers come before any question, and a finger can call each of them."""
    page.wait_for_load_state("load")
    _fits_the_screen(page)
    lines = page.locator("main .helpline")
    said = {found[0] for text in lines.all_inner_texts() if (found := re.match(r"[0-9]+", text))}
    assert set(IN_FRANCE) <= said, said
    addresses = lines.evaluate_all("all => all.map(one => one.href)")
    assert all(address.startswith(("tel:", "sms:")) for address in addresses), addresses
    heights = lines.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= FINGER, f"a number is {min(heights)} px high: too small for a finger"
    fields = page.locator("main input[type=radio]")
    if fields.count():
        above = lines.first.evaluate("one => one.getBoundingClientRect().top + scrollY")
        below = fields.first.evaluate("one => one.getBoundingClientRect().top + scrollY")
        assert above < below, "a question stands above the numbers"


def _answers_the_graded_questions(therese: Someone, tell: Telling) -> None:
    names = therese.page.locator("main input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]")
    assert set(SAYS) < set(names), names
    for name in names:
        therese.page.check(f"input[name={name}][value={SAYS.get(name, 'no')}]")
    tell.moment(
        f"Sous les numéros, {len(names)} questions, à laisser si elle veut. Elle dit l’envie, l’intention et le plan.",
        f"Below the numbers, {len(names)} questions that she may leave. She says the wish, the intent and the plan.",
        therese.page,
    )
    therese.send()
    _shows_help(therese.page)
    assert therese.page.locator("main ul:not(.helplines) li").count() >= 3, "nothing to do meanwhile is said"
    expect(therese.page.locator("main")).to_contain_text("Claire Morel")
    tell.moment(
        "Sa page d’aide à elle : qui appeler, que faire en attendant, et le nom de Claire, qui la verra en premier.",
        "Her own page of help: whom to call, what to do meanwhile, and the name of Claire, who will see her first.",
        therese.page,
    )


def _the_programme_waits(therese: Someone, tell: Telling) -> None:
    therese.go("/today/")
    therese.page.locator(".step-card a.nhsuk-button").click()
    expect(therese.page).to_have_url(re.compile(r"/help/plan/"))
    _shows_help(therese.page)
    therese.page.locator("main a[href='/exercises/']").click()
    expect(therese.page.locator("main .card").first).to_be_visible()
    tell.moment(
        "Aucune étape de thérapie ne lui est demandée ; ce qu’elle a écrit reste ouvert, et rien n’est perdu.",
        "No step of therapy is asked of her; what she wrote stays open, and nothing is lost.",
        therese.page,
    )


def _claire_sees_her_first(claire: Someone, tell: Telling) -> int:
    place = _place_in_the_list(claire, "Thérèse")
    group = claire.page.locator("main tbody").first
    assert place == 1, f"Thérèse is number {place}: {group.inner_text()}"
    expect(group).to_have_attribute("data-group", "concern")
    tell.moment(
        "Claire rouvre sa liste : Thérèse est la première, « À voir d’abord », avec le délai pour répondre.",
        "Claire opens her list again: Thérèse comes first, “To see first”, with the time by which to answer.",
        claire.page,
    )
    group.locator("th a").first.click()
    expect(claire.page.locator("section[aria-labelledby=concerns] table")).to_be_visible()
    answered = claire.page.locator("section[aria-labelledby=concerns] table").first.locator("tbody tr")
    assert answered.count() >= len(SAYS)
    tell.moment(
        "Elle lit ce que Thérèse a répondu, question par question, et peut l’appeler.",
        "She reads what Thérèse answered, question by question, and can call her.",
        claire.page,
    )
    return place


def _place_in_the_list(claire: Someone, called: str) -> int:
    """From 1, in the psychologist's list of patients."""
    claire.go("/desk/")
    return claire.page.locator("main tbody th a").all_inner_texts().index(called) + 1


def _fits_the_screen(page: Page) -> None:
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= OLD_PHONE["viewport"]["width"], f"{page.url} is {wide} px wide"


def _rank(number: int) -> str:
    return {1: "première", 2: "deuxième", 3: "troisième"}.get(number, f"{number}e")
