"""A simulated clinic: plausible people who come, follow a programme through the real engine, and go. Pure.

    parameters = load_parameters(text)                 content/simulation/clinic.yaml
    history = lived(clinic, Random(seed), arrives_at=at)     the entries of one life, in order
    summary = summarised(clinic, histories)            what a comparison with published figures needs

Plausible, not real: nothing here says anything about what a programme does to anybody.
"""

from accalmie.core.simulation.chance import Chance, Source
from accalmie.core.simulation.clinic import Clinic, Happened, History, Profile
from accalmie.core.simulation.comparison import Compared, compared, published_curve
from accalmie.core.simulation.living import lived
from accalmie.core.simulation.parameters import Parameters, ParametersRefused, Published, load_parameters
from accalmie.core.simulation.summary import Summary, Tally, summarised
from accalmie.core.simulation.voices import Voices, VoicesRefused, load_voices

__all__ = [
    "Chance",
    "Clinic",
    "Compared",
    "Happened",
    "History",
    "Parameters",
    "ParametersRefused",
    "Profile",
    "Published",
    "Source",
    "Summary",
    "Tally",
    "Voices",
    "VoicesRefused",
    "compared",
    "lived",
    "load_parameters",
    "load_voices",
    "published_curve",
    "summarised",
]
