"""How sure a ranking is, and what would change it: questions about the score function."""
