"""The tree of criteria: what is a tree, and how local weights become weights of the criteria."""

from typing import Any

import pytest

from mcda_industry.errors import JudgementError, RecordError, WeightsError
from mcda_industry.weighting import CriteriaTree, PairwiseComparisons, Weights

TREE = CriteriaTree(
    "goal",
    {"goal": ("money", "people", "planet"), "money": ("npv", "exports"), "people": ("jobs",), "npv": ("short", "long")},
)
LOCAL: dict[str, Any] = {
    "goal": PairwiseComparisons.from_matrix([[1, 2, 4], [None, 1, 2], [None, None, 1]], ("money", "people", "planet")),
    "money": Weights({"exports": 1, "npv": 3}),
    "npv": {"short": 1, "long": 1},
}


def test_leaves_groups_children_and_paths_follow_the_tree() -> None:
    assert TREE.leaves == ("short", "long", "exports", "jobs", "planet")
    assert TREE.groups == ("goal", "money", "npv", "people")
    assert TREE.children("money") == ("npv", "exports")
    assert TREE.path("long") == ("goal", "money", "npv", "long")
    assert TREE.path("planet") == ("goal", "planet")


def test_the_weight_of_a_leaf_is_the_product_of_the_shares_on_its_path() -> None:
    found = TREE.weights(LOCAL, source="workshop")
    assert found.over(TREE.leaves) == pytest.approx([4 / 7 * 0.375, 4 / 7 * 0.375, 4 / 7 / 4, 2 / 7, 1 / 7])
    assert found.source == "workshop"
    assert tuple(found) == TREE.leaves


def test_a_group_with_a_single_child_needs_no_weights_and_priorities_serve_as_well() -> None:
    local = {**LOCAL, "goal": LOCAL["goal"].priorities(), "people": {"jobs": 9}}
    assert TREE.weights(local) == TREE.weights(LOCAL)


def test_every_node_has_its_local_and_global_share() -> None:
    rows = {row.node: row for row in TREE.local_and_global(LOCAL)}
    assert set(rows) == {"money", "people", "planet", "npv", "exports", "jobs", "short", "long"}
    npv = rows["npv"]
    assert (npv.parent, npv.local, npv.is_leaf) == ("money", 0.75, False)
    assert npv.overall == pytest.approx(3 / 7)
    assert (rows["jobs"].local, rows["jobs"].is_leaf) == (1, True)
    assert sum(row.overall for row in rows.values() if row.is_leaf) == pytest.approx(1)


def test_the_tree_comes_back_from_its_json() -> None:
    assert CriteriaTree.model_validate_json(TREE.model_dump_json()) == TREE
    assert TREE.model_dump(mode="json")["branches"]["npv"] == ["short", "long"]


def test_a_tree_a_thousand_levels_deep_has_weights() -> None:
    deep = CriteriaTree("0", {str(i): (str(i + 1),) for i in range(1500)})
    assert dict(deep.weights({}).shares) == {"1500": 1.0}
    assert len(deep.path("1500")) == 1501


@pytest.mark.parametrize(
    ("branches", "said", "code"),
    [
        (
            {"goal": ("a", "b"), "a": ("c",), "b": ("c",)},
            "'c' stands under 'a' and 'b': a node has one parent",
            "two_parents",
        ),
        ({"goal": ("a", "a")}, "'a' stands under 'goal' and 'goal'", "two_parents"),
        ({"goal": ("a",), "a": ("goal",)}, "The goal 'goal' stands under 'a', which is a circle", "circle"),
        (
            {"goal": ("a",), "b": ("c",), "c": ("b",)},
            "The group 'b' hangs on 'c', which does not hang on the goal",
            "unreachable",
        ),
        ({"goal": ("a",), "b": ("b",)}, "The group 'b' hangs on 'b'", "unreachable"),
        (
            {"goal": ("money", "jobs"), "mony": ("npv",)},
            "The group 'mony' hangs on nothing; did you mean 'money'",
            "unreachable",
        ),
        ({"gaol": ("a", "b")}, "There is no branch for the goal 'goal'; did you mean 'gaol'", "no_goal"),
        ({}, "There is no branch for the goal", "no_goal"),
        ({"goal": ("a", "b"), "a": ()}, "The group 'a' has no children", "no_children"),
    ],
    ids=[
        "two parents",
        "twice",
        "goal below",
        "circle",
        "own child",
        "misspelt",
        "goal misspelt",
        "empty",
        "childless",
    ],
)
def test_what_is_no_tree_is_refused_with_the_node_named(branches: Any, said: str, code: str) -> None:
    with pytest.raises(WeightsError) as refused:
        CriteriaTree("goal", branches)
    assert said in str(refused.value)
    assert refused.value.faults[0].code == code


