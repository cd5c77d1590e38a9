import numpy as np
import pandas as pd
import pytest
import strategies  # noqa: F401 - the profile is chosen there
from hypothesis import given
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.diagnosis import (
    Diagnosis,
    ExportTable,
    Factor,
    Indicator,
    benchmark_gaps,
    gap_columns,
    opportunity_columns,
    pestel,
    relative_gaps,
    severity,
    swot,
)
from mcda_industry.domain.evidence import Evidence
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import Problem, maximise, minimise

CASE = morocco_2025()
GOODS = ["parts", "wire", "tools", "cast"]
TABLE = ExportTable.of(GOODS, {"A": (8, 6, 5, 2), "B": (3, 0, 0, 0), "C": (1, 8, 6, 9), "D": (5, 6, 9, 7)}, year=2024)
numbers = st.floats(-1e6, 1e6)


def indicator(**change: object) -> Indicator:
    given = {
        "id": "co2",
        "label": {"en": "Emissions", "fr": "Émissions"},
        "value": 60,
        "direction": "min",
        "reference": 40,
    }
    return Indicator(**{**given, **change})


# --- gaps


@given(numbers, numbers)
def test_a_gap_changes_sign_with_the_direction_and_with_the_sides(value: float, reference: float) -> None:
    (more,), (less,) = benchmark_gaps([value], [reference], ["max"]), benchmark_gaps([value], [reference], ["min"])
    assert more == -less == -benchmark_gaps([reference], [value], ["max"])[0]


@given(numbers.filter(lambda x: abs(x) > 1e-3), numbers.filter(lambda x: abs(x) > 1e-3), st.floats(1e-3, 1e3))
def test_a_relative_gap_has_no_unit(value: float, reference: float, unit: float) -> None:
    one, other = (relative_gaps([k * value], [k * reference], ["max"])[0] for k in (1.0, unit))
    assert other == pytest.approx(one, rel=1e-9, abs=1e-9)


def test_behind_is_below_zero_in_either_direction() -> None:
    assert indicator().gap == -20
    assert indicator(direction="max").gap == 20
    assert indicator().relative_gap == -0.5


def test_severity_rises_at_its_lines_and_is_zero_ahead() -> None:
    assert severity([1, 0, -1e-9, -0.0999, -0.1, -0.25, -0.5, -0.75, -3]).tolist() == [0, 0, 1, 1, 2, 3, 4, 5, 5]
    assert indicator(value=30).severity == 0


def test_a_severity_given_counts_before_the_rule() -> None:
    assert indicator(severity_0_5=1).severity == 1


def test_without_a_reference_there_is_no_gap_and_the_sentence_says_so() -> None:
    bare = indicator(reference=None)
    assert (bare.gap, bare.relative_gap, bare.severity, bare.confidence) == (None, None, None, 0)
    assert bare.sentence() == "Emissions (year not given): 60, without a reference; no evidence given."
    assert bare.sentence("fr") == "Émissions (année non précisée) : 60, sans référence ; sans source."


def test_a_reference_of_zero_is_level_or_no_share() -> None:
    assert indicator(value=0, reference=0).relative_gap == 0
    assert (
        indicator(value=0, reference=0)
        .sentence("fr")
        .startswith("Émissions (année non précisée) : 0 contre 0, à égalité")
    )
    odd = indicator(value=3, reference=0)
    assert (odd.gap, odd.relative_gap, odd.severity) == (-3, None, None)


def test_the_sentence_says_whose_the_reference_is_how_far_and_how_sure() -> None:
    known = indicator(
        year=2024, unit="t", reference_of={"en": "Spain"}, evidence=Evidence(flag="derived", strength_1_5=5)
    )
    assert (
        known.sentence()
        == "Emissions (2024): 60 t against 40 (Spain), 50 % behind; severity 4 of 5; derived; strength 5 of 5."
    )
    assert known.confidence == 1


# --- SWOT and PESTEL


