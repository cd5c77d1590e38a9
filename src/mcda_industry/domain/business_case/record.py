"""The record of a business case, told in sentences."""

from mcda_industry.domain.business_case import telling
from mcda_industry.domain.business_case.five_cases import FiveCases


class BusinessCase(FiveCases):
    """The business case of one project: five cases, what is uncertain, and the decision asked for.

    Parameters
    ----------
    id, label, currency, prices, base_year
        What it is about, and in which unit: real or nominal prices of which year.
    strategic, economic, commercial, financial, management
        The five cases.
    tornado, simulation, expected_losses_mdh
        What each driver does to the net present value; what draws of all drivers and risk events do (None if nothing is
        uncertain); what each risk event costs on average, by id.
    decision
        What is asked for.
    caveats, source_flag, source_ids
        What every reader must be told, and the evidence.

    Notes
    -----
    Five cases: HM Treasury (2022), The Green Book: central government guidance on appraisal and evaluation.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().business_case("P30", draws=100)
    >>> list(case.sections("en"))
    ['Strategic case', 'Economic case', 'Commercial case', 'Financial case', 'Management case', 'What is uncertain', \
'Decision asked for']
    """

    def sections(self, lang: str = "en") -> dict[str, tuple[str, ...]]:
        """The sentences of each section, by its title."""
        return telling.sections(self, lang)

    def sentence(self, lang: str = "en") -> str:
        """The case in one sentence."""
        return telling.sentence(self, lang)
