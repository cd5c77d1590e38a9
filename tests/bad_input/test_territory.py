"""Measures, footprints, levies, water and regions: what cannot be answered is refused by name, with what to do."""

from typing import Any

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

P, R = mi.programmes, mi.regions
CASE = mi.datasets.morocco_2025()
MEASURES = CASE.measures
D01 = MEASURES[0]
CARBON = MEASURES[:11]
LINK = CASE.link_needs[3]
RULES = {"budget_mdh": 100, "rate": 0.08}


def changed(**fields: Any) -> tuple[Any, ...]:
    """The catalogue with its first measure changed."""
    return (D01.model_copy(update=fields), *MEASURES[1:])


def curve(measures: Any = CARBON, **options: Any) -> Any:
    return P.cost_curve(measures, **{"rate": 0.08, **options})


def programme(measures: Any = MEASURES, overlaps: Any = (), **rules: Any) -> Any:
    return P.assemble(measures, P.ProgrammeRules(**{**RULES, **rules}), overlaps=overlaps)


def levy(years: Any = (2030,), **prices: Any) -> Any:
    good = P.BorderGood(id="forge", direct_t=1, zone_share_pct=1)
    return P.border_exposure(good, P.EU_CARBON_BORDER, years, **{"price_eur_t": 80, "eur_mad": 10, **prices})


def fit(**fields: Any) -> Any:
    return R.columns(
        [LINK.model_copy(update=fields)],
        CASE.regions,
        {"location_quotient": mi.maximise("lq")},
        employment=CASE.employment,
    )


def table(*rows: tuple[Any, ...]) -> Any:
    jobs = [R.Employment(region_code=r, sector=s, year=y, jobs=j) for r, s, y, j in rows]
    return R.EmploymentTable.of(jobs, regions=["MA-01", "MA-02"])


NAN, INF = float("nan"), float("inf")

MEASURE = [
    bad(f"{field} {value!r}", lambda f=field, v=value: changed(**{f: v}), mi.RecordError, code, "'D01'", f"'{field}")  # type: ignore[misc]
    for field, value, code in (
        ("lifetime_years", 0, "greater_than_equal"),
        ("lifetime_years", -3, "greater_than_equal"),
        ("lifetime_years", 2.5, "int_type"),
        ("lifetime_years", None, "int_type"),
        ("capex_mdh", -1, "greater_than_equal"),
        ("capex_mdh", NAN, "finite_number"),
        ("capex_mdh", INF, "finite_number"),
        ("capex_mdh", "22", "float_type"),
        ("capex_mdh", True, "float_type"),
        ("tco2e_avoided_yr", NAN, "finite_number"),
        ("tco2e_avoided_yr", 1e13, "less_than_equal"),
        ("water_saved_m3_yr", None, "float_type"),
        ("category", "carbon", "literal_error"),
        ("exclusive_with", "D03", "tuple_type"),
        ("depends_on", [3], "string_type"),
    )
]

CATALOGUE = [
    bad("no measure", lambda: curve([]), mi.ProblemError, "empty", "no measure"),
    bad("twice", lambda: curve([*CARBON, D01]), mi.ProblemError, "duplicate_name", "'D01'"),
    bad(
        "unknown dependency",
        lambda: curve(changed(depends_on=["D033"])),
        mi.ProblemError,
        "unknown_measure",
        "'D01' depends on 'D033'",
        "did you mean 'D03'",
        row=0,
    ),
    bad(
        "unknown exclusion",
        lambda: curve(changed(exclusive_with=["E03"])),
        mi.ProblemError,
        "unknown_measure",
        "'D01' excludes 'E03'",
        row=0,
    ),
    bad(
        "dependency left out of the selection",
        lambda: curve(MEASURES[5:6]),
        mi.ProblemError,
        "unknown_measure",
        "'D06' excludes 'D03'",
        row=0,
    ),
    bad("itself", lambda: changed(depends_on=["D01"]), mi.ProblemError, "names_itself", "'D01' names itself"),
    bad(
        "circle",
        lambda: programme(
            [D01.model_copy(update={"depends_on": ["D02"]}), MEASURES[1].model_copy(update={"depends_on": ["D01"]})]
        ),
        mi.ProblemError,
        "circular_dependency",
        "'D01' depends on 'D02' depends on 'D01'",
    ),
    bad(
        "needs what it excludes",
        lambda: programme(changed(depends_on=["D02"], exclusive_with=["D02"])),
        mi.ProblemError,
        "contradiction",
        "'D01' can never be taken",
        row=0,
    ),
]

