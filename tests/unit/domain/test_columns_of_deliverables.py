"""The criteria columns of footprints, the border levy, water, needs, opportunities, risks, coverage and sectors."""

import pytest

import mcda_industry as mi
from mcda_industry.datasets import morocco_2025
from mcda_industry.problem import Column

CASE = morocco_2025()
NAMES = ("P02", "P05", "P14")
LEVY = mi.programmes.EU_CARBON_BORDER


def exposure(name: str, *, sales: float | None = 100.0) -> mi.programmes.BorderExposure:
    good = mi.programmes.BorderGood(
        id=name, direct_t=1_000, zone_share_pct=50, covered_from=2026, **({} if sales is None else {"sales_mdh": sales})
    )
    return mi.programmes.border_exposure(good, LEVY, [2026, 2034], price_eur_t=80, eur_mad=10)


def named(columns: tuple[Column, ...]) -> dict[str, Column]:
    return {column.criterion.name: column for column in columns}


# --- footprints


def test_footprints_are_columns_in_tonnes_of_which_less_is_better() -> None:
    found = named(mi.programmes.footprint_columns(CASE.footprints[name] for name in NAMES))
    assert {column.criterion.direction for column in found.values()} == {"min"}
    assert {column.criterion.unit for column in found.values()} == {"tCO₂e/an"}
    print_of = CASE.footprints["P02"]
    assert found["scopes 1+2, market"].values["P02"] == print_of.scope_1_t + print_of.scope_2_market_t
    assert found["scopes 1+2, location"].values["P02"] == print_of.scope_1_t + print_of.scope_2_location_t


def test_the_cleanest_site_leads_where_only_tonnes_count() -> None:
    chosen = {"total_market_t": mi.minimise("tonnes")}
    problem = mi.Problem.from_columns(mi.programmes.footprint_columns(CASE.footprints.values(), chosen))
    cleanest = min(CASE.footprints.values(), key=lambda found: found.total_market_t)
    assert mi.rank(problem, {"tonnes": 1}, "weighted_sum").best == cleanest.id


def test_what_is_no_footprint_and_a_field_that_does_not_exist_are_refused() -> None:
    with pytest.raises(mi.RecordError, match="'footprints' must be several Footprint records, not one FrozenMap"):
        mi.programmes.footprint_columns(CASE.footprints)  # type: ignore[arg-type]
    with pytest.raises(mi.ProblemError, match="no field 'scope1_t' to judge footprints on; did you mean 'scope_1_t'"):
        mi.programmes.footprint_columns([CASE.footprints["P02"]], {"scope1_t": mi.minimise("x")})


# --- the levy at the border


def test_the_levy_of_a_year_is_a_cost_a_share_and_tonnes() -> None:
    found = named(mi.programmes.border_columns([exposure("forge")], 2034))
    assert found["border levy"].values["forge"] == pytest.approx(500 * 80 * 10 / 1e6)
    assert found["border levy, share"].values["forge"] == pytest.approx(0.4)
    assert found["paying tonnes"].values["forge"] == 500
    assert [column.criterion.unit for column in found.values()] == ["MDH/an", "%", "tCO₂e/an"]


def test_a_year_not_asked_for_and_sales_not_known_are_refused() -> None:
    with pytest.raises(mi.ProblemError, match="exposure of 'forge' is not known in 2030; there are '2026', '2034'"):
        mi.programmes.border_columns([exposure("forge")], 2030)
    with pytest.raises(mi.ProblemError, match="'forge' has no 'share_of_sales_pct'") as refusal:
        mi.programmes.border_columns([exposure("forge", sales=None)], 2034)
    assert refusal.value.code == "no_value"


# --- water


def test_water_productivity_is_a_column_in_dirhams_for_each_cubic_metre() -> None:
    added = {p.id: p.value_added_mdh for p in CASE.projects if p.water_use_m3}
    used = {p.id: p.water_use_m3 for p in CASE.projects if p.water_use_m3}
    column = mi.programmes.productivity_column(added, used)
    assert (column.criterion.direction, column.criterion.unit) == ("max", "DH/m³")
    assert column.values["P02"] == pytest.approx(1e6 * added["P02"] / used["P02"])


