"""How to reach somebody when a professional worries about them."""

from __future__ import annotations

from dataclasses import dataclass

PURPOSE = "people.patient.contact"


@dataclass(frozen=True, slots=True)
class Contact:
    """Each part may be refused: it is empty then."""

    telephone: str = ""
    usual_address: str = ""
    trusted_person: str = ""
