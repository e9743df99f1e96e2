"""Paths: one ordinary programme made of modules of several, for somebody whom two troubles weigh on (ADR 43).

A path is a folder of its own in `content/paths/`: `path.yaml` says whose modules come in which order, and why. What is
assembled is the source of a programme, in the authors' own format, so that compiler, checks, engine and pages see a
programme like any other.
"""

from accalmie.core.programme.assembling.assemble import Assembled, assemble
from accalmie.core.programme.assembling.reading import PATH, Path, is_path, programmes_named, read_path

__all__ = ["PATH", "Assembled", "Path", "assemble", "is_path", "programmes_named", "read_path"]
