"""Words and numbers for the reader: translation, and es-CO or English forms of figures and dates.

Spanish is the default language. Message identifiers are English, so English needs no catalogue.
"""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from probidad.rules.compliance import round_half_up
from probidad.rules.finding import gettext_noop as _

LANGUAGES = ("es", "en")
LABELS_MARK = " · "
# facts of findings that the product computed, in exact form; every other fact quotes the document
OUR_FACTS = frozenset(
    ("printed", "mean", "components", "difference", "computed", "declared", "gap", "share", "read", "sum", "newsum",
     "rival", "points", "due", "cut_off", "reported", "aim")
)  # fmt: skip
FIELD_LABELS = {
    "component": _("component"),
    "subcomponent": _("subcomponent"),
    "objective": _("objective"),
    "code": _("number"),
    "action": _("activity"),
    "indicator": _("indicator"),
    "unit": _("unit of measure"),
    "target": _("target"),
    "product": _("target or product"),
    "start": _("start"),
    "deadline": _("deadline"),
    "responsible": _("responsible"),
    "value": _("reported value"),
    "declared": _("declared compliance"),
    "weight": _("weight"),
    "done": _("work done"),
    "observation": _("remarks"),
    "evidence": _("evidence"),
}
STAGE_LABELS = {
    "elaborated": _("elaborated"),
    "approved": _("approved"),
    "adopted": _("adopted"),
    "socialised": _("made known"),
    "published": _("published"),
    "implemented": _("implemented"),
}
_FIELD = re.compile(r"\b(" + "|".join(FIELD_LABELS) + r")\b")
_DAY = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_MONTHS = {
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of ``language``. Raises ``LookupError`` for a language that is not there."""
    if language not in LANGUAGES:
        raise LookupError(f"no language {language!r}")
    if language == "en":
        return NullTranslations()
    path = files("probidad") / "locale" / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as handle:
        return GNUTranslations(handle)


class Words:
    """Speaks one language: ``words("%(n)s rows", {"n": "3"})``."""

    def __init__(self, language: str = "es") -> None:
        self.language = language
        self._catalogue = translations(language)

    def __call__(self, message: str, facts: Mapping[str, object] | None = None) -> str:
        text = self._catalogue.gettext(message) if message else ""
        return text % {name: self._fact(name, value) for name, value in facts.items()} if facts is not None else text

    def _fact(self, name: str, value: object) -> object:
        """Figures and days that we computed are said as the language says them; what is quoted stays as written."""
        if not isinstance(value, str):
            return value
        if name in {"field", "fields", "columns"}:
            return _FIELD.sub(lambda match: self._catalogue.gettext(FIELD_LABELS[match[0]]), value)
        if name == "stages":
            return ", ".join(self._catalogue.gettext(STAGE_LABELS.get(stage, stage)) for stage in value.split(", "))
        if name in {"label", "labels"}:  # names of columns and choices of ours; several are parted by LABELS_MARK
            return LABELS_MARK.join(self._catalogue.gettext(part) if part else "" for part in value.split(LABELS_MARK))
        if name not in OUR_FACTS:
            return value
        if _DAY.fullmatch(value):
            return self.day(date.fromisoformat(value))
        if self.language == "es" and _DECIMAL.fullmatch(value):
            return value.replace(".", ",")
        return value

    def plural(self, one: str, many: str, count: int, facts: Mapping[str, object] | None = None) -> str:
        """The form for ``count``; ``%(count)s`` is given."""
        text = self._catalogue.ngettext(one, many, count)
        return text % {"count": self.whole(count), **(facts or {})}

    def decimal(self, value: Fraction, places: int = 2) -> str:
        """Rounded half up: ``86,93`` in Spanish, ``86.93`` in English; thousands are set apart."""
        whole, _, rest = round_half_up(value, places).partition(".")
        sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        mark, point = (".", ",") if self.language == "es" else (",", ".")
        grouped = f"{int(whole):,}".replace(",", mark)
        return f"{sign}{grouped}{point}{rest}" if rest else f"{sign}{grouped}"

    def short(self, value: Fraction) -> str:
        """As :meth:`decimal` with as few decimals as are exact, two at most: ``50``, ``12,5``, ``76,19``."""
        for places in (0, 1):
            if (value * 10**places).denominator == 1:
                return self.decimal(value, places)
        return self.decimal(value)

    def whole(self, value: int) -> str:
        """``3.564`` in Spanish, ``3,564`` in English."""
        return self.decimal(Fraction(value), 0)

    def day(self, day: date) -> str:
        """``30 de diciembre de 2017``; ``30 December 2017``."""
        name = _MONTHS[self.language][day.month - 1]
        return f"{day.day} de {name} de {day.year}" if self.language == "es" else f"{day.day} {name} {day.year}"

    def month(self, key: str) -> str:
        """``2017-12`` is ``diciembre de 2017``."""
        name = _MONTHS[self.language][int(key[5:7]) - 1]
        return f"{name} de {key[:4]}" if self.language == "es" else f"{name} {key[:4]}"

    def short_month(self, key: str) -> str:
        """For charts: ``2017-12`` is ``dic 2017``."""
        return f"{_MONTHS[self.language][int(key[5:7]) - 1][:3]} {key[:4]}"

    def short_day(self, day: date) -> str:
        """For tables: ``30 dic 2017``."""
        return f"{day.day} {_MONTHS[self.language][day.month - 1][:3]} {day.year}"
