import numpy as np
import pytest

from mcda_industry.domain.programmes import (
    EU_CARBON_BORDER,
    BorderExposure,
    BorderGood,
    CarbonBorder,
    PhaseIn,
    border_cost,
    border_exposure,
    payable,
)
from mcda_industry.errors import ProblemError, RecordError

FORGE = BorderGood(id="forge", direct_t=1000, indirect_t=400, zone_share_pct=60, covered_from=2026, sales_mdh=25)


def exposure(good: BorderGood = FORGE, years: object = (2026, 2034), **prices: object) -> BorderExposure:
    return border_exposure(good, EU_CARBON_BORDER, years, **{"price_eur_t": 80, "eur_mad": 10.7, **prices})


def test_the_european_levy_is_phased_in_as_free_allowances_leave() -> None:
    shares = [EU_CARBON_BORDER.share_in(year) for year in range(2025, 2036)]
    assert shares == [0, 0.025, 0.05, 0.1, 0.225, 0.485, 0.61, 0.735, 0.86, 1, 1]


def test_the_cost_is_embedded_emissions_times_share_times_price() -> None:
    first, last = exposure().years
    assert (first.payable_t, last.payable_t) == (pytest.approx(15), 600)
    assert first.cost_mdh == pytest.approx(1000 * 0.6 * 0.025 * 80 * 10.7 / 1e6)
    assert last.cost_mdh == pytest.approx(1000 * 0.6 * 80 * 10.7 / 1e6)
    assert last.share_of_sales_pct == pytest.approx(100 * last.cost_mdh / 25)


def test_electricity_counts_only_where_the_levy_counts_it() -> None:
    assert FORGE.embedded_t == 600
    assert FORGE.model_copy(update={"counts_indirect": True}).embedded_t == 840


def test_a_benchmark_takes_off_the_free_allowances_a_producer_within_still_has() -> None:
    # The worked example of cbamreports.com: 1.2 t embedded, benchmark 1 t, 97.5 % still free: 0.225 t pay.
    assert payable(1.2, 0.025, benchmark_t=1.0) == pytest.approx(0.225)
    better = FORGE.model_copy(update={"benchmark_t": 2000.0})
    assert [year.payable_t for year in exposure(better).years] == [0, 600]


def test_a_carbon_price_paid_at_home_is_deducted_and_never_paid_back() -> None:
    assert border_cost([10.0, 10.0], 80, 10, [30.0, 200.0]).tolist() == [pytest.approx(0.005), 0]
    cheaper = FORGE.model_copy(update={"carbon_price_paid_eur_t": 20.0})
    assert exposure(cheaper).years[1].cost_mdh == pytest.approx(exposure().years[1].cost_mdh * 60 / 80)


def test_a_good_pays_only_from_the_year_it_is_covered() -> None:
    later = exposure(FORGE.model_copy(update={"covered_from": 2030}), (2029, 2030))
    assert [year.payable_t for year in later.years] == [0, pytest.approx(291)]
    never = exposure(FORGE.model_copy(update={"covered_from": None}))
    assert [year.cost_mdh for year in never.years] == [0, 0]
    assert never.sentence() == "forge sells 600 tCO₂e a year over the border; the levy does not cover it."


def test_sales_that_are_unknown_or_none_give_no_share_of_them() -> None:
    for sales in (None, 0.0):
        found = exposure(FORGE.model_copy(update={"sales_mdh": sales}))
        assert [year.share_of_sales_pct for year in found.years] == [None, None]
        assert found.sentence().endswith("0.51 MDH in 2034.")


def test_the_exposure_is_told_in_french_with_decimal_commas() -> None:
    assert exposure().sentence("fr") == (
        "À 80 EUR/t, les 600 tCO₂e/an que forge vend au-delà de la frontière coûtent 0,01 MDH en 2026 et 0,51 MDH en 2034 "
        "(2,05\u202f% de ces ventes)."
    )


def test_the_kernel_takes_goods_by_years_at_once() -> None:
    embedded, share = np.array([[100.0], [0.0]]), np.array([0.0, 0.5, 1.0])
    assert payable(embedded, share).tolist() == [[0, 50, 100], [0, 0, 0]]


def test_years_out_of_order_no_year_and_no_whole_year_are_refused() -> None:
    with pytest.raises(ProblemError, match="from 2030 to 2030"):
        CarbonBorder(label={"en": "levy"}, phase_in=[PhaseIn(year=2030, share=0.5), PhaseIn(year=2030, share=1.0)])
    with pytest.raises(ProblemError, match="No year is asked for"):
        exposure(years=[])
    with pytest.raises(ProblemError, match=r"whole number, not '2030.5'"):
        exposure(years=[2030.5])


@pytest.mark.parametrize(
    "change", [{"direct_t": -1}, {"zone_share_pct": 101}, {"covered_from": 26}, {"benchmark_t": float("nan")}]
)
def test_a_figure_out_of_range_is_refused_with_good_and_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"BorderGood 'forge': '{field}'"):
        FORGE.model_copy(update=change)


@pytest.mark.parametrize("prices", [{"price_eur_t": -1}, {"eur_mad": 0}, {"price_eur_t": float("nan")}])
def test_a_price_that_is_none_is_refused(prices: dict[str, object]) -> None:
    (field,) = prices
    with pytest.raises(RecordError, match=field):
        exposure(**prices)


def test_an_exposure_survives_json() -> None:
    assert BorderExposure.model_validate_json(exposure().model_dump_json()) == exposure()
    assert CarbonBorder.model_validate_json(EU_CARBON_BORDER.model_dump_json()) == EU_CARBON_BORDER
