"""The command: parse, call the library, print.

Exit code 0 when it worked, 1 for a refusal (one line or a short list on standard error) or when the reader of the output
has gone, 2 for wrong usage.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence

from mcda_industry.errors import DecisionError, RecordError, did_you_mean


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (those of the process when None); return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no accents still shows the rest
    chosen = _parser().parse_args(arguments)
    try:
        chosen.do(chosen)
        sys.stdout.flush()
    except DecisionError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # what is left in the buffer goes nowhere, or the interpreter would complain of it as it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m mcda_industry", description="Multi-criteria decisions for industry."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="the reference case, from raw inputs to recommendations")
    demo.add_argument("--lang", choices=("fr", "en"), default="en")
    demo.set_defaults(do=_demo)
    run = commands.add_parser("run", help="run a study request (JSON) and write its result")
    run.add_argument("request", metavar="REQUEST.json")
    run.set_defaults(do=_run)
    schema = commands.add_parser("schema", help="print the JSON Schema of a record")
    schema.add_argument("name", metavar="NAME", help="Problem, StudyRequest, StudyResult, Recommendation, …")
    schema.set_defaults(do=_schema)
    template = commands.add_parser("template", help="write an empty workbook, or CSV files, to fill in")
    template.add_argument(
        "kind", metavar="KIND", help="projects, levers, links, regions, …, or all for the whole workbook"
    )
    template.add_argument("--lang", choices=("fr", "en"), default="en")
    template.add_argument(
        "--format", choices=("xlsx", "csv"), default="xlsx", help="a workbook, or a CSV file for each kind"
    )
    template.set_defaults(do=_template)
    for command, needed in ((demo, False), (run, True), (template, True)):
        command.add_argument("--out", metavar="DIR", required=needed, help="write the result there")
        command.add_argument("--force", action="store_true", help="replace a result that is there already")
    return parser


HEADINGS = {
    "projects": {"fr": "PROJETS CANDIDATS", "en": "CANDIDATE PROJECTS"},
    "levers": {"fr": "LEVIERS STRATÉGIQUES", "en": "STRATEGIC LEVERS"},
}

GROUP = {"fr": "groupe (vote pondéré)", "en": "group (weighted vote)"}


def _demo(chosen: argparse.Namespace) -> None:
    from mcda_industry.datasets import morocco_2025
    from mcda_industry.io import write_all
    from mcda_industry.report import overview, text
    from mcda_industry.sensitivity.acceptability import acceptability
    from mcda_industry.study import Study, StudyResult

    case, results = morocco_2025(), {}
    pages = [case.banner[chosen.lang]]
    for kind, heading in HEADINGS.items():
        study = Study(
            case.problem(kind),
            case.weights(kind),
            "promethee2",
            compared_with=("topsis", "ahp"),
            titles=case.titles(kind),
            caveats=(case.banner,),
        )
        any_weights = acceptability(study.problem, study.method)
        judges = {judge: comparisons.priorities() for judge, comparisons in case.judgements(kind).items()}
        priorities = {**judges, GROUP[chosen.lang]: case.group_priorities(kind)}
        pages.append(f"{'=' * 100}\n{heading[chosen.lang]}\n{'=' * 100}")
        pages += [text(table) for table in overview(study, chosen.lang, priorities, any_weights)]
        results[f"{kind}.json"] = StudyResult.of(study).model_dump_json(indent=1)
    written = write_all(chosen.out, results, overwrite=chosen.force) if chosen.out else ()
    print("\n\n".join([*pages, *map(str, written), case.banner[chosen.lang]]))


def _run(chosen: argparse.Namespace) -> None:
    from mcda_industry.io import read_text, write_all
    from mcda_industry.study import StudyRequest

    result = StudyRequest.model_validate_json(read_text(chosen.request)).run()
    paths = write_all(chosen.out, {"result.json": result.model_dump_json(indent=1)}, overwrite=chosen.force)
    for recommendation in result.recommendations:
        print(recommendation.sentence())
    for path in paths:
        print(path)


def _schema(chosen: argparse.Namespace) -> None:
    import mcda_industry as mi
    from mcda_industry.records import Record

    found = {name: getattr(mi, name) for name in mi.__all__}
    records = {name: kind for name, kind in found.items() if isinstance(kind, type) and issubclass(kind, Record)}
    if chosen.name not in records:
        raise RecordError(
            f"There is no record {chosen.name!r}; {did_you_mean(chosen.name, records)}", code="unknown_record"
        )
    print(json.dumps(records[chosen.name].model_json_schema(), indent=1, ensure_ascii=False))


def _template(chosen: argparse.Namespace) -> None:
    from mcda_industry.forms import programme_sheets
    from mcda_industry.io import csv_template, template, write_all

    sheets = programme_sheets() if chosen.kind == "all" else programme_sheets(chosen.kind)
    contents: dict[str, str | bytes] = {f"{sheet.name}.csv": csv_template(sheet.kind) for sheet in sheets}
    if chosen.format == "xlsx":
        contents = {f"{'programme' if chosen.kind == 'all' else chosen.kind}.xlsx": template(sheets, chosen.lang)}
    for path in write_all(chosen.out, contents, overwrite=chosen.force):
        print(path)


if __name__ == "__main__":
    sys.exit(main())
