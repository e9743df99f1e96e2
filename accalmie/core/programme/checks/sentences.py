"""What each refusal of the checks says, in French and in English. `docs/authors/refusals.md` explains every code."""

from __future__ import annotations

from accalmie.core.programme.refusals import Sentence

SENTENCES: dict[str, Sentence] = {
    "dead-end": Sentence(
        "En mode « {mode} », la personne attend sans fin avant le module « {module} » : rien ne l’ouvre. "
        "Ajoutez « N days after MODULE ».{path}",
        "In mode “{mode}” the person waits for ever before module “{module}”: nothing opens it. Add “N days "
        "after MODULE”.{path}",
    ),
    "cannot-finish": Sentence(
        "En mode « {mode} », on peut arriver à un endroit d’où le programme ne finit plus.{path}",
        "In mode “{mode}” one can get to a place from which the programme never ends.{path}",
    ),
    "unreachable-step": Sentence(
        "Personne ne voit jamais l’étape « {step} » du module « {module} », dans aucun mode.",
        "Nobody is ever shown step “{step}” of module “{module}”, in any mode.",
    ),
    "rule-never-true": Sentence(
        "La règle de l’étape « {step} » n’est jamais vraie quand on y arrive : « {rule} ».",
        "The rule of step “{step}” is never true when one gets there: “{rule}”.",
    ),
    "rule-always-true": Sentence(
        "La règle de l’étape « {step} » est toujours vraie quand on y arrive : « {rule} ». Retirez-la.",
        "The rule of step “{step}” is always true when one gets there: “{rule}”. Remove it.",
    ),
    "danger-uncovered": Sentence(
        "Quand une personne {answer} la question {item} de {instrument}, l’aide ne vient pas. Ajoutez sous "
        "« danger » : {line}.{path}",
        "When a person {answer} item {item} of {instrument}, no help comes. Add under “danger”: {line}.{path}",
    ),
    "too-many-states": Sentence(
        "Le programme a trop de chemins pour être vérifié : plus de {most} situations différentes. Retirez "
        "des règles ou rapprochez-les de ce qu’elles lisent.",
        "The programme has too many ways to be verified: more than {most} different situations. Remove "
        "rules, or move them nearer to what they read.",
    ),
    "opens-on-not-first": Sentence(
        "« {step} » est dit sous « opens_on », mais ce n’est pas la première étape du premier module.",
        "“{step}” stands under “opens_on”, but it is not the first step of the first module.",
    ),
    "closes-on-not-last": Sentence(
        "« {step} » est dit sous « closes_on », mais ce n’est pas la dernière étape du dernier module, vue "
        "par tout le monde.",
        "“{step}” stands under “closes_on”, but it is not the last step of the last module, shown to everybody.",
    ),
    "gap-step-in-module": Sentence(
        "« {step} » accueille après une absence : elle ne peut pas être aussi une étape du module « {module} ».",
        "“{step}” welcomes back after a gap: it cannot be a step of module “{module}” too.",
    ),
    "aftercare-order": Sentence(
        "Le module « {module} » est un suivi (« aftercare ») : il vient après tous les modules du programme.",
        "Module “{module}” is after-care: it comes after all modules of the programme.",
    ),
    "aftercare-opening": Sentence(
        "Le suivi « {module} » s’ouvre « N days after {last} », avec N plus grand que {days}, et d’aucune autre façon.",
        "After-care “{module}” opens “N days after {last}”, with N greater than {days}, and in no other way.",
    ),
    "aftercare-length": Sentence(
        "Le suivi « {module} » a {count} étapes ; la maison en demande de {fewest} à {most}.",
        "After-care “{module}” has {count} steps; the house asks for {fewest} to {most}.",
    ),
    "aftercare-no-measure": Sentence(
        "Le suivi « {module} » ne demande aucune mesure (une étape « questionnaire »).",
        "After-care “{module}” asks for no measure (a “questionnaire” step).",
    ),
    "interlude-step-taken": Sentence(
        "« {step} » est dit par l’interlude « {interlude} » : elle ne peut pas être aussi une étape du programme.",
        "“{step}” is said by interlude “{interlude}”: it cannot be another step of the programme too.",
    ),
    "interlude-never-true": Sentence(
        "La règle de l’interlude « {interlude} » n’est jamais vraie après une mesure : « {rule} ».",
        "The rule of interlude “{interlude}” is never true after a measure: “{rule}”.",
    ),
    "review-alone": Sentence(
        "En mode « alone » personne ne répond à « {step} » : ajoutez « modes: [guided, blended] ».",
        "In mode “alone” nobody answers “{step}”: add “modes: [guided, blended]”.",
    ),
    "text-too-early": Sentence(
        "Le texte adapté de « {step} » lit « {fact} », qui n’est connu qu’après « {source} » : il ne s’adapte jamais.",
        "The tailored text of “{step}” reads “{fact}”, which is known only after “{source}”: it is never tailored.",
    ),
    "module-length": Sentence(
        "Le module « {module} » montre {count} étapes en mode « {mode} » ; la maison en demande de 4 à 7.",
        "Module “{module}” shows {count} steps in mode “{mode}”; the house asks for 4 to 7.",
    ),
    "no-practice": Sentence(
        "Le module « {module} » n’a pas de pratique d’au moins 3 jours.",
        "Module “{module}” has no practice of at least 3 days.",
    ),
    "no-look-back": Sentence(
        "Après la pratique, le module « {module} » ne demande pas comment cela s’est passé (une étape « choice »).",
        "After the practice, module “{module}” does not ask how it went (a “choice” step).",
    ),
    "no-obstacle-path": Sentence(
        "Le module « {module} » n’a pas de chemin pour qui est resté bloqué : une étape avec « when » sur "
        "la réponse au retour.",
        "Module “{module}” has no path for someone who got stuck: a step with “when” on the answer of the look-back.",
    ),
    "no-short-version": Sentence(
        "Le module « {module} » n’a pas de version courte : marquez des étapes « short: yes ».",
        "Module “{module}” has no short version: mark steps with “short: yes”.",
    ),
    "outcome-unreachable": Sentence(
        "Personne n’est jamais mené à l’issue « {outcome} » : une autre la précède toujours, ou sa règle n’est "
        "jamais vraie.",
        "Nobody is ever led to outcome “{outcome}”: another one always comes first, or its rule is never true.",
    ),
    "outcome-after-danger": Sentence(
        "Une personne qui a donné une réponse de danger est menée à « {outcome} »{held}. Après une telle réponse, "
        'personne ne commence seul : mettez avant elle une issue avec « danger != "none" ».{path}',
        "Somebody who gave a danger answer is led to “{outcome}”{held}. After such an answer nobody starts alone: "
        'put before it an outcome with “danger != "none"”.{path}',
    ),
    "outcome-last-programme": Sentence(
        "La dernière issue, « {outcome} », mène à un programme : une personne qui ne répond à rien y serait menée. "
        "La dernière issue mène à une personne ou à un médecin.",
        "The last outcome, “{outcome}”, leads to a programme: somebody who answers nothing would be led there. The "
        "last outcome leads to a person or to a doctor.",
    ),
    "outcome-unknown-programme": Sentence(
        "L’issue « {outcome} » mène au programme « {given} », qui n’existe pas à côté de celui-ci.",
        "Outcome “{outcome}” leads to the programme “{given}”, which does not stand beside this one.",
    ),
    "outcome-unknown-mode": Sentence(
        "L’issue « {outcome} » mène au programme « {given} » en mode « {mode} », qu’il n’a pas.",
        "Outcome “{outcome}” leads to the programme “{given}” in mode “{mode}”, which it does not have.",
    ),
    "outcome-turned-away": Sentence(
        "Une personne menée à « {outcome} » serait refusée au départ de « {given} » : sa règle de départ est "
        "« {rule} ».{path}",
        "Somebody who is led to “{outcome}” would be turned away at the start of “{given}”: its start rule is "
        "“{rule}”.{path}",
    ),
    "person-mismatch": Sentence(
        "{person}, semaine {week} : « {word} » devait être {expected}, c’est {got}.",
        "{person}, week {week}: “{word}” was to be {expected}, it is {got}.",
    ),
    "person-unknown": Sentence(
        "{person} : « {given} » n’est pas {what} de ce programme.",
        "{person}: “{given}” is not {what} of this programme.",
    ),
}

WHAT: dict[str, Sentence] = {
    "step": Sentence("une étape", "a step"),
    "module": Sentence("un module", "a module"),
    "choice": Sentence("une étape de choix", "a choice step"),
    "option": Sentence("une option", "an option"),
    "instrument": Sentence("un questionnaire", "an instrument"),
    "question": Sentence("une question de needs_a_person", "a question of needs_a_person"),
    "page": Sentence("une page", "a page"),
    "outcome": Sentence("une issue", "an outcome"),
    "place": Sentence("une étape ou un module", "a step or a module"),
    "mode": Sentence("un mode", "a mode"),
}
