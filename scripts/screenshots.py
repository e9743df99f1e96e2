"""Photographs every page of the demo clinic in three widths, light and dark, and the picture of the README.

The photographs go to var/screenshots/.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from tests.journeys.addresses import PAGES  # noqa: E402 - the list that the browser tests keep complete
from tests.journeys.conftest import ARGUMENTS, installed_chromium  # noqa: E402
from tests.journeys.person import Someone  # noqa: E402
from tests.journeys.site import Site, prepared, serving  # noqa: E402

FOLDER = HOUSE / "var" / "screenshots"
README_PICTURE = HOUSE / "docs" / "images" / "today.png"
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as clinic,
        tempfile.TemporaryDirectory() as data,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=installed_chromium(), args=ARGUMENTS)
        with serving(prepared(Path(clinic)), Path(data)) as site:
            for name in PAGES:
                photograph(browser, site, name)
            picture(browser, site)
        browser.close()


def photograph(browser: Browser, site: Site, name: str) -> None:
    """All pages of one person."""
    person = signed_in(browser, site, name)
    for number, (page_name, address) in enumerate(PAGES[name]):
        person.open(address)
        title = f"{name or 'visitor'}-{number:02}-{page_name.replace(':', '-')}"
        for look in looks(person.page):
            person.page.screenshot(path=FOLDER / f"{title}-{look}.png", full_page=True)
        print(title, flush=True)


def looks(page: Page) -> Iterator[str]:
    """Each width in each scheme, one after the other."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            yield f"{width}-{scheme}"


def picture(browser: Browser, site: Site) -> None:
    """The page of the day on a telephone, for the README."""
    person = signed_in(browser, site, "therese", width=390)
    person.go("/today/")
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    person.page.screenshot(path=README_PICTURE)


def signed_in(browser: Browser, site: Site, name: str, width: int = 1280) -> Someone:
    """Somebody at a page of their own."""
    context = browser.new_context(
        base_url=site.address,
        locale="fr-FR",
        device_scale_factor=2 if width < 768 else 1,
        viewport={"width": width, "height": 844},
    )
    person = Someone(context.new_page())
    if name:
        person.sign_in(name)
    return person


if __name__ == "__main__":
    main()
