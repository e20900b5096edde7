"""Words that several pages of the portal say of a follow-up."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from probidad.core.pages import words
from probidad.rules.finding import gettext_noop as _


def plan_label(followup: Any) -> str:
    """The plan of a follow-up with its year."""
    return f"{followup.plan.name} {followup.plan.year}"


def figure_of(text: str) -> str:
    """A figure kept as ``numerator/denominator``, rounded for reading."""
    speaks = words()
    return speaks.decimal(Fraction(text)) if text else speaks(_("no data"))


def exact(value: Fraction | None) -> str:
    """Numerator and denominator, as the published file gives them."""
    return f"{value.numerator}/{value.denominator}" if value is not None else words()(_("no data"))


TOLD: Mapping[str, Any] = {"plan_label": plan_label, "figure_of": figure_of, "exact": exact}