def test_scores_are_impact_times_likelihood_signed_and_weighted_by_evidence() -> None:
    sure = Evidence(flag="sourced", sources=("S1",), strength_1_5=5)
    factors = [
        Factor(id="S", kind="strength", impact_1_5=3, evidence=sure),
        Factor(id="W", kind="weakness", impact_1_5=2, likelihood_1_5=4, dimension="social"),
        Factor(id="O", kind="opportunity", impact_1_5=5, likelihood_1_5=2, dimension="social", evidence=sure),
        Factor(id="T", kind="threat", impact_1_5=5),
    ]
    assert [f.score for f in factors] == [15, -8, 10, None]
    assert [f.supported_score for f in factors] == [15, 0, 10, None]
    strengths, weaknesses, _, threats = swot(factors)
    assert (strengths.favourable, weaknesses.adverse, threats.ungraded) == (15, -8, ("T",))
    social = pestel(factors)[2]
    assert [f.id for f in social.factors] == ["O", "W"]
    assert social.sentence() == "social: 2 statements, score +2 (10 supported); 1 without evidence."
    assert social.sentence("fr") == "social : 2 énoncés, note +2 (10 étayé) ; 1 sans source."


def test_every_statement_falls_on_one_side_of_the_swot() -> None:
    for diagnosis in CASE.diagnoses:
        sides = [f.id for side in diagnosis.swot for f in side.factors]
        assert sorted(sides) == sorted(f.id for f in diagnosis.factors)
        assert [side.factors for side in diagnosis.pestel] == [()] * 6


def test_statements_are_split_at_commas_outside_brackets_only() -> None:
    said = [f.called("fr") for f in CASE.diagnoses[9].factors if f.kind == "opportunity"]
    assert said == ["économie circulaire", "machines d'occasion (80 % importées d'occasion)"]


def test_a_statement_in_one_language_is_said_in_it_and_not_graded_is_told() -> None:
    assert CASE.diagnoses[0].factors[2].sentence("fr") == (
        "Midparc : non noté ; mixte : S04, S07 (2025-10) ; solidité 3 sur 5, par défaut."
    )
    assert CASE.diagnoses[0].factors[2].called("en") == "Midparc"


# --- diagnosis


def test_what_is_behind_comes_gravest_first() -> None:
    for diagnosis in CASE.diagnoses:
        found = diagnosis.behind()
        assert [i.severity for i in found] == sorted((i.severity for i in found), reverse=True)
        assert all(i.gap < 0 for i in found)
        assert len(found) == sum(i.gap is not None and i.gap < 0 for i in diagnosis.indicators)


def test_a_diagnosis_without_figures_says_so() -> None:
    assert Diagnosis(id="E0").sentence() == "E0: no indicator has a reference."
    assert Diagnosis(id="E0", indicators=(indicator(value=1),)).sentence("fr") == (
        "E0 : en retard sur aucun des 1 indicateurs comparés. 1 sans source."
    )
    assert Diagnosis(id="E0", indicators=(indicator(),)).without_evidence == ("co2",)


def test_gaps_are_criteria_across_ecosystems() -> None:
    criteria = {name: maximise(name, preference={"kind": "usual"}) for name in ("productivity", "til_target", "rca")}
    problem = Problem.from_columns(gap_columns(CASE.diagnoses, criteria))
    assert problem.values.shape == (10, 3)
    assert problem.values[0, 0] == pytest.approx(327 / 610 - 1)


def test_gaps_that_cannot_be_criteria_are_refused_all_at_once() -> None:
    with pytest.raises(ProblemError) as refusal:
        gap_columns(CASE.diagnoses[:1], {"product": maximise("a"), "density": maximise("b"), "rca": minimise("c")})
    said = str(refusal.value)
    assert "no indicator 'product'; did you mean 'productivity'" in said
    assert "Indicator 'density' of 'E01' has no reference" in said
    assert "criterion 'c' on 'rca' must be maximised" in said


