"""Ranks when the weights are uncertain: laws, draws, counts, and what is possible at all."""
