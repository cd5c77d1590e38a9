"""Figures: what cannot be shown, drawn or saved is refused with what to do."""

from pathlib import Path

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

f = mi.figures
CRITERIA = [mi.maximise(name, scale=(0, 9), preference=mi.Usual()) for name in ("npv", "jobs", "co2", "water")]
ROWS = {"P01": [3, 1, 2, 0], "P02": [1, 3, 1, 0], "P03": [2, 2, 3, 1]}
PROBLEM = mi.Problem.of(CRITERIA, ROWS)
WEIGHTS = {"npv": 2, "jobs": 1, "co2": 1, "water": 0}
RANKING = mi.rank(PROBLEM, WEIGHTS)
STABILITY = mi.stability_intervals(PROBLEM, WEIGHTS)
WALK = mi.walking_weights(PROBLEM, WEIGHTS, "promethee2", "npv")
DRAWN = mi.acceptability(PROBLEM, draws=50)
POSSIBLE = mi.possible_ranks(PROBLEM)
PLANE = mi.gaia(PROBLEM, WEIGHTS)
ORDER = mi.promethee(PROBLEM, WEIGHTS).partial_order
OTHER = mi.Problem.of(CRITERIA, dict(reversed(ROWS.items())))
CHANGED = mi.Problem.of(CRITERIA, {**ROWS, "P03": [2, 2, 3, 2]})
ALONE = mi.Problem.of(CRITERIA, {"P01": [3, 1, 2, 0]})
FIGURE = f.tornado(RANKING)

MAKERS = {
    "stability_bars": (f.stability_bars, STABILITY, 200),
    "walking_lines": (f.walking_lines, WALK, 28),
    "acceptability_heat_map": (f.acceptability_heat_map, DRAWN, 60),
    "acceptability_bars": (f.acceptability_bars, DRAWN, 200),
    "tornado": (f.tornado, RANKING, 200),
    "rank_intervals": (f.rank_intervals, DRAWN, 200),
    "gaia_map": (f.gaia_map, PLANE, 60),
    "hasse_diagram": (f.hasse_diagram, ORDER, 60),
}


def asked(name: str, code: str, *words: str, call: object, kind: type[mi.DecisionError] = mi.SensitivityError) -> Bad:
    return bad(name, call, kind, code, *words)  # type: ignore[arg-type]


