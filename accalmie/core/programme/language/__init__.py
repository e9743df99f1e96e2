"""What clinicians write: a folder of YAML and Markdown becomes a programme, or refusals in their own words."""

from accalmie.core.programme.language.compiler import Compiled, compile
from accalmie.core.programme.language.sentences import SENTENCES
from accalmie.core.programme.language.source import LONGEST, Unreadable, read_yaml
from accalmie.core.programme.language.testers import People, read_people
from accalmie.core.programme.language.typography import french_slips
from accalmie.core.programme.refusals import Refusal

__all__ = [
    "LONGEST",
    "SENTENCES",
    "Compiled",
    "People",
    "Refusal",
    "Unreadable",
    "compile",
    "french_slips",
    "read_people",
    "read_yaml",
]
