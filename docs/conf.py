"""Sphinx configuration: offline, warnings are errors in CI, the reference is written from docstrings."""

import doctest
import json
import re
from contextlib import chdir
from importlib.metadata import version as installed_version
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

import mcda_industry

HERE = Path(__file__).parent
GENERATED = HERE / "reference" / "generated"
CASES = HERE.parent / "tests" / "published" / "cases"

READ_IN = {
    "primary": "the publication",
    "secondary-note": "a transcription",
    "peer-test": "the tests of another library that cites it",
    "docs": "documentation or a data library",
}
"""How the figures of a published case were read, by its `provenance`."""

project = "mcda_industry"
author = "The mcda_industry developers"
copyright = "The mcda_industry developers, MIT licence"
version = release = installed_version("mcda_industry")

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
]
exclude_patterns = ["_build", "reference/generated/published_cases.md"]
templates_path = ["_templates"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autosummary_generate = True
autosummary_filename_map = {  # functions whose page would differ from that of a class (Gaia, gaia) in capitals only
    f"{package}.{name}": f"{package}.{name}-function"
    for package, names in {
        "mcda_industry": mcda_industry.__all__,
        "mcda_industry.domain.business_case": mcda_industry.business_case.__all__,
        "mcda_industry.domain.finance": mcda_industry.finance.__all__,
        "mcda_industry.domain.incentives": mcda_industry.incentives.__all__,
        "mcda_industry.report.figures": mcda_industry.figures.__all__,
        "mcda_industry.domain.diagnosis": ("Complexity", "complexity"),
        "mcda_industry.domain.ecosystem": ("Maturity", "maturity"),
        "mcda_industry.domain.obstacles": ("Coverage", "coverage"),
        "mcda_industry.domain.value_chain": mcda_industry.value_chain.__all__,
        "mcda_industry.domain.programmes": mcda_industry.programmes.__all__,
        "mcda_industry.domain.regions": mcda_industry.regions.__all__,
        "mcda_industry.testing": mcda_industry.testing.__all__,
    }.items()
    for name in names
    if name.islower() and any(other != name and other.lower() == name for other in names)
}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "model_config, model_post_init"}
autodoc_preserve_defaults = True
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
add_module_names = False

html_theme = "pydata_sphinx_theme"
html_title = f"mcda_industry {version}"
html_theme_options = {
    "show_nav_level": 1,
    "navigation_with_keys": False,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
}
html_sidebars = {"index": []}
html_show_sourcelink = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


def write_published_cases(app: Sphinx) -> None:
    """The table of the validation page, from the cases the tests run; a case without a source stops the build."""
    rows = ["| method | what | source | read in |", "|---|---|---|---|"]
    for path in sorted(CASES.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        for field in ("id", "method", "title", "source"):
            if not case.get(field):
                raise ExtensionError(f"{path.name} has no {field}. A published case says where it was published.")
        source = re.split(r"[.;,] (?:table )?[Rr]ead in|; the paper itself", case["source"])[0]
        cells = (case["method"], case["title"], source, READ_IN.get(case.get("provenance"), "not said"))
        rows.append("| " + " | ".join(map(_cell, cells)) + " |")
    GENERATED.mkdir(parents=True, exist_ok=True)
    (GENERATED / "published_cases.md").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_figures(app: Sphinx) -> None:
    """The pictures of the page on figures, drawn from the calls that the page shows; a picture no one draws stops the build."""
    page = (HERE / "how-to" / "figures.md").read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL))
    shown = doctest.DocTestParser().get_doctest(blocks, {}, "figures.md", "figures.md", 0)
    with TemporaryDirectory() as folder, chdir(folder):  # the page saves a file
        doctest.DocTestRunner().run(shown, out=lambda _: None, clear_globs=False)
    for name in re.findall(r"generated/figures/(\w+)\.svg", page):
        if name not in shown.globs:
            raise ExtensionError(f"how-to/figures.md shows {name}.svg, and makes no figure of that name.")
        place = GENERATED / "figures" / f"{name}.svg"
        shown.globs[name].save(place, note=shown.globs["case"].banner["en"], overwrite=True)


def _cell(text: str) -> str:
    """Text for one cell of a Markdown table, without what would be read as markup."""
    return re.sub(r"([\\`*_{}\[\]<>|$#~])", r"\\\1", " ".join(text.split()))


def check_reference_is_complete(app: Sphinx) -> None:
    """Every public name has its line in the reference, and every line is a public name."""
    page = (HERE / "reference" / "api.md").read_text(encoding="utf-8")
    listed: set[str] = set()
    for package, names in re.findall(
        r"currentmodule:: mcda_industry([.\w]*)\n\n.*?\n\n(.*?)```", page, flags=re.DOTALL
    ):
        listed |= {package.rpartition(".")[2]} if package else set(names.split())
    public = set(mcda_industry.__all__) - {"__version__"}
    if different := sorted(public ^ listed):
        raise ExtensionError(f"reference/api.md and mcda_industry.__all__ differ on {', '.join(different)}.")


def show_plain_types(
    app: Sphinx, what: str, name: str, obj: object, options: object, arguments: str | None, returned: str | None
) -> tuple[str | None, str | None]:
    """Signatures with types as people write them: constraints of records are in their JSON Schema, arrays have a name."""
    return _plain(arguments), _plain(returned)


def _plain(signature: str | None) -> str | None:
    while signature and (found := re.search(r"~?(\w+\.)*Annotated\[", signature)):
        comma, end = _ends_of_argument(signature, found.end())
        signature = signature[: found.start()] + signature[found.end() : comma] + signature[end + 1 :]
    arrays = {"float64": "FloatArray", "int64": "IntArray", "bool": "BoolArray"}
    for scalar, array in arrays.items():
        written = rf"~?(numpy\.)?ndarray\[tuple\[[^\]]*\], ~?(numpy\.)?dtype\[~?(numpy\.)?{scalar}_?\]\]"
        signature = signature and re.sub(written, array, signature)
    return signature


def _ends_of_argument(text: str, start: int) -> tuple[int, int]:
    """Where the first argument of a bracket ends, and where the bracket closes."""
    depth, comma = 0, None
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth < 0:
            return place if comma is None else comma, place
        if depth == 0 and text[place] == "," and comma is None:
            comma = place
    raise ExtensionError(f"The brackets of this signature do not close: {text}")


def setup(app: Sphinx) -> None:
    """Write and check before anything is read; tidy signatures as they come."""
    app.connect("autodoc-process-signature", show_plain_types)
    app.connect("builder-inited", write_published_cases, priority=100)
    app.connect("builder-inited", write_figures, priority=100)
    app.connect("builder-inited", check_reference_is_complete, priority=100)