QUESTIONS = [
    bad("curve of nothing known", lambda: curve(saves="co2"), mi.ProblemError, "unknown_saving", "'co2'"),
    bad("unknown rule", lambda: curve(keep="best"), mi.ProblemError, "unknown_rule", "'best'"),
    bad("rate below -1", lambda: curve(rate=-1), mi.FinanceError, "bad_rate", "-1"),
    bad("rate nan", lambda: curve(rate=NAN), mi.FinanceError, "not_a_number", "rate"),
    bad("rate text", lambda: curve(rate="8 %"), mi.FinanceError, "not_a_number", "'8 %'"),
    bad("budget negative", lambda: programme(budget_mdh=-1), mi.RecordError, "greater_than_equal", "'budget_mdh'"),
    bad("budget nan", lambda: programme(budget_mdh=NAN), mi.RecordError, "finite_number", "'budget_mdh'"),
    bad("aim misspelt", lambda: programme(aim="CO2"), mi.RecordError, "literal_error", "'aim'", "'CO2'"),
    bad(
        "rule misspelt",
        lambda: programme(budget=1),
        mi.RecordError,
        "extra_forbidden",
        "'budget'",
        "did you mean 'budget_mdh'",
    ),
    bad(
        "target out of reach",
        lambda: programme(tco2e_at_least=1e9),
        mi.ProblemError,
        "infeasible",
        "1e+09 tCO₂e",
        "100 MDH",
    ),
    bad(
        "overlap of an unknown measure",
        lambda: programme(overlaps=[P.Overlap(between=("D01", "D12"), tco2e_lost_yr=1)]),
        mi.ProblemError,
        "unknown_measure",
        "'D12'",
        row=0,
    ),
    bad(
        "overlap beyond the saving",
        lambda: programme(overlaps=[P.Overlap(between=("D01", "W05"), tco2e_lost_yr=1)]),
        mi.ProblemError,
        "overlap",
        "'W05' saves -400",
    ),
    bad("overlap of one", lambda: P.Overlap(between=("D01", "D01")), mi.ProblemError, "names_itself", "'D01'"),
    bad("overlap of three", lambda: P.Overlap(between=("A", "B", "C")), mi.RecordError, "too_long", "'between'"),
    bad(
        "a cost for each of nothing",
        lambda: P.columns(MEASURES, {"cost_dh_per_m3": mi.minimise("cost")}, rate=0.08),
        mi.ProblemError,
        "undefined_ratio",
        "'D01' saves no cubic metre",
        row=0,
        faults=11,
    ),
    bad(
        "a field misspelt",
        lambda: P.columns(MEASURES, {"capex": mi.minimise("capex")}, rate=0.08),
        mi.ProblemError,
        "unknown_field",
        "'capex'",
        "did you mean 'capex_mdh'",
    ),
]

