"""Who must come first: circles of prerequisites, and the waves in which they can be met."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from mcda_industry.errors import quoted


def circle(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """A circle of names, each needing the next, the first repeated at the end; empty where there is none.

    >>> circle({"a": ["b"], "b": ["c"], "c": []})
    ()
    >>> sorted(set(circle({"a": ["b"], "b": ["a"], "c": ["a"]})))
    ['a', 'b']
    """
    try:
        TopologicalSorter({name: tuple(wanted) for name, wanted in needs.items()}).prepare()
    except CycleError as found:
        return tuple(reversed(found.args[1]))  # graphlib gives it from prerequisite to dependent
    return ()


def told(around: Iterable[str]) -> str:
    """A circle as the start of a sentence.

    >>> told(("a", "b", "a"))
    "'a' requires 'b' requires 'a': this is a circle."
    """
    return f"{' requires '.join(map(quoted, around))}: this is a circle."


def waves(needs: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The names by wave: what a name needs is in earlier waves, and it comes as early as that allows.

    Names keep their order within a wave. There must be no circle, and every name needed must be a key.

    >>> waves({"b": ["a"], "a": [], "c": ["a", "b"], "d": []})
    (('a', 'd'), ('b',), ('c',))
    """
    wanted = {name: tuple(names) for name, names in needs.items()}
    level: dict[str, int] = {}
    for name in TopologicalSorter(wanted).static_order():
        level[name] = 1 + max((level[earlier] for earlier in wanted[name]), default=-1)
    return tuple(tuple(name for name in wanted if level[name] == k) for k in range(1 + max(level.values(), default=-1)))
