"""The command: measure some or all groups, print the table, and write it to the documentation if asked."""

import argparse
from collections.abc import Sequence

from benchmarks import machine, page
from benchmarks.cases import GROUPS, benchmarks_of
from benchmarks.effort import FULL, QUICK, Effort
from benchmarks.row import HEAD, Row, summary


def main(arguments: Sequence[str] | None = None) -> int:
    """0, or 1 if a peer's answer differs from ours; a misused command ends with 2."""
    asked = _parsed(arguments)
    effort, load = QUICK if asked.quick else FULL, machine.load()
    print("\n".join(f"- {line}" for line in machine.described(effort)))
    found = {group: _measured(group, effort) for group in asked.groups or GROUPS}
    rows = [row for part in found.values() for row in part]
    ending = [machine.load_since(load), summary(rows)]
    print("", *ending, sep="\n")
    if asked.write:
        page.write(found, [*machine.described(effort), *ending])
        print(f"Written to {page.PAGE}")
    return 1 if any(row.differs for row in rows) else 0


def _measured(group: str, effort: Effort) -> list[Row]:
    """The rows of a group, each printed as soon as it is there."""
    print(f"\n## {group}\n\n{HEAD}", flush=True)
    rows = []
    for row in (row for make in benchmarks_of(group) for case in make(effort) for row in case.rows(effort)):
        print(row, flush=True)
        rows.append(row)
    return rows


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="group", help=f"{', '.join(GROUPS)}; all when none is named")
    parser.add_argument("--quick", action="store_true", help="smaller sizes: about a minute instead of six")
    parser.add_argument("--write", action="store_true", help="put the table on the page of the documentation")
    asked = parser.parse_args(arguments)
    if unknown := [group for group in asked.groups if group not in GROUPS]:
        parser.error(f"there is no group {unknown[0]!r}; there are {', '.join(GROUPS)}")
    if asked.write and (asked.groups or asked.quick):
        parser.error("--write takes the whole run: no group, no --quick")
    return asked
