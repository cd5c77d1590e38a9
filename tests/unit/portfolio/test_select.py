import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda_industry as mi
from mcda_industry.portfolio.select import WORTHLESS

COSTS = {"forge": 60, "foundry": 45, "wiring": 30, "tools": 20}
VALUES = {"forge": 5.0, "foundry": 4.5, "wiring": 2.0, "tools": 1.8}
BUDGET = mi.Budget("capex", 100, COSTS)
PAIR = mi.Exclusive(["forge", "wiring"])


def found(*limits: Any, **options: Any) -> mi.Portfolio:
    return mi.select_portfolio(VALUES, VALUES, BUDGET, *limits, **options)


def test_a_portfolio_says_what_is_taken_what_it_is_worth_and_what_is_left() -> None:
    portfolio = found(PAIR)
    assert portfolio.selected == ("foundry", "wiring", "tools")
    assert portfolio.taken.tolist() == [False, True, True, True]
    assert portfolio.status == "optimal"
    assert portfolio.value == 8.3
    assert portfolio.spending == {"capex": (95.0, 100.0, 5.0)}
    assert portfolio.left_out == {"forge": ("capex ≤ 100", "at most one of forge, wiring")}
    assert portfolio.limits == (BUDGET, PAIR)


def test_gains_say_what_each_limit_costs_and_binding_which_does() -> None:
    portfolio = found(PAIR)
    assert portfolio.gains == {"capex ≤ 100": pytest.approx(3.0), "at most one of forge, wiring": 0.0}
    assert portfolio.binding == ("capex ≤ 100",)


def test_values_come_by_name_in_order_as_a_series_or_as_a_ranking() -> None:
    by_name = found()
    shuffled = pd.Series(VALUES)[["tools", "forge", "wiring", "foundry"]]
    for values in (list(VALUES.values()), np.array(list(VALUES.values())), shuffled, {**VALUES, "other": 99}):
        assert mi.select_portfolio(VALUES, values, BUDGET).selected == by_name.selected
    problem = mi.Problem.of([mi.maximise("x", scale=(0, 10))], {name: [value] for name, value in VALUES.items()})
    ranking = mi.rank(problem, {"x": 1}, "weighted_sum")
    assert mi.select_portfolio(list(VALUES), ranking, BUDGET).selected == by_name.selected
    some = mi.select_portfolio(["tools", "forge"], ranking, mi.Budget("capex", 60, COSTS))
    assert some.selected == ("forge",)


def test_costs_are_matched_by_name_and_not_by_place() -> None:
    turned = mi.Budget("capex", 100, dict(reversed(COSTS.items())))
    assert mi.select_portfolio(VALUES, VALUES, turned).selected == found().selected


def test_a_candidate_below_the_baseline_is_taken_only_where_a_limit_asks_for_it() -> None:
    assert (found(baseline=2.0).selected, found(baseline=2.0).value) == (("forge",), 3.0)
    portfolio = found(mi.Mandatory("tools"), baseline=2.0)
    assert "tools" in portfolio.selected
    assert portfolio.left_out["wiring"][0] == WORTHLESS
    assert portfolio.value == pytest.approx(sum(VALUES[name] - 2 for name in portfolio.selected))


def test_a_budget_of_nothing_takes_what_costs_nothing() -> None:
    portfolio = mi.select_portfolio(["a", "b"], [1, 2], mi.Budget("x", 0, {"a": 0, "b": 0.1}))
    assert (portfolio.selected, portfolio.left_out) == (("a",), {"b": ("x ≤ 0",)})


def test_spending_is_added_up_as_it_is_written() -> None:
    portfolio = mi.select_portfolio(["a", "b"], [1, 2], mi.Budget("x", 0.3, {"a": 0.1, "b": 0.2}))
    assert portfolio.spending["x"] == (0.3, 0.3, 0.0)


