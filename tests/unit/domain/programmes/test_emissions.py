import numpy as np
import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.programmes import EmissionFactor, EnergyUse, emissions, footprint
from mcda_industry.errors import ProblemError, RecordError

CASE = morocco_2025()
GRID, GAS = CASE.emission_factors


def use(**fields: object) -> EnergyUse:
    return EnergyUse(id="forge", **{"quantities": {"electricity": 1000.0, "gas": 500.0}, **fields})


def test_scope_1_and_2_are_quantity_times_factor_by_hand() -> None:
    found = footprint(use(contracted_pct={"electricity": 40.0}), CASE.emission_factors)
    assert found.scope_1_t == pytest.approx(101.0)
    assert found.scope_2_location_t == pytest.approx(551.0)
    assert found.scope_2_market_t == pytest.approx(330.6)
    assert found.total_market_t == pytest.approx(431.6)


def test_every_tonne_carries_its_factor_year_and_source() -> None:
    electricity, gas = footprint(use(), CASE.emission_factors).lines
    assert (electricity.scope, electricity.t_per_unit, electricity.year, electricity.source) == (2, 0.551, 2024, "S41")
    assert (gas.scope, gas.t_per_unit, gas.year, gas.source) == (1, 0.202, None, "")


def test_a_factor_without_a_source_is_told_and_not_dressed_up() -> None:
    found = footprint(use(), CASE.emission_factors)
    assert found.without_source == ("gas",)
    assert found.sentence().endswith("The factor of gas has no source.")
    assert found.sentence("fr").endswith("Le facteur de gas est sans source.")
    assert "source" not in footprint(use(quantities={"electricity": 1.0}), CASE.emission_factors).sentence()
    assert GAS.sentence("fr") == "Gaz : 0,202 tCO₂e/MWh (source non indiquée)."
    assert GRID.sentence("fr").endswith("(source S41 ; cycle de vie, plus large que le scope 2).")


def test_the_footprints_of_the_case_agree_with_the_net_emissions_of_its_projects() -> None:
    parameters = CASE.finance_parameters
    for project in CASE.projects:
        net = project.co2_net_t(
            grid_t_per_mwh=parameters.grid_emission_factor_t_per_mwh,
            gas_t_per_mwh=parameters.gas_emission_factor_t_per_mwh,
        )
        emitted = project.co2_avoided_gross_t - net
        assert CASE.footprints[project.id].total_market_t == pytest.approx(emitted, rel=1e-12, abs=1e-9)


def test_the_kernel_takes_many_sites_at_once() -> None:
    quantities = np.arange(12.0).reshape(2, 3, 2)
    assert emissions(quantities, [0.5, 2.0], [0.0, 0.5]).tolist() == (quantities * [0.5, 1.0]).tolist()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quantities": {"electricty": 1.0}}, "'electricty', which has no emission factor; did you mean 'electricity'"),
        ({"contracted_pct": {"heat": 10.0}}, "contracts for 'heat', which it does not use"),
        ({"contracted_pct": {"gas": 10.0}}, "contracts change scope 2 only"),
    ],
)
def test_carriers_that_do_not_fit_are_refused_by_name(fields: dict[str, object], words: str) -> None:
    with pytest.raises(ProblemError, match=words):
        footprint(use(**fields), CASE.emission_factors)


def test_two_factors_for_one_carrier_are_refused() -> None:
    with pytest.raises(ProblemError, match="'gas' stands twice"):
        footprint(use(), [GRID, GAS, GAS])


@pytest.mark.parametrize("change", [{"scope": 3}, {"t_per_unit": -0.1}, {"unit": ""}, {"boundary": "cradle"}])
def test_a_factor_out_of_range_is_refused_by_its_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"EmissionFactor 'gas': '{field}'"):
        GAS.model_copy(update=change)


def test_factors_and_footprints_survive_json() -> None:
    assert EmissionFactor.model_validate_json(GRID.model_dump_json()) == GRID
    found = footprint(use(), CASE.emission_factors)
    assert type(found).model_validate_json(found.model_dump_json()) == found
