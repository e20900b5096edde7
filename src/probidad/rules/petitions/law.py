"""What the law says about petitions, as values: terms that hold from a day on, types, and the steps that move a term."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

CUSTOM, NONE = "custom", "none"  # rules of types whose term somebody else fixes, or that have none


@dataclass(frozen=True, slots=True)
class Term:
    """Working days to answer (término). ``extra`` is the most that an extension may add where its norm says so itself."""

    rule: str
    code: str
    days: int
    norm: str
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Law:
    """Terms that hold from ``since`` until the day before ``until``; where two hold, the higher ``rank`` decides.

    ``reaches_open``: it also takes in petitions under way on its first day. ``spares``: groups whose petitions it leaves
    with the common term.
    """

    key: str
    since: date
    until: date | None
    rank: int
    source: str
    terms: tuple[Term, ...]
    reaches_open: bool = False
    spares: frozenset[str] = frozenset()

    def holds(self, day: date) -> bool:
        """Whether it is in force on this day."""
        return self.since <= day and (self.until is None or day < self.until)

    def term(self, rule: str) -> Term | None:
        """Its term for a rule, if it has one."""
        return next((term for term in self.terms if term.rule == rule), None)


@dataclass(frozen=True, slots=True)
class Procedure:
    """What moves a term. Days are working days; a month is of the calendar."""

    counting_norm: str
    filing_norm: str
    late_waits: bool  # what arrives after hours counts as of the next working day
    extension_norm: str
    ceiling_factor: int
    ceiling_is_total: bool  # the whole term is at most ``factor`` times the first; else the extension alone is
    completion_norm: str
    ask_within: int
    completion_months: int
    completion_extensions: int
    resumes_remaining: bool  # the days that were left; else the whole term again
    obscure_norm: str
    obscure_days: int
    transfer_norm: str
    transfer_days: int
    granted_norm: str
    granted_rules: frozenset[str]
    copies_days: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of petition (tipo). ``words`` are how people write it."""

    code: str
    key: str
    words: tuple[str, ...]
    rule: str
    name_es: str
    norm: str


@dataclass(frozen=True, slots=True)
class Group:
    """Whom the law puts first (grupo con atención prioritaria)."""

    code: str
    urgent: bool
    name_es: str
    norm: str


@dataclass(frozen=True, slots=True)
class LawBook:
    """All that the clock needs to know of the law of a country."""

    laws: tuple[Law, ...]
    procedure: Procedure
    kinds: tuple[Kind, ...]
    groups: tuple[Group, ...]

    def kind(self, word: str) -> Kind:
        """The type with this code, key or word. Raises ``LookupError`` when there is none."""
        wanted = word.strip().casefold().replace(" ", "-").replace("_", "-")
        for kind in self.kinds:
            if wanted in {kind.code.casefold(), kind.key.replace("_", "-"), *kind.words}:
                return kind
        raise LookupError(f"no type of petition is called {word!r}")

    def group(self, code: str) -> Group:
        """The group with this code. Raises ``LookupError`` when there is none."""
        for group in self.groups:
            if group.code == code.strip().upper():
                return group
        raise LookupError(f"no group with priority has the code {code!r}")

    def term(self, rule: str, filed: date, *, groups: Collection[str] = ()) -> tuple[Law, Term]:
        """The law in force on the day of filing, and its term. Raises ``LookupError`` when none is known."""
        found = [
            (law, term)
            for law in self.laws
            if law.holds(filed) and not law.spares & set(groups) and (term := law.term(rule)) is not None
        ]
        if not found:
            raise LookupError(f"no law known has a term of the rule {rule!r} on {filed.isoformat()}")
        return max(found, key=lambda pair: pair[0].rank)

    def reaching(self, rule: str, filed: date, *, groups: Collection[str] = ()) -> tuple[tuple[Law, Term], ...]:
        """Laws later than the day of filing that take in petitions under way, in order."""
        later = [
            (law, term)
            for law in self.laws
            if law.reaches_open
            and law.since > filed
            and not law.spares & set(groups)
            and (term := law.term(rule)) is not None
        ]
        return tuple(sorted(later, key=lambda pair: pair[0].since))