def test_records_survive_json() -> None:
    for record in (*CASE.diagnoses, TABLE):
        assert type(record).model_validate_json(record.model_dump_json()) == record


# --- exports by name


def test_names_and_numbers_meet_in_the_table() -> None:
    assert TABLE.advantage("A", "parts") == pytest.approx((8 / 21) / (17 / 75))
    assert TABLE.advantage("B", "cast", symmetric=True) == -1
    found = TABLE.complexity()
    assert found.countries[int(found.eci.argmax())] == "D"


def test_a_data_frame_and_rows_give_the_same_table() -> None:
    frame = pd.DataFrame(np.array(TABLE.exports), index=list("ABCD"), columns=GOODS)
    assert ExportTable.from_frame(frame, year=2024) == TABLE


def test_opportunities_are_the_absent_products_densest_first() -> None:
    found = TABLE.opportunities("B")
    assert [o.product for o in found] == ["wire", "tools", "cast"]
    assert [o.density for o in found] == sorted((o.density for o in found), reverse=True)
    assert TABLE.opportunity_value("B") == pytest.approx(sum(o.density * o.complexity for o in found))
    assert found[0].sentence("fr") == "wire (B) : densité 0,25, complexité -0,47, gain 0,286 (sans source)."


def test_where_indices_do_not_exist_density_alone_speaks() -> None:
    apart = ExportTable.of(["x", "y"], {"A": (5, 1), "B": (1, 5)})
    (found,) = apart.opportunities("A")
    assert (found.complexity, found.gain) == (None, None)
    assert found.sentence() == "y (A): density 0, complexity indices undefined (no evidence given)."
    with pytest.raises(ProblemError, match="'y' has no gain"):
        opportunity_columns((found,), {"gain": maximise("gain")})
    with pytest.raises(ProblemError, match="share no product"):
        apart.opportunity_value("A")


def test_opportunities_rank_by_any_method() -> None:
    problem = Problem.from_columns(opportunity_columns(TABLE.opportunities("B")))
    assert problem.alternatives == ("wire", "tools", "cast")
    with pytest.raises(ProblemError, match="several countries are mixed"):
        opportunity_columns((*TABLE.opportunities("A"), *TABLE.opportunities("B")))
    with pytest.raises(ProblemError, match="no field 'dense'.*did you mean 'density'"):
        opportunity_columns(TABLE.opportunities("B"), {"dense": maximise("a")})


def test_an_unknown_country_or_product_is_refused_with_the_nearest_one() -> None:
    table = ExportTable.of(["wire"], {"Maroc": (1,)})
    with pytest.raises(ProblemError, match="no country 'Marocco' in the table; did you mean 'Maroc'"):
        table.opportunities("Marocco")
    with pytest.raises(ProblemError, match="no product 'wires' in the table; did you mean 'wire'"):
        table.advantage("Maroc", "wires")


@pytest.mark.parametrize(
    ("products", "exports", "words"),
    [
        (["a", "b"], {"A": (1, 2), "B": (1,)}, "'B' has 1 exports for 2 products"),
        (["a", "a"], {"A": (1, 2)}, "'a' stands twice"),
        (["a", "b"], {"A": (1, -2), "B": (0, 0)}, "exports of A in b are -2, below zero"),
        (["a"], {"A": (0,)}, "All exports are zero"),
    ],
)
def test_a_table_that_is_none_is_refused_by_name(
    products: list[str], exports: dict[str, tuple[float, ...]], words: str
) -> None:
    with pytest.raises(ProblemError, match=words):
        ExportTable.of(products, exports)


@pytest.mark.parametrize("cell", [float("nan"), True, "5", None])
def test_a_cell_that_is_no_amount_is_refused(cell: object) -> None:
    with pytest.raises(RecordError, match=r"exports\.1\.0"):
        ExportTable.of(["a"], {"A": (1,), "B": (cell,)})
