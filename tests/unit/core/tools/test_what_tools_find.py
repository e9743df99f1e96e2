"""What each tool but the ladder finds: figures with their meaning, the person's own words, nothing counted twice."""

from __future__ import annotations

from typing import Any

from accalmie.core.tools import TOOLS, Found
from tests.factories.tool_sheets import sheets


def found(tool: str, exercise: str, *answers: dict[str, Any], language: Any = "fr") -> Found:
    return TOOLS[tool].find(sheets(exercise, *answers), language)


def said(tool: str, exercise: str, *answers: dict[str, Any]) -> str:
    return " ".join(found(tool, exercise, *answers).said).replace("\u00a0", " ").replace("\u202f", " ")


RECORD = {"automatic_thought": "Je suis un poids", "emotion_before": 70, "emotion_after": 50}


def test_a_thought_shows_how_far_it_and_the_fairer_sentence_were_believed() -> None:
    words = said("thoughts", "thought-record", RECORD | {"belief_before": 85, "balanced_belief": 55})
    assert "70 → 50 sur 100" in words
    assert "crue à 85 sur 100, la phrase plus juste à 55" in words


def test_thoughts_over_time_say_ups_and_downs_alike() -> None:
    up = RECORD | {"emotion_after": 90}
    words = said("thoughts", "thought-record", RECORD, up, RECORD | {"emotion_after": 70}, {"automatic_thought": "x"})
    assert "Sur 3 pensées" in words
    assert "baissé 1 fois, est resté pareil 1 fois, a monté 1 fois" in words


PLAN = {"activity": "Marcher", "day": "2026-11-17", "at": "17:30", "mood_before": 3}


def test_a_plan_that_was_gone_on_with_is_one_plan() -> None:
    done = PLAN | {"done": "yes", "mood_after": 5}
    words = said("activity", "activity-plan", PLAN, done, {"activity": "Lire", "done": "no"})
    assert "2 actions prévues : faites, 1 ; en partie, 0 ; pas faites, 1 ; suite pas encore notée, 0" in words
    assert "« Marcher » : 3 → 5 sur 10" in words


def test_what_was_not_done_gives_no_mood_to_its_activity() -> None:
    assert found("activity", "activity-plan", PLAN | {"done": "no", "mood_after": 5}).rows == ()


def test_the_same_activity_is_one_row_with_means_and_the_highest_mood_comes_first() -> None:
    moments = [
        {"activity": "Lit", "mood": 2, "pleasure": 1},
        {"activity": "Ma sœur", "mood": 5},
        {"activity": "ma  sœur", "mood": 8, "mastery": 3},
    ]
    rows = found("activity", "activity-mood-diary", {"moments": moments}).rows
    assert rows == (("ma sœur", "2", "6,5", "–", "3"), ("Lit", "1", "2", "1", "–"))


def test_a_mood_of_nothing_is_a_mood_and_comes_before_none() -> None:
    moments = [{"activity": "Ranger", "pleasure": 2}, {"activity": "Rester au lit", "mood": 0}]
    rows = found("activity", "activity-mood-diary", {"moments": moments}).rows
    assert [row[0] for row in rows] == ["Rester au lit", "Ranger"]


def test_worries_kept_for_their_hour_are_each_counted_once() -> None:
    first = {"worries": [{"worry": "La note"}, {"worry": "Le métro"}, {"worry": "Eux", "then": "carry"}]}
    then = {"worries": [{"worry": "la note", "then": "gone"}, {"worry": "Le métro", "then": "do"}]}
    words = said("worries", "worry-slot", first, then)
    assert "3 soucis gardés" in words
    assert "encore là, 2 ; plus là, 1 ; pas encore regardés, 0" in words
    assert "un pas à faire : 1" in words


def test_a_worry_that_has_gone_is_not_on_the_next_sheet() -> None:
    kept = {"at": "18:15", "worries": [{"worry": "La note", "then": "gone"}, {"worry": "Eux", "then": "carry"}]}
    begun = TOOLS["worries"].onward(sheets("worry-slot", kept))
    assert begun == {"at": "18:15", "worries": [{"worry": "Eux"}]}


