"""Multi-criteria decisions for industry: criteria, weights, rankings, how sure they are, and recommendations.

Everything public is here: `import mcda_industry as mi`. Names are loaded when they are first used, so that importing the
library costs little more than importing NumPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_HOME = {
    "errors": (
        "DecisionError",
        "FileError",
        "FinanceError",
        "JudgementError",
        "MethodError",
        "ProblemError",
        "RecordError",
        "SensitivityError",
        "ValueChainError",
        "WeightsError",
        "WorkerError",
    ),
    "preferences": ("Gaussian", "Level", "Linear", "PreferenceFunction", "UShape", "Usual", "VShape"),
    "value_functions": ("PiecewiseLinear",),
    "problem": ("Column", "Criterion", "Evaluations", "Problem", "maximise", "minimise"),
    "proposals": ("Proposal", "propose_preferences"),
    "inspection": ("Finding", "findings"),
    "weighting.boxes": ("WeightBox",),
    "weighting.weights": ("Weights",),
    "weighting.pairwise": ("PairwiseComparisons", "Priorities"),
    "weighting.hierarchy": ("CriteriaTree",),
    "domain.diagnosis": ("Diagnosis", "ExportTable", "Factor", "Indicator"),
    "domain.ecosystem": ("Ecosystem",),
    "domain.evidence": ("Evidence", "Figure", "Source"),
    "domain.obstacles": ("Obstacle",),
    "io.csv_files": ("csv_template", "records_from_csv", "records_to_csv"),
    "io.frames": ("records_from_frame", "records_to_frame"),
    "io.matrices": ("problem_from_csv", "problem_from_workbook"),
    "io.sheets": ("Cites", "Sheet"),
    "io.templates": ("records_to_workbook", "template"),
    "io.workbooks": ("read_workbook",),
    "forms.sheets": ("programme_sheets",),
    "methods": ("Claim", "LinearScores", "RankingMethod", "ScoreFunction", "catalogue"),
    "methods.additive_value": ("AdditiveValue",),
    "methods.ahp": ("AhpSynthesis",),
    "methods.from_pymcdm": ("FromPymcdm",),
    "methods.promethee": ("Promethee2",),
    "methods.topsis": ("Topsis",),
    "methods.weighted_product": ("WeightedProduct",),
    "methods.weighted_sum": ("WeightedSum",),
    "domain.context": ("ContextScenario",),
    "domain.levers": ("Lever", "LeverDependency", "LeverPlan"),
    "domain.needs": ("Need", "NeedRule", "VerdictLimit"),
    "domain.options": ("Screening", "ScreeningRule", "SupplyPosition"),
    "domain.projects": ("InvestorTeaser", "LifeCycle", "Project", "ProjectBank"),
    "ranking": ("Ranking", "rank"),
    "comparing": ("Disagreement", "Rankings", "disagreement", "rank_by"),
    "concordance": ("Agreement", "agreement"),
    "outranking.flowsort": ("Sorting", "flow_sort"),
    "outranking.freedom": ("Freedom", "freedom"),
    "outranking.gaia": ("Gaia", "GaiaPlane", "gaia", "gaia_plane"),
    "outranking.gamma": ("Gamma", "gamma"),
    "outranking.intervals": ("FlowIntervals", "flow_intervals"),
    "outranking.pairwise": ("PairwisePreferences", "pairwise_preferences"),
    "outranking.partial_order": ("PartialOrder", "Relation"),
    "outranking.promethee": ("ArrayFlows", "PrometheeFlows", "promethee", "promethee_flows"),
    "outranking.quality": ("RankingQuality", "ranking_quality"),
    "sensitivity.acceptability": ("Acceptability", "acceptability"),
    "sensitivity.all_weights.change": ("SmallestChange",),
    "sensitivity.all_weights.regions": ("WinningRegion", "winning_region"),
    "sensitivity.all_weights.reversal": ("smallest_change",),
    "sensitivity.audits.audit": ("Audit", "audit"),
    "sensitivity.audits.leave_one_out": ("LeaveOneOut", "leave_one_out"),
    "sensitivity.one_weight.moves": ("WholeGroups", "WithinGroups"),
    "sensitivity.audits.rank_reversals": ("RankReversals", "rank_reversals"),
    "sensitivity.audits.scenarios": ("ScenarioTable", "scenarios"),
    "sensitivity.audits.severity": ("Severity",),
    "sensitivity.uncertain_weights.laws": (
        "AnyWeights",
        "Around",
        "Constrained",
        "Judges",
        "Ordered",
        "WeightLimit",
        "Within",
    ),
    "sensitivity.uncertain_weights.convergence": ("Convergence",),
    "sensitivity.uncertain_weights.indices": ("Estimate",),
    "sensitivity.funded_set.change": ("FundingChange",),
    "sensitivity.funded_set.funding": ("Funding",),
    "sensitivity.funded_set.intervals": ("FundingIntervals", "funding_intervals"),
    "sensitivity.funded_set.smallest": ("funding_change",),
    "sensitivity.possible_ranks": ("PossibleRanks", "possible_ranks"),
    "laws_of_performance": ("Empirical", "LogNormal", "Normal", "PerformanceLaw", "Triangular", "Uniform"),
    "uncertain": ("UncertainProblem",),
    "sensitivity.uncertain_data.information": ("InformationValue", "value_of_information"),
    "sensitivity.uncertain_data.ranges": ("RankRanges", "rank_ranges"),
    "sensitivity.one_weight.intervals": ("Interval",),
    "sensitivity.one_weight.stability": ("StabilityIntervals", "stability_intervals"),
    "sensitivity.audits.variants": ("MethodVariants", "method_variants"),
    "sensitivity.one_weight.walking": ("WalkingWeights", "walking_weights"),
    "portfolio": (
        "AtLeast",
        "AtMost",
        "Budget",
        "Exclusive",
        "Forbidden",
        "Mandatory",
        "Portfolio",
        "Requires",
        "select_portfolio",
    ),
    "recommendation": ("Recommendation", "VerdictRules", "recommend"),
    "study": ("Study", "StudyRequest", "StudyResult"),
}
_MODULES = {
    "business_case": "domain.business_case",
    "context": "domain.context",
    "datasets": "datasets",
    "diagnosis": "domain.diagnosis",
    "ecosystem": "domain.ecosystem",
    "evidence": "domain.evidence",
    "figures": "report.figures",
    "finance": "domain.finance",
    "incentives": "domain.incentives",
    "levers": "domain.levers",
    "needs": "domain.needs",
    "obstacles": "domain.obstacles",
    "options": "domain.options",
    "programmes": "domain.programmes",
    "projects": "domain.projects",
    "regions": "domain.regions",
    "risk": "domain.risk",
    "testing": "testing",
    "value_chain": "domain.value_chain",
    "weighting": "weighting",
}
_WHERE = {name: module for module, names in _HOME.items() for name in names}

__all__ = ["__version__"]
__all__.extend((*_WHERE, *_MODULES))
__all__.sort()

if TYPE_CHECKING:
    from mcda_industry import datasets as datasets
    from mcda_industry import testing as testing
    from mcda_industry import weighting as weighting
    from mcda_industry.comparing import Disagreement as Disagreement
    from mcda_industry.comparing import Rankings as Rankings
    from mcda_industry.comparing import disagreement as disagreement
    from mcda_industry.comparing import rank_by as rank_by
    from mcda_industry.concordance import Agreement as Agreement
    from mcda_industry.concordance import agreement as agreement
    from mcda_industry.domain import business_case as business_case
    from mcda_industry.domain import context as context
    from mcda_industry.domain import diagnosis as diagnosis
    from mcda_industry.domain import ecosystem as ecosystem
    from mcda_industry.domain import evidence as evidence
    from mcda_industry.domain import finance as finance
    from mcda_industry.domain import incentives as incentives
    from mcda_industry.domain import levers as levers
    from mcda_industry.domain import needs as needs
    from mcda_industry.domain import obstacles as obstacles
    from mcda_industry.domain import options as options
    from mcda_industry.domain import programmes as programmes
    from mcda_industry.domain import projects as projects
    from mcda_industry.domain import regions as regions
    from mcda_industry.domain import risk as risk
    from mcda_industry.domain import value_chain as value_chain
    from mcda_industry.domain.context import ContextScenario as ContextScenario
    from mcda_industry.domain.diagnosis import Diagnosis as Diagnosis
    from mcda_industry.domain.diagnosis import ExportTable as ExportTable
    from mcda_industry.domain.diagnosis import Factor as Factor
    from mcda_industry.domain.diagnosis import Indicator as Indicator
    from mcda_industry.domain.ecosystem import Ecosystem as Ecosystem
    from mcda_industry.domain.evidence import Evidence as Evidence
    from mcda_industry.domain.evidence import Figure as Figure
    from mcda_industry.domain.evidence import Source as Source
    from mcda_industry.domain.levers import Lever as Lever
    from mcda_industry.domain.levers import LeverDependency as LeverDependency
    from mcda_industry.domain.levers import LeverPlan as LeverPlan
    from mcda_industry.domain.needs import Need as Need
    from mcda_industry.domain.needs import NeedRule as NeedRule
    from mcda_industry.domain.needs import VerdictLimit as VerdictLimit
    from mcda_industry.domain.obstacles import Obstacle as Obstacle
    from mcda_industry.domain.options import Screening as Screening
    from mcda_industry.domain.options import ScreeningRule as ScreeningRule
    from mcda_industry.domain.options import SupplyPosition as SupplyPosition
    from mcda_industry.domain.projects import InvestorTeaser as InvestorTeaser
    from mcda_industry.domain.projects import LifeCycle as LifeCycle
    from mcda_industry.domain.projects import Project as Project
    from mcda_industry.domain.projects import ProjectBank as ProjectBank
    from mcda_industry.errors import DecisionError as DecisionError
    from mcda_industry.errors import FileError as FileError
    from mcda_industry.errors import FinanceError as FinanceError
    from mcda_industry.errors import JudgementError as JudgementError
    from mcda_industry.errors import MethodError as MethodError
    from mcda_industry.errors import ProblemError as ProblemError
    from mcda_industry.errors import RecordError as RecordError
    from mcda_industry.errors import SensitivityError as SensitivityError
    from mcda_industry.errors import ValueChainError as ValueChainError
    from mcda_industry.errors import WeightsError as WeightsError
    from mcda_industry.errors import WorkerError as WorkerError
    from mcda_industry.forms.sheets import programme_sheets as programme_sheets
    from mcda_industry.inspection import Finding as Finding
    from mcda_industry.inspection import findings as findings
    from mcda_industry.io.csv_files import csv_template as csv_template
    from mcda_industry.io.csv_files import records_from_csv as records_from_csv
    from mcda_industry.io.csv_files import records_to_csv as records_to_csv
    from mcda_industry.io.frames import records_from_frame as records_from_frame
    from mcda_industry.io.frames import records_to_frame as records_to_frame
    from mcda_industry.io.matrices import problem_from_csv as problem_from_csv
    from mcda_industry.io.matrices import problem_from_workbook as problem_from_workbook
    from mcda_industry.io.sheets import Cites as Cites
    from mcda_industry.io.sheets import Sheet as Sheet
    from mcda_industry.io.templates import records_to_workbook as records_to_workbook
    from mcda_industry.io.templates import template as template
    from mcda_industry.io.workbooks import read_workbook as read_workbook
    from mcda_industry.laws_of_performance import Empirical as Empirical
    from mcda_industry.laws_of_performance import LogNormal as LogNormal
    from mcda_industry.laws_of_performance import Normal as Normal
    from mcda_industry.laws_of_performance import PerformanceLaw as PerformanceLaw
    from mcda_industry.laws_of_performance import Triangular as Triangular
    from mcda_industry.laws_of_performance import Uniform as Uniform
    from mcda_industry.methods import Claim as Claim
    from mcda_industry.methods import LinearScores as LinearScores
    from mcda_industry.methods import RankingMethod as RankingMethod
    from mcda_industry.methods import ScoreFunction as ScoreFunction
    from mcda_industry.methods import catalogue as catalogue
    from mcda_industry.methods.additive_value import AdditiveValue as AdditiveValue
    from mcda_industry.methods.ahp import AhpSynthesis as AhpSynthesis
    from mcda_industry.methods.from_pymcdm import FromPymcdm as FromPymcdm
    from mcda_industry.methods.promethee import Promethee2 as Promethee2
    from mcda_industry.methods.topsis import Topsis as Topsis
    from mcda_industry.methods.weighted_product import WeightedProduct as WeightedProduct
    from mcda_industry.methods.weighted_sum import WeightedSum as WeightedSum
    from mcda_industry.outranking.flowsort import Sorting as Sorting
    from mcda_industry.outranking.flowsort import flow_sort as flow_sort
    from mcda_industry.outranking.freedom import Freedom as Freedom
    from mcda_industry.outranking.freedom import freedom as freedom
    from mcda_industry.outranking.gaia import Gaia as Gaia
    from mcda_industry.outranking.gaia import GaiaPlane as GaiaPlane
    from mcda_industry.outranking.gaia import gaia as gaia
    from mcda_industry.outranking.gaia import gaia_plane as gaia_plane
    from mcda_industry.outranking.gamma import Gamma as Gamma
    from mcda_industry.outranking.gamma import gamma as gamma
    from mcda_industry.outranking.intervals import FlowIntervals as FlowIntervals
    from mcda_industry.outranking.intervals import flow_intervals as flow_intervals
    from mcda_industry.outranking.pairwise import PairwisePreferences as PairwisePreferences
    from mcda_industry.outranking.pairwise import pairwise_preferences as pairwise_preferences
    from mcda_industry.outranking.partial_order import PartialOrder as PartialOrder
    from mcda_industry.outranking.partial_order import Relation as Relation
    from mcda_industry.outranking.promethee import ArrayFlows as ArrayFlows
    from mcda_industry.outranking.promethee import PrometheeFlows as PrometheeFlows
    from mcda_industry.outranking.promethee import promethee as promethee
    from mcda_industry.outranking.promethee import promethee_flows as promethee_flows
    from mcda_industry.outranking.quality import RankingQuality as RankingQuality
    from mcda_industry.outranking.quality import ranking_quality as ranking_quality
    from mcda_industry.portfolio import AtLeast as AtLeast
    from mcda_industry.portfolio import AtMost as AtMost
    from mcda_industry.portfolio import Budget as Budget
    from mcda_industry.portfolio import Exclusive as Exclusive
    from mcda_industry.portfolio import Forbidden as Forbidden
    from mcda_industry.portfolio import Mandatory as Mandatory
    from mcda_industry.portfolio import Portfolio as Portfolio
    from mcda_industry.portfolio import Requires as Requires
    from mcda_industry.portfolio import select_portfolio as select_portfolio
    from mcda_industry.preferences import Gaussian as Gaussian
    from mcda_industry.preferences import Level as Level
    from mcda_industry.preferences import Linear as Linear
    from mcda_industry.preferences import PreferenceFunction as PreferenceFunction
    from mcda_industry.preferences import UShape as UShape
    from mcda_industry.preferences import Usual as Usual
    from mcda_industry.preferences import VShape as VShape
    from mcda_industry.problem import Column as Column
    from mcda_industry.problem import Criterion as Criterion
    from mcda_industry.problem import Evaluations as Evaluations
    from mcda_industry.problem import Problem as Problem
    from mcda_industry.problem import maximise as maximise
    from mcda_industry.problem import minimise as minimise
    from mcda_industry.proposals import Proposal as Proposal
    from mcda_industry.proposals import propose_preferences as propose_preferences
    from mcda_industry.ranking import Ranking as Ranking
    from mcda_industry.ranking import rank as rank
    from mcda_industry.recommendation import Recommendation as Recommendation
    from mcda_industry.recommendation import VerdictRules as VerdictRules
    from mcda_industry.recommendation import recommend as recommend
    from mcda_industry.report import figures as figures
    from mcda_industry.sensitivity.acceptability import Acceptability as Acceptability
    from mcda_industry.sensitivity.acceptability import acceptability as acceptability
    from mcda_industry.sensitivity.all_weights.change import SmallestChange as SmallestChange
    from mcda_industry.sensitivity.all_weights.regions import WinningRegion as WinningRegion
    from mcda_industry.sensitivity.all_weights.regions import winning_region as winning_region
    from mcda_industry.sensitivity.all_weights.reversal import smallest_change as smallest_change
    from mcda_industry.sensitivity.audits.audit import Audit as Audit
    from mcda_industry.sensitivity.audits.audit import audit as audit
    from mcda_industry.sensitivity.audits.leave_one_out import LeaveOneOut as LeaveOneOut
    from mcda_industry.sensitivity.audits.leave_one_out import leave_one_out as leave_one_out
    from mcda_industry.sensitivity.audits.rank_reversals import RankReversals as RankReversals
    from mcda_industry.sensitivity.audits.rank_reversals import rank_reversals as rank_reversals
    from mcda_industry.sensitivity.audits.scenarios import ScenarioTable as ScenarioTable
    from mcda_industry.sensitivity.audits.scenarios import scenarios as scenarios
    from mcda_industry.sensitivity.audits.severity import Severity as Severity
    from mcda_industry.sensitivity.audits.variants import MethodVariants as MethodVariants
    from mcda_industry.sensitivity.audits.variants import method_variants as method_variants
    from mcda_industry.sensitivity.funded_set.change import FundingChange as FundingChange
    from mcda_industry.sensitivity.funded_set.funding import Funding as Funding
    from mcda_industry.sensitivity.funded_set.intervals import FundingIntervals as FundingIntervals
    from mcda_industry.sensitivity.funded_set.intervals import funding_intervals as funding_intervals
    from mcda_industry.sensitivity.funded_set.smallest import funding_change as funding_change
    from mcda_industry.sensitivity.one_weight.intervals import Interval as Interval
    from mcda_industry.sensitivity.one_weight.moves import WholeGroups as WholeGroups
    from mcda_industry.sensitivity.one_weight.moves import WithinGroups as WithinGroups
    from mcda_industry.sensitivity.one_weight.stability import StabilityIntervals as StabilityIntervals
    from mcda_industry.sensitivity.one_weight.stability import stability_intervals as stability_intervals
    from mcda_industry.sensitivity.one_weight.walking import WalkingWeights as WalkingWeights
    from mcda_industry.sensitivity.one_weight.walking import walking_weights as walking_weights
    from mcda_industry.sensitivity.possible_ranks import PossibleRanks as PossibleRanks
    from mcda_industry.sensitivity.possible_ranks import possible_ranks as possible_ranks
    from mcda_industry.sensitivity.uncertain_data.information import InformationValue as InformationValue
    from mcda_industry.sensitivity.uncertain_data.information import value_of_information as value_of_information
    from mcda_industry.sensitivity.uncertain_data.ranges import RankRanges as RankRanges
    from mcda_industry.sensitivity.uncertain_data.ranges import rank_ranges as rank_ranges
    from mcda_industry.sensitivity.uncertain_weights.convergence import Convergence as Convergence
    from mcda_industry.sensitivity.uncertain_weights.indices import Estimate as Estimate
    from mcda_industry.sensitivity.uncertain_weights.laws import AnyWeights as AnyWeights
    from mcda_industry.sensitivity.uncertain_weights.laws import Around as Around
    from mcda_industry.sensitivity.uncertain_weights.laws import Constrained as Constrained
    from mcda_industry.sensitivity.uncertain_weights.laws import Judges as Judges
    from mcda_industry.sensitivity.uncertain_weights.laws import Ordered as Ordered
    from mcda_industry.sensitivity.uncertain_weights.laws import WeightLimit as WeightLimit
    from mcda_industry.sensitivity.uncertain_weights.laws import Within as Within
    from mcda_industry.study import Study as Study
    from mcda_industry.study import StudyRequest as StudyRequest
    from mcda_industry.study import StudyResult as StudyResult
    from mcda_industry.uncertain import UncertainProblem as UncertainProblem
    from mcda_industry.value_functions import PiecewiseLinear as PiecewiseLinear
    from mcda_industry.weighting.boxes import WeightBox as WeightBox
    from mcda_industry.weighting.hierarchy import CriteriaTree as CriteriaTree
    from mcda_industry.weighting.pairwise import PairwiseComparisons as PairwiseComparisons
    from mcda_industry.weighting.pairwise import Priorities as Priorities
    from mcda_industry.weighting.weights import Weights as Weights

    __version__: str


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562)."""
    if name in _WHERE:
        value = getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    elif name in _MODULES:
        value = import_module(f"{__name__}.{_MODULES[name]}")
    elif name == "__version__":
        from importlib.metadata import version

        value = version(__name__)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
