"""What each refusal of the language says, in French and in English. `docs/authors/refusals.md` explains every code."""

from __future__ import annotations

from accalmie.core.programme.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "file-too-large": Sentence(
        "Ce fichier a {size} caractères ; la limite est de {limit}. Partagez-le ou raccourcissez-le.",
        "This file has {size} characters; the limit is {limit}. Split or shorten it.",
    ),
    "line-too-long": Sentence(
        "Cette ligne dépasse {limit} caractères.",
        "This line has more than {limit} characters.",
    ),
    "not-text": Sentence(
        "Ce fichier contient des caractères qui ne sont pas du texte. Enregistrez-le en UTF-8.",
        "This file holds characters that are not text. Save it as UTF-8.",
    ),
    "yaml-broken": Sentence(
        "Cette ligne ne se lit pas : un deux-points, un guillemet, un crochet ou un retrait manque ou est "
        "de trop ({detail}).",
        "This line cannot be read: a colon, a quote, a bracket or an indent is missing or too many ({detail}).",
    ),
    "yaml-too-deep": Sentence(
        "Trop de niveaux les uns dans les autres : au plus {limit}.",
        "Too many levels inside one another: at most {limit}.",
    ),
    "yaml-feature": Sentence(
        "« {what} » n’a pas de sens dans un programme : écrivez la chose en toutes lettres.",
        "“{what}” has no meaning in a programme: write the thing out.",
    ),
    "twice": Sentence(
        "« {word} » est écrit deux fois au même endroit. Gardez-en un.",
        "“{word}” is written twice in the same place. Keep one.",
    ),
    "no-programme": Sentence(
        "Le dossier n’a pas de fichier programme.yaml.",
        "The folder has no programme.yaml.",
    ),
    "empty-file": Sentence(
        "Ce fichier est vide.",
        "This file is empty.",
    ),
    "unknown-word": Sentence(
        "« {word} » n’est pas un mot connu dans {within}.",
        "“{word}” is not a word known in {within}.",
    ),
    "missing-word": Sentence(
        "Il manque « {word} » dans {within}.",
        "“{word}” is missing in {within}.",
    ),
    "wrong-shape": Sentence(
        "« {word} » attend {shape}.",
        "“{word}” expects {shape}.",
    ),
    "not-a-number": Sentence(
        "« {word} » attend un nombre de {lo} à {hi} ; « {given} » n’en est pas un.",
        "“{word}” expects a number from {lo} to {hi}; “{given}” is not one.",
    ),
    "readability-floor": Sentence(
        "« readability » promet {given} ; la maison demande {least} au moins, pour être lue un jour de fatigue.",
        "“readability” promises {given}; the house asks for {least} at least, to be read on a tired day.",
    ),
    "not-whole": Sentence(
        "« {word} » attend un nombre entier ; « {given} » n’en est pas un.",
        "“{word}” expects a whole number; “{given}” is not one.",
    ),
    "not-days": Sentence(
        "« {word} » attend une durée comme « 10 days » ; « {given} » n’en est pas une.",
        "“{word}” expects a length of time such as “10 days”; “{given}” is not one.",
    ),
    "not-one-of": Sentence(
        "« {word} » vaut l’un de ces mots : {options}. « {given} » n’en est pas un.",
        "“{word}” is one of these words: {options}. “{given}” is not.",
    ),
    "not-a-name": Sentence(
        "« {given} » n’est pas un nom : minuscules, chiffres et tirets, comme « your-circle ».",
        "“{given}” is not a name: lower-case letters, digits and hyphens, such as “your-circle”.",
    ),
    "not-a-fact-name": Sentence(
        "« {given} » ne peut pas servir dans une règle ou un texte : minuscules, chiffres et « _ », comme "
        "« chosen_activity ».",
        "“{given}” cannot stand in a rule or a text: lower-case letters, digits and “_”, such as “chosen_activity”.",
    ),
    "not-a-version": Sentence(
        "« {given} » n’est pas un numéro de version comme 1.0.0.",
        "“{given}” is not a version number such as 1.0.0.",
    ),
    "not-a-month": Sentence(
        "« {given} » n’est pas une date comme 2026-11 ou 2026-11-30.",
        "“{given}” is not a date such as 2026-11 or 2026-11-30.",
    ),
    "missing-translation": Sentence(
        "« {word} » n’a pas de texte en « {language} ».",
        "“{word}” has no text in “{language}”.",
    ),
    "missing-step-file": Sentence(
        "L’étape « {step} » n’est pas écrite en « {language} » : le fichier {path} manque.",
        "Step “{step}” is not written in “{language}”: the file {path} is missing.",
    ),
    "unused-step-file": Sentence(
        "Aucun module ne se sert de l’étape « {step} ». Placez-la dans un module ou retirez le fichier.",
        "No module uses step “{step}”. Put it in a module or remove the file.",
    ),
    "unexpected-file": Sentence(
        "Ce fichier n’a pas sa place dans un programme : on attend programme.yaml, un dossier par langue, "
        "people/ et media/.",
        "This file has no place in a programme: expected are programme.yaml, one folder a language, people/ "
        "and media/.",
    ),
    "languages-differ": Sentence(
        "« {word} » de l’étape « {step} » n’est pas le même dans {other}. Les mots techniques sont les "
        "mêmes dans toutes les langues.",
        "“{word}” of step “{step}” is not the same in {other}. Technical words are the same in every language.",
    ),
    "header-missing": Sentence(
        "Une étape commence par un en-tête entre deux lignes « --- ».",
        "A step begins with a header between two lines “---”.",
    ),
    "header-unclosed": Sentence(
        "L’en-tête n’est pas fermé : il manque la deuxième ligne « --- ».",
        "The header is not closed: the second line “---” is missing.",
    ),
    "unknown-instrument": Sentence(
        "« {given} » n’est pas un questionnaire connu.",
        "“{given}” is not a known instrument.",
    ),
    "instrument-without-words": Sentence(
        "Le questionnaire « {instrument} » n’a pas de texte en « {language} ».",
        "Questionnaire “{instrument}” has no wording in “{language}”.",
    ),
    "unknown-exercise": Sentence(
        "« {given} » n’est pas un exercice connu.",
        "“{given}” is not a known exercise.",
    ),
    "unknown-practice": Sentence(
        "« {given} » n’est pas une pratique connue.",
        "“{given}” is not a known practice.",
    ),
    "practices-count": Sentence(
        "Une étape propose une à {most} pratiques, toutes différentes ; celle-ci en nomme {count}.",
        "A step offers one to {most} practices, each once; this one names {count}.",
    ),
    "unknown-field": Sentence(
        "L’exercice « {exercise} » n’a pas de champ « {given} ».",
        "Exercise “{exercise}” has no field “{given}”.",
    ),
    "unknown-step": Sentence(
        "« {given} » n’est pas une étape de ce programme.",
        "“{given}” is not a step of this programme.",
    ),
    "unknown-module": Sentence(
        "« {given} » n’est pas un module de ce programme.",
        "“{given}” is not a module of this programme.",
    ),
    "wrong-step-kind": Sentence(
        "« {step} » est une étape « {kind} » ; il faut ici une étape « {expected} ».",
        "“{step}” is a “{kind}” step; a “{expected}” step is needed here.",
    ),
    "not-a-number-field": Sentence(
        "Le champ « {given} » de l’exercice « {exercise} » n’est pas un nombre.",
        "Field “{given}” of exercise “{exercise}” is not a number.",
    ),
    "not-a-source": Sentence(
        "« {given} » se lit « choice: ÉTAPE », « practice: ÉTAPE » ou « number: ÉTAPE.champ ».",
        "“{given}” reads “choice: STEP”, “practice: STEP” or “number: STEP.field”.",
    ),
    "fact-taken": Sentence(
        "« {given} » existe déjà : choisissez un autre nom.",
        "“{given}” exists already: choose another name.",
    ),
    "module-twice": Sentence(
        "Deux modules s’appellent « {given} ».",
        "Two modules are called “{given}”.",
    ),
    "step-twice": Sentence(
        "Le module « {module} » se sert deux fois de l’étape « {step} ».",
        "Module “{module}” uses step “{step}” twice.",
    ),
    "no-module": Sentence(
        "Un programme a au moins un module.",
        "A programme has at least one module.",
    ),
    "no-step": Sentence(
        "Le module « {module} » n’a pas d’étape.",
        "Module “{module}” has no step.",
    ),
    "not-an-opening": Sentence(
        "« {given} » ne se comprend pas : « at start », « 2 days after MODULE », « when a professional "
        "opens it », ou deux d’entre eux joints par « , or ».",
        "“{given}” is not understood: “at start”, “2 days after MODULE”, “when a professional opens it”, or "
        "two of them joined with “, or”.",
    ),
    "opens-after-itself": Sentence(
        "Le module « {module} » attend sa propre fin.",
        "Module “{module}” waits for its own end.",
    ),
    "interlude-twice": Sentence(
        "Deux « interludes » s’appellent « {given} ».",
        "Two interludes are called “{given}”.",
    ),
    "interlude-no-measure": Sentence(
        "La règle de l’interlude « {given} » ne lit aucun questionnaire : rien ne l’appellerait.",
        "The rule of interlude “{given}” reads no measure: nothing would call for it.",
    ),
    "mode-without-start": Sentence(
        "Le mode « {mode} » n’a pas de règle sous « start » : dites qui peut commencer ainsi.",
        "Mode “{mode}” has no rule under “start”: say who may start that way.",
    ),
    "start-without-mode": Sentence(
        "« start » parle du mode « {mode} », que « modes » ne nomme pas.",
        "“start” speaks of mode “{mode}”, which “modes” does not name.",
    ),
    "after-module": Sentence(
        "« after_module » pose toujours les deux questions : [helped, worse].",
        "“after_module” always asks both questions: [helped, worse].",
    ),
    "measure-never": Sentence(
        "Le questionnaire « {instrument} » ne dit pas quand : « every: 7 days » ou « at: [start, end] ».",
        "Measure “{instrument}” does not say when: “every: 7 days” or “at: [start, end]”.",
    ),
    "practice-days": Sentence(
        "Une pratique dure au moins 1 jour et au plus son « within » : « {days} » et « {within} » ne vont "
        "pas ensemble.",
        "A practice lasts at least 1 day and at most its “within”: “{days}” and “{within}” do not go together.",
    ),
    "choice-options": Sentence(
        "Un choix propose de deux à six options ; celui-ci en a {count}.",
        "A choice offers two to six options; this one has {count}.",
    ),
    "recall-unknown": Sentence(
        "« [[{given}]] » : aucune étape avant celle-ci ne retient « {given} ».",
        "“[[{given}]]”: no step before this one remembers “{given}”.",
    ),
    "recall-no-words": Sentence(
        "« [[{given}]] » a besoin de mots de remplacement après une barre : [[{given}|ce que vous aviez noté]].",
        "“[[{given}]]” needs words to use instead, after a bar: [[{given}|what you wrote down]].",
    ),
    "recall-broken": Sentence(
        "« [[ » ouvre des mots qui reviennent, et rien ne se ferme : [[nom|ce que vous aviez noté]].",
        "“[[” begins words that come back, and nothing closes them: [[name|what you wrote down]].",
    ),
    "rule": Sentence(
        "La règle ne se comprend pas : {message}",
        "The rule is not understood: {message}",
    ),
    "danger-more-than-one": Sentence(
        "Une règle de « danger » parle d’une seule réponse, comme « phq9_item9 >= 1 ».",
        "A rule under “danger” speaks of one answer only, such as “phq9_item9 >= 1”.",
    ),
    "missing-captions": Sentence(
        "La vidéo de l’étape « {step} » n’a pas de sous-titres : ajoutez « captions » et son fichier dans media/.",
        "The video of step “{step}” has no captions: add “captions” and its file in media/.",
    ),
    "missing-transcript": Sentence(
        "L’étape « {step} » n’a pas de transcription : ajoutez « transcript » et son fichier dans media/.",
        "Step “{step}” has no transcript: add “transcript” and its file in media/.",
    ),
    "empty-captions": Sentence(
        "« {given} » ne contient aucun sous-titre : un fichier WebVTT commence par WEBVTT, puis un temps et des mots.",
        "“{given}” holds no caption: a WebVTT file begins with WEBVTT, then a time and words.",
    ),
    "empty-transcript": Sentence(
        "« {given} » est vide : écrivez ce qui est dit et montré.",
        "“{given}” is empty: write what is said and shown.",
    ),
    "missing-media": Sentence(
        "« {given} » n’est pas dans le dossier media/.",
        "“{given}” is not in the folder media/.",
    ),
    "third-party": Sentence(
        "« {given} » mène chez un tiers. Une étape ne charge et ne montre rien d’ailleurs : expliquez ici, "
        "ou donnez un numéro avec « tel: ».",
        "“{given}” leads to a third party. A step loads and shows nothing from elsewhere: explain it here, "
        "or give a number with “tel:”.",
    ),
    "html": Sentence(
        "« {given} » est du HTML. Une étape s’écrit en Markdown seulement.",
        "“{given}” is HTML. A step is written in Markdown only.",
    ),
    "heading": Sentence(
        "Les titres d’une étape commencent à « ## » et descendent d’un niveau à la fois.",
        "The headings of a step begin at “##” and go down one level at a time.",
    ),
    "tailored": Sentence(
        "Un texte adapté s’écrit « ::: if RÈGLE », « ::: else » au besoin, puis « ::: » ; l’un ne va pas dans l’autre.",
        "Tailored text is written “::: if RULE”, “::: else” if needed, then “:::”; one does not go inside another.",
    ),
    "empty-body": Sentence(
        "L’étape « {step} » n’a pas de texte.",
        "Step “{step}” has no text.",
    ),
    "reading-level": Sentence(
        "Le texte se lit à {score} ; le programme promet au moins {least}. Raccourcissez les phrases "
        "({sentence} mots en moyenne) ou les mots.",
        "The text reads at {score}; the programme promises at least {least}. Shorten the sentences "
        "({sentence} words on average) or the words.",
    ),
    "text-too-long": Sentence(
        "Cette étape de texte a {count} mots : au plus {limit}. Une idée par écran.",
        "This text step has {count} words: at most {limit}. One idea a screen.",
    ),
    "text-too-short": Sentence(
        "Cette étape de texte a {count} mots : au moins {limit}. Une scène, puis ce qu’on en tire, puis une "
        "chose à faire.",
        "This text step has {count} words: at least {limit}. A scene, then what it shows, then one thing to do.",
    ),
    "typography-space": Sentence(
        "Le signe « {sign} » demande une espace insécable de son côté intérieur (U+00A0 pour « : » et les "
        "guillemets, U+202F pour ; ! ?).",
        "The sign “{sign}” takes a non-breaking space in French (U+00A0 for “:” and quotes, U+202F for ; ! ?).",
    ),
    "typography-apostrophe": Sentence(
        "Apostrophe droite : écrivez ’.",
        "Straight apostrophe: write ’.",
    ),
    "typography-quotes": Sentence(
        "Guillemets droits : écrivez « ».",
        "Straight quotes: write « » in French.",
    ),
    "typography-time": Sentence(
        "« {sign} » : écrivez l’heure comme 21 h 30, avec des espaces insécables.",
        "“{sign}”: write the time as 21 h 30 in French, with non-breaking spaces.",
    ),
    "screening-questions": Sentence(
        "Une étape « screening » pose de 1 à {most} questions, et « {none} » n’est le nom d’aucune ; celle-ci en "
        "pose {count}.",
        "A “screening” step asks 1 to {most} questions, and none of them is called “{none}”; this one asks {count}.",
    ),
    "outcome-twice": Sentence(
        "Deux issues s’appellent « {given} ».",
        "Two outcomes are called “{given}”.",
    ),
    "outcome-last-has-rule": Sentence(
        "La dernière issue, « {outcome} », a une règle : quelqu’un pourrait n’être mené nulle part. Retirez « when », "
        "ou ajoutez une issue sans règle.",
        "The last outcome, “{outcome}”, has a rule: somebody could be led nowhere. Remove “when”, or add an outcome "
        "without a rule.",
    ),
    "outcome-without-rule": Sentence(
        "L’issue « {outcome} » n’a pas de règle, et ce n’est pas la dernière : personne n’arriverait aux suivantes.",
        "Outcome “{outcome}” has no rule and is not the last one: nobody would get to those after it.",
    ),
    "outcome-names-programme": Sentence(
        "L’issue « {outcome} » ne mène pas à un programme : « {word} » n’y a pas de sens.",
        "Outcome “{outcome}” does not lead to a programme: “{word}” has no meaning there.",
    ),
    "not-a-person": Sentence(
        "Ce fichier n’est pas une personne d’essai : {detail}.",
        "This file is not a test person: {detail}.",
    ),
    "path-unknown-programme": Sentence(
        "Il n’y a pas de programme « {given} » auprès de ce parcours.",
        "There is no programme “{given}” beside this path.",
    ),
    "path-broken-programme": Sentence(
        "Un de ces programmes, ou une ligne de preuves du parcours, ne se lit pas : {given}. Vérifiez d’abord chacun "
        "d’eux.",
        "One of these programmes, or a line of evidence of the path, cannot be read: {given}. Verify each of them "
        "first.",
    ),
    "path-undecided": Sentence(
        "Le parcours ne dit rien de « {module} » : ajoutez-le aux modules, ou dites sous « left_out » ce qui fait son "
        "travail.",
        "The path says nothing of “{module}”: add it to the modules, or say under “left_out” what does its work.",
    ),
    "path-ends": Sentence(
        "Un parcours s’ouvre et se ferme comme le programme qui mène, « {lead} » : ici, par « {module} ».",
        "A path opens and closes as the programme that leads, “{lead}”: here with “{module}”.",
    ),
    "malformed": Sentence(
        "Ceci n’a pas de sens : {detail}.",
        "This means nothing: {detail}.",
    ),
}

SHAPES: dict[str, Sentence] = {
    "text": Sentence("un texte", "a text"),
    "texts": Sentence("une liste de textes, comme [un, deux]", "a list of texts such as [one, two]"),
    "list": Sentence("une liste, comme [un, deux]", "a list such as [one, two]"),
    "table": Sentence("des mots avec leur valeur, comme {fr: …}", "words with their values such as {fr: ...}"),
    "tables": Sentence("une liste de mots avec leur valeur", "a list of words with their values"),
}