def test_a_problem_that_did_not_move_shows_the_ideas_that_are_left() -> None:
    sheet = {
        "problem": "Facture",
        "solutions": [{"idea": "Appeler"}, {"idea": "Mon frère"}],
        "chosen": "appeler",
        "outcome": "same",
    }
    words = said("problem", "problem-solving-sheet", sheet)
    assert "pas encore essayées pour « Facture » : « Mon frère »" in words


def test_a_problem_gone_on_with_is_one_problem() -> None:
    open_ = {"problem": "Facture", "chosen": "Appeler"}
    words = said("problem", "problem-solving-sheet", open_, open_ | {"outcome": "partly"}, {"problem": "Voisin"})
    assert "2 problèmes posés" in words
    assert "un peu, 1" in words


def test_an_experiment_shows_belief_before_and_after() -> None:
    sheet = {"prediction": "Elle refusera", "belief_before": 80, "belief_after": 35, "what_happened": "Un oui"}
    assert "« Elle refusera » était crue, avant puis après : 80 → 35 sur 100" in said("experiment", "experiment", sheet)


def test_the_widest_gap_is_named_and_its_room_followed() -> None:
    def values(room: int) -> dict[str, Any]:
        friends = {"domain": "friends", "importance": 7, "room_now": room}
        return {"domains": [friends, {"domain": "home", "importance": 5, "room_now": 4}]}

    words = said("goals", "values", values(1), values(3))
    assert "L’écart le plus grand : « Amis, voisins », importance 7 sur 10, place en ce moment 3" in words
    assert "Place de « Amis, voisins », d’une feuille à l’autre : 1 → 3 sur 10" in words


def test_without_a_gap_none_is_made_up() -> None:
    even = {"domains": [{"domain": "home", "importance": 4, "room_now": 6}]}
    assert "écart" not in said("goals", "values", even)


def test_goals_are_followed_and_their_number_asked_again() -> None:
    first, then = {"goals": [{"goal": "Le portail", "now": 2}]}, {"goals": [{"goal": "Le portail", "now": 5}]}
    assert "« Le portail », d’une feuille à l’autre : 2 → 5 sur 10" in said("goals", "goals", first, then)
    assert TOOLS["goals"].onward(sheets("goals", then)) == {"goals": [{"goal": "Le portail"}]}


def test_a_plan_says_what_has_no_words_yet() -> None:
    signs = [{"sign": "Je me tais", "step": "J’appelle"}, {"sign": "Je saute un cours"}]
    words = said("relapse", "relapse-plan", {"first_sign": "Le silence", "signs": signs, "helps": "Marcher"})
    assert "2 signes notés, dont 1 avec un geste" in words
    assert "Encore sans mots : les périodes à surveiller, le premier geste" in words
    assert "ce qui a aidé" not in words


def test_weeks_of_a_diary_stand_side_by_side_and_an_urge_that_passed_counts() -> None:
    passed = {"what": "none", "glasses": 0, "craving": 8}
    drunk = {"what": "beer", "glasses": 2, "craving": 6}
    first = {"drinks": 21, "days_without": 1, "moments": [passed, drunk]}
    words = said("drinks", "drink-diary", first, {"trigger": "Soir"}, {"drinks": 13, "days_without": 2})
    assert "Verres standard, d’un carnet à l’autre : 21 → 13." in words
    assert "1 envie notée est passée sans verre" in words


def test_an_urge_without_a_word_about_drinks_did_not_pass_for_sure() -> None:
    assert "sans verre" not in said("drinks", "drink-diary", {"moments": [{"craving": 8}]})


def test_moods_show_their_course_and_what_helped_again() -> None:
    words = said(
        "mood",
        "mood-checkin",
        {"mood": 4, "helped": "Marcher"},
        {"mood": 6, "helped": "marcher"},
        {"mood": 3, "helped": "Rien"},
    )
    assert "4 → 6 → 3 sur 10" in words
    assert "de 3 à 6 sur 10" in words
    assert "noté plus d’une fois : « Marcher »" in words


def test_a_mood_at_its_lowest_says_who_answers_and_that_nobody_was_told() -> None:
    (said_to_you,) = found("mood", "mood-checkin", {"mood": 6}, {"mood": 1}).to_you
    assert "3114" in said_to_you
    assert "n’appelle personne" in said_to_you
    assert found("mood", "mood-checkin", {"mood": 0}, {"mood": 2}).to_you == ()
