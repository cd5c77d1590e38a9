"""The public names are exactly those that are importable, typed and promised."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

import mcda_industry as mi

FACADE = Path(mi.__file__)

PROMISED = (
    "Criterion",
    "maximise",
    "minimise",
    "Usual",
    "UShape",
    "VShape",
    "Level",
    "Linear",
    "Gaussian",
    "PreferenceFunction",
    "Problem",
    "Column",
    "Evaluations",
    "Finding",
    "findings",
    "Weights",
    "PairwiseComparisons",
    "Priorities",
    "CriteriaTree",
    "weighting",
    "rank",
    "Ranking",
    "RankingMethod",
    "ScoreFunction",
    "LinearScores",
    "Claim",
    "catalogue",
    "Topsis",
    "Promethee2",
    "WeightedSum",
    "AhpSynthesis",
    "FromPymcdm",
    "promethee",
    "agreement",
    "Agreement",
    "stability_intervals",
    "smallest_change",
    "SmallestChange",
    "winning_region",
    "WinningRegion",
    "walking_weights",
    "acceptability",
    "AnyWeights",
    "Around",
    "Ordered",
    "Within",
    "Constrained",
    "Judges",
    "possible_ranks",
    "Budget",
    "AtLeast",
    "AtMost",
    "Exclusive",
    "Requires",
    "Mandatory",
    "Forbidden",
    "select_portfolio",
    "Portfolio",
    "finance",
    "value_chain",
    "Study",
    "StudyRequest",
    "StudyResult",
    "recommend",
    "Recommendation",
    "VerdictRules",
    "datasets",
    "testing",
    "DecisionError",
    "RecordError",
    "ProblemError",
    "WeightsError",
    "JudgementError",
    "MethodError",
    "SensitivityError",
    "FinanceError",
    "ValueChainError",
    "FileError",
)
"""Names other programs call; one that goes away breaks them."""


def typed_names() -> list[str]:
    """The names the facade gives to type checkers, read from its `if TYPE_CHECKING` block."""
    tree = ast.parse(FACADE.read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    imported = [
        alias.asname or alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names
    ]
    annotated = [ast.unparse(node.target) for node in block.body if isinstance(node, ast.AnnAssign)]
    return [*imported, *annotated]


def home_modules() -> dict[str, str]:
    """The module the facade tells type checkers each name comes from."""
    tree = ast.parse(FACADE.read_text(encoding="utf-8"))
    return {
        alias.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mcda_industry")
        for alias in node.names
    }


def test_all_is_sorted_and_holds_each_name_once() -> None:
    assert len(set(mi.__all__)) == len(mi.__all__)
    capitals = [name for name in mi.__all__ if name[0].isupper()]
    others = [name for name in mi.__all__ if not name[0].isupper()]
    assert mi.__all__ == sorted(capitals) + sorted(others)


def test_dir_is_all() -> None:
    assert dir(mi) == sorted(mi.__all__)


def test_type_checkers_see_exactly_the_public_names() -> None:
    assert sorted(typed_names()) == sorted(mi.__all__)


def test_every_name_the_facade_can_load_is_public() -> None:
    assert {*mi._WHERE, *mi._MODULES, "__version__"} == set(mi.__all__)


@pytest.mark.parametrize("name", mi.__all__)
def test_a_public_name_is_importable_and_documented(name: str) -> None:
    found = getattr(mi, name)
    if name == "__version__":
        assert re.fullmatch(r"\d+\.\d+\.\d+.*", found)
    else:
        assert found is not None
        assert inspect.getdoc(found)


@pytest.mark.parametrize("name", sorted(set(home_modules()) - set(mi._MODULES)))
def test_a_public_name_is_the_thing_type_checkers_see(name: str) -> None:
    assert getattr(mi, name) is getattr(importlib.import_module(home_modules()[name]), name)


def test_the_promised_names_are_there() -> None:
    assert [name for name in PROMISED if name not in mi.__all__] == []


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'topsis_'"):
        mi.topsis_  # noqa: B018


@pytest.mark.parametrize(
    "package",
    [
        "datasets",
        "domain.value_chain",
        "domain.levers",
        "domain.options",
        "domain.projects",
        "forms",
        "io",
        "methods",
        "outranking",
        "portfolio",
        "recommendation",
        "report",
        "report.figures",
        "sensitivity",
        "weighting",
    ],
)
def test_what_a_package_lists_it_has(package: str) -> None:
    module = importlib.import_module(f"mcda_industry.{package}")
    listed = getattr(module, "__all__", [])
    assert [name for name in listed if not hasattr(module, name)] == []
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    "name",
    ["leontief_inverse", "output_multipliers", "import_dependence", "hhi", "local_integration_rate"],
)
def test_the_promised_functions_of_value_chains_are_there(name: str) -> None:
    assert callable(getattr(mi.value_chain, name))
