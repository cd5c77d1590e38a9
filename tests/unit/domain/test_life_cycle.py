import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.projects import GateReview, LifeCycle
from mcda_industry.errors import ProblemError

CASE = morocco_2025()
CYCLE = CASE.life_cycle


def project(stage: str, trl: int, mrl: int | None = None):
    return CASE.project("P01").model_copy(update={"stage": stage, "trl_1_9": trl, "mrl_1_10": mrl})


@pytest.mark.parametrize(
    ("stage", "trl", "mrl", "to", "failed"),
    [
        ("faisabilité", 7, 8, "engagé", []),
        ("faisabilité", 6, 8, "engagé", ["TRL"]),
        ("faisabilité", 9, 7, "engagé", ["MRL"]),
        ("faisabilité", 9, None, "engagé", ["MRL"]),
        ("idée", 9, 10, "engagé", ["move"]),
        ("idée", 1, None, "idée", []),
        ("engagé", 7, 8, "engagé", []),
        ("engagé", 7, 8, "idée", ["move"]),
        ("pilote", 6, None, "faisabilité", []),
    ],
)
def test_a_gate_asks_for_the_move_and_the_readiness(stage, trl, mrl, to, failed) -> None:
    review = CYCLE.review(project(stage, trl, mrl), to)
    assert [check.what for check in review.checks if not check.passed] == failed
    assert review.passed == (not failed)


def test_readiness_that_is_not_given_is_told_and_does_not_pass() -> None:
    review = CYCLE.review(project("faisabilité", 9), "engagé")
    assert review.checks[-1].found is None
    assert review.sentence() == "P01 may not enter 'engagé': MRL: asked 8, not given."
    assert review.sentence("fr") == "P01 ne peut pas entrer à 'engagé' : MRL : demandé 8, non renseigné."


def test_every_reason_is_told() -> None:
    said = CYCLE.review(project("idée", 6, 3), "engagé").sentence("fr")
    assert said == (
        "P01 ne peut pas entrer à 'engagé' : on y vient de faisabilité, non de idée ; TRL : demandé 7, constaté 6 ; "
        "MRL : demandé 8, constaté 3."
    )
    assert CYCLE.review(project("étude de marché", 6), "idée").sentence() == (
        "P01 may not enter 'idée': no stage leads there."
    )
    assert CYCLE.review(project("idée", 6), "idée").sentence() == "P01 may stay at 'idée'."


def test_the_gate_of_its_own_stage_shows_who_is_further_than_its_readiness() -> None:
    reviews = CYCLE.standing(CASE.projects)
    assert [review.project for review in reviews if not review.passed] == ["P10"]
    assert len(reviews) == 44


def test_an_unknown_stage_is_refused_with_the_nearest_and_the_project() -> None:
    with pytest.raises(ProblemError, match=r"Project 'P01': there is no stage 'pilot'; did you mean 'pilote'\?"):
        CYCLE.review(project("pilot", 5), "engagé")
    with pytest.raises(ProblemError, match=r"no stage 'engage'; did you mean 'engagé'\?"):
        CYCLE.next_of("engage")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"stages": ("a", "a")}, "'a' stands twice"),
        ({"stages": ("a", "b"), "moves": {"a": ("c",)}}, "no stage 'c'"),
        ({"stages": ("a", "b"), "moves": {"a": ("b",)}, "gates": {"x": {}}}, "no stage 'x'"),
        ({"stages": ("a", "b"), "moves": {"b": ("a",)}}, "No moves lead from 'a' to 'b'"),
        ({"stages": (), "moves": {}}, "at least 1"),
        ({"stages": ("a",), "moves": {}, "gates": {"a": {"trl_least": 10}}}, "trl_least"),
        ({"stages": ("a",), "moves": {}, "gates": {"a": {"mrl_least": 0}}}, "mrl_least"),
    ],
)
def test_a_life_cycle_that_does_not_hold_together_is_refused(change, said) -> None:
    with pytest.raises(ValueError, match=said):
        LifeCycle(**{"moves": {}, **change})


def test_a_life_cycle_and_a_review_survive_json() -> None:
    assert LifeCycle.model_validate_json(CYCLE.model_dump_json()) == CYCLE
    review = CYCLE.review(project("idée", 6), "engagé")
    assert GateReview.model_validate_json(review.model_dump_json()) == review
