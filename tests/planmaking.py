"""Contents of plans for the tests of rules on them."""

from datetime import date
from fractions import Fraction

from probidad.rules.compliance import Aggregation
from probidad.rules.plans.content import ActivityContent, ComponentContent, PlanContent
from probidad.rules.plans.indicators import Indicator, Kind
from probidad.rules.plans.obligations import Schedule

YEAR = 2026


def activity(
    key: str, *, component: str = "c1", target: int = 10, due: tuple[date, ...] = (date(YEAR, 6, 30),)
) -> ActivityContent:
    indicator = Indicator(f"Número de {key}", Kind.COUNT, Fraction(target))
    return ActivityContent(key, component, f"Publicar {key}", indicator, Schedule(due))


def plan(*activities: ActivityContent) -> PlanContent:
    components = (ComponentContent("c1", "Riesgos", "P1"), ComponentContent("c2", "Estado abierto", "P3"))
    return PlanContent(
        "ptep", "Programa", YEAR, "ptep-2024", "2024-v1", Aggregation.MEAN_OF_ITEMS, components, activities
    )
