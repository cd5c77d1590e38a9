"""The figures that tests draw: the reference case, made once, and a small problem with awkward names."""

from functools import cache

import mcda_industry as mi

CASE = mi.datasets.morocco_2025()
KINDS = {"projects": ("C11", "C23", "C64", "C62"), "levers": ("LC11", "LC32", "LC65", "LC12")}
"""Three corners and a criterion to walk along, by problem."""


def figures(problem: mi.Problem, weights: mi.Weights, names: tuple[str, ...]) -> dict[str, mi.figures.Plot]:
    """One figure of each kind, by name."""
    f, ranking, topsis = mi.figures, mi.rank(problem, weights), mi.rank(problem, weights, "topsis")
    drawn = mi.acceptability(problem, draws=300)
    flows = mi.promethee(problem, weights)
    limits = {name: (0.5 * weights[name], 1.5 * weights[name]) for name in problem.criterion_names}
    return {
        "stability of the order": f.stability_bars(mi.stability_intervals(problem, weights)),
        "stability of the best": f.stability_bars(
            mi.stability_intervals(problem, weights, "topsis", keep="best"), most=9
        ),
        "walk": f.walking_lines(mi.walking_weights(problem, weights, "promethee2", names[3])),
        "walk by topsis": f.walking_lines(mi.walking_weights(problem, weights, "topsis", names[3]), most=4),
        "heat map": f.acceptability_heat_map(drawn),
        "acceptability bars": f.acceptability_bars(drawn),
        "tornado": f.tornado(ranking),
        "tornado of another": f.tornado(ranking, ranking.order[2], by=0.9),
        "triangle": f.weight_triangle(ranking, names[:3]),
        "triangle by topsis": f.weight_triangle(topsis, names[:3], steps=20),
        "rank intervals": f.rank_intervals(drawn, ranking=ranking),
        "gaia": f.gaia_map(mi.gaia(problem, weights), box=limits),
        "hasse": f.hasse_diagram(flows.partial_order),
    }


@cache
def reference(kind: str) -> dict[str, mi.figures.Plot]:
    """The figures of the reference case: "projects" (44) or "levers" (16)."""
    return figures(CASE.problem(kind), CASE.weights(kind), KINDS[kind])


@cache
def awkward() -> dict[str, mi.figures.Plot]:
    """The figures of a problem whose names look like formulas, or are very long."""
    names = ("$x_1$", "a$b", "_u", "A very long name of an industrial project", "%s {0}", "\\alpha $\\frac")
    criteria = [
        mi.maximise(name, scale=(0, 9), preference=mi.Linear(0, 9)) for name in ("$c$", "d_$", "_e", "wide " * 9)
    ]
    rows = ((4, 1, 9, 0), (1, 8, 2, 3), (5, 5, 0, 9), (9, 0, 1, 1), (2, 2, 7, 7), (7, 7, 3, 2))
    problem = mi.Problem.of(criteria, dict(zip(names, rows, strict=True)))
    return figures(problem, mi.Weights(dict.fromkeys(problem.criterion_names, 1)), ("$c$", "d_$", "_e", "$c$"))


NAMES = tuple(awkward())
