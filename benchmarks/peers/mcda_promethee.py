"""mcda-promethee: a performance table and parameters; it has directions but does not use them."""

import mcda_industry as mi
from benchmarks.data import Decision, Scores
from benchmarks.peers import Peer

PEER = Peer("mcda-promethee", "promethee")
NAMES = {"linear": "v_shape_with_indifference"}


def promethee(given: Decision, preference: mi.PreferenceFunction) -> Scores:
    """Net flows. Costs are negated first."""
    from promethee import ParametersPromethee, PerformanceTable, PrometheeII, build_preference_functions

    thresholds = {name: value for name, value in preference if name != "kind"}
    kind = NAMES.get(preference.kind, preference.kind)
    functions = build_preference_functions([(kind, thresholds)] * len(given.signs))
    table = PerformanceTable(given.oriented)
    return lambda weights: PrometheeII(table, ParametersPromethee(weights, functions)).net_flows