@pytest.mark.parametrize(
    ("added", "used", "code", "words"),
    [
        ({"a": 1.0}, {"a": 0.0}, "undefined_ratio", "'a' uses no water"),
        ({"a": 1.0}, {"b": 2.0}, "other_options", "differ on 'a', 'b'"),
        ({"a": 1.0}, [2.0], "no_names", "by name"),
    ],
)
def test_a_productivity_without_a_number_is_refused(added: object, used: object, code: str, words: str) -> None:
    with pytest.raises(mi.ProblemError, match=words) as refusal:
        mi.programmes.productivity_column(added, used)  # type: ignore[arg-type]
    assert refusal.value.code == code


# --- needs


def test_needs_are_counted_by_project_and_settled_ones_are_not() -> None:
    label = {"en": "grant"}
    needs = [
        mi.Need(id="N1", project="P1", what=label),
        mi.Need(id="N2", project="P1", what=label, instrument="L1", responsible="MIC", blocking=False),
        mi.Need(id="N3", project="P2", what=label, status="waived"),
    ]
    found = named(mi.needs.columns(needs, ["P1", "P2", "P3"]))
    assert dict(found["needs"].values) == {"P1": 2.0, "P2": 0.0, "P3": 0.0}
    assert dict(found["blocking needs"].values) == {"P1": 1.0, "P2": 0.0, "P3": 0.0}
    assert dict(found["needs without instrument"].values) == {"P1": 1.0, "P2": 0.0, "P3": 0.0}


def test_needs_of_a_project_that_is_not_judged_are_refused() -> None:
    need = mi.Need(id="N1", project="P10", what={"en": "grant"})
    with pytest.raises(mi.ProblemError, match="'P10', which is not known; did you mean 'P1'"):
        mi.needs.columns([need], ["P1"])


# --- opportunities, risks, coverage, sectors


def test_an_opportunity_without_a_rate_of_return_is_refused_where_it_is_asked_for() -> None:
    teaser = CASE.teaser("P16").model_copy(update={"irr": None})
    assert mi.projects.teaser_columns([teaser], {"jobs": mi.maximise("jobs")})[0].values["P16"] == teaser.jobs
    with pytest.raises(mi.ProblemError, match="'P16' has no 'irr'"):
        mi.projects.teaser_columns([teaser])


def test_risks_are_alternatives_by_score_loss_and_cost() -> None:
    losses = {risk.id: float(k) for k, risk in enumerate(CASE.risks)}
    found = named(mi.risk.exposure_columns(CASE.risk_plan.exposures(losses)))
    assert dict(found["expected loss"].values) == losses
    assert found["residual score"].values["K27"] == CASE.risk_plan.risk("K27").score_residual
    with pytest.raises(mi.ProblemError, match="'K27' has no 'expected_loss_mdh'"):
        mi.risk.exposure_columns(CASE.risk_plan.exposures())


def test_a_link_without_a_project_has_zero_in_the_column_of_coverage() -> None:
    coverage = mi.projects.link_coverage(CASE.link_labels, (), CASE.projects, "capex_mdh")
    column = coverage.column(mi.minimise("capex on the link", "MDH"))
    assert {link for link, capex in column.values.items() if capex == 0} == set(coverage.uncovered)
    assert sum(column.values.values()) == pytest.approx(sum(project.capex_mdh for project in CASE.projects))


def test_sectors_are_judged_on_multipliers_linkages_and_accounts() -> None:
    table = mi.value_chain.InputOutputTable(
        sectors=("agriculture", "manufacturing"),
        unit="MDH",
        flows=((150, 500), (200, 100)),
        output=(1000, 2000),
        accounts={"jobs": {"unit": "jobs", "values": (300, 500)}},
    )
    criteria = {field: mi.maximise(field) for field in mi.value_chain.sector_fields(table)}
    found = named(mi.value_chain.sector_columns(table, criteria))
    assert dict(found["output_multiplier"].values) == dict(table.output_multipliers)
    assert list(found["forward"].values.values()) == table.linkages.forward.tolist()
    assert found["jobs"].values["agriculture"] == table.multipliers("jobs")["agriculture"]
    with pytest.raises(mi.ValueChainError, match="no field 'job' to judge sectors on; did you mean 'jobs'"):
        mi.value_chain.sector_columns(table, {"job": mi.maximise("jobs")})
