"""What figures show, against the results they are made from and values found another way."""

import json

import numpy as np
import pytest
from strategies import METHODS, BlackBox
from unit.figures.shown import CASE, NAMES, awkward, reference

import mcda_industry as mi

f = mi.figures
PROBLEM, WEIGHTS = CASE.problem("projects"), CASE.weights("projects")
CRITERIA = PROBLEM.criterion_names
SMALL = mi.Problem.of(
    [mi.maximise("a", scale=(0, 4)), mi.maximise("b", scale=(0, 4))],
    {"x": (4, 0), "y": (3, 3), "z": (0, 4), "w": (0, 0)},
)
DRAWN = mi.acceptability(PROBLEM, draws=500)
BLACK_BOX = BlackBox(mi.WeightedSum())


def shares(weights: mi.Weights, name: str, to: float) -> dict[str, float]:
    """The weights with one of them moved, the others in proportion."""
    rest = 1 - weights[name]
    return {other: to if other == name else weights[other] * (1 - to) / rest for other in weights}


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_json_in_both_languages_and_its_arrays_are_read_only(name: str) -> None:
    record = reference("projects")[name]
    told = json.loads(record.to_json())
    assert told["figure"] == type(record).__name__
    for lang in ("fr", "en"):
        assert told["sentence"][lang] == record.sentence(lang)
        assert told["caption"][lang] == record.caption(lang)
        assert "{" not in record.sentence(lang) + record.caption(lang)
    assert record.sentence("fr") != record.sentence("en")
    assert record.caption("fr") != record.caption("en")
    arrays = [part for part in vars(record).values() if isinstance(part, np.ndarray)]
    assert arrays
    assert not any(part.flags.writeable for part in arrays)


def test_awkward_names_are_told_as_they_are() -> None:
    record = awkward()["tornado"]
    assert record.alternative in record.sentence()
    told = json.loads(awkward()["gaia"].to_json())
    assert "\\alpha $\\frac" in told["alternatives"]


def test_stability_bars_are_the_intervals_the_tightest_first() -> None:
    stability = mi.stability_intervals(PROBLEM, WEIGHTS, keep="best")
    shown = f.stability_bars(stability, most=6)
    assert list(shown.criteria) == sorted(stability, key=stability.slack)[:6]
    assert np.column_stack([shown.low, shown.weight, shown.high]).tolist() == [
        list(stability[name]) for name in shown.criteria
    ]
    assert list(zip(shown.low_ends, shown.high_ends, strict=True)) == [stability.ends[name] for name in shown.criteria]
    assert shown.left_out == 14
    assert shown.sentence() == stability.sentence(stability.tightest)
    assert "Left out, none of them tighter: 14 more." in shown.caption()
    assert "Left out" not in f.stability_bars(stability).caption()


def test_sampled_intervals_say_so_and_groups_are_named_as_such() -> None:
    sampled = f.stability_bars(mi.stability_intervals(SMALL, {"a": 0.5, "b": 0.5}, BLACK_BOX))
    assert not sampled.exact
    assert "sampled, not exact" in sampled.caption()
    assert "non exactes" in sampled.caption("fr")
    groups = f.stability_bars(mi.stability_intervals(PROBLEM, WEIGHTS, move=mi.WholeGroups(CASE.tree("projects"))))
    assert groups.whole_groups
    assert groups.draw(lang="fr").get_xlabel() == "poids du groupe"


@pytest.mark.parametrize("method", ["promethee2", "topsis"])
def test_walking_lines_are_the_scores_at_each_weight(method: str) -> None:
    walk = mi.walking_weights(PROBLEM, WEIGHTS, method, "C62")
    shown = f.walking_lines(walk, most=5, points=11)
    assert set(walk.breakpoints) <= set(shown.at.tolist())
    assert walk.weight in shown.at
    assert np.all(np.diff(shown.at) > 0)
    rows = [PROBLEM.row(name) for name in shown.alternatives]
    others = [row for row in range(44) if row not in rows]
    for k in (0, 4, len(shown.at) - 1):
        scores = mi.rank(PROBLEM, shares(WEIGHTS, "C62", shown.at[k]), method).scores
        assert shown.scores[:, k] == pytest.approx(scores[rows], abs=1e-12)
        assert shown.rest_low[k] == pytest.approx(scores[others].min(), abs=1e-12)
        assert shown.rest_high[k] == pytest.approx(scores[others].max(), abs=1e-12)
    assert shown.left_out == 39


