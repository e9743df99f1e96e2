"""Why a package from elsewhere is not taken: one sentence in French and one in English for each reason."""

from __future__ import annotations

from accalmie.core.programme.refusals import Sentence

SENTENCES = {
    "not-a-package": Sentence(
        "« {name} » n’est ni un dossier ni un fichier ZIP.",
        "“{name}” is neither a folder nor a ZIP file.",
    ),
    "broken": Sentence(
        "« {name} » ne s’ouvre pas comme un fichier ZIP : demandez à son auteur de l’envoyer à nouveau.",
        "“{name}” does not open as a ZIP file: ask its author to send it again.",
    ),
    "archive-too-large": Sentence(
        "Le fichier dépasse {limit} Mo : un programme est fait de textes, et n’en pèse pas un dixième.",
        "The file is over {limit} MB: a programme is made of texts, and weighs less than a tenth of that.",
    ),
    "too-many-files": Sentence(
        "Il y a plus de {limit} fichiers : ce n’est pas un programme.",
        "There are more than {limit} files: this is no programme.",
    ),
    "file-too-large": Sentence(
        "« {name} » dépasse {limit} Mo : aucun texte d’un programme n’est si long.",
        "“{name}” is over {limit} MB: no text of a programme is that long.",
    ),
    "swells": Sentence(
        "Une fois ouvert, le paquet dépasse {limit} Mo, ou {ratio} fois la taille de son fichier : il n’a pas été "
        "ouvert plus loin.",
        "Once opened, the package is over {limit} MB, or {ratio} times the size of its file: it was opened no further.",
    ),
    "too-many-people": Sentence(
        "{count} personnes d’essai, c’est trop : {limit} au plus.",
        "{count} test people are too many: {limit} at most.",
    ),
    "weeks-too-far": Sentence(
        "{name} vit au-delà de la semaine {limit} : une personne d’essai s’arrête avant.",
        "{name} lives beyond week {limit}: a test person stops before.",
    ),
    "encrypted": Sentence(
        "« {name} » est fermé par un mot de passe : ce qui ne peut pas être lu n’est pas importé.",
        "“{name}” is locked with a password: what cannot be read is not imported.",
    ),
    "rare-packing": Sentence(
        "« {name} » est comprimé d’une façon rare : faites un fichier ZIP ordinaire.",
        "“{name}” is packed in a rare way: make an ordinary ZIP file.",
    ),
    "leaves": Sentence(
        "« {name} » est un chemin qui mène hors du paquet. Personne n’écrit cela par mégarde : demandez d’où il vient.",
        "“{name}” is a path that leads out of the package. Nobody writes this by accident: ask where it comes from.",
    ),
    "link": Sentence(
        "« {name} » est un lien vers un autre fichier : mettez le fichier lui-même.",
        "“{name}” is a link to another file: put the file itself.",
    ),
    "no-plain-file": Sentence(
        "« {name} » n’est pas un simple fichier.",
        "“{name}” is no plain file.",
    ),
    "unreadable": Sentence(
        "« {name} » ne peut pas être lu.",
        "“{name}” cannot be read.",
    ),
    "twice": Sentence(
        "« {name} » s’y trouve deux fois, à la casse près : on ne saurait pas lequel compte.",
        "“{name}” is there twice, but for capitals: nobody could say which one counts.",
    ),
    "no-programme": Sentence(
        "Il n’y a pas de programme.yaml, ni dans le paquet ni dans son seul dossier.",
        "There is no programme.yaml, neither in the package nor in its only folder.",
    ),
    "own-exercise": Sentence(
        "« {name} » : un paquet n’apporte pas d’exercices. Il se sert de ceux de la maison, que ses pages savent "
        "montrer et que ses contrôles connaissent ; un nouveau s’y propose (docs/authors/importing.md).",
        "“{name}”: a package brings no exercises. It uses those of the house, which its pages can show and its checks "
        "know; a new one is proposed there (docs/authors/importing.md).",
    ),
    "own-instrument": Sentence(
        "« {name} » : un paquet n’apporte pas de questionnaires. Leurs droits et leurs seuils sont ceux de la maison.",
        "“{name}”: a package brings no questionnaires. Their rights and thresholds are those of the house.",
    ),
    "recording": Sentence(
        "« {name} » : un paquet n’apporte pas d’enregistrements, que rien ici ne sait vérifier. Dites-le en texte.",
        "“{name}”: a package brings no recordings, which nothing here can check. Say it as a text.",
    ),
    "unknown-kind": Sentence(
        "« {name} » n’a pas sa place dans un programme : programme.yaml, fr/*.md, en/*.md, people/*.yaml, README.md et "
        "LICENSE, en minuscules, chiffres et traits d’union.",
        "“{name}” has no place in a programme: programme.yaml, fr/*.md, en/*.md, people/*.yaml, README.md and LICENSE, "
        "in lower-case letters, digits and hyphens.",
    ),
    "not-text": Sentence(
        "« {name} » n’est pas un texte UTF-8.",
        "“{name}” is not UTF-8 text.",
    ),
    "hidden-sign": Sentence(
        "« {name} », ligne {line} : un signe invisible ({sign}) peut cacher des mots ou changer leur ordre.",
        "“{name}”, line {line}: an invisible sign ({sign}) can hide words or change their order.",
    ),
    "orientation": Sentence(
        "Ce paquet oriente les personnes vers des programmes : ce chemin reste celui de la maison.",
        "This package leads people to programmes: that way stays the house’s own.",
    ),
    "name-of-the-house": Sentence(
        "« {name} » est le nom d’un programme de la maison : un paquet ne prend jamais sa place. Qu’il en choisisse un "
        "autre, par exemple « {other} ».",
        "“{name}” is the name of a programme of the house: a package never takes its place. It has to choose another, "
        "for example “{other}”.",
    ),
    "same-version": Sentence(
        "{name} {version} est déjà là avec d’autres mots : une autre version doit porter un autre numéro.",
        "{name} {version} is here already with other words: another text has another version number.",
    ),
    "kept-already": Sentence(
        "Ce paquet est déjà là, mot pour mot : {name} {version}.",
        "This very package is here already, word for word: {name} {version}.",
    ),
    "not-kept": Sentence(
        "Aucun paquet importé ne s’appelle « {name} » dans cette version. « accalmie programmes list » les nomme.",
        "No imported package is called “{name}” in this version. `accalmie programmes list` names them.",
    ),
    "changed-since": Sentence(
        "Ce qui est gardé de {name} {version} n’est plus ce qui a été importé. Importez-le à nouveau.",
        "What is kept of {name} {version} is no longer what was imported. Import it again.",
    ),
    "not-newer": Sentence(
        "{name} {published} est déjà proposé : {version} n’est pas plus récent.",
        "{name} {published} is offered already: {version} is not newer.",
    ),
    "nobody": Sentence(
        "Personne ne se connecte ici sous le nom « {name} ».",
        "Nobody signs in here as “{name}”.",
    ),
    "does-not-sign": Sentence(
        "« {name} » n’est pas un clinicien qui signe les règles de ce site.",
        "“{name}” is not a clinician who signs the rules of this site.",
    ),
    "not-published": Sentence(
        "Aucun programme publié ici ne s’appelle « {name} ». « accalmie programmes list » les montre.",
        "No programme published here is called “{name}”. “accalmie programmes list” shows them.",
    ),
    "of-the-house": Sentence(
        "« {name} » est un programme de la maison : on ne retire ainsi qu’un programme importé.",
        "“{name}” is a programme of the house: only an imported one is withdrawn this way.",
    ),
    "bad-words": Sentence(
        "« {name} » ne convient pas : 2 à 120 signes, sur une ligne.",
        "“{name}” does not fit: 2 to 120 signs, on one line.",
    ),
}
