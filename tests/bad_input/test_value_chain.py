"""Value chains: tables, shares, codes, units and definitions that have no answer are refused by name."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

chain = mi.value_chain
ERROR = mi.ValueChainError
GOOD = [[0.15, 0.25], [0.2, 0.05]]
CASE = mi.datasets.morocco_2025()
LINK = CASE.value_chain["A04"]
SOURCING = chain.sourcings(CASE.value_chain)[0]
RATE = chain.IntegrationRate(id="A02", definition="value_added", rate_pct=30.0, turnover_mdh=100)


def inverse(table: Any) -> Callable[[], Any]:
    return lambda: chain.leontief_inverse(table)


def coefficients(flows: Any, output: Any) -> Callable[[], Any]:
    return lambda: chain.technical_coefficients(flows, output)


def table(**changes: Any) -> Callable[[], Any]:
    figures = {"sectors": ("steel", "cars"), "unit": "MDH", "flows": ((1, 2), (3, 1)), "output": (10, 20)}
    return lambda: chain.InputOutputTable(**{**figures, **changes})


def link(**changes: Any) -> Callable[[], Any]:
    return lambda: LINK.model_copy(update=changes)


def links(*feeds: tuple[str, ...]) -> Callable[[], Any]:
    names = ("A02", "A03", "A04")
    return lambda: chain.ValueChain(
        links=[
            CASE.value_chain[name].model_copy(update={"feeds_into": f}) for name, f in zip(names, feeds, strict=False)
        ]
    )


def sourcing(**changes: Any) -> Callable[[], Any]:
    return lambda: SOURCING.model_copy(update=changes)


def rate(definition: Any, **figures: Any) -> Callable[[], Any]:
    return lambda: chain.local_integration_rate(definition, **figures)


def project(**changes: Any) -> chain.IntegrationProject:
    figures = {"id": "P", "link": "A02", "definition": "value_added", "added_turnover_mdh": 5, "added_local_mdh": 2}
    return chain.IntegrationProject(**{**figures, **changes})


TABLES = [
    bad("no table", inverse([]), ERROR, "wrong_shape", "as many rows as columns"),
    bad("a number", inverse(0.5), ERROR, "wrong_shape", "as many rows as columns"),
    bad("a row", inverse([0.5, 0.2]), ERROR, "wrong_shape", "the shape is 2"),
    bad("not square", inverse([[0.1, 0.2]]), ERROR, "wrong_shape", "1 × 2"),
    bad("ragged", inverse([[0.1, 0.2], [0.1]]), ERROR, "not_a_number_figure", "position 1", row=0),
    bad("nan", inverse([[0.1, np.nan], [0, 0]]), ERROR, "missing_figure", "row 1, column 2", row=0, column=1),
    bad("none", inverse([[0.1, None], [0, 0]]), ERROR, "missing_figure", "row 1, column 2", row=0, column=1),
    bad("infinite", inverse([[0.1, 0], [np.inf, 0]]), ERROR, "infinite_figure", "row 2, column 1", row=1, column=0),
    bad("text", inverse([["0.1", 0], [0, 0]]), ERROR, "not_a_number_figure", "'0.1'", row=0, column=0),
    bad("a boolean", inverse([[True, 0], [0, 0]]), ERROR, "not_a_number_figure", "'True'", row=0, column=0),
    bad("a masked cell", inverse(np.ma.array(GOOD, mask=[[1, 0], [0, 0]])), ERROR, "missing_figure", row=0, column=0),
    bad("negative", inverse([[0.1, -0.2], [-1, 0]]), ERROR, "negative_figure", "-0.2", row=0, column=1, faults=2),
    bad("singular", inverse(np.eye(2)), ERROR, "not_productive", "as that of an inverse"),
    bad("singular off the diagonal", inverse([[0, 1], [1, 0]]), ERROR, "not_productive", "radius is 1 ", column=0),
    bad("not productive", inverse([[0.6, 0.5], [0.7, 0.2]]), ERROR, "not_productive", "must lie below 1", column=0),
    bad("huge", inverse([[1e99, 0], [0, 0.1]]), ERROR, "not_productive", "sector 1", column=0),
    bad("ghosh not productive", lambda: chain.ghosh_inverse([[0, 2], [1, 0]]), ERROR, "not_productive", column=1),
    bad(
        "purchases without output",
        coefficients([[1, 2], [0, 0]], [5, 0]),
        ERROR,
        "no_output",
        "Sector 2 buys",
        row=0,
        column=1,
    ),
    bad(
        "sales without output",
        lambda: chain.allocation_coefficients([[0, 0], [3, 0]], [5, 0]),
        ERROR,
        "no_output",
        "Sector 2 sells",
        row=1,
        column=0,
    ),
    bad("too many outputs", coefficients(GOOD, [1, 2, 3]), ERROR, "wrong_shape", "'output'", "2 sectors"),
    bad("one output", coefficients(GOOD, 3), ERROR, "wrong_shape", "'output'"),
    bad("negative output", coefficients(GOOD, [1, -2]), ERROR, "negative_figure", "position 2", row=1),
    bad("demand of three", lambda: chain.production(GOOD, [1, 2, 3]), ERROR, "wrong_shape", "'final_demand'"),
    bad("demand missing", lambda: chain.production(GOOD, [1, None]), ERROR, "missing_figure", "'final_demand'", row=1),
    bad("zero jobs", lambda: chain.multipliers(GOOD, [0.1, 0], "type_1"), ERROR, "zero_intensity", "sector 2", row=1),
    bad("jobs too few", lambda: chain.multipliers(GOOD, [0.1]), ERROR, "wrong_shape", "'intensities'"),
    bad("an unknown kind", lambda: chain.multipliers(GOOD, [1, 1], "type_2"), ERROR, "unknown_kind", "'type_1'"),
    bad("linkages of two tables", lambda: chain.linkages([GOOD, GOOD], [1, 1]), ERROR, "wrong_shape", "one table"),
    bad("two names alike", table(sectors=("steel", "steel")), ERROR, "duplicate_name", "'steel'"),
    bad("a flow too few", table(flows=((1, 2), (3,))), ERROR, "wrong_length", "'flows.cars' has 1 entries"),
    bad("an output too many", table(output=(1, 2, 3)), ERROR, "wrong_length", "'output' has 3 entries"),
    bad("cars without output", table(output=(10, 0)), ERROR, "no_output", "Sector 'cars'"),
    bad(
        "flows in another unit",
        table(output=(0.01, 0.02)),
        ERROR,
        "not_productive",
        "'steel' (400)",
        "one unit",
        column=0,
    ),
    bad("a nan flow", table(flows=((1, float("nan")), (3, 1))), mi.RecordError, "finite_number", "flows.0.1"),
    bad("no unit", table(unit=" "), mi.RecordError, "string_pattern_mismatch", "unit"),
    bad("no sectors", table(sectors=(), flows=(), output=()), mi.RecordError, "too_short", "sectors"),
    bad("an unknown account", lambda: table()().multipliers("jobs"), ERROR, "unknown_account", "'jobs'"),
    bad(
        "an unknown sector", lambda: table()().output_multipliers["car"], ERROR, "unknown_sector", "did you mean 'cars'"
    ),
]

SHARES = [
    bad("no shares", lambda: chain.hhi([]), ERROR, "no_shares", "in percent"),
    bad("a number", lambda: chain.hhi(100), ERROR, "no_shares", "in percent"),
    bad("shares of 90", lambda: chain.hhi([50, 40]), ERROR, "shares_not_100", "sum to 90, not to 100"),
    bad("shares of 101", lambda: chain.hhi([60, 41]), ERROR, "shares_not_100", "sum to 101"),
    bad("shares of 1", lambda: chain.hhi([0.6, 0.4]), ERROR, "shares_not_100", "Give them in percent"),
    bad("one row of two", lambda: chain.hhi([[60, 40], [60, 30]]), ERROR, "shares_not_100", "of row 2", row=1),
    bad("a share missing", lambda: chain.hhi([60, np.nan]), ERROR, "missing_figure", "position 2", row=1),
    bad("a negative share", lambda: chain.hhi([110, -10]), ERROR, "negative_figure", "-10", row=1),
    bad("a share of text", lambda: chain.hhi(["60", 40]), ERROR, "not_a_number_figure", "'60'", row=0),
    bad("too much rest", lambda: chain.concentration([60, 40], 10), ERROR, "shares_not_100", "110"),
    bad("a negative rest", lambda: chain.concentration([60, 40], -1), ERROR, "negative_figure", "'rest'"),
    bad("two rests", lambda: chain.concentration([60], [20, 20]), ERROR, "wrong_shape", "'rest'"),
    bad("exports of all", lambda: chain.import_dependence(10, 5, 15), ERROR, "no_consumption", "one unit"),
    bad(
        "exports above all",
        lambda: chain.import_dependence([1, 1], 5, [0, 9]),
        ERROR,
        "no_consumption",
        "position 2",
        row=1,
    ),
    bad("negative imports", lambda: chain.import_dependence(-1, 5, 0), ERROR, "negative_figure", "'imports'"),
    bad(
        "lists that differ", lambda: chain.import_dependence([1, 2], [1, 2, 3], 0), ERROR, "wrong_shape", "imports (2,)"
    ),
]

GRAPHS = [
    bad("a graph of names", lambda: chain.downstream([["a", "b"], ["c", "d"]]), ERROR, "bad_graph", "0 and 1"),
    bad("a graph not square", lambda: chain.betweenness([[0, 1]]), ERROR, "bad_graph", "square"),
    bad("a graph with weights", lambda: chain.strong_components([[0, 3], [1, 0]]), ERROR, "bad_graph", "0 and 1"),
    bad("a ragged graph", lambda: chain.downstream([[0, 1], [1]]), ERROR, "bad_graph", "square"),
    bad("a graph with nan", lambda: chain.downstream([[0, np.nan], [1, 0]]), ERROR, "bad_graph", "0 and 1"),
]

LINKS = [
    bad(
        "suppliers of 90",
        link(supplier_shares_pct=(50, 40), supplier_hhi=None, local_suppliers_n=None),
        ERROR,
        "shares_not_100",
        "'A04'",
        "'supplier_shares_pct'",
        "sum to 90",
    ),
    bad(
        "origins of 90",
        link(import_origin_shares_pct={"FR": 60, "other": 30}),
        ERROR,
        "shares_not_100",
        "'import_origin_shares_pct'",
    ),
    bad("no suppliers", link(supplier_shares_pct=()), mi.RecordError, "too_short", "supplier_shares_pct"),
    bad("a share of text", link(supplier_shares_pct=("60", 40)), mi.RecordError, "float_type", "supplier_shares_pct.0"),
    bad(
        "an index that differs",
        link(supplier_hhi=8000),
        ERROR,
        "hhi_mismatch",
        "'A04'",
        "'supplier_hhi' is 8000",
        "791",
    ),
    bad("a count that differs", link(local_suppliers_n=3), ERROR, "wrong_length", "34 shares for 3 suppliers"),
    bad(
        "demand in another unit",
        link(domestic_demand_mdh=1010e3),
        ERROR,
        "unit_mismatch",
        "'A04'",
        "1.01e+06",
        "in MDH",
    ),
    bad(
        "exports above all",
        link(exports_mdh=5000, domestic_demand_mdh=None),
        ERROR,
        "no_consumption",
        "'A04'",
        "'exports_mdh'",
    ),
    bad("negative imports", link(imports_mdh=-1), mi.RecordError, "greater_than_equal", "'imports_mdh'"),
    bad(
        "a grade of 6", link(strategic_importance_1_5=6), mi.RecordError, "less_than_equal", "strategic_importance_1_5"
    ),
    bad("a misspelt field", link(import_mdh=3), mi.RecordError, "extra_forbidden", "'import_mdh'", "did you mean"),
    bad("fed twice", link(feeds_into=("A06", "A06")), ERROR, "duplicate_name", "'A06' twice"),
    bad(
        "an unknown code",
        links(("A03",), ("A4",), ()),
        ERROR,
        "unknown_link",
        "'A03' feeds 'A4'",
        "did you mean 'A04'",
        row=1,
    ),
    bad("two unknown codes", links(("X", "Y"), ()), ERROR, "unknown_link", "'X'", "'Y'", row=0, faults=2),
    bad(
        "a code twice",
        lambda: chain.ValueChain(links=[LINK.model_copy(update={"feeds_into": ()})] * 2),
        ERROR,
        "duplicate_name",
        "'A04'",
    ),
    bad("no links", lambda: chain.ValueChain(links=[]), mi.RecordError, "too_short", "links"),
    bad("an unknown link", lambda: CASE.value_chain["A4"], ERROR, "unknown_link", "'A4'", "did you mean 'A14'"),
    bad(
        "an unknown verdict",
        lambda: chain.key_links(CASE.value_chain)["A4"],
        ERROR,
        "unknown_link",
        "'A4'",
        "did you mean 'A14'",
    ),
    bad(
        "an unknown field",
        lambda: chain.link_columns(CASE.value_chain, {"stage": mi.maximise("x")}),
        ERROR,
        "unknown_field",
        "'stage'",
    ),
    bad(
        "a rule of 7 factors",
        lambda: chain.KeyRule(factors_at_least=7),
        mi.RecordError,
        "less_than_equal",
        "factors_at_least",
    ),
    bad(
        "a rule in percent",
        lambda: chain.KeyRule(import_dependence_at_least=50),
        mi.RecordError,
        "less_than_equal",
        "import_dependence_at_least",
    ),
]

SOURCINGS = [
    bad("two units", sourcing(local_unit="EUR/kg"), ERROR, "unit_mismatch", "'A01'", "'index'", "'EUR/kg'"),
    bad("bounds the wrong way", sourcing(origin_hhi_highest=100), ERROR, "bounds_order", "'A01'", "100 lies below"),
    bad("a cost of zero", sourcing(cif_unit_cost=0), mi.RecordError, "greater_than", "cif_unit_cost"),
    bad("no market", sourcing(market_mdh=0), mi.RecordError, "greater_than", "market_mdh"),
    bad(
        "negative investment",
        sourcing(local_investment_mdh=-5),
        mi.RecordError,
        "greater_than_equal",
        "local_investment_mdh",
    ),
    bad(
        "probability of 120",
        sourcing(disruption_prob_pct_yr=120),
        mi.RecordError,
        "less_than_equal",
        "disruption_prob_pct_yr",
    ),
    bad("a nan cost", sourcing(local_unit_cost=float("nan")), mi.RecordError, "finite_number", "local_unit_cost"),
    bad("a life of zero", lambda: chain.SourcingRule(life_years=0), mi.RecordError, "greater_than_equal", "life_years"),
    bad("a product twice", lambda: chain.relocations([SOURCING, SOURCING]), ERROR, "duplicate_name", "'A01'"),
    bad("a negative cost", lambda: chain.import_cost(-1), ERROR, "negative_figure", "'cif'"),
    bad(
        "a missing lead time",
        lambda: chain.local_cost([1, 2], lead_time_weeks=[1, None]),
        ERROR,
        "missing_figure",
        row=1,
    ),
    bad("costs that differ", lambda: chain.import_cost([1, 2], duty=[1, 2, 3]), ERROR, "wrong_shape", "cif (2,)"),
    bad("two investments", lambda: chain.break_even_volume([1, 2], 0.1), ERROR, "wrong_shape", "one investment"),
    bad("no saving", lambda: chain.break_even_volume(1, None), ERROR, "missing_figure", "'saving_share'"),
    bad("zero years", lambda: chain.break_even_volume(1, 0.1, years=0), mi.FinanceError, "periods", "above 0"),
    bad(
        "an unknown language",
        lambda: chain.relocation(SOURCING).sentence("de"),
        mi.DecisionError,
        "unknown_language",
        "'de'",
    ),
]

MIXED = RATE.model_copy(update={"id": "A03", "definition": "build_up"})
INTEGRATION = [
    bad(
        "an unknown definition",
        rate("value_aded", value_added=1, turnover=2),
        ERROR,
        "unknown_definition",
        "did you mean 'value_added'",
    ),
    bad("no definition", rate(None, turnover=2), ERROR, "unknown_definition", "'None'"),
    bad("as stated", rate("as_stated", turnover=2), ERROR, "no_definition", "'value_added'"),
    bad("a figure missing", rate("value_added", turnover=2), ERROR, "wrong_figures", "'value_added', 'turnover'"),
    bad(
        "the figures of another",
        rate("value_added", local_inputs=1, turnover=2),
        ERROR,
        "wrong_figures",
        "'local_inputs'",
    ),
    bad("no turnover", rate("value_added", value_added=0, turnover=0), ERROR, "no_base", "'turnover' is 0"),
    bad(
        "more than the turnover",
        rate("build_up", local_inputs=[1, 3], turnover=2),
        ERROR,
        "unit_mismatch",
        "position 2",
        "one unit",
        row=1,
    ),
    bad(
        "negative value added",
        rate("value_added", value_added=-1, turnover=2),
        ERROR,
        "negative_figure",
        "'value_added'",
    ),
    bad(
        "two definitions",
        lambda: chain.aggregate_integration([RATE, MIXED]),
        ERROR,
        "mixed_definitions",
        "'A02' is 'value_added'",
        "'A03' is 'build_up'",
    ),
    bad("a rate twice", lambda: chain.aggregate_integration([RATE, RATE]), ERROR, "duplicate_name", "'A02'"),
    bad("no rates", lambda: chain.aggregate_integration([]), ERROR, "no_rates", "at least one"),
    bad(
        "no weight",
        lambda: chain.aggregate_integration([RATE.model_copy(update={"turnover_mdh": 0})]),
        ERROR,
        "no_base",
        "'A02'",
    ),
    bad(
        "a rate of 120",
        lambda: RATE.model_copy(update={"rate_pct": 120}),
        mi.RecordError,
        "less_than_equal",
        "'A02'",
        "rate_pct",
    ),
    bad(
        "a misspelt definition",
        lambda: RATE.model_copy(update={"definition": "TIL"}),
        mi.RecordError,
        "literal_error",
        "'TIL'",
    ),
    bad(
        "a project of another definition",
        lambda: chain.portfolio_path([RATE], [project(definition="build_up")]),
        ERROR,
        "mixed_definitions",
        "'P'",
        "'build_up'",
        row=0,
    ),
    bad(
        "a project of no link",
        lambda: chain.portfolio_path([RATE], [project(link="A2")]),
        ERROR,
        "unknown_link",
        "did you mean 'A02'",
        row=0,
    ),
    bad(
        "a project twice", lambda: chain.portfolio_path([RATE], [project(), project()]), ERROR, "duplicate_name", "'P'"
    ),
    bad(
        "more local than turnover",
        lambda: chain.portfolio_path([RATE], [project(added_local_mdh=500)]),
        ERROR,
        "unit_mismatch",
        "'A02'",
    ),
    bad("no turnover before", lambda: chain.integration_path(0, 0, [1], [1]), ERROR, "no_base", "above 0"),
    bad("local above turnover", lambda: chain.integration_path(10, 5, [1], [9]), ERROR, "unit_mismatch", "14", row=1),
    bad(
        "gains of different lengths",
        lambda: chain.marginal_gains(10, 5, [1, 2], [1, 2, 3]),
        ERROR,
        "wrong_shape",
        "added_turnover",
    ),
]


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case.id)
def test_a_table_without_an_inverse_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", SHARES, ids=lambda case: case.id)
def test_shares_and_trade_without_a_meaning_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", GRAPHS, ids=lambda case: case.id)
def test_what_is_no_graph_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case.id)
def test_links_that_contradict_themselves_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", SOURCINGS, ids=lambda case: case.id)
def test_costs_that_cannot_be_compared_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", INTEGRATION, ids=lambda case: case.id)
def test_rates_that_cannot_be_computed_or_mixed_are_refused(case: Bad) -> None:
    assert_refused(case)


def frame(rows: str, columns: str) -> Any:
    return pd.DataFrame(GOOD, index=list(rows), columns=list(columns))


BACKWARDS = pd.Series([1, 2], index=["b", "a"])

OTHERS = [
    bad("shuffled columns", lambda: chain.leontief_inverse(frame("ab", "ba")), ERROR, "other_labels", "same order"),
    bad(
        "outputs in another order",
        coefficients(frame("ab", "ab"), BACKWARDS),
        ERROR,
        "other_labels",
        "'output'",
    ),
    bad(
        "jobs of others",
        lambda: chain.multipliers(frame("ab", "ab"), BACKWARDS),
        ERROR,
        "other_labels",
        "'intensities'",
    ),
    bad(
        "exports in another order",
        lambda: chain.import_dependence(BACKWARDS.sort_index(), 9, BACKWARDS),
        ERROR,
        "other_labels",
        "'exports'",
    ),
    bad("too large a flow", coefficients([[1e200]], [1]), ERROR, "too_large_figure", "larger unit", row=0, column=0),
    bad("too small an output", coefficients([[1e90]], [1e-300]), ERROR, "overflow", "one unit"),
    bad("next to no saving", lambda: chain.break_even_volume(1e12, 1e-310), ERROR, "overflow", "next to nothing"),
    bad(
        "a concentration of two", lambda: chain.concentration([[60, 40], [50, 50]]), ERROR, "wrong_shape", "one market"
    ),
    bad("links of nothing", lambda: chain.key_links(None), mi.RecordError, "wrong_type", "NoneType"),
    bad("links of a name", lambda: chain.key_links("A01"), mi.RecordError, "wrong_type", "str"),
    bad("links of names", lambda: chain.key_links(["A01"]), mi.RecordError, "wrong_type", "A Link is needed"),
    bad("a link alone", lambda: chain.key_links(LINK), mi.RecordError, "wrong_type", "list"),
    bad(
        "the name of a rule",
        lambda: chain.key_links(CASE.value_chain, "strict"),
        mi.RecordError,
        "wrong_type",
        "KeyRule",
    ),
    bad(
        "a misspelt rule",
        lambda: chain.key_links(CASE.value_chain, {"factors_atleast": 2}),
        mi.RecordError,
        "extra_forbidden",
        "did you mean 'factors_at_least'",
    ),
    bad(
        "a link to relocate",
        lambda: chain.relocation(LINK),
        mi.RecordError,
        "wrong_type",
        "A Sourcing is needed, not Link",
    ),
    bad("nothing to relocate", lambda: chain.relocations(None), mi.RecordError, "wrong_type", "NoneType"),
    bad("minus one condition", lambda: chain.relocation(SOURCING).conditions(most=-1), ERROR, "bad_count", "'-1'"),
    bad("a column of numbers", lambda: chain.relocation_columns({"A": 1}, {}), ERROR, "wrong_type", "'A'"),
    bad("rates that are numbers", lambda: chain.aggregate_integration([0.3]), mi.RecordError, "wrong_type", "float"),
    bad("one rate", lambda: chain.aggregate_integration(RATE), mi.RecordError, "wrong_type", "list"),
    bad(
        "project sheets",
        lambda: chain.portfolio_path([RATE], CASE.projects),
        mi.RecordError,
        "wrong_type",
        "not Project",
    ),
]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.id)
def test_labels_sizes_and_types_that_do_not_fit_are_refused(case: Bad) -> None:
    assert_refused(case)


def test_a_mapping_of_fields_is_a_record() -> None:
    assert chain.key_links(CASE.value_chain, {"factors_at_least": 5}).rule == chain.KeyRule(factors_at_least=5)
    assert chain.relocation(SOURCING.model_dump()).sourcing == SOURCING


def test_labelled_figures_in_one_order_are_read() -> None:
    found = chain.technical_coefficients(frame("ab", "ab") * 100, pd.Series([100, 100], index=["a", "b"]))
    np.testing.assert_allclose(found, GOOD)