def test_who_leads_longest_comes_first_then_the_best_now() -> None:
    walk = mi.walking_weights(PROBLEM, WEIGHTS, "promethee2", "C62")
    lengths = {s.leaders[0]: s.high - s.low for s in walk.leaders}
    leaders = sorted(lengths, key=lengths.get, reverse=True)
    after = [name for name in walk.ranking.order if name not in leaders]
    assert list(f.walking_lines(walk).alternatives) == (leaders + after)[:7]


def test_a_walk_in_parts_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    walk = mi.walking_weights(PROBLEM, WEIGHTS, "promethee2", "C62")
    whole = f.walking_lines(walk)
    monkeypatch.setattr("mcda_industry.report.figures.walking.SCORES_AT_ONCE", 100)
    parts = f.walking_lines(walk)
    assert np.array_equal(whole.scores, parts.scores)
    assert np.array_equal(whole.rest_low, parts.rest_low)


def test_a_walk_that_shows_everyone_has_no_band() -> None:
    shown = f.walking_lines(mi.walking_weights(SMALL, {"a": 1, "b": 1}, BLACK_BOX, "a"))
    assert shown.left_out == len(shown.rest_low) == len(shown.rest_high) == 0
    assert "band" not in shown.caption()
    assert "sampled" in shown.caption()


def test_a_heat_map_groups_other_alternatives_by_their_mean_and_other_ranks_by_their_sum() -> None:
    shown = f.acceptability_heat_map(DRAWN, most=7)
    expected = DRAWN.expected_rank.value
    assert list(shown.alternatives) == [PROBLEM.alternatives[i] for i in np.argsort(expected)[:7]]
    table = DRAWN.rank_acceptability
    rows = [PROBLEM.row(name) for name in shown.alternatives]
    for i, row in enumerate(rows):
        assert shown.shares[i].tolist() == pytest.approx([*table[row, :7], table[row, 7:].sum()])
    assert shown.shares[7, 2] == pytest.approx(np.mean([table[row, 2] for row in range(44) if row not in rows]))
    assert shown.shares.sum(axis=1) == pytest.approx(np.ones(8))
    assert shown.ranks[-2:] == ((7, 7), (8, 44))
    assert shown.left_out == 37
    assert shown.error == pytest.approx(0.5 / np.sqrt(500))


@pytest.mark.parametrize(("most", "rows"), [(3, 4), (2, 3), (4, 4), (9, 4)])
def test_one_alternative_alone_is_shown_rather_than_grouped(most: int, rows: int) -> None:
    found = mi.acceptability(SMALL, "weighted_sum", draws=50)
    for shown in (f.acceptability_heat_map(found, most), f.acceptability_bars(found, most)):
        assert len(shown.shares) == rows
        assert shown.left_out == (2 if most == 2 else 0)


def test_acceptability_bars_add_the_ranks_of_a_band() -> None:
    shown = f.acceptability_bars(DRAWN, most=10, bands=(2, 7))
    assert shown.bands == ((1, 2), (3, 7), (8, 44))
    for i, name in enumerate(shown.alternatives):
        row = DRAWN.rank_acceptability[PROBLEM.row(name)]
        assert shown.shares[i].tolist() == pytest.approx([row[:2].sum(), row[2:7].sum(), row[7:].sum()])
    best = PROBLEM.row(shown.alternatives[0])
    assert f"among the best 7 in {100 * DRAWN.within(7)[best]:.1f} %" in shown.sentence()


def test_bands_beyond_the_last_rank_are_left_out() -> None:
    found = mi.acceptability(SMALL, "weighted_sum", draws=50)
    assert f.acceptability_bars(found).bands == ((1, 1), (2, 3), (4, 4))
    assert f.acceptability_bars(found, bands=(4, 9)).bands == ((1, 4),)


