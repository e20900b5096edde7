"""Figures of plans as the pages show them: the text in the reader's language, the length of a bar, the level."""

from dataclasses import dataclass
from fractions import Fraction

from probidad.core.pages import said, words
from probidad.documents.renderers.labels import LEVEL_WORDS
from probidad.plans.queries.figures import figure
from probidad.rules.compliance import capped, round_half_up
from probidad.rules.finding import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure. ``height`` is a percentage for a drawing, None without data."""

    value: Fraction | None
    text: str
    height: str | None


def shown(exact: str) -> Shown:
    """From the exact text that is kept."""
    value = figure(exact)
    if value is None:
        return Shown(None, said(_("no data")), None)
    return Shown(value, words().decimal(value), round_half_up(capped(value)))


def level_word(key: str) -> str:
    """The level in words."""
    return said(LEVEL_WORDS.get(key, key)) if key else said(_("no data"))


def bar_label(declared: Shown, computed: Shown) -> str:
    """What a bar says to who does not see it."""
    facts = {"first": declared.text, "second": computed.text}
    return said(_("declared %(first)s; computed %(second)s; the target is 100"), facts)


def gap(declared: Shown, computed: Shown) -> str:
    """The points between declared and computed, empty where there are none."""
    if declared.value is None or computed.value is None or declared.value == computed.value:
        return ""
    points = words().decimal(abs(declared.value - computed.value))
    return said(_("There are %(points)s points between what was declared and what was computed."), {"points": points})
