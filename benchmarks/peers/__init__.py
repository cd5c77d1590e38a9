"""The libraries compared with, a file each, through their public functions. None is needed: one that is missing is named so."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

from benchmarks.clock import Work
from benchmarks.goals import Faster
from benchmarks.rival import Part, Rival


@dataclass(frozen=True)
class Peer:
    """A library that may be installed.

    Attributes
    ----------
    name
        As people call it.
    module
        What is imported.
    """

    name: str
    module: str

    @property
    def installed(self) -> bool:
        """Whether its module can be found, without loading it."""
        return find_spec(self.module) is not None

    def rival(self, prepare: Callable[[], Work], goal: Faster | None = None, part: Part | None = None) -> Rival:
        """It as a rival; what it does is prepared, and its module loaded, only if it is installed."""
        return Rival(self.name, prepare() if self.installed else None, goal, part)