EMISSIONS = [
    bad(
        "carrier misspelt",
        lambda: P.footprint(P.EnergyUse(id="P01", quantities={"gaz": 1}), CASE.emission_factors),
        mi.ProblemError,
        "unknown_carrier",
        "'P01' uses 'gaz'",
        "did you mean 'gas'",
    ),
    bad(
        "share above 100",
        lambda: P.EnergyUse(id="P01", quantities={"gas": 1}, contracted_pct={"gas": 101}),
        mi.RecordError,
        "less_than_equal",
        "'P01'",
        "contracted_pct",
    ),
    bad(
        "negative use",
        lambda: P.EnergyUse(id="P01", quantities={"gas": -1}),
        mi.RecordError,
        "greater_than_equal",
        "quantities",
    ),
    bad(
        "no scope 3",
        lambda: CASE.emission_factors[0].model_copy(update={"scope": 3}),
        mi.RecordError,
        "literal_error",
        "'scope'",
    ),
    bad("no year", lambda: levy(()), mi.ProblemError, "empty", "No year"),
    bad("a year as text", lambda: levy(("2030",)), mi.ProblemError, "years", "'2030'"),
    bad("a price below 0", lambda: levy(price_eur_t=-80), mi.RecordError, "greater_than_equal", "'price_eur_t'"),
    bad("no exchange rate", lambda: levy(eur_mad=0), mi.RecordError, "greater_than", "'eur_mad'"),
    bad(
        "phase-in backwards",
        lambda: P.CarbonBorder(label={}, phase_in=[{"year": 2030, "share": 1}, {"year": 2026, "share": 0}]),
        mi.ProblemError,
        "years",
        "2030 to 2026",
    ),
    bad(
        "phase-in in percent",
        lambda: P.CarbonBorder(label={}, phase_in=[{"year": 2030, "share": 48.5}]),
        mi.RecordError,
        "less_than_equal",
        "share",
    ),
    bad(
        "missing dam filling",
        lambda: P.filling_column(CASE.basin_stress, mi.maximise("filling")),
        mi.ProblemError,
        "missing",
        "'MA-11', 'MA-12'",
        row=10,
        faults=2,
    ),
    bad(
        "undated filling", lambda: P.BasinStress(id="X", grade_1_5=1, dam_fill_pct=3), mi.ProblemError, "undated", "'X'"
    ),
]

REGIONS = [
    bad(
        "unknown region",
        lambda: table(("MA-1", "auto", 2024, 3)),
        mi.ProblemError,
        "unknown_region",
        "'MA-1'",
        "did you mean 'MA-01'",
    ),
    bad("no rows", table, mi.ProblemError, "empty", "no jobs"),
    bad(
        "a hole",
        lambda: table(("MA-01", "auto", 2024, 3), ("MA-02", "aero", 2024, 3)),
        mi.ProblemError,
        "missing",
        "'MA-01' has no jobs of 'aero' in 2024",
        faults=2,
    ),
    bad("jobs by half", lambda: table(("MA-01", "auto", 2024, 3.5)), mi.RecordError, "int_type", "'jobs'"),
    bad(
        "nan jobs",
        lambda: R.location_quotients([[1, np.nan]]),
        mi.ProblemError,
        "not_a_count",
        "missing",
        row=0,
        column=1,
    ),
    bad("ragged jobs", lambda: R.location_quotients([[1, 2], [3]]), mi.ProblemError, "shape", "table of regions"),
    bad(
        "text jobs", lambda: R.shift_share([["a", 1]], [[1, 1]]), mi.ProblemError, "not_a_count", "'a'", row=0, column=0
    ),
    bad("other shapes", lambda: R.shift_share([[1, 1]], [[1, 1, 1]]), mi.ProblemError, "shape", "(1, 2)", "(1, 3)"),
    bad(
        "empty sector",
        lambda: R.location_quotients([[1, 0]], sectors=["a", "b"]),
        mi.ProblemError,
        "empty_sector",
        "'b'",
        column=1,
    ),
    bad(
        "link without sector",
        lambda: fit(sector=None),
        mi.ProblemError,
        "missing",
        "'A04' belongs to no sector",
        faults=12,
    ),
    bad(
        "sector misspelt",
        lambda: fit(sector="aeronautic"),
        mi.ProblemError,
        "unknown_sector",
        "'aeronautic'",
        "did you mean 'aeronautique'",
        faults=12,
    ),
    bad(
        "need misspelt",
        lambda: fit(at_most={"water_stress": 4}),
        mi.ProblemError,
        "unknown_field",
        "'water_stress'",
        "did you mean 'water_stress_1_5'",
    ),
    bad(
        "scores missing",
        lambda: R.link_fits({}, [LINK], CASE.regions),
        mi.ProblemError,
        "missing",
        "'A04@MA-01'",
        "9 more",
    ),
    bad("no link to place", lambda: R.allocate([], R.BalanceRules()), mi.ProblemError, "empty", "no link"),
    bad(
        "region of a rule misspelt",
        lambda: R.allocate(
            R.link_fits({f"A04@{r.id}": 1 for r in CASE.regions}, [LINK], CASE.regions),
            R.BalanceRules(at_least={"MA06": 1}),
        ),
        mi.ProblemError,
        "unknown_region",
        "'MA06'",
        "did you mean 'MA-06'",
    ),
    bad(
        "region twice",
        lambda: R.region_sheets([*CASE.regions, CASE.regions[0]], CASE.employment),
        mi.ProblemError,
        "regions",
        "'MA-01' stands twice",
    ),
]


