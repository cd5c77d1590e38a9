"""Writes reference/methods.md, the table of methods and their claims: each is examined, nothing is written by hand.

Run `python docs/claims_table.py` after a change to a method or to pymcdm; a test in tests/claims says when it is due.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import product
from pathlib import Path

from pymcdm import methods as pymcdm

import mcda_industry as mi
from mcda_industry.methods import require_declared_scales
from mcda_industry.methods.pymcdm_needs import UNUSABLE, WITHOUT_ARGUMENTS
from mcda_industry.testing import Counterexample, Examination, examine

PAGE = Path(__file__).parent / "reference" / "methods.md"
SHORT = {
    "RESPECTS_DOMINANCE": "dominance",
    "MONOTONE": "monotone",
    "UNIT_FREE": "units",
    "TRANSLATION_FREE": "origins",
    "CLONE_PROOF": "clones",
    "NO_RANK_REVERSAL": "reversal, with scales",
    "NO_RANK_REVERSAL_WITHOUT_SCALES": "reversal, without",
}
"""Heads of the columns, in the order of `Claim`."""
ROUNDS = 60
"""Small problems each method is tried on."""


@dataclass(frozen=True)
class Made:
    """A method of pymcdm that needs arguments, made anew from the scales of each problem."""

    name: str
    make: Callable[[mi.Evaluations], object]
    claims: frozenset[mi.Claim] = frozenset()
    conventions: dict[str, str] = field(default_factory=dict)

    def score_function(self, evaluations: mi.Evaluations, /) -> mi.ScoreFunction:
        if self.name != "PROMETHEE_II":
            require_declared_scales(evaluations, self.name)
        return mi.FromPymcdm(self.make(evaluations)).score_function(evaluations)


def own() -> Iterator[tuple[str, mi.RankingMethod]]:
    """The methods of this library, in their main variants."""
    yield "PROMETHEE II", mi.Promethee2()
    for ideal, normalisation in product(("observed", "scale"), ("vector", "minmax", "max", "sum")):
        yield f"TOPSIS, {normalisation}, ideal {ideal}", mi.Topsis(normalisation=normalisation, ideal=ideal)
    for mode in ("ideal", "distributive"):
        yield f"AHP, {mode}", mi.AhpSynthesis(mode=mode)
    for normalisation in ("scale", "none"):
        yield f"weighted sum, {normalisation}", mi.WeightedSum(normalisation=normalisation)
    yield "weighted product", mi.WeightedProduct()


def theirs() -> Iterator[tuple[str, mi.RankingMethod]]:
    """The methods of pymcdm that can be used, behind `FromPymcdm`."""
    made = {
        "BalancedSPOTIS": lambda e: pymcdm.BalancedSPOTIS(e.scales, e.ends[1]),
        "ERVD": lambda e: pymcdm.ERVD(e.scales.mean(axis=1)),
        "PROMETHEE_II": lambda e: pymcdm.PROMETHEE_II("usual"),
        "RAFSI": lambda e: pymcdm.RAFSI(*e.scales.T[::-1]),
        "RIM": lambda e: pymcdm.RIM(e.scales),
        "SPOTIS": lambda e: pymcdm.SPOTIS(e.scales),
    }
    for name in sorted({*WITHOUT_ARGUMENTS, *made}, key=str.lower):
        yield name, Made(name, made[name]) if name in made else mi.FromPymcdm(name)


def examined(method: mi.RankingMethod, rounds: int = ROUNDS) -> Examination:
    """The contract and every claim, on small problems; the tests try the large one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return examine(method, rounds=rounds, largest=0)


def row(label: str, found: Examination) -> str:
    """One line of the table."""
    return "| " + " | ".join([label, *(cell(found, claim) for claim in mi.Claim)]) + " |"


def cell(found: Examination, claim: mi.Claim) -> str:
    """What the examination says of one claim."""
    if claim in found.broken:
        return "no"
    if claim in found.claims:
        return "**claimed**"
    refused, wrong = found.tallies[claim].refused, worse_above_better(found)
    if claim is mi.Claim.RESPECTS_DOMINANCE and wrong:
        return f"no, refused {wrong} of {ROUNDS} times"
    return "-" if claim in found.untried else "not refuted" if not refused else f"not refuted, {refused} refused"


