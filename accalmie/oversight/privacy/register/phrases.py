"""Every phrase with which a table says something to privacy, so that each has its French.

A statement in `class Privacy` is English. A phrase that is missing here fails a test; one that no table says any more
fails it too.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

WHAT = frozenset(
    {
        _("a consent"),
        _("a consent's moment"),
        _("a count"),
        _("a professional’s RPPS number, sealed"),
        _("a slow hash"),
        _("age in bands"),
        _("an address and a few neutral words, sealed"),
        _("application or passkey"),
        _("as they signed"),
        _("class name of a fault, nobody's words"),
        _("count of entries"),
        _("data or care"),
        _("day of the seal"),
        _("ends older sessions"),
        _("finds a passkey, unreadable"),
        _("finds their sign-in name, unreadable"),
        _("for whom"),
        _("form of the payload"),
        _("from when"),
        _("hash of sealed bytes"),
        _("hash over hashes"),
        _("health data and a telephone number, sealed"),
        _("health data and telephone numbers, sealed"),
        _("health data by inference"),
        _("health data"),
        _("health data, sealed under the person's key"),
        _("health data, sealed"),
        _("how they are reached when on call, sealed"),
        _("how it was classified"),
        _("how they made sure"),
        _("how they sign in and are called, sealed"),
        _("how they are written to"),
        _("how they spoke"),
        _("how they wish to talk"),
        _("how they were told"),
        _("how to reach them, sealed"),
        _("identifier of a professional"),
        _("identifier of the author"),
        _("identifier of who answered"),
        _("identifier of who chose another way"),
        _("identifier of who named them"),
        _("identifier only"),
        _("identifiers of shared exercises"),
        _("in which order"),
        _("in which pack"),
        _("in which role"),
        _("keyed mark of how their name begins"),
        _("keyed mark of the code"),
        _("keyed mark of who they are there"),
        _("kind of device"),
        _("moment of the erasure"),
        _("moment"),
        _("name of a table of ours"),
        _("name of the destroyed or living key"),
        _("name of the key"),
        _("network, shortened"),
        _("on what ground"),
        _("on what it rests"),
        _("place in the record"),
        _("role and name of a doctor, sealed under the person's key"),
        _("row number"),
        _("sealed under the patient's own key"),
        _("secret or public key, sealed"),
        _("setting"),
        _("since when it counts"),
        _("since when it is closed"),
        _("since when"),
        _("technical mark"),
        _("the answer, sealed"),
        _("the last code or count used"),
        _("the wrapped key"),
        _("their words, sealed"),
        _("through whom they may sign in"),
        _("until when it opens"),
        _("until when"),
        _("what sort of thing happened"),
        _("what the person allows"),
        _("what happened, sealed"),
        _("what they are here as"),
        _("what they had lost"),
        _("what they may do"),
        _("what they were told"),
        _("what they wrote"),
        _("what was agreed to"),
        _("what was decided, sealed"),
        _("what was asked"),
        _("what was typed, sealed"),
        _("when care here began"),
        _("when it ends"),
        _("when it is due"),
        _("when it may be erased"),
        _("when it was accepted"),
        _("when it was begun"),
        _("when it was ended"),
        _("when it was used"),
        _("when more time was taken"),
        _("when the account was made"),
        _("when the answer is due"),
        _("when the row goes"),
        _("when they are there"),
        _("when they came back"),
        _("when they signed in"),
        _("when"),
        _("where it stands"),
        _("where they are cared for or work"),
        _("where"),
        _("whether a second factor is asked for"),
        _("whether in training"),
        _("whether it concerns a patient, not whom"),
        _("whether it is an orientation, not a therapy"),
        _("whether somebody was harmed"),
        _("whether they exist"),
        _("whether they may sign in"),
        _("which page"),
        _("which closure"),
        _("who answered"),
        _("who answers"),
        _("who asked"),
        _("who brought them in"),
        _("who cares"),
        _("who decided"),
        _("who helps"),
        _("who imported, approved and withdrew it"),
        _("who invites"),
        _("who is away"),
        _("who it is and how they proved it"),
        _("who leads"),
        _("who made it"),
        _("who holds the passphrase, sealed"),
        _("who opened it"),
        _("who opened"),
        _("who reported it"),
        _("who saw it"),
        _("who sent it"),
        _("who signed"),
        _("who this patient is"),
        _("who vouched first"),
        _("who vouched second"),
        _("whose account"),
        _("whose code"),
        _("whose factor"),
        _("whose key opens their names"),
        _("whose name"),
        _("whose record it is"),
        _("whose record"),
        _("whose session"),
        _("whose settings"),
        _("whose wish it was"),
        _("whose words"),
        _("why, sealed"),
    }
)
"""What a field is."""

GIVEN = frozenset(
    {
        _("exported"),
        _("exported after clinician review"),
        _("exported as the exercises"),
        _("exported as the journal"),
        _("exported as the progress"),
        _("exported as the scores"),
        _("exported opened"),
        _("never exported"),
        _("not exported"),
    }
)
"""Whether the person is given it in their archive."""

ENDED = frozenset(
    {
        _("deleted on erasure"),
        _("destroyed and overwritten on erasure"),
        _("kept on erasure"),
        _("kept on erasure, as proof"),
        _("kept on erasure, as proof of who invited"),
        _("kept on erasure, naming nobody"),
        _("row deleted on erasure"),
        _("unreadable on erasure"),
        _("unreadable on erasure, its key destroyed"),
    }
)
"""What erasure does to it."""

KEPT = {
    "": _("as long as the record"),
    "kept as long as the record": _("as long as the record"),
    "kept with the record": _("as long as the record"),
    "kept as long as the log": _("as long as the access log"),
    "kept as long as the pack": _("as long as the pack"),
    "kept for a month": _("a month"),
    "kept for a year": _("a year"),
    "kept for as long as a backup may exist": _("as long as a backup may exist"),
    "kept for ever": _("for ever"),
    "kept for three years": _("three years"),
    "kept for two days": _("two days"),
    "kept until erasure": _("until the account or the record ends"),
    "kept until it is sent": _("until it is sent or given up"),
    "kept until rebuilt": _("until the view is computed again"),
    "kept until removed": _("until the person removes or replaces it"),
    "kept until the session ends": _("until the session ends"),
    "kept until withdrawn": _("until the person takes it back"),
}
"""How long a field is kept. A table that follows the journal says nothing: its rows go with the record."""

HOW_IT_ENDS = {
    "as long as the record": _(
        "the law’s period above, then an officer’s decision and “accalmie privacy retention --now --erase”; at once, "
        "on "
        "the page, for somebody whom nobody followed"
    ),
    "as long as the access log": _("as the access log"),
    "a year": _("deleted by “accalmie privacy tidy”, which the worker runs each day"),
    "a month": _("deleted by the program, a month after it was sent or given up"),
    "as long as the pack": _("deleted by the program with the file of the pack, after the days that the operator set"),
    "as long as a backup may exist": _(
        "the ledger of erasures stays as long as the oldest backup: the operator decides"
    ),
    "for ever": _("nothing deletes it"),
    "three years": _(
        "deleted by “accalmie privacy tidy”, which the worker runs each day, once a day signed three years ago "
        "remembers it"
    ),
    "two days": _("deleted by the program, when it is sent or when the next form is kept"),
    "until the account or the record ends": _(
        "deleted by the program when a patient’s record ends; nothing deletes the account of somebody who works here"
    ),
    "until the view is computed again": _("deleted by the program"),
    "until the person removes or replaces it": _("deleted by the program, at once"),
    "until it is sent or given up": _("overwritten by the program, at once"),
    "until the session ends": _(
        "refused after the time without a sign of life that is among the measures; the row is deleted by the program, "
        "when the next person signs in"
    ),
    "until the person takes it back": _("deleted by the program, at once"),
}
"""By what each of these periods ends, as the code stands."""