@pytest.mark.parametrize("method", ["promethee2", "topsis"])
def test_a_tornado_is_the_ranking_at_both_ends_of_each_weight(method: str) -> None:
    ranking = mi.rank(PROBLEM, WEIGHTS, method)
    name = ranking.order[2]
    row = PROBLEM.row(name)
    shown = f.tornado(ranking, name, by=0.4)
    for k, criterion in enumerate(shown.criteria):
        for end, weights, leads, ranks in (
            (0.6, shown.weight_low, shown.lead_low, shown.rank_low),
            (1.4, shown.weight_high, shown.lead_high, shown.rank_high),
        ):
            assert weights[k] == pytest.approx(end * WEIGHTS[criterion])
            moved = mi.rank(PROBLEM, shares(WEIGHTS, criterion, end * WEIGHTS[criterion]), method)
            assert leads[k] == pytest.approx(moved.scores[row] - np.delete(moved.scores, row).max(), abs=1e-12)
            assert ranks[k] == moved.rank_of(name)
    swings = np.abs(np.stack([shown.lead_low, shown.lead_high]) - shown.lead).max(axis=0)
    assert np.all(np.diff(swings) <= 1e-12)
    assert shown.rank == 3
    assert set(shown.criteria) == set(CRITERIA)
    changed = sum(1 for low, high in zip(shown.rank_low, shown.rank_high, strict=True) if (low, high) != (3, 3))
    assert f"changes with {changed} of 20 weights" in shown.sentence()


def test_a_tornado_between_given_ends_varies_only_these() -> None:
    ranking = mi.rank(PROBLEM, WEIGHTS)
    shown = f.tornado(ranking, by={"C62": (0, 0.2), "C11": (0.05, 1)})
    assert sorted(shown.criteria) == ["C11", "C62"]
    place = shown.criteria.index("C11")
    assert (shown.weight_low[place], shown.weight_high[place]) == (0.05, 1)
    alone = PROBLEM.evaluations
    scores = mi.Promethee2().score_function(alone)(np.eye(20)[CRITERIA.index("C11")])
    row = PROBLEM.row(shown.alternative)
    assert shown.lead_high[place] == pytest.approx(scores[row] - np.delete(scores, row).max(), abs=1e-12)
    assert shown.by is None
    assert "between the ends given" in shown.caption()


def test_weights_stop_at_nothing_and_at_everything() -> None:
    shown = f.tornado(mi.rank(SMALL, {"a": 0.7, "b": 0.3}, "weighted_sum"), by=2.0)
    assert sorted(shown.weight_low.tolist()) == [0, 0]
    assert sorted(shown.weight_high.tolist()) == pytest.approx([0.9, 1.0])


def test_a_tornado_of_groups_moves_whole_groups() -> None:
    tree = CASE.tree("projects")
    shown = f.tornado(mi.rank(PROBLEM, WEIGHTS), move=mi.WholeGroups(tree), most=4)
    assert set(shown.criteria) < set(tree.groups)
    assert shown.whole_groups
    assert shown.left_out == 2
    assert "Left out, none of them moving it more: 2 more." in shown.caption()


def test_a_triangle_of_three_criteria_has_the_shares_of_the_winning_regions() -> None:
    problem = CASE.problem("levers")
    few = mi.Problem.from_arrays(
        problem.values[:, :3], [c.model_copy() for c in problem.criteria[:3]], alternatives=problem.alternatives
    )
    shown = f.weight_triangle(mi.rank(few, dict.fromkeys(few.criterion_names, 1)))
    assert shown.exact
    for winner in shown.winners:
        for name in winner.alternatives:
            assert winner.share == pytest.approx(mi.winning_region(few, name).share, abs=1e-9)
    assert sum(winner.share for winner in shown.winners) == pytest.approx(1)
    assert shown.now == pytest.approx([1 / 3] * 3)
    assert [w.share for w in shown.winners] == sorted((w.share for w in shown.winners), reverse=True)


def test_a_triangle_of_three_criteria_of_more_keeps_the_weights_of_the_others() -> None:
    ranking = mi.rank(PROBLEM, WEIGHTS)
    names = ("C11", "C23", "C64")
    shown = f.weight_triangle(ranking, names)
    together = sum(WEIGHTS[name] for name in names)
    assert shown.now == pytest.approx([WEIGHTS[name] / together for name in names])
    for winner in shown.winners:
        middle = winner.corners.mean(axis=0)
        moved = {**WEIGHTS.shares, **{n: together * float(part) for n, part in zip(names, middle, strict=True)}}
        assert mi.rank(PROBLEM, moved).leaders == winner.alternatives


def test_a_triangle_of_three_scenarios_mixes_their_weights() -> None:
    names = list(CASE.scenarios)[:3]
    ends = {name: CASE.weights("projects", scenario=name) for name in names}
    shown = f.weight_triangle(mi.rank(PROBLEM, WEIGHTS), ends)
    assert shown.ends == tuple(names)
    for winner in shown.winners:
        middle = winner.corners.mean(axis=0)
        mixed = {c: sum(p * ends[n][c] for p, n in zip(middle, names, strict=True)) for c in CRITERIA}
        assert mi.rank(PROBLEM, mixed).leaders == winner.alternatives


