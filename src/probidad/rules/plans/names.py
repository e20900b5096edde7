"""What each value of the enumerations is called on a page: message identifiers, so that no office words them anew."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.differences import Line, What
from probidad.rules.plans.formality import LABELS, Formality
from probidad.rules.plans.indicators import Accumulation, Direction, Kind
from probidad.rules.plans.progress import Standing
from probidad.rules.plans.readings import Scale
from probidad.rules.plans.verification import Basis, Outcome

_NAMES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = MappingProxyType(
    {
        Kind: {
            Kind.COUNT: _("Count"),
            Kind.PERCENT: _("Percentage"),
            Kind.RATIO: _("Ratio"),
            Kind.MILESTONES: _("Milestones"),
            Kind.YES_NO: _("Single deliverable"),
            Kind.INDEX: _("External index"),
            Kind.SURVEY: _("Survey"),
        },
        Direction: {
            Direction.UP: _("More is better"),
            Direction.DOWN: _("Less is better"),
            Direction.MAINTAIN: _("To be kept up"),
        },
        Accumulation: {
            Accumulation.SUM: _("Periods are added up"),
            Accumulation.RUNNING: _("Each period holds the total so far"),
            Accumulation.LAST: _("The last period counts"),
            Accumulation.AVERAGE: _("The mean of the periods"),
            Accumulation.MAX: _("The best period counts"),
            Accumulation.MIN: _("The worst period counts"),
        },
        Scale: {
            Scale.POINTS: _("From 0 to 100"),
            Scale.FRACTION: _("From 0 to 1"),
        },
        Standing: {
            Standing.NOT_STARTED: _("Not started"),
            Standing.UNDER_WAY: _("Under way"),
            Standing.FULFILLED: _("Fulfilled"),
            Standing.FULFILLED_LATE: _("Fulfilled late"),
            Standing.OVERDUE: _("Past its date"),
            Standing.NOT_DUE: _("Not due yet"),
            Standing.NO_DATA: _("No data"),
            Standing.NO_EVIDENCE: _("No evidence available"),
            Standing.NOT_APPLICABLE: _("Not applicable"),
            Standing.RETIRED: _("Retired"),
        },
        Basis: {
            Basis.COMPUTED: _("computed figure"),
            Basis.DECLARED: _("declared figure"),
            Basis.NONE: _("no figure"),
        },
        Outcome: {
            Outcome.AGREES: _("Agrees"),
            Outcome.DIFFERS: _("Differs"),
            Outcome.NO_EVIDENCE: _("No evidence available"),
            Outcome.NOT_APPLICABLE: _("Not applicable"),
            Outcome.NOTHING_REPORTED: _("Nothing reported"),
        },
        What: {
            What.ADDED: _("Line added"),
            What.REMOVED: _("Line removed"),
            What.CHANGED: _("Line changed"),
            What.MOVED: _("Line moved"),
            What.SPLIT: _("Line split"),
        },
        Line: {
            Line.PLAN: _("Plan"),
            Line.COMPONENT: _("Component"),
            Line.ACTIVITY: _("Activity"),
        },
        Formality: LABELS,
    }
)
PERIODICITY: Mapping[str, str] = MappingProxyType(
    {
        "monthly": _("Every month"),
        "bimonthly": _("Every two months"),
        "quarterly": _("Every three months"),
        "four_monthly": _("Every four months"),
        "half_yearly": _("Every half-year"),
        "yearly": _("Every year"),
    }
)


def name(member: StrEnum) -> str:
    """The message identifier that names ``member``. Raises ``KeyError`` for an enumeration that no page shows.

    Looked up by the enumeration first: members of two of them may be the same text.
    """
    return _NAMES[type(member)][member]
