"""What is read of a programme from elsewhere before anything is kept: who wrote it, on which grounds, and who may start
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from accalmie.capabilities.programmes import library
from accalmie.capabilities.programmes.pages import language_for
from accalmie.core.programme.nodes import Exercise, MeasurePlan, Programme
from accalmie.foundation.people.queries import names_of
from accalmie.site.authors.importing import Kept
from accalmie.site.authors.unpacking import Package, printable

LONGEST = 1_000
WORDS = {
    "fr": {
        "authors": "Auteurs",
        "licence": "Licence",
        "languages": "Langues",
        "protocol": "Protocole suivi",
        "ingredients": "Ce qu’il en reprend",
        "evidence": "Ce que l’on sait, selon ses auteurs",
        "start": "Qui peut commencer",
        "person": "Une personne d’abord, si la réponse n’est pas non",
        "danger": "Montre l’aide aussitôt",
        "measures": "Questionnaires",
        "exercises": "Exercices de la maison",
        "size": "Taille",
        "extent": "{modules} modules, {steps} étapes",
        "people": "Personnes d’essai",
        "nobody": "aucune : la vie de personne n’y a été essayée",
        "digest": "Empreinte des fichiers (SHA-256)",
        "archive": "Empreinte du fichier ZIP (SHA-256)",
        "checked": "vérifié : {month}",
        "every": "{name} tous les {days} jours",
        "at": "{name} ({moments})",
        "colon": " : ",
        "limits": "Les contrôles lisent des règles, des chemins et des textes. Ils ne disent pas si ce soin est juste, "
        "si les preuves disent ce qui est affirmé, ni si cette licence a bien été donnée : c’est ce qu’un clinicien "
        "lit avant de l’approuver.",
        "house": "de la maison",
        "offered": "importé le {day} (« {source} ») par {by}, approuvé le {approved} par {who}",
        "waits": "importé le {day} (« {source} ») par {by} ; attend un clinicien, n’est proposé à personne",
        "withdrawn": "retiré le {day} par {by} (« {why} ») ; plus personne ne le commence",
        "gone": "quelqu’un qui n’est plus là",
        "none": "Rien n’est publié ici : accalmie prepare publie les programmes de la maison.",
    },
    "en": {
        "authors": "Authors",
        "licence": "Licence",
        "languages": "Languages",
        "protocol": "Protocol followed",
        "ingredients": "What it takes from it",
        "evidence": "What is known, say its authors",
        "start": "Who may start",
        "person": "A person first, unless the answer is no",
        "danger": "Shows help at once",
        "measures": "Questionnaires",
        "exercises": "Exercises of the house",
        "size": "Size",
        "extent": "{modules} modules, {steps} steps",
        "people": "Test people",
        "nobody": "none: nobody’s life was tried in it",
        "digest": "Fingerprint of the files (SHA-256)",
        "archive": "Fingerprint of the ZIP file (SHA-256)",
        "checked": "checked: {month}",
        "every": "{name} every {days} days",
        "at": "{name} ({moments})",
        "colon": ": ",
        "limits": "The checks read rules, ways and texts. They do not say whether this care is right, whether the "
        "evidence says what is claimed, or whether this licence was truly given: that is what a clinician reads before "
        "approving.",
        "house": "of the house",
        "offered": "imported on {day} (“{source}”) by {by}, approved on {approved} by {who}",
        "waits": "imported on {day} (“{source}”) by {by}; waits for a clinician, offered to nobody",
        "withdrawn": "withdrawn on {day} by {by} (“{why}”); nobody starts it any more",
        "gone": "somebody who is gone",
        "none": "Nothing is published here: accalmie prepare publishes the programmes of the house.",
    },
}


def about(programme: Programme, package: Package, language: str) -> Iterator[str]:
    """The lines to print. What a stranger wrote is printed without any sign that could move a terminal."""
    words, own = WORDS[language], language_for(programme, language)
    yield ""
    yield printable(f"{programme.title[own]} ({programme.id} {programme.version})", LONGEST)
    for word, lines in _parts(programme, package, own, language):
        if len(lines) == 1:
            yield printable(f"  {words[word]}{words['colon']}{lines[0]}", LONGEST)
        elif lines:
            yield f"  {words[word]}{words['colon'].rstrip()}"
            yield from (printable(f"    - {line}", LONGEST) for line in lines)
    yield ""
    yield words["limits"]


def _parts(programme: Programme, package: Package, own: str, language: str) -> Iterator[tuple[str, Sequence[str]]]:
    words = WORDS[language]
    yield "authors", [", ".join(programme.authors)]
    yield "licence", [programme.licence]
    yield "languages", [", ".join(programme.languages)]
    yield "protocol", [programme.protocol.cite]
    yield "ingredients", [one.name[own] for one in programme.protocol.ingredients]
    yield (
        "evidence",
        [f"{one.claim[own]} {one.cite} ({words['checked'].format(month=one.checked)})" for one in programme.evidence],
    )
    yield "start", [f"{mode}: {rule.text}" for mode, rule in programme.start.items()]
    yield "person", [one.ask[own] for one in programme.needs_a_person]
    yield "danger", [one.when.text for one in programme.danger]
    yield "measures", [_measure(one, language) for one in programme.measures]
    yield "exercises", [", ".join(sorted(_exercises(programme)))]
    yield "size", [words["extent"].format(modules=len(programme.modules), steps=len(programme.steps))]
    people = sum(name.startswith("people/") for name in package.files)
    yield "people", [str(people) if people else words["nobody"]]
    yield "digest", [package.digest]
    yield "archive", [package.archive] if package.archive else []


def _measure(plan: MeasurePlan, language: str) -> str:
    words = WORDS[language]
    if plan.every_days is not None:
        return words["every"].format(name=plan.instrument, days=f"{plan.every_days:g}")
    return words["at"].format(name=plan.instrument, moments=", ".join(plan.at))


def _exercises(programme: Programme) -> set[str]:
    return {step.doing.exercise for step in programme.steps.values() if isinstance(step.doing, Exercise)} or {"-"}


def listed(editions: Iterable[library.Edition], kept: Iterable[Kept], language: str) -> Iterator[str]:
    """A line for each programme on offer, with its origin, and for each package that nobody is offered."""
    words, offered = WORDS[language], list(editions)
    packages = {edition.origin.package for edition in offered if edition.origin}
    if not offered:
        yield words["none"]
    names = names_of(edition.origin.approved_by for edition in offered if edition.origin)
    for edition in offered:
        programme, origin = edition.programme, edition.origin
        said = words["house"]
        if origin is not None:
            who = names.get(origin.approved_by, words["gone"])
            came = words["offered"].format(
                day=_day(origin.imported_at), source=origin.source, by=origin.imported_by,
                approved=_day(origin.approved_at), who=who,
            )  # fmt: skip
            came += _taken_back(origin, language)
            said = f"{came}\n{_whose(programme.authors, programme.licence, origin.package)}"
        yield f"{programme.id:<24} {programme.version:<7} {said}"
    for one in kept:
        if one.digest not in packages:
            came = words["waits"].format(day=_day(one.imported_at), source=one.source, by=one.imported_by)
            yield f"{one.programme:<24} {one.version:<7} {came}\n{_whose(one.authors, one.licence, one.digest)}"


def _taken_back(origin: library.Origin, language: str) -> str:
    """That a programme on the list is offered no more, if it is not."""
    taken_back, words = origin.withdrawn, WORDS[language]
    if taken_back is None:
        return ""
    return "; " + words["withdrawn"].format(day=_day(taken_back.at), by=taken_back.by, why=taken_back.why)


def _whose(authors: Sequence[str], licence: str, digest: str) -> str:
    """The second line of a package: words of a stranger, without any sign that could move a terminal."""
    return " " * 33 + printable(f"{', '.join(authors)} · {licence} · {digest[:16]}", LONGEST)


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
