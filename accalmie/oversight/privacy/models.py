"""The tables of this room."""

from accalmie.oversight.privacy.rights_models import LegalHold, RightsRequest

__all__ = ["LegalHold", "RightsRequest"]
