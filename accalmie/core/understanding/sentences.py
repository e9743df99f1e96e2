"""What each refusal of a piece says to its author, in French and in English."""

from __future__ import annotations

from accalmie.core.programme.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "not-a-piece": Sentence("{said}", "{said}"),
    "file-name": Sentence(
        "La pièce « {given} » se garde dans « {given}.yaml » ; ce fichier s’appelle « {file} ».",
        "The piece “{given}” is kept in “{given}.yaml”; this file is called “{file}”.",
    ),
    "name": Sentence(
        "« {given} » n’est pas un nom : minuscules, chiffres et tirets.",
        "“{given}” is not a name: lower-case letters, digits and hyphens.",
    ),
    "field-name": Sentence(
        "« {given} » est un nom que chaque page emploie pour elle-même : donnez-en un autre à la question.",
        "“{given}” is a name that every page uses for itself: give the question another.",
    ),
    "twice": Sentence("« {given} » est écrit deux fois : chaque nom sert une fois.", "“{given}” is written twice."),
    "version": Sentence(
        "« {given} » n’est pas une version : trois nombres, comme 1.0.0.",
        "“{given}” is not a version: three numbers, as 1.0.0.",
    ),
    "minutes": Sentence(
        "{given} minutes : une pièce se lit en {least} à {most} minutes.",
        "{given} minutes: a piece is read in {least} to {most} minutes.",
    ),
    "no-source": Sentence(
        "La pièce affirme sans source : « source » est vide ou incomplet.",
        "The piece says what is so without a source: “source” is empty or incomplete.",
    ),
    "checked": Sentence(
        "« {given} » ne dit pas quand la source a été regardée : une année et un mois, comme 2026-11.",
        "“{given}” does not say when the source was looked at: a year and a month, as 2026-11.",
    ),
    "no-topic": Sentence("« about » est vide : nommez au moins un sujet.", "“about” is empty: name a topic at least."),
    "page-count": Sentence(
        "La pièce a {count} pages ; la maison en demande de {least} à {most}.",
        "The piece has {count} pages; the house asks for {least} to {most}.",
    ),
    "empty-page": Sentence(
        "La page ne dit rien : elle a besoin de « text » ou de « reply ».",
        "The page says nothing: it needs “text” or “reply”.",
    ),
    "nothing-asked": Sentence(
        "La pièce ne demande pas d’exemple à la personne : une question « text » manque.",
        "The piece asks for no example of the person's own: a question of type “text” is missing.",
    ),
    "nothing-said-back": Sentence(
        "Aucune réponse ne reprend les mots de la personne : au moins une contient {{nom-d’une-question}} "
        "d’une question « text ».",
        "No reply says the person's own words back: at least one holds the {{name}} of a question of type “text”.",
    ),
    "too-many-asked": Sentence(
        "La page pose {count} questions ; au plus {most} par page.",
        "The page asks {count} questions; at most {most} a page.",
    ),
    "field-type": Sentence(
        "« {given} » n’est pas un type de question ici : text, choice, number ou scale.",
        "“{given}” is not a type of question here: text, choice, number or scale.",
    ),
    "field-required": Sentence(
        "« {given} » est obligatoire ; ici personne n’a à répondre pour continuer. Retirez « required ».",
        "“{given}” is required; here nobody has to answer to go on. Remove “required”.",
    ),
    "language": Sentence("{what} : il manque le texte en {missing}.", "{what} lacks its text in {missing}."),
    "rule": Sentence("La règle ne va pas : {said}.", "The rule will not do: {said}."),
    "field-unknown": Sentence(
        "{{{given}}} n’est pas une question de la pièce.", "{{{given}}} is not a question of the piece."
    ),
    "field-later": Sentence(
        "{{{given}}} est demandé sur cette page ou plus loin : on ne peut pas encore le redire.",
        "{{{given}}} is asked on this page or later: it cannot be said back yet.",
    ),
    "field-in-text": Sentence(
        "{{{given}}} ne peut se dire que dans une réponse (« reply ») : ailleurs il pourrait être vide.",
        "{{{given}}} can be said in a reply only: elsewhere it might be empty.",
    ),
    "unit-twice": Sentence(
        "{{{given}}} dit déjà son unité, « {unit} » : ne l’écrivez pas après.",
        "{{{given}}} says its unit, “{unit}”, already: do not write it after.",
    ),
    "help-not-asked": Sentence(
        "« help_when » se décide sur ce que la page demande ; celle-ci ne demande rien.",
        "“help_when” is decided on what the page asks; this one asks nothing.",
    ),
    "group-empty": Sentence("Un groupe de réponses est vide.", "A group of replies is empty."),
    "group-open": Sentence(
        "La dernière réponse d’un groupe n’a ni « when » ni {{champ}} : elle vaut pour qui n’a rien répondu.",
        "The last reply of a group has neither “when” nor a {{field}}: it is for who answered nothing.",
    ),
    "never-said": Sentence(
        "Personne ne lit jamais cette réponse : une autre passe toujours avant, ou sa règle n’est jamais vraie.",
        "Nobody ever reads this reply: another always comes first, or its rule is never true.",
    ),
    "too-many-ways": Sentence(
        "Ces réponses lisent trop de questions à la fois pour être vérifiées : plus de {most} situations.",
        "These replies read too many questions at once to be checked: more than {most} situations.",
    ),
    "typography-space": Sentence(
        "Espace insécable manquante ou de trop près de « {sign} » : « {near} ».",
        "A non-breaking space is missing or too many near “{sign}”: “{near}”.",
    ),
    "typography-apostrophe": Sentence(
        "Apostrophe droite : écrivez ’ dans « {near} ».", "Straight apostrophe: write ’ in “{near}”."
    ),
    "typography-quotes": Sentence(
        "Guillemets droits : écrivez « » dans « {near} ».", "Straight quotes: write « » in “{near}”."
    ),
    "typography-time": Sentence(
        "L’heure s’écrit 21 h 30, avec des espaces insécables : « {near} ».",
        "Time is written 21 h 30, with non-breaking spaces: “{near}”.",
    ),
    "orders": Sentence(
        "« {near} » donne un ordre : « vous pouvez », « essayons », « si cela vous convient ».",
        "“{near}” gives an order: write what one can do instead.",
    ),
    "reading-level": Sentence(
        "Le texte est à {score} ; la maison demande {least} au moins (phrases de {sentence} mots en moyenne).",
        "The text is at {score}; the house asks for {least} at least (sentences of {sentence} words on average).",
    ),
    "length": Sentence(
        "La pièce se lit en {count} mots ; la maison en demande de {least} à {most}.",
        "The piece is read in {count} words; the house asks for {least} to {most}.",
    ),
    "page-long": Sentence(
        "La page se lit en {count} mots : une idée par page, au plus {most} mots.",
        "The page is read in {count} words: one idea a page, at most {most} words.",
    ),
    "html": Sentence("« {near} » n’est pas du Markdown simple.", "“{near}” is not plain Markdown."),
    "link": Sentence(
        "« {near} » mène ailleurs : seuls tel: et sms: sont admis ; les autres liens vont sous « leads_to ».",
        "“{near}” leads elsewhere: only tel: and sms: may; other links stand under “leads_to”.",
    ),
    "heading": Sentence(
        "« {near} » : les titres d’une page commencent par ##, au plus ###.",
        "“{near}”: headings of a page begin with ##, at most ###.",
    ),
    "braces": Sentence(
        "Une accolade seule : « {near} ». Les champs s’écrivent {{nom}}.",
        "A brace alone: “{near}”. Fields are written {{name}}.",
    ),
    "leads-nowhere": Sentence("« leads_to » est vide.", "“leads_to” is empty."),
    "leads-unknown": Sentence(
        "« {given} » ne mène nulle part : on attend {kinds}, et un nom qui existe.",
        "“{given}” leads nowhere: expected are {kinds}, and a name that exists.",
    ),
}
