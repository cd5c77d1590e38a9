"""Ours and what a user would otherwise run, on the same data: `python -m benchmarks`."""