def worse_above_better(found: Examination) -> int:
    """How many answers `FromPymcdm` refused on the dominance trial because they put worse above better."""
    refusals = found.tallies[mi.Claim.RESPECTS_DOMINANCE].refusals
    return refusals.get("dominance_broken", 0) + refusals.get("upside_down", 0)


def reasons(label: str, found: Examination) -> list[str]:
    """The smallest counterexample to each claim that does not hold, in a line."""
    return [f"- {label}: {SHORT[claim.name]}. {_shown(broken)}" for claim, broken in found.broken.items()]


def _shown(broken: Counterexample) -> str:
    first, *rest = broken.scorings
    case = first.evaluations
    ways = ", ".join("max" if d > 0 else "min" for d in case.directions)
    seen = "; then ".join(scoring.sentence() for scoring in broken.scorings)
    after = "".join(f", then {_rows(other.evaluations)}" for other in rest)
    return f"{_rows(case)}{after} ({ways}), weights {[f'{w:g}' for w in first.weights]}: {seen}.".replace("'", "")


def _rows(case: mi.Evaluations) -> str:
    return "[" + ", ".join("[" + ", ".join(f"{x:.4g}" for x in line) + "]" for line in case.values) + "]"


def page() -> str:
    """The whole page."""
    heads = ["method", *SHORT.values()]
    table = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    parts: dict[str, tuple[list[str], list[str]]] = {}
    for part, methods in (("own", own()), ("theirs", theirs())):
        found = [(label, examined(method)) for label, method in methods]
        if faulty := [label for label, one in found if one.faults]:
            raise SystemExit(f"These break the contract: {', '.join(faulty)}.")
        lines = [row(label, one) for label, one in found]
        parts[part] = ([*table, *lines], [line for label, one in found for line in reasons(label, one)])
    refused = [f"- {name} {why}." for name, why in sorted(UNUSABLE.items())]
    return TEXT.format(
        claims="\n".join(f"- **{SHORT[claim.name]}** (`{claim.name}`): {claim.value}" for claim in mi.Claim),
        own="\n".join(parts["own"][0]),
        theirs="\n".join(parts["theirs"][0]),
        refused="\n".join(refused),
        reasons="\n".join([*parts["own"][1], *parts["theirs"][1]]),
        rounds=ROUNDS,
        version=version("pymcdm"),
    )


TEXT = """<!-- Written by docs/claims_table.py; change that, not this. -->

# Methods and their claims

What each method does and does not do, found by `mi.testing.examine` on {rounds} random problems with ties, costs,
duplicates, constant columns, values of both signs, with declared scales and without.

{claims}

**claimed**: the method says so, and no problem refutes it. *no*: a counterexample is [below](#counterexamples). *not
refuted*: nothing is claimed, and no counterexample was found, which is no proof. A dash: the method refused every
problem. All methods of both tables keep the contract of `RankingMethod`: finite scores, weights by their proportions,
batches, the order of rows and of criteria, no effect of a criterion without weight, equal scores of equal alternatives.

## Methods of this library

{own}

## Methods of pymcdm

Version {version}, behind `mi.FromPymcdm`. It claims nothing for code that is not ours; this is what was found. Problems
that a method cannot answer, and answers that put worse above better, are refused and count neither way: where many
were refused, the method is less general than it looks. *No, refused 6 of 60 times* under dominance means that pymcdm
itself put a dominated alternative above the one that dominates it as often. SPOTIS, BalancedSPOTIS, RIM and RAFSI
take their bounds from the declared scales here, ERVD its reference point from their middle, PROMETHEE_II the usual
preference function.

{theirs}

These are refused altogether:

{refused}

## Counterexamples

The smallest found for each: the values of the alternatives, whether criteria are maximised or minimised, the weights,
and the scores that show it. `mi.testing.examine(method).broken` gives them with scales and preference functions.

{reasons}
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
