"""A complete folder becomes a programme that means what its author wrote."""

from __future__ import annotations

from accalmie.core.programme import nodes
from accalmie.core.programme.language import read_people
from accalmie.core.programme.serial import from_json, graph_hash, to_json, wording_hash
from tests.factories.folders import changed, compiled, folder, programme_of, step_file, with_step


def test_the_tiny_programme_is_accepted() -> None:
    found = compiled(folder())

    assert found.refusals == ()
    assert found.programme is not None
    assert [module.id for module in found.programme.modules] == ["begin", "go-on"]
    assert found.places["slot begin/my-plan"].line == 40


def test_modules_keep_their_ways_of_opening() -> None:
    opens = programme_of(folder()).module("go-on").opens

    assert opens == nodes.Opens(after="begin", delay_days=1, by_professional=True)


def test_slots_keep_their_conditions() -> None:
    files = changed("- once-more\n", "- once-more: {delay: 2 days, modes: [guided], unknown: show, short: yes}\n")

    slot = programme_of(files).module("go-on").slots[0]

    assert slot == nodes.Slot(step="once-more", delay_days=2, modes=("guided",), unknown="show", short=True)


def test_tailored_text_has_two_sides() -> None:
    text = f"{step_file('once-more', 'fr')}\n::: if phq9_change <= -6\nPlus léger.\n::: else\nComme avant.\n:::\n"

    parts = programme_of(with_step("once-more", fr=text)).steps["once-more"].wording["fr"].parts

    tailored = parts[-1]
    assert isinstance(tailored, nodes.Tailored)
    assert tailored.when.text == "phq9_change <= -6"
    assert [prose.markdown for prose in (*tailored.then, *tailored.otherwise)] == ["Plus léger.", "Comme avant."]


def test_an_exercise_remembers_a_field_under_a_name() -> None:
    doing = programme_of(folder()).steps["my-plan"].doing

    assert doing == nodes.Exercise(exercise="activity-plan", remember={"chosen": "activity"})


def test_a_recording_has_its_own_file_in_each_language() -> None:
    files = {
        f"{language}/once-more.md": step_file(
            "once-more",
            language,
            header=f"kind: media\nmedium: audio\nseconds: 60\nsource: a.{language}.mp3\ntranscript: a.{language}.md",
        )
        for language in ("fr", "en")
    }
    media = {"a.fr.mp3": "", "a.en.mp3": "", "a.fr.md": "Ce qui est dit.", "a.en.md": "What is said."}

    found = compiled({**folder(), **files}, media=media)

    assert found.programme is not None
    assert found.programme.steps["once-more"].wording["en"].source == "a.en.mp3"


def test_a_correction_of_words_keeps_the_graph() -> None:
    before = programme_of(folder())
    after = programme_of(
        {**folder(), **with_step("once-more", fr=step_file("once-more", "fr").replace("lourd", "dur"))}
    )

    assert graph_hash(before) == graph_hash(after)
    assert wording_hash(before) != wording_hash(after)


def test_another_condition_is_another_graph() -> None:
    before = programme_of(folder())
    after = programme_of(changed("phq9_item9 >= 1", "phq9_item9 >= 2"))

    assert graph_hash(before) != graph_hash(after)
    assert wording_hash(before) == wording_hash(after)


def test_a_programme_survives_json() -> None:
    programme = programme_of(folder())

    assert from_json(to_json(programme)) == programme


PERSON = """\
person: ana
story: {fr: Ana., en: Ana.}
language: fr
mode: guided
before: {phq-9: 13}
weeks:
  - week: 1
    does: [everything]
    expect: {help: no, page: try-it}
"""


def test_a_test_person_is_read_with_the_line_of_each_week() -> None:
    found = read_people({"people/ana.yaml": PERSON})

    (person,) = found.people
    assert person.before == {"phq-9": 13}
    assert person.weeks[0].expect.help is False
    assert found.places["week ana 1"].line == 7


def test_a_person_who_does_something_unknown_is_refused() -> None:
    found = read_people({"people/ana.yaml": PERSON.replace("everything", "dances")})

    (refusal,) = found.refusals
    assert refusal.code == "not-a-person"
    assert "dances" in refusal.en
