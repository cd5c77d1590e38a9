"""Value and return of cash flows: pure functions on arrays.

Yearly flows are one number a year, the first at t = 0; dated flows have a day each. A rate is a share a year (0.1 for
10 %) and lies above -1. Where an internal rate of return does not exist, or is not the only one, the answer says so
instead of picking a number.
"""

from mcda_industry.domain.finance.dated import xirr, xnpv
from mcda_industry.domain.finance.flows import annuity, discounted_payback, npv, payback
from mcda_industry.domain.finance.rates import Irr, irr, mirr

__all__ = ["Irr", "annuity", "discounted_payback", "irr", "mirr", "npv", "payback", "xirr", "xnpv"]