def test_there_may_be_no_budget_one_or_several() -> None:
    tight = mi.Budget("staff", 1, {"forge": 1, "foundry": 1, "wiring": 0, "tools": 0})
    assert len(mi.select_portfolio(VALUES, VALUES).selected) == 4
    assert mi.select_portfolio(VALUES, VALUES, [BUDGET, tight]).selected == ("foundry", "wiring", "tools")
    assert set(mi.select_portfolio(VALUES, VALUES, (limit for limit in (BUDGET, tight))).spending) == {"capex", "staff"}


def test_the_callers_values_are_neither_changed_nor_kept() -> None:
    values = np.array(list(VALUES.values()))
    portfolio = mi.select_portfolio(VALUES, values, BUDGET)
    values[:] = 0
    assert portfolio.values.tolist() == list(VALUES.values())
    for array in (portfolio.values, portfolio.taken):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_names_may_hold_apostrophes_spaces_and_be_very_long() -> None:
    names = ["l'atelier d'Oujda", "a | b, 'c'", "é" * 500]
    portfolio = mi.select_portfolio(
        names, [1, 2, 3], mi.Budget("l'été", 2, dict.fromkeys(names, 1)), mi.Requires(*names[:2])
    )
    assert portfolio.selected == tuple(names[1:])
    assert "sans « l'été ≤ 2 »" in portfolio.sentence("fr")
    with pytest.raises(mi.ProblemError, match="at most one of l'atelier d'Oujda") as refusal:
        mi.select_portfolio(names, [1, 2, 3], [], mi.Exclusive(names), mi.Mandatory(names))
    assert len(str(refusal.value)) < 500


def test_one_candidate_is_enough() -> None:
    assert mi.select_portfolio(["a"], [1]).selected == ("a",)
    assert mi.select_portfolio(["a"], [-1]).selected == ()
    assert mi.select_portfolio(["a"], [-1], [], mi.Mandatory("a")).value == -1


def test_candidates_of_equal_worth_are_told_apart_by_nothing_and_the_answer_repeats() -> None:
    names = [f"P{i}" for i in range(30)]
    budget = mi.Budget("places", 7, dict.fromkeys(names, 1))
    first, second = (mi.select_portfolio(names, [1.0] * 30, budget) for _ in range(2))
    assert first.selected == second.selected
    assert first.value == 7


def test_an_impossible_demand_names_the_limits_that_cannot_hold_together() -> None:
    projects = mi.AtLeast("projects", 3, of=["forge", "foundry", "wiring"])
    with pytest.raises(
        mi.ProblemError, match="'capex ≤ 100' and 'at least 3 projects' cannot hold together"
    ) as refusal:
        found(projects, mi.Forbidden("tools"))
    assert (refusal.value.code, refusal.value.field) == ("infeasible", "limits")
    with pytest.raises(mi.ProblemError, match="'at least 5 projects' cannot hold. Relax it."):
        found(mi.AtLeast("projects", 5, of=list(VALUES)))


SENTENCES = [
    (
        lambda: found(PAIR),
        "Take 3 of 4: foundry, wiring and tools; together they are worth 8.3; capex: 95 of 100. "
        "The portfolio would be worth 3 more without 'capex ≤ 100'.",
        "Retenir 3 candidats sur 4 : foundry, wiring et tools ; leur valeur totale est de 8,3 ; capex : 95 sur 100. "
        "Le portefeuille vaudrait 3 de plus sans « capex ≤ 100 ».",
    ),
    (
        lambda: mi.select_portfolio(["a"], [1.5]),
        "Take 1 of 1: a; it is worth 1.5.",
        "Retenir 1 candidat sur 1 : a ; sa valeur est de 1,5.",
    ),
    (
        lambda: mi.select_portfolio(["a", "b"], [-1, 0.25], baseline=0.25),
        "No candidate is worth more than the baseline (0.25).",
        "Aucun candidat ne vaut plus que la référence (0,25).",
    ),
    (
        lambda: mi.select_portfolio(["a"], [1], mi.Budget("capex", 1, {"a": 2})),
        "Nothing that is worth taking fits within the limits; capex: 0 of 1. "
        "The portfolio would be worth 1 more without 'capex ≤ 1'.",
        "Rien de ce qui vaut d'être retenu ne tient dans les limites ; capex : 0 sur 1. "
        "Le portefeuille vaudrait 1 de plus sans « capex ≤ 1 ».",
    ),
    (
        lambda: mi.select_portfolio(["a", "b"], [-2, 1], [], mi.Mandatory("a", "signed"), mi.Forbidden("b")),
        "Take 1 of 2: a; it is worth -2. The portfolio would be worth 2 more without 'with a (signed)' and "
        "1 more without 'without b'.",
        "Retenir 1 candidat sur 2 : a ; sa valeur est de -2. Le portefeuille vaudrait 2 de plus sans « avec a (signed) » et "
        "1 de plus sans « sans b ».",
    ),
]