def record(name: str, call: Any, *words: str, **place: int) -> Bad:
    return bad(name, call, mi.RecordError, "not_a_record", *words, **place)


def off(name: str, call: Any, *words: str, **place: int) -> Bad:
    return bad(name, call, mi.ProblemError, "out_of_range", *words, **place)


def number(name: str, call: Any, *words: str, **place: int) -> Bad:
    return bad(name, call, mi.ProblemError, "not_a_number", *words, **place)


KINDS = [
    record("measures none", lambda: curve(None), "'measures'", "not one NoneType"),
    record("one measure", lambda: curve(D01), "'measures'", "not one Measure"),
    record("measures as rows", lambda: curve([{"id": "D01"}]), "number 1 is a dict", row=0),
    record("rules as a mapping", lambda: P.assemble(MEASURES, RULES), "'rules' must be one ProgrammeRules", "dict"),
    record("overlaps as pairs", lambda: programme(overlaps=[("D01", "D05")]), "number 1 is a tuple", row=0),
    record("use none", lambda: P.footprint(None, CASE.emission_factors), "'use' must be one EnergyUse"),
    record("factors as a mapping", lambda: P.footprint(P.EnergyUse(id="x", quantities={}), {"gas": 0.2}), "'factors'"),
    record("regions of another kind", lambda: P.dam_readings(CASE.regions), "number 1 is a Region", row=0),
    record("jobs as rows", lambda: R.EmploymentTable.of([("MA-01", 3)]), "number 1 is a tuple", row=0),
    record("employment as rows", lambda: R.region_sheets(CASE.regions, []), "'employment' must be one EmploymentTable"),
    record("fits as scores", lambda: R.allocate([0.3], R.BalanceRules()), "number 1 is a float", row=0),
    number("price nan", lambda: curve().pays_at(NAN), "'price_dh'"),
    number("capex text", lambda: P.annual_cost(["a"], 0, 0, 1), "Value 1 of 'capex'", "'a'", row=0),
    number("capex nan", lambda: P.annual_cost([[1, NAN]], 0, 0, 1), "Value 1, 2 of 'capex'", row=0, column=1),
    number("quantity infinite", lambda: P.unit_costs(1, INF), "'quantity'"),
    off("share of 2", lambda: P.payable([1, 1], [0.5, 2]), "Value 2 of 'share' must be between 0 and 1, not 2", row=1),
    off("tonnes below 0", lambda: P.border_cost(-1, 80, 10), "'payable_t' must be 0 or more"),
    off("contracts above all", lambda: P.emissions([1], [1], [1.5]), "'contracted_share'", row=0),
    off("water below 0", lambda: P.water_productivity([1, 1], [1, -2]), "Value 2 of 'water_m3'", row=1),
    bad(
        "shapes",
        lambda: P.unit_costs([1, 2], [1, 2, 3]),
        mi.ProblemError,
        "shape",
        "annual_cost_mdh (2,)",
        "quantity (3,)",
    ),
    bad("a year as words", lambda: P.EU_CARBON_BORDER.share_in("2030"), mi.ProblemError, "years", "'2030'"),
]


@pytest.mark.parametrize(
    "case", [*KINDS, *MEASURE, *CATALOGUE, *QUESTIONS, *EMISSIONS, *REGIONS], ids=lambda case: case.id
)
def test_it_is_refused_by_name(case: Bad) -> None:
    assert_refused(case)
