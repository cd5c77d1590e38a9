"""Investments and parameters that the tests of business cases share."""

import strategies  # noqa: F401  (loads the profile of hypothesis)
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.business_case import Investment

CASE = morocco_2025()
PARAMETERS = CASE.finance_parameters
PLANT = Investment(
    capex_mdh=100, revenue_full_mdh=90, ebitda_margin_pct=30, months_to_operation=20, economic_life_years=10, jobs=120
)

INVESTMENTS = st.builds(
    Investment,
    capex_mdh=st.floats(1, 1000),
    revenue_full_mdh=st.floats(0, 1000),
    ebitda_margin_pct=st.floats(-20, 80),
    months_to_operation=st.integers(1, 60).map(float),
    economic_life_years=st.integers(1, 30),
    support_mdh=st.floats(0, 100),
    jobs=st.integers(0, 1000).map(float),
)
