"""Every deliverable of the reference case as a record: told in two languages, judged on columns, there and back as JSON."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

import mcda_industry as mi
from mcda_industry.records import Record

CASE = mi.datasets.morocco_2025()
CARBON = [measure for measure in CASE.measures if measure.category == "decarbonation"]
WATER = [measure for measure in CASE.measures if measure.category == "eau"]
READY = mi.ScreeningRule(id="G1", label={"fr": "maturité", "en": "readiness"}, field="trl_1_9", at_least=7)

RECORDS: dict[str, Callable[[], Iterable[Any]]] = {
    "D1": lambda: (*CASE.ecosystems, *mi.ecosystem.consolidate_by_parent(CASE.ecosystems)),
    "D2": lambda: CASE.diagnoses,
    "D3": lambda: CASE.obstacles,
    "D4": lambda: (*CASE.levers, mi.levers.plan(CASE.levers)),
    "D5": lambda: CASE.context().values(),
    "D6": lambda: mi.recommend(mi.Study(CASE.problem("levers"), CASE.weights("levers"), "weighted_sum", draws=100)),
    "D7": lambda: CASE.needs,
    "D8": lambda: (mi.options.screen(CASE.figures, [READY]), *CASE.supply(6)),
    "D9": lambda: (CASE.project_bank, *CASE.projects),
    "D10": lambda: CASE.opportunities,
    "D11": lambda: (CASE.value_chain, mi.value_chain.key_links(CASE.value_chain), *CASE.value_chain.links),
    "D12": lambda: mi.value_chain.relocations(mi.value_chain.sourcings(CASE.value_chain)).values(),
    "D13": lambda: mi.value_chain.stated_rates(CASE.value_chain),
    "D14": lambda: (*CARBON, mi.programmes.cost_curve(CARBON, rate=0.08), *CASE.footprints.values()),
    "D15": lambda: (*WATER, *CASE.basin_stress),
    "D16": lambda: CASE.region_sheets,
    "D17": lambda: [CASE.business_case(name, draws=100) for name in ("P07", "P41")],
    "D18": lambda: [CASE.risk_plan],
}


def told(record: Any, lang: str) -> str:
    if isinstance(record, mi.risk.RiskPlan):
        return record.sentence(lang=lang)
    if isinstance(record, mi.programmes.CostCurve):
        return record.sentence(800.0, lang)
    if isinstance(record, mi.options.Screening):
        return record.sentence(None, lang)
    return " ".join(record.sentences(lang)) if hasattr(record, "sentences") else record.sentence(lang)


def test_there_are_eighteen() -> None:
    assert list(RECORDS) == [f"D{k}" for k in range(1, 19)]


@pytest.mark.parametrize("deliverable", RECORDS)
def test_a_deliverable_comes_back_from_json_and_has_a_schema(deliverable: str) -> None:
    for record in RECORDS[deliverable]():
        assert isinstance(record, Record)
        assert type(record).model_validate_json(record.model_dump_json()) == record
        assert type(record).model_json_schema()["properties"]


@pytest.mark.parametrize("deliverable", RECORDS)
def test_a_deliverable_is_told_in_each_language_with_the_flag_of_its_figures(deliverable: str) -> None:
    english_flags, french_flags = r"\b(illustrative|derived|sourced)\b", r"\b(illustratif|dérivé|sourcé)\b"
    for record in RECORDS[deliverable]():
        english, french = told(record, "en"), told(record, "fr")
        assert english != french
        assert english.rstrip(")").endswith(".")
        assert not re.search(french_flags, english.lower()), english
        assert not re.search(english_flags, french), french


@pytest.mark.parametrize("deliverable", RECORDS)
def test_a_sentence_shows_no_name_of_a_field_or_code_for_a_text(deliverable: str) -> None:
    for record in RECORDS[deliverable]():
        for lang in ("en", "fr"):
            assert not re.search(r"\w+_(mdh|pct|n|1_5|0_100)\b|\w+_index\b", told(record, lang)), told(record, lang)


UNFLAGGED = [
    CASE.levers[0],
    CASE.projects[0],
    CASE.measures[0],
    CASE.opportunities[0],
    CASE.value_chain.links[0],
    CASE.supply(6)[0],
    CASE.context()["reseau_vert"],
]


@pytest.mark.parametrize("record", UNFLAGGED, ids=lambda record: type(record).__name__)
def test_a_record_whose_figures_have_no_evidence_says_so(record: Any) -> None:
    bare = record.model_copy(update={"source_flag": ""})
    assert bare.sentence().endswith("(no evidence given).")
    assert bare.sentence("fr").endswith("(sans source).")


def test_the_whole_of_footprints_levies_chain_bank_and_risks_says_that_figures_are_invented() -> None:
    levy = CASE.border_exposures([2030], price_eur_t=80, covered_from=2028)["P02"]
    for record in (CASE.footprints["P02"], levy, CASE.value_chain, CASE.project_bank, CASE.risk_plan):
        assert told(record, "en").endswith("(Illustrative figures.)")
        assert told(record, "fr").endswith("(Chiffres illustratifs.)")