RESULTS = [
    asked(
        f"{name} from {given!r:.20}",
        "other_result",
        "This figure is made from",
        "Give what mi.",
        call=lambda make=make, given=given: make(given),
    )
    for name, (make, _, _) in {**MAKERS, "weight_triangle": (f.weight_triangle, RANKING, 0)}.items()
    for given in (None, "P01", PROBLEM, [1, 2], WEIGHTS)
]
MOST = [
    asked(
        f"{name} of {most!r}",
        "bad_most",
        f"from 1 to {limit}",
        call=lambda make=make, given=given, most=most: make(given, most=most),
    )
    for name, (make, given, limit) in MAKERS.items()
    for most in (0, -1, limit + 1, True, 2.0, "2", None)
]
TORNADOES = [
    asked(
        "another alternative",
        "unknown_alternative",
        "did you mean 'P01'?",
        call=lambda: f.tornado(RANKING, "P1"),
        kind=mi.ProblemError,
    ),
    asked(
        "a number for an alternative",
        "unknown_alternative",
        "'5'",
        call=lambda: f.tornado(RANKING, 5),
        kind=mi.ProblemError,
    ),
    asked(
        "one alternative",
        "one_alternative",
        "Add an alternative",
        call=lambda: f.tornado(mi.rank(ALONE, WEIGHTS, "weighted_sum")),
    ),
    *(
        asked(f"by {by!r}", "bad_by", "by must be a share above 0", call=lambda by=by: f.tornado(RANKING, by=by))
        for by in (0, -0.1, float("nan"), float("inf"), True, "0.5", None, [0.1, 0.2])
    ),
    *(
        asked(
            f"ends {ends!r}",
            "bad_ends",
            "The ends of 'npv' must be two weights from 0 to 1",
            call=lambda ends=ends: f.tornado(RANKING, by={"npv": ends}),
        )
        for ends in (
            (0.5, 0.2),
            (-0.1, 0.5),
            (0.1, 1.5),
            (0.1,),
            (0.1, 0.2, 0.3),
            0.5,
            "ab",
            (0.1, None),
            (float("nan"), 1),
            (),
        )
    ),
    asked(
        "ends of another criterion",
        "unknown_criterion",
        "did you mean 'jobs'?",
        call=lambda: f.tornado(RANKING, by={"job": (0, 1)}),
        kind=mi.ProblemError,
    ),
    asked("nothing varies", "nothing_moves", "No weight varies", call=lambda: f.tornado(RANKING, by={})),
    asked(
        "ends where it is", "nothing_moves", "No weight varies", call=lambda: f.tornado(RANKING, by={"npv": (0.5, 0.5)})
    ),
    asked("another move", "bad_move", "move must be", call=lambda: f.tornado(RANKING, move="groups")),
]
TRIANGLES = [
    *(
        asked(
            f"ends {ends!r}",
            "not_three",
            "A triangle has three corners",
            call=lambda ends=ends: f.weight_triangle(RANKING, ends),
        )
        for ends in (
            None,
            (),
            mi.Weights(WEIGHTS),
            ("npv", "jobs"),
            ("npv", "jobs", "npv"),
            "npv",
            3,
            {"a": WEIGHTS},
            ("npv", "jobs", "co2", "water"),
        )
    ),
    asked(
        "another criterion",
        "unknown_criterion",
        "did you mean 'jobs'?",
        call=lambda: f.weight_triangle(RANKING, ("npv", "job", "co2")),
        kind=mi.ProblemError,
    ),
    asked(
        "weights of other criteria",
        "other_criteria",
        "water",
        call=lambda: f.weight_triangle(RANKING, {"a": WEIGHTS, "b": WEIGHTS, "c": {"npv": 1, "jobs": 1, "co2": 1}}),
        kind=mi.WeightsError,
    ),
    asked(
        "criteria without weight",
        "no_weight",
        "'jobs', 'co2' and 'water' have no weight to share",
        call=lambda: f.weight_triangle(
            mi.rank(PROBLEM, {"npv": 1, "jobs": 0, "co2": 0, "water": 0}), ("jobs", "co2", "water")
        ),
    ),
    *(
        asked(
            f"steps {steps!r}",
            "bad_steps",
            "steps must be a whole number from 3 to 400",
            call=lambda steps=steps: f.weight_triangle(RANKING, ("npv", "jobs", "co2"), steps=steps),
        )
        for steps in (2, 401, True, 10.0, None)
    ),
]
OTHERS = [
    *(
        asked(
            f"points {points!r}",
            "bad_points",
            "points must be",
            call=lambda points=points: f.walking_lines(WALK, points=points),
        )
        for points in (1, 10_001, True, 5.5, None)
    ),
    *(
        asked(
            f"bands {bands!r}",
            "bad_bands",
            "bands must be",
            call=lambda bands=bands: f.acceptability_bars(DRAWN, bands=bands),
        )
        for bands in ((), (0,), (3, 1), (1, 1), (1.5,), "13", 5, None, (True,), tuple(range(1, 10)))
    ),
    *(
        asked(
            f"share {share!r}",
            "bad_share",
            "share must be",
            call=lambda share=share: f.rank_intervals(DRAWN, share=share),
        )
        for share in (0, 1.1, "0.9", True, None)
    ),
    asked(
        "possible ranks that are none",
        "other_result",
        "made from PossibleRanks",
        call=lambda: f.rank_intervals(DRAWN, RANKING),
    ),
    asked(
        "a ranking that is none",
        "other_result",
        "made from Ranking",
        call=lambda: f.rank_intervals(DRAWN, POSSIBLE, DRAWN),
    ),
    *(
        asked(
            f"a ranking of {name}",
            "other_problem",
            "are of different problems",
            call=lambda problem=problem: f.rank_intervals(DRAWN, ranking=mi.rank(problem, WEIGHTS)),
        )
        for name, problem in (("rows in another order", OTHER), ("other values", CHANGED))
    ),
    asked(
        "possible ranks of another problem",
        "other_problem",
        "PossibleRanks and Acceptability",
        call=lambda: f.rank_intervals(DRAWN, mi.possible_ranks(OTHER)),
    ),
    asked(
        "another method",
        "other_method",
        "by 'topsis'",
        call=lambda: f.rank_intervals(DRAWN, ranking=mi.rank(PROBLEM, WEIGHTS, "topsis")),
    ),
    asked(
        "a plane without names",
        "other_result",
        "made from Gaia",
        call=lambda: f.gaia_map(mi.gaia_plane(PROBLEM.values, mi.Usual())),
    ),
    asked(
        "limits no weights meet",
        "no_weights",
        call=lambda: f.gaia_map(PLANE, {"npv": (0.6, 1), "jobs": (0.6, 1)}),
        kind=mi.WeightsError,
    ),
]
DRAWING = [
    *(
        asked(
            f"axes {ax!r:.20}",
            "bad_axes",
            "ax must be axes of matplotlib",
            call=lambda ax=ax: FIGURE.draw(ax),
            kind=mi.DecisionError,
        )
        for ax in (1, "ax", [], object())
    ),
    *(
        asked(
            f"language {lang!r}",
            "unknown_language",
            "Ask for 'fr' or 'en'",
            call=lambda lang=lang, do=do: do(lang=lang),
            kind=mi.DecisionError,
        )
        for lang in ("de", "", None, ["fr"], "FR")
        for do in (FIGURE.draw, FIGURE.sentence, FIGURE.caption, FIGURE.render)
    ),
    *(
        asked(
            f"note {note!r}",
            "bad_note",
            "note must be text",
            call=lambda note=note: FIGURE.draw(note=note),
            kind=mi.DecisionError,
        )
        for note in (None, 3, ["a"], b"a")
    ),
    *(
        asked(
            f"kind {kind!r}",
            "unknown_kind",
            "cannot be a file of kind",
            call=lambda kind=kind: FIGURE.render(kind),
            kind=mi.FileError,
        )
        for kind in ("jpg", "", "SVG ", None, ["svg"], 3)
    ),
    *(
        asked(f"path {path!r}", code, call=lambda path=path: FIGURE.save(path), kind=mi.FileError)
        for path, code in (
            ("tornado", "unknown_kind"),
            ("tornado.jpg", "unknown_kind"),
            (".svg", "unknown_kind"),
            (None, "bad_path"),
            (3, "bad_path"),
            (b"a.svg", "bad_path"),
            ("a\0b.svg", "bad_name"),
            ("x:y.svg", "bad_name"),
        )
    ),
]