@pytest.mark.parametrize(
    ("make", "english", "french"), SENTENCES, ids=["three", "one", "worthless", "no room", "forced"]
)
def test_a_portfolio_is_said_in_a_sentence(make: Any, english: str, french: str) -> None:
    assert (make().sentence(), make().sentence("fr")) == (english, french)


def test_a_frame_has_a_row_a_candidate() -> None:
    frame = found(PAIR).to_frame()
    assert frame.index.name == "candidate"
    assert frame.loc["forge"].tolist() == [5.0, False, "capex ≤ 100 · at most one of forge, wiring"]
    assert frame.loc["tools"].tolist() == [1.8, True, ""]


def test_a_portfolio_is_shown_in_a_line_and_can_be_sent() -> None:
    portfolio = found(PAIR)
    assert repr(portfolio) == "Portfolio (optimal): foundry, wiring and tools; value 8.3"
    assert pickle.loads(pickle.dumps(portfolio)).selected == portfolio.selected
    assert repr(mi.select_portfolio(["a"], [0])) == "Portfolio (optimal): nothing; value 0"


def test_the_reference_case_meets_all_its_limits() -> None:
    case = mi.datasets.morocco_2025()
    ranking = mi.rank(case.problem("projects"), case.weights("projects"), "promethee2")
    portfolio = mi.select_portfolio(ranking.alternatives, ranking, case.budgets, *case.limits)
    inside = set(portfolio.selected)
    projects = {project.id: project for project in case.projects}
    assert sum(projects[name].capex_mdh for name in inside) <= 4_500
    assert sum(case.support(name).amount_mdh for name in inside) <= 700
    assert len({projects[name].region_code for name in inside}) >= 9
    assert sum(projects[name].ecosystem == "machines_outils" for name in inside) >= 5
    assert sum(projects[name].deliverable_type == "relocalisation" for name in inside) >= 4
    assert all(set(projects[name].requires) <= inside for name in inside)
    groups = [projects[name].exclusive_group for name in inside if projects[name].exclusive_group]
    assert len(set(groups)) == len(groups)
    assert all(portfolio.left_out.values())


@pytest.mark.parametrize(
    ("costs", "limit", "values", "selected"),
    [
        ([1e308, 1e307, 5e-324], 1e308, [1, 2.0, 3], ("b", "c")),
        ([1e308, 1e307, 5e-324], 1e308, [9, 2.0, 3], ("a",)),
        ([5e-324, 1e-300, 0], 0, [1e-320, 5e-324, 1], ("c",)),
        ([5e-324, 5e-324, 5e-324], 1e-323, [1e-320, 5e-324, 1e-300], ("a", "c")),
        ([1, 1, 1], 2, [1e300, 1e-300, 1], ("a", "c")),
    ],
)
def test_the_largest_and_the_smallest_numbers_are_compared_too(
    costs: list[float], limit: float, values: list[float], selected: tuple[str, ...]
) -> None:
    budget = mi.Budget("x", limit, dict(zip("abc", costs, strict=True)))
    assert mi.select_portfolio(["a", "b", "c"], values, budget).selected == selected
