"""Data shipped with the library: the reference case."""

from mcda_industry.datasets.morocco import ReferenceCase, morocco_2025

__all__ = ["ReferenceCase", "morocco_2025"]
