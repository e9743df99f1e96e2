"""The map says everything in words: modules, steps, conditions, and what is refused."""

from __future__ import annotations

from xml.etree import ElementTree

import msgspec

from accalmie.core.programme.checks import verify
from accalmie.core.programme.graph import REFUSED, WIDTH, to_svg
from tests.factories.folders import changed, compiled, folder, programme_of, verified

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_map_shows_modules_steps_and_conditions_in_the_chosen_language() -> None:
    french, english = (to_svg(programme_of(folder()), language=language) for language in ("fr", "en"))

    assert {"Petits pas", "Commencer", "1 j après «\u00a0Commencer\u00a0», ou quand un professionnel l’ouvre"} <= set(
        texts(french)
    )
    assert {"Small steps", "Begin", "1 d after “Begin”, or when a professional opens it"} <= set(texts(english))
    assert 'if looked_back == "stuck"' in " ".join(texts(english))
    assert texts(english).count("practice") == 2


def test_the_map_has_a_title_and_a_description_for_those_who_do_not_see_it() -> None:
    root = ElementTree.fromstring(to_svg(programme_of(folder()), language="en"))

    assert root.attrib["aria-labelledby"] == "map-title map-desc"
    assert root.findtext(f"{SVG}title") == "Small steps"
    assert (
        root.findtext(f"{SVG}desc")
        == "2 modules and 10 steps, from top to bottom and left to right. Nothing is refused."
    )


def test_what_is_refused_is_said_in_words_and_not_only_in_red() -> None:
    files = changed('looked_back == "stuck"', 'looked_again == "stuck"')
    report = verified(files)
    svg = to_svg(programme_of(files), report, language="en")

    assert "refused: nobody is shown it" in " ".join(texts(svg))
    assert any("is never true when one gets there" in text for text in texts(svg))
    assert 'stroke="#a4161a"' in svg


def test_the_way_from_a_danger_answer_to_help_is_drawn_first() -> None:
    drawn = texts(to_svg(programme_of(folder()), language="en"))

    assert drawn[2:6] == ["phq-9, item 9", "1 or more, or declined", "Help at once", "then the graded questions"]


def test_a_danger_answer_without_help_is_red_and_broken_and_names_who_would_be_lost() -> None:
    files = changed("  - {when: phq9_item9 >= 1, declined: help}", "  - {when: phq9_item9 >= 3, declined: help}")
    lost = {"ana": {"fr": "Ana, 30 ans.", "en": "Ana, 30."}}
    report = msgspec.structs.replace(verified(files), lost=lost)

    svg = to_svg(programme_of(files), report, language="en")

    assert {"Help does not come", "refused: danger-uncovered"} <= set(texts(svg))
    assert "Who would have been lost there: Ana, 30." in texts(svg)
    way = next(each for each in ElementTree.fromstring(svg).iter(f"{SVG}g") if each.attrib["id"] == "phq-9--item-9")
    assert way.find(f"{SVG}path").attrib["stroke"] == REFUSED  # type: ignore[union-attr]
    assert "stroke-dasharray" in way.find(f"{SVG}path").attrib  # type: ignore[union-attr]


def test_the_arrow_to_a_step_that_nobody_sees_is_red() -> None:
    files = changed('looked_back == "stuck"', 'looked_again == "stuck"')
    svg = to_svg(programme_of(files), verified(files), language="en")

    arrows = [each for each in ElementTree.fromstring(svg).iter(f"{SVG}path") if each.attrib.get("stroke") == REFUSED]
    assert len(arrows) == 1


def test_a_dead_end_is_marked_at_its_module() -> None:
    found = compiled(changed("1 day after begin, or when", "when"))
    assert found.programme is not None

    svg = to_svg(found.programme, verify(found.programme, places=found.places), language="en")

    assert "when a professional opens it · refused: dead-end" in texts(svg)


def test_nothing_is_drawn_beyond_the_edge() -> None:
    many = "".join(f"      - extra-{number}\n" for number in range(9))
    files = changed("      - once-more\n", f"      - once-more\n{many}")
    files |= {
        f"{language}/extra-{n}.md": files[f"{language}/once-more.md"] for n in range(9) for language in ("fr", "en")
    }

    root = ElementTree.fromstring(to_svg(programme_of(files)))

    boxes = [each for each in root.iter(f"{SVG}rect") if each.attrib.get("x")]
    assert len(boxes) == 19 + 2, "a box a step, and two for the way to help"
    assert all(float(box.attrib["x"]) + float(box.attrib["width"]) <= WIDTH for box in boxes)


def test_what_authors_write_cannot_break_the_drawing() -> None:
    files = changed("title: {fr: Petits pas, en: Small steps}", "title: {fr: 'A <b>&', en: 'A <b>&'}")

    assert "A <b>&" in texts(to_svg(programme_of(files)))
