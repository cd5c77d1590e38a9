"""What figures were measured on: without it they say little."""

import os
import platform
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from benchmarks.effort import Effort

PEERS = ("pymcdm", "pyDecision", "scikit-criteria", "mcda-promethee", "pyrepo-mcda", "pysensmcda")
"""Distributions of the libraries compared with; extra `peers` of pyproject.toml, and pymcdm itself."""


def described(effort: Effort) -> list[str]:
    """The run, the machine and the libraries, a line each."""
    peers = (f"{name} {installed(name) or 'not installed'}" for name in PEERS)
    return [
        f"{datetime.now(UTC):%d %B %Y}, {effort.name} run",
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}; BLAS on one thread",
        f"Python {platform.python_version()}, NumPy {np.__version__}, which sorts by {sorts_by()}",
        f"Peers: {', '.join(peers)}",
    ]


def processor() -> str:
    """The model of the processor."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


@cache
def sorts_by() -> str:
    """The instructions NumPy's sorts use here; on some processors AVX2 is several times faster than AVX-512."""
    found = set(np.show_config(mode="dicts")["SIMD Extensions"].get("found", ()))
    if found & {"X86_V4", "AVX512_SKX"}:  # names of NumPy 2.4 and of earlier versions
        return "AVX-512"
    return "AVX2" if found & {"X86_V3", "AVX2"} else "neither AVX-512 nor AVX2"


def installed(distribution: str) -> str | None:
    """Its version, or None."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def load() -> float | None:
    """How many programs wanted a core over the last minute; None where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def load_since(start: float | None) -> str:
    """The load before and after, in words."""
    end = load()
    if start is None or end is None:
        return "The load of the machine is not known."
    return f"Load of the machine: {start:.1f} at the start, {end:.1f} at the end, this run included (1 alone on it)."
