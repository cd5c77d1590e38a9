"""What else than a weight would change a ranking: alternatives, criteria, methods, scenarios."""
