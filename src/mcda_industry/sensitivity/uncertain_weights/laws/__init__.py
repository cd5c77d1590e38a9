"""What is supposed of uncertain weights: one law a file."""

from typing import Annotated

from pydantic import Field

from mcda_industry.errors import SensitivityError, quoted
from mcda_industry.sensitivity.uncertain_weights.laws.constrained import Constrained, WeightLimit
from mcda_industry.sensitivity.uncertain_weights.laws.dirichlet import AnyWeights, Around
from mcda_industry.sensitivity.uncertain_weights.laws.judges import Judges
from mcda_industry.sensitivity.uncertain_weights.laws.ordered import Ordered
from mcda_industry.sensitivity.uncertain_weights.laws.within import Within

Law = AnyWeights | Around | Ordered | Within | Constrained | Judges
"""A law: `sampler(criteria)` draws from it, `region(criteria)` is what it makes possible, `sentence(lang)` says it."""

AnyLaw = Annotated[Law, Field(discriminator="kind")]
"""One of the laws, told apart in JSON by its `kind`."""


def as_law(law: object) -> Law:
    """The law itself; weights, names and anything else that is no law are refused.

    >>> as_law(AnyWeights()).kind
    'any'
    """
    if isinstance(law, Law):
        return law
    said = f"{quoted(law)} is not a law of the weights. Give AnyWeights(), Around(weights), Ordered(...), Within(...), "
    raise SensitivityError(said + "Constrained(...) or Judges(...).", code="bad_law", field="law")


__all__ = [
    "AnyLaw",
    "AnyWeights",
    "Around",
    "Constrained",
    "Judges",
    "Law",
    "Ordered",
    "WeightLimit",
    "Within",
    "as_law",
]