def test_the_present_weights_are_marked_only_where_a_mixture_gives_them() -> None:
    ends = {name: CASE.weights("projects", scenario=name) for name in list(CASE.scenarios)[:3]}
    assert len(f.weight_triangle(mi.rank(PROBLEM, WEIGHTS), ends).now) == 0
    first = next(iter(ends.values()))
    assert f.weight_triangle(mi.rank(PROBLEM, first), ends).now == pytest.approx([1, 0, 0])
    same = dict.fromkeys(("p", "q", "r"), WEIGHTS)
    assert len(f.weight_triangle(mi.rank(PROBLEM, WEIGHTS), same).now) == 0


@pytest.mark.parametrize("method", [mi.Topsis(), BLACK_BOX], ids=["topsis", "black box"])
def test_where_scores_are_not_linear_cells_are_ranked_in_their_middle(method: mi.RankingMethod) -> None:
    rows = {"x": (1, 0, 0.2), "y": (0, 1, 0.3), "z": (0.6, 0.5, 0.9), "v": (0.1, 0.2, 0.1)}
    problem = mi.Problem.of([mi.maximise(name, scale=(0, 1)) for name in "abc"], rows)
    ranking = mi.rank(problem, dict.fromkeys("abc", 1), method)
    shown = f.weight_triangle(ranking, steps=5)
    assert not shown.exact
    assert "not exact" in shown.caption()
    from mcda_industry.sensitivity.all_weights.triangles import cells

    for cell, best in zip(cells(5).mean(axis=1), shown.grid, strict=True):
        found = ranking.under(dict(zip("abc", cell.tolist(), strict=True)))
        assert shown.winners[best].alternatives == (found.best,)
    assert [w.share for w in shown.winners] == pytest.approx(np.bincount(shown.grid) / 25)


def test_beyond_five_hundred_alternatives_cells_are_ranked_too() -> None:
    values = np.random.default_rng(3).random((501, 3))
    problem = mi.Problem.from_arrays(values, [mi.maximise(name, scale=(0, 1)) for name in "abc"])
    ranking = mi.rank(problem, dict.fromkeys("abc", 1), "weighted_sum")
    shown = f.weight_triangle(ranking, steps=10)
    assert not shown.exact
    exact = {
        name: mi.winning_region(problem, name, "weighted_sum").share for w in shown.winners for name in w.alternatives
    }
    assert max(abs(w.share - exact[w.alternatives[0]]) for w in shown.winners) < 0.05


def test_rank_intervals_are_those_of_the_draws_the_proved_and_the_present_ones() -> None:
    problem, weights = CASE.problem("levers"), CASE.weights("levers")
    found, ranking = mi.acceptability(problem, draws=400), mi.rank(problem, weights)
    possible = mi.possible_ranks(problem, law=mi.Within({"LC12": (0.1, 0.9)}))
    shown = f.rank_intervals(found, possible, ranking, share=0.8, most=5)
    assert shown.alternatives == ranking.order[:5]
    for k, name in enumerate(shown.alternatives):
        assert (shown.low[k], shown.high[k]) == found.rank_interval(name, 0.8)
        assert (shown.best[k], shown.worst[k]) == possible[name]
        assert shown.now[k] == ranking.rank_of(name)
        assert shown.expected[k] == found.expected_rank.value[problem.row(name)]
    assert shown.proved
    assert (shown.total, shown.left_out) == (16, 11)
    assert found.law.sentence() in shown.caption()
    assert possible.law.sentence() in shown.caption()
    assert "the best rank now; left out: 11" in shown.caption()


def test_rank_intervals_show_what_is_there() -> None:
    found = mi.acceptability(SMALL, "topsis", draws=200)
    drawn = f.rank_intervals(found)
    assert len(drawn.best) == len(drawn.now) == 0
    assert list(drawn.alternatives) == [SMALL.alternatives[i] for i in np.argsort(found.expected_rank.value)]
    possible = mi.possible_ranks(SMALL, "topsis", draws=200)
    alone = f.rank_intervals(possible, most=3)
    assert (alone.draws, len(alone.low)) == (0, 0)
    assert not alone.proved
    assert "not proved" in alone.caption()
    assert "best possible rank" in alone.caption()
    assert len(alone.draw().texts) == 3


