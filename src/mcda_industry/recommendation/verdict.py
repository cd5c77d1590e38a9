"""From figures to a verdict: four rules, told with their figures."""

from typing import Annotated

from pydantic import Field

from mcda_industry.recommendation.records import Verdict
from mcda_industry.records import FrozenMap, Number, Record


class VerdictRules(Record):
    """The lines between the verdicts.

    An alternative among the best `places` is retained if it is there in at least `sure` of the draws of the weights (rule
    "within and sure"), else retained if confirmed ("within, not sure"). One outside is kept in reserve if it is among the best
    in at least `close` of the draws ("outside, close"), else left for now ("outside").

    Examples
    --------
    >>> VerdictRules().verdict(rank=3, places=10, within=0.97).kind
    'retain'
    """

    sure: Annotated[Number, Field(gt=0, le=1)] = 0.9
    close: Annotated[Number, Field(gt=0, le=1)] = 0.1

    def verdict(self, rank: int, places: int, within: float) -> Verdict:
        """The verdict on an alternative of this rank, found among the best `places` in this share of the draws."""
        share, sure, close = (f"{100 * x:.0f} %" for x in (within, self.sure, self.close))
        en = f"rank {rank} for {places} places; among them in {share} of the draws"
        fr = f"rang {rank} pour {places} places ; parmi elles dans {share} des tirages"
        if rank <= places and within >= self.sure:
            return _verdict("retain", "within and sure", f"{en}, at least {sure}", f"{fr}, au moins {sure}")
        if rank <= places:
            return _verdict("retain_if_confirmed", "within, not sure", f"{en}, below {sure}", f"{fr}, moins de {sure}")
        if within >= self.close:
            return _verdict("reserve", "outside, close", f"{en}, at least {close}", f"{fr}, au moins {close}")
        return _verdict("not_now", "outside", f"{en}, below {close}", f"{fr}, moins de {close}")


def _verdict(kind: str, rule: str, en: str, fr: str) -> Verdict:
    return Verdict.model_validate({"kind": kind, "rule": rule, "because": FrozenMap({"fr": f"{fr}.", "en": f"{en}."})})