def test_all_faults_of_a_tree_are_told_at_once() -> None:
    with pytest.raises(WeightsError, match="There are 3 faults"):
        CriteriaTree("gaol", {"goal": ("a", "b"), "a": ("c",), "b": ("c",), "d": ()})


@pytest.mark.parametrize("branches", [{"goal": "ab"}, {"goal": 3}, None, [("goal", "a")], {"goal": (1, 2)}], ids=repr)
def test_branches_of_another_shape_are_refused_as_a_record(branches: Any) -> None:
    with pytest.raises(RecordError, match="branches"):
        CriteriaTree("goal", branches)


def test_an_unknown_group_or_leaf_is_refused_with_the_nearest() -> None:
    with pytest.raises(WeightsError, match="There is no group 'mony'; did you mean 'money'"):
        TREE.children("mony")
    with pytest.raises(WeightsError, match="There is no leaf 'job'; did you mean 'jobs'"):
        TREE.path("job")


def test_all_faults_of_local_weights_are_told_at_once_with_their_group() -> None:
    local: dict[str, Any] = {
        "goal": PairwiseComparisons(("money", "people", "planet"), {("money", "people"): 2, ("money", "planet"): 3}),
        "mony": {"npv": 1, "exports": 1},
        "npv": {"short": 1, "lng": 1},
        "people": {"jobs": -1},
    }
    with pytest.raises(WeightsError, match="There are 5 faults") as refused:
        TREE.weights(local)
    told = str(refused.value)
    assert "a group that does not exist, 'mony'; did you mean 'money'?" in told
    assert "There are no local weights for 'money'. Give shares to its children: 'npv', 'exports'" in told
    assert (
        "The local weights of 'npv' must name its children; they differ on 'lng', 'long'. For 'lng', did you mean 'long'?"
        in told
    )
    assert "Local weights of 'goal': some pairs are not compared: 'people' with 'planet'" in told
    assert "Local weights of 'people': the weight of 'jobs' is negative" in told


@pytest.mark.parametrize("local", [None, [Weights({"a": 1})], 3], ids=["none", "list", "number"])
def test_local_weights_without_groups_are_refused(local: Any) -> None:
    with pytest.raises(WeightsError, match="Local weights are given by group"):
        TREE.weights(local)


def test_peer_defect_15_a_misspelt_child_a_contradiction_and_islands_are_refused() -> None:
    tree = CriteriaTree("goal", {"goal": ("a", "b", "c")})
    with pytest.raises(WeightsError, match="they differ on 'B', 'b'"):
        tree.weights({"goal": {"a": 1, "B": 1, "c": 1}})
    with pytest.raises(JudgementError, match="judged twice, and differently"):
        PairwiseComparisons(("a", "b"), {("a", "b"): 3, ("b", "a"): 5})
    with pytest.raises(WeightsError, match="groups that are never compared"):
        tree.weights({"goal": PairwiseComparisons(("a", "b", "c"), {("a", "b"): 3})})


def test_peer_defect_10_negative_and_missing_weights_are_refused_and_sums_other_than_one_normalised() -> None:
    for bad in (-0.5, float("nan")):
        with pytest.raises(WeightsError, match="The weight of 'b'"):
            Weights({"a": 1.5, "b": bad})
    assert sum(Weights({"a": 6, "b": 4}).shares.values()) == 1