class Spoilt:
    """A black box without a score where a weight is above nine tenths."""

    name, claims, conventions = "spoilt", frozenset(), {}  # type: ignore[var-annotated]

    def score_function(self, evaluations: mi.Evaluations, /) -> object:
        inside = mi.WeightedSum().score_function(evaluations)
        return lambda weights: np.where(weights.max(axis=-1, keepdims=True) > 0.9, np.nan, inside(weights))


@pytest.mark.parametrize(
    "show",
    [
        lambda: f.walking_lines(mi.walking_weights(PROBLEM, WEIGHTS, Spoilt(), "npv")),
        lambda: f.weight_triangle(mi.rank(PROBLEM, WEIGHTS, Spoilt()), ("npv", "jobs", "co2")),
    ],
    ids=["walk", "triangle"],
)
def test_a_score_that_is_no_number_names_the_method(show: object) -> None:
    with pytest.raises(mi.MethodError, match="spoilt gave a score that is not a finite number") as refusal:
        show()  # type: ignore[operator]
    assert refusal.value.code == "not_finite"


@pytest.mark.parametrize("case", [*RESULTS, *MOST, *TORNADOES, *TRIANGLES, *OTHERS, *DRAWING], ids=lambda case: case.id)
def test_is_refused(case: Bad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert_refused(case)
    assert list(tmp_path.iterdir()) == []


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    with pytest.raises(mi.FileError, match="cannot be written"):
        FIGURE.save(tmp_path / "taken" / "tornado.svg")


@pytest.mark.parametrize("note", ["half \ud800 a character", "a \x00 control \x1b character", "\uffff"])
def test_what_no_file_can_hold_is_shown_as_a_space(note: str) -> None:
    assert not set(FIGURE.render("svg", note=note).decode()) & {"\x00", "\x1b", "\uffff", "\ud800"}
