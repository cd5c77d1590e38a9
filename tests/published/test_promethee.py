"""Published PROMETHEE examples; sources and tolerances stand in the case files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda_industry as mi

CASES = Path(__file__).parent / "cases"
KINDS = {
    "usual": mi.Usual,
    "ushape": mi.UShape,
    "vshape": mi.VShape,
    "level": mi.Level,
    "linear": mi.Linear,
    "gaussian": mi.Gaussian,
}


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"promethee-{name}.json").read_text(encoding="utf-8"))


def flows_of(published: dict[str, Any]) -> mi.PrometheeFlows:
    given = published["inputs"]
    criteria = [
        mi.Criterion(f"c{j + 1}", sense, preference=KINDS[preference.pop("type")](**preference))
        for j, (sense, preference) in enumerate(zip(given["senses"], given["preference"], strict=True))
    ]
    problem = mi.Problem.from_arrays(given["matrix"], criteria, given.get("alternatives"))
    return mi.promethee(problem, dict(zip(problem.criterion_names, given["weights"], strict=True)))


def order(flows: mi.PrometheeFlows) -> list[str]:
    return [flows.alternatives[i] for i in np.argsort(-flows.net, kind="stable")]


def test_the_six_plants_have_the_printed_preferences_flows_and_order() -> None:
    published = case("brans-1986-hydro")
    flows, expected = flows_of(published), published["expected"]
    table = np.array(expected["pi"])
    # the paper adds the preferences over the five others, this library takes their mean
    np.testing.assert_allclose(
        5 * flows.net, expected["net_flow_sums"], rtol=0, atol=published["tolerance"]["net_flow_sums"]
    )
    np.testing.assert_allclose(5 * flows.positive, table.sum(axis=1), rtol=0, atol=5 * published["tolerance"]["pi"])
    np.testing.assert_allclose(5 * flows.negative, table.sum(axis=0), rtol=0, atol=5 * published["tolerance"]["pi"])
    assert [name.split()[0] for name in order(flows)] == expected["ranking"]
    assert flows.partial_order.relation("a1 Italy", "a2 Belgium") == "R"


def test_the_twelve_sites_of_promcalc_have_the_printed_order_and_incomparability() -> None:
    published = case("brans-mareschal-1994-promcalc")
    flows, expected = flows_of(published), published["expected"]
    assert order(flows)[:3] == expected["top_three"]
    assert order(flows)[3:5] == expected["next_two"]
    assert flows.partial_order.relation("A4", "A5") == expected["relation_A4_A5"]


def test_the_misprinted_threshold_of_promcalc_contradicts_the_printed_order() -> None:
    published = case("brans-mareschal-1994-promcalc")
    published["inputs"]["preference"][4]["p"] = 300
    assert order(flows_of(published))[:3] != published["expected"]["top_three"]


def test_the_course_example_with_four_functions_has_the_printed_flows() -> None:
    published = case("luque-course-mixed")
    flows, expected, tolerance = flows_of(published), published["expected"], published["tolerance"]
    np.testing.assert_allclose(flows.net, expected["net"], rtol=0, atol=tolerance)
    np.testing.assert_allclose(flows.positive, expected["plus"], rtol=0, atol=tolerance)
    np.testing.assert_allclose(flows.negative, expected["minus"], rtol=0, atol=tolerance)
    assert order(flows) == expected["ranking"]


@pytest.mark.parametrize("name", ["papathanasiou-ploskas-linear", "zhao-2013-usual", "ziemba-2017-vshape"])
def test_the_net_flows_are_the_printed_ones(name: str) -> None:
    published = case(name)
    found = flows_of(published).net
    np.testing.assert_allclose(found, published["expected"]["net"], rtol=0, atol=published["tolerance"])
