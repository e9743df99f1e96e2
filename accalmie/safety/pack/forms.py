"""Who holds the passphrase."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accalmie.safety.pack.keys import LONGEST_HOLDERS


class HoldersForm(forms.Form):
    """Written down with each new passphrase."""

    holders = forms.CharField(
        label=_("Who will hold it, and where it lies"),
        help_text=_(
            "At least two people, and one place that is open when the site is down: a safe, a sealed envelope."
        ),
        max_length=LONGEST_HOLDERS,
        widget=forms.Textarea,
        error_messages={"required": _("Say who will hold it: a passphrase that nobody finds opens nothing.")},
    )
