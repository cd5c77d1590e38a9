"""The smallest change of all weights that changes a decision, and the region of weights in which an alternative is best."""
