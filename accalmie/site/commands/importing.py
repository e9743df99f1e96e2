"""`accalmie programmes import`, `publish`, `withdraw` and `list`: programmes from elsewhere, and where each one came
from."""

from __future__ import annotations

from pathlib import Path

import click

from accalmie.capabilities.programmes import library
from accalmie.core.programme.nodes import Programme
from accalmie.foundation import clock
from accalmie.site.authors import importing
from accalmie.site.authors.dossier import about, listed
from accalmie.site.authors.telling import told
from accalmie.site.authors.unpacking import PackageRefused, printable, unpack
from accalmie.site.authors.verifying import Verified
from accalmie.site.commands.own_language import LANGUAGE

LONGEST_LINE = 400
WORDS = {
    "fr": {
        "refused": "Rien n’a été importé : chaque ligne ci-dessus est à corriger par l’auteur du paquet.",
        "keep": "Garder ce paquet sur ce site ? Personne n’y aura accès avant l’accord d’un clinicien.",
        "left": "Rien n’a été gardé.",
        "kept": "Gardé dans {folder}. Personne n’y a accès encore. Quand un clinicien l’a lu :\n"
        "  accalmie programmes preview {folder}/package\n"
        "  accalmie programmes publish {name} --approved-by NOM-DE-CONNEXION",
        "published": "{name} {version} est parmi les programmes de ce site, avec l’accord de {who}.\n"
        "L’ensemble des règles cliniques a changé : sur un site réel, plus personne n’est inscrit, à aucun programme, "
        "avant qu’un clinicien ne le signe à /team/. Des pages déjà en route le montrent après un redémarrage.",
        "withdrawn": "{name} est retiré : plus personne ne le commence. Qui le suit continue, et les professionnels "
        "qui suivent ces personnes lisent pourquoi. Une version plus récente, importée puis publiée, serait de nouveau "
        "proposée.",
    },
    "en": {
        "refused": "Nothing was imported: each line above is for the author of the package to correct.",
        "keep": "Keep this package on this site? Nobody is offered it before a clinician approves.",
        "left": "Nothing was kept.",
        "kept": "Kept in {folder}. Nobody is offered it yet. Once a clinician has read it:\n"
        "  accalmie programmes preview {folder}/package\n"
        "  accalmie programmes publish {name} --approved-by SIGN-IN-NAME",
        "published": "{name} {version} is among the programmes of this site, approved by {who}.\n"
        "The set of clinical rules has changed: on a real site nobody is enrolled, on any programme, before a "
        "clinician signs it at /team/. Pages that run already show it once they are started again.",
        "withdrawn": "{name} is withdrawn: nobody starts it any more. Whoever is on it goes on, and the professionals "
        "who care for them read why. A newer version, once imported and published, would be offered again.",
    },
}


@click.command("import")
@click.argument("package", type=click.Path(exists=True, path_type=Path))
@click.option("--from", "source", required=True, help="Who gave it to you, as people will read it.")
@click.option("--by", "imported_by", required=True, help="Who imports it: your name, or that of your desk.")
@click.option("--yes", is_flag=True, help="Keep it without asking, once the checks have passed.")
@LANGUAGE
def import_package(package: Path, source: str, imported_by: str, yes: bool, language: str) -> None:
    """Check a programme from elsewhere, a folder or a ZIP file, show what it is, and keep it on this site.

    Nothing of it is started, nothing is kept before you have read who wrote it, under which licence, on which evidence
    and who may start it; and nobody is offered it before `accalmie programmes publish`.
    """
    words = WORDS[language]
    try:
        found = unpack(package)
        programme = _sound(importing.examine(found), language)
        importing.check_place(programme, found)
        click.echo("\n".join(about(programme, found, language)))
        if not yes and not click.confirm(words["keep"]):
            click.echo(words["left"])
            return
        kept = importing.keep(found, programme, source=source, imported_by=imported_by, now=clock.now())
    except PackageRefused as refusal:
        raise click.ClickException(refusal.said(language)) from None
    click.echo(words["kept"].format(folder=kept.folder, name=kept.programme))


@click.command()
@click.argument("name")
@click.option("--version", default="", help="Else the one that was imported last.")
@click.option("--approved-by", required=True, help="Sign-in name of the clinician of this site who has read it.")
@LANGUAGE
def publish(name: str, version: str, approved_by: str, language: str) -> None:
    """Offer the imported programme NAME on this site. It is checked once more, with the house as it is now."""
    now = clock.now()
    try:
        clinician = importing.approver(approved_by, now=now)
        kept = importing.kept_named(name, version)
        programme = _sound(importing.examine_again(kept), language)
        importing.offer(kept, programme, approved_by=clinician, now=now)
    except PackageRefused as refusal:
        raise click.ClickException(refusal.said(language)) from None
    words = WORDS[language]["published"]
    click.echo(words.format(name=kept.programme, version=kept.version, who=clinician.called))


@click.command()
@click.argument("name")
@click.option("--by", required=True, help="Who withdraws it: your name, or that of your desk.")
@click.option("--why", required=True, help="The reason, as the professionals of those who follow it will read it.")
@LANGUAGE
def withdraw(name: str, by: str, why: str, language: str) -> None:
    """Take the imported programme NAME back: nobody new starts it, and whoever is on it goes on.

    Their professionals read so, with the reason, on their list and on the person's page.
    """
    try:
        importing.withdraw(name, by=by, why=why, now=clock.now())
    except PackageRefused as refusal:
        raise click.ClickException(refusal.said(language)) from None
    click.echo(WORDS[language]["withdrawn"].format(name=name))


@click.command("list")
@LANGUAGE
def list_programmes(language: str) -> None:
    """The programmes of this site, withdrawn ones too, each with where it came from; then the packages that wait for a
    clinician."""
    click.echo("\n".join(listed(library.all_published(), importing.all_kept(), language)))


def _sound(verified: Verified, language: str) -> Programme:
    """The programme, or an end with everything that its author has to change."""
    click.echo("\n".join(printable(line, LONGEST_LINE) for line in told(verified, language)))
    if verified.programme is None or not importing.is_sound(verified):
        raise click.ClickException(WORDS[language]["refused"])
    return verified.programme
