"""What every figure of rank acceptabilities has: whose draws they are, who is shown, and how that is said below it."""

from dataclasses import dataclass

from mcda_industry.errors import speaks_french
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.plot import Plot
from mcda_industry.report.tables import number


@dataclass(frozen=True, eq=False, kw_only=True)
class AcceptabilityPlot(Plot):
    """Shares of the draws, of the alternatives with the best expected rank.

    Attributes
    ----------
    method, draws, law, error
        By which method, over how many draws, what is supposed of the weights by language, and the largest Monte Carlo
        standard error any share can have.
    alternatives
        Who is shown, the best expected rank first.
    left_out
        How many others there are; the last row is then their mean.
    """

    method: str
    draws: int
    law: FrozenMap[str, str]
    error: float
    alternatives: tuple[str, ...]
    left_out: int

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        said = words["read"].format(draws=self.draws, method=self.method, law=self.law[lang])
        rest = words["rest"].format(k=len(self.alternatives), n=self.left_out) if self.left_out else ""
        return said + rest + words["error"].format(number(100 * self.error, 2, lang))

    def _names(self, lang: str) -> list[str]:
        """What the rows are called."""
        return [*self.alternatives, *([_WORDS[lang]["others"].format(self.left_out)] if self.left_out else [])]


_WORDS = {
    "en": {
        "others": "mean of the rest ({})",
        "read": "{draws} draws, by {method}; {law}.",
        "rest": " Shown are the {k} with the best expected rank; the last row is the mean of the rest ({n}).",
        "error": " Standard error of a share: at most {} percentage points.",
    },
    "fr": {
        "others": "moyenne du reste ({})",
        "read": "{draws} tirages, par {method} ; {law}.",
        "rest": " Sont montrés les {k} de meilleur rang moyen ; la dernière ligne est la moyenne du reste ({n}).",
        "error": " Erreur type d'une part : au plus {} point de pourcentage.",
    },
}
