from collections import Counter
from itertools import product

import pytest
import strategies  # noqa: F401  (loads the profile)
from hypothesis import given
from hypothesis import strategies as st

from mcda_industry.domain.regions import Allocation, BalanceRules, LinkFit, RegionFit, allocate
from mcda_industry.errors import ProblemError, RecordError

REGIONS = ("MA-01", "MA-02", "MA-03")


def fit(link: str, scores: dict[str, float], unmet: tuple[str, ...] = ()) -> LinkFit:
    """A fit whose regions in `unmet` miss a need."""
    return LinkFit(
        link=link,
        regions=[
            RegionFit(
                region=r, score=s, rank=None if r in unmet else 1, unmet=["logistics_0_100"] if r in unmet else []
            )
            for r, s in scores.items()
        ],
    )


def best_by_trying_all(fits: list[LinkFit], rules: BalanceRules) -> float | None:
    options = [[(one.region, one.score) for one in link.regions if one.rank] for link in fits]
    scores = []
    for placed in product(*options):
        count = Counter(region for region, _ in placed)
        most = rules.at_most_per_region or len(fits)
        enough = all(count[region] >= least for region, least in rules.at_least.items())
        if max(count.values()) <= most and len(count) >= rules.regions_served and enough:
            scores.append(sum(score for _, score in placed))
    return max(scores) if scores else None


@st.composite
def questions(draw) -> tuple[list[LinkFit], BalanceRules]:
    scores = st.fixed_dictionaries({region: st.integers(-9, 9) for region in REGIONS})
    unmet = st.sets(st.sampled_from(REGIONS), max_size=2).map(tuple)
    fits = [fit(f"L{row}", draw(scores), draw(unmet)) for row in range(draw(st.integers(1, 4)))]
    rules = BalanceRules(
        at_most_per_region=draw(st.none() | st.integers(1, 3)),
        regions_served=draw(st.integers(0, 3)),
        at_least=draw(st.dictionaries(st.sampled_from(REGIONS), st.integers(0, 2), max_size=2)),
    )
    return fits, rules


@given(questions())
def test_the_allocation_is_the_best_of_all_that_keep_the_rules(question: tuple[list[LinkFit], BalanceRules]) -> None:
    fits, rules = question
    best = best_by_trying_all(fits, rules)
    if best is None:
        with pytest.raises(ProblemError, match="keeps all the rules"):
            allocate(fits, rules)
        return
    found = allocate(fits, rules)
    assert found.score == best
    assert found.unbalanced_score >= found.score
    where = {link.link: {one.region: one for one in link.regions} for link in fits}
    assert all(where[link][region].rank for link, region in found.places.items())
    assert found.score == sum(where[link][region].score for link, region in found.places.items())


FITS = [
    fit("A04", {"MA-01": 0.9, "MA-02": 0.2, "MA-03": 0.1}),
    fit("M04", {"MA-01": 0.8, "MA-02": 0.6, "MA-03": 0.5}, unmet=("MA-02",)),
]


def test_without_rules_each_link_goes_where_it_fits_best() -> None:
    found = allocate(FITS, BalanceRules())
    assert dict(found.places) == {"A04": "MA-01", "M04": "MA-01"}
    assert found.score == found.unbalanced_score == pytest.approx(1.7)


def test_what_balance_costs_is_told_in_both_languages() -> None:
    found = allocate(FITS, BalanceRules(at_most_per_region=1))
    assert dict(found.links_of) == {"MA-01": ("A04",), "MA-03": ("M04",)}
    assert (
        found.sentence() == "2 links in 2 regions, total fit 1.400 (1.700 without balance): MA-01 (A04); MA-03 (M04)."
    )
    assert found.sentence("fr") == (
        "2 maillons dans 2 régions, adéquation totale 1,400 (1,700 sans équilibre) : MA-01 (A04) ; MA-03 (M04)."
    )
    assert Allocation.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("fits", "rules", "code", "words"),
    [
        ([], {}, "empty", "There is no link to place"),
        ([FITS[0], FITS[0]], {}, "duplicate_name", "'A04' stands twice"),
        (FITS, {"at_least": {"MA-1": 1}}, "unknown_region", "'MA-1', which is not scored; did you mean 'MA-01'"),
        (
            [fit("A04", {"MA-01": 1}), fit("M04", {"MA-02": 1})],
            {},
            "other_regions",
            "'M04' is scored over other regions",
        ),
        ([fit("A04", {"MA-01": 1}, ("MA-01",))], {}, "no_region", "No region meets the needs of link 'A04'"),
        (FITS, {"regions_served": 3}, "infeasible", "No allocation of 2 links keeps all the rules: at least 3 regions"),
        (FITS, {"at_least": {"MA-02": 2}}, "infeasible", "at least 2 in 'MA-02'"),
    ],
)
def test_what_cannot_be_allocated_is_refused_by_name(
    fits: list[LinkFit], rules: dict[str, object], code: str, words: str
) -> None:
    with pytest.raises(ProblemError, match=words) as refusal:
        allocate(fits, BalanceRules(**rules))
    assert refusal.value.code == code


@pytest.mark.parametrize("change", [{"at_most_per_region": 0}, {"regions_served": -1}, {"at_least": {"MA-01": -1}}])
def test_a_rule_out_of_range_is_refused_by_its_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=field):
        BalanceRules(**change)