def test_a_gaia_map_is_the_plane() -> None:
    plane = mi.gaia(PROBLEM, WEIGHTS)
    shown = f.gaia_map(plane, most=5)
    assert np.array_equal(shown.points, plane.alternatives)
    assert np.array_equal(shown.axes, plane.criteria)
    along = {
        name: float(point @ plane.decision_axis)
        for name, point in zip(PROBLEM.alternatives, plane.alternatives, strict=True)
    }
    assert list(shown.named) == sorted(along, key=along.get, reverse=True)[:5]
    assert len(shown.polygon) == 0
    kept = [[float(point @ axis) for point in plane.alternatives] for axis in plane.criteria]
    products = {(a, b): np.cov(kept[i], kept[k])[0, 1] for i, a in enumerate(CRITERIA) for k, b in enumerate(CRITERIA)}
    one, other = min(products, key=products.get)
    assert f"{one} and {other} conflict most" in shown.sentence()
    box = {"C11": (0.0, 0.3)}
    assert np.array_equal(f.gaia_map(plane, box).polygon, plane.decision_polygon(box))


def test_a_plane_without_conflict_says_so() -> None:
    names = [mi.maximise(name, preference=mi.Usual()) for name in "ab"]
    plane = mi.gaia(mi.Problem.of(names, {"x": (2, 2), "y": (1, 1)}), {"a": 1, "b": 1})
    assert "no two criteria conflict" in f.gaia_map(plane).sentence()
    assert "aucun critère ne s'oppose" in f.gaia_map(plane).sentence("fr")


def test_a_hasse_diagram_of_everyone_has_the_edges_of_the_order() -> None:
    order = mi.promethee(PROBLEM, WEIGHTS).partial_order
    shown = f.hasse_diagram(order, most=44)
    edges = {(shown.nodes[a][0], shown.nodes[b][0]) for a, b in shown.edges}
    assert edges == {tuple(cover) for cover in order.hasse()}
    for better, worse in shown.edges:
        assert shown.levels[better] < shown.levels[worse]
    for node, level in enumerate(shown.levels):
        above = shown.levels[shown.edges[shown.edges[:, 1] == node, 0]]
        assert level == (above.max() + 1 if len(above) else 0)
    assert (shown.incomparable, shown.pairs) == (len(order.incomparable()), 946)


def test_a_hasse_diagram_of_some_has_the_edges_between_them() -> None:
    order = mi.promethee(PROBLEM, WEIGHTS).partial_order
    shown = f.hasse_diagram(order, most=12)
    kept = {node[0] for node in shown.nodes}
    edges = {(shown.nodes[a][0], shown.nodes[b][0]) for a, b in shown.edges}
    assert edges == {tuple(cover) for cover in order.hasse() if set(cover) <= kept}
    net = order.positive - order.negative
    assert kept == {PROBLEM.alternatives[i] for i in np.argsort(-net)[:12]}
    assert shown.left_out == 32


def test_indifferent_alternatives_are_one_node() -> None:
    problem = mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": (2,), "y": (1,), "z": (2,)})
    shown = f.hasse_diagram(mi.promethee(problem, {"a": 1}).partial_order)
    assert shown.nodes == (("x", "z"), ("y",))
    assert [text.get_text() for text in shown.draw().texts] == ["x = z", "y"]
    assert shown.sentence() == "Nothing is preferred to x and z; incomparable: 0 of 3 pairs."


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_ties_everywhere_can_be_shown(method: mi.RankingMethod) -> None:
    criteria = [mi.maximise(name, scale=(0, 9), preference=mi.Usual()) for name in "abc"]
    problem = mi.Problem.of(criteria, {"x": (1, 2, 3), "y": (1, 2, 3)})
    ranking = mi.rank(problem, dict.fromkeys("abc", 1), method)
    walk = mi.walking_weights(problem, dict.fromkeys("abc", 1), method, "a")
    for shown in (f.weight_triangle(ranking, steps=4), f.tornado(ranking), f.walking_lines(walk)):
        assert shown.draw().get_figure() is not None
    assert f.tornado(ranking).lead == 0


def test_figures_do_not_depend_on_the_callers_data_afterwards() -> None:
    values = np.array([[1.0, 0.0], [0.0, 1.0]])
    problem = mi.Problem.from_arrays(values, [mi.maximise("a"), mi.maximise("b")])
    shown = f.stability_bars(mi.stability_intervals(problem, {"a": 0.7, "b": 0.3}, "weighted_sum"))
    before = shown.to_json()
    values[:] = 0
    assert shown.to_json() == before
