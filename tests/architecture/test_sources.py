"""House rules that a reader of the sources can rely on."""

import ast
import io
import re
import tokenize
from importlib.resources import files
from pathlib import Path

import pytest

import mcda_industry as mi

PACKAGE = Path(mi.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 500, 40


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of the body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_there_are_sources() -> None:
    assert len(MODULES) > 40


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    assert [f.name for f in functions(path) if lines_of_code(f) > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_are_absolute(path: Path) -> None:
    assert [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) and node.level] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__main__.py"], ids=named)
def test_nothing_prints_but_the_command(path: Path) -> None:
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert [node.lineno for node in calls if ast.unparse(node.func) in {"print", "input", "breakpoint"}] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_nothing_is_left_to_do(path: Path) -> None:
    found = re.findall(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplemented(?:Error)", path.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_comment_is_code(path: Path) -> None:
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    comments = [token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT]
    assert [
        said
        for said in comments
        if re.match(r"(import |from \w+ import|def |class |return |raise |\w+ = |\w+\(.*\)$)", said)
    ] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_nothing_evaluates_text_or_uses_global_randomness(path: Path) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    banned = {
        "eval",
        "exec",
        "compile",
        "pickle.loads",
        "pickle.load",
        "yaml.load",
        "os.system",
        "np.random.seed",
        "random.seed",
    }
    assert called & banned == set()
    assert not [
        name for name in called if re.fullmatch(r"np\.random\.(rand|randn|random|choice|normal|uniform|shuffle)", name)
    ]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_records_are_never_made_without_checks(path: Path) -> None:
    called = {ast.unparse(node.func).rsplit(".", 1)[-1] for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert "model_construct" not in called


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_sequences_are_never_cut_to_the_shorter(path: Path) -> None:
    zips = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and ast.unparse(node.func) == "zip"]
    assert [node.lineno for node in zips if "strict" not in {keyword.arg for keyword in node.keywords}] == []


def test_there_is_no_drawer_for_everything() -> None:
    assert not [named(path) for path in MODULES if path.stem in {"utils", "util", "helpers", "misc", "common"}]


def test_the_types_are_shipped() -> None:
    assert files("mcda_industry").joinpath("py.typed").is_file()


def test_the_median_function_is_short() -> None:
    sizes = sorted(lines_of_code(function) for path in MODULES for function in functions(path))
    assert sizes[len(sizes) // 2] <= 9


def test_a_public_function_says_what_it_gives() -> None:
    unsaid = [
        f"{named(path)}: {node.name}"
        for path in MODULES
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and "overload" not in {ast.unparse(d) for d in node.decorator_list}
    ]
    assert unsaid == []
