"""What an import costs, and who may import whom."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    "pandas",
    "matplotlib",
    "pymcdm",
    "scipy",
    "openpyxl",
    "docx",
    "jinja2",
    "dask",
    "distributed",
    "tqdm",
    "networkx",
}
RANK = (
    "import mcda_industry as mi; p = mi.Problem.of([mi.maximise('a', preference=mi.Linear(0.1, 2)), "
    "mi.minimise('b', preference=mi.Gaussian(2))], {'x': [1, 2], 'y': [2, 1], 'z': [0, 0]}); w = {'a': 1, 'b': 2};"
)


def loaded_by(program: str) -> set[str]:
    """The top-level modules a fresh interpreter holds after this program."""
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            f"{program}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_the_library_loads_nothing_heavy_not_even_pydantic() -> None:
    assert loaded_by("import mcda_industry") & {*HEAVY, "pydantic", "numpy"} == set()


def test_listing_the_names_loads_nothing() -> None:
    assert loaded_by("import mcda_industry; dir(mcda_industry)") & {*HEAVY, "pydantic"} == set()


@pytest.mark.parametrize(
    "program",
    [
        "import mcda_industry as mi; mi.Problem",
        "import mcda_industry as mi; mi.DecisionError",
        "import mcda_industry as mi; mi.Study, mi.StudyRequest, mi.weighting, mi.finance, mi.testing, mi.value_chain",
        f"{RANK} [mi.rank(p, w, method) for method in ('promethee2', 'topsis', 'ahp', 'weighted_sum')]",
        f"{RANK} mi.findings(p), mi.promethee(p, w).partial_order.incomparable()",
        f"{RANK} mi.stability_intervals(p, w, 'topsis')['a'], mi.smallest_change(p, w), mi.acceptability(p, draws=100)",
        f"{RANK} mi.walking_weights(p, w, 'topsis', 'a').order_changes(), mi.scenarios(p, {{'now': w}}), mi.rank_reversals(p, w)",
        f"{RANK} mi.acceptability(p, law=mi.Ordered(['a', 'b'])), mi.acceptability(p, law=mi.Judges({{'x': w}}))",
        f"{RANK} mi.acceptability(p, law=mi.Within({{'a': (0.2, 0.4)}})).expected_rank, mi.possible_ranks(p, 'topsis')",
        f"{RANK} f = mi.figures; d = mi.acceptability(p, draws=9); f.stability_bars(mi.stability_intervals(p, w)), "
        "f.walking_lines(mi.walking_weights(p, w, 'ahp', 'a')), f.acceptability_heat_map(d), f.acceptability_bars(d), "
        "f.tornado(mi.rank(p, w)), f.rank_intervals(d), f.gaia_map(mi.gaia(p, w)), "
        "f.hasse_diagram(mi.promethee(p, w).partial_order).to_json()",
        f"{RANK} mi.StudyResult.of(mi.Study(p, w, compared_with=('topsis',), draws=100)).model_dump_json()",
        "import mcda_industry as mi; c = mi.datasets.morocco_2025(); c.problem('projects'), c.weights('projects'), c.value_chain",
        "import mcda_industry as mi; c = mi.datasets.morocco_2025(); mi.programmes.cost_curve(c.measures, rate=0.08), "
        "c.footprints, c.region_sheets, c.link_needs",
        "import mcda_industry as mi; mi.csv_template(mi.programme_sheets('projects')[0].kind), mi.read_workbook, mi.template, "
        "mi.records_from_frame, mi.records_from_csv, mi.problem_from_workbook",
        "import mcda_industry.__main__",
        "import mcda_industry.report, mcda_industry.io",
    ],
    ids=[
        "problem",
        "error",
        "study",
        "rank",
        "findings",
        "sensitivity",
        "walk",
        "laws",
        "indices",
        "figures",
        "result",
        "dataset",
        "territory",
        "forms",
        "command",
        "report",
    ],
)
def test_ordinary_work_loads_nothing_heavy(program: str) -> None:
    assert loaded_by(program) & HEAVY == set()


def test_nothing_opens_a_connection_or_changes_the_random_state() -> None:
    before = "import random, numpy; a, b = random.getstate(), str(numpy.random.get_state())"
    after = "assert random.getstate() == a; assert str(numpy.random.get_state()) == b"
    assert "ssl" not in loaded_by(f"{before}; {RANK} mi.acceptability(p, draws=9); {after}")


def test_the_import_contracts_hold() -> None:
    pytest.importorskip("importlinter")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
