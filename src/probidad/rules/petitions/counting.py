"""The beginning of a count: day zero, the term by the law of that day, the first and the last day, the days beside it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from probidad.rules.finding import gettext_noop as _
from probidad.rules.petitions import law as legal
from probidad.rules.petitions import steps as lines
from probidad.rules.petitions.events import Event, UncountableError, stops
from probidad.rules.petitions.law import LawBook, Term
from probidad.rules.petitions.outcome import Limit, LimitKind, Petition, Running
from probidad.rules.petitions.steps import Step, step
from probidad.rules.workdays import Calendar


@dataclass(slots=True)
class Count:
    """The count of one petition while it is made: where it begins and which days it fixes."""

    petition: Petition
    law: LawBook
    calendar: Calendar
    events: tuple[Event, ...]
    base: date = date.min  # working days are counted after it
    days_left: int = 0  # from base to the due date
    room: int = 0  # from base to the last day that an extension may reach
    used: int = 0  # working days before the last pause
    term: Term | None = None
    law_source: str = ""
    first_due: date | None = None
    due: date | None = None
    last_due: date | None = None
    running: Running = Running.RUNS
    ended: date | None = None
    answered: date | None = None
    in_time: bool | None = None
    notified: date | None = None
    waiting_since: date | None = None
    waiting_limit: date | None = None
    waiting_asked: bool = False  # to complete it, and not given back to be clarified
    more_time: int = 0
    limits: list[Limit] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    # the beginning

    def begin(self) -> None:
        petition, procedure = self.petition, self.law.procedure
        self.base = petition.filing.filed
        if petition.received_by_transfer:
            self.say("received_by_transfer", petition.filing.received, _(
                "Another authority sent it here: the term begins with its arrival here."
            ), procedure.transfer_norm)  # fmt: skip
        self.steps.append(lines.arrival(petition.filing, procedure))
        before = petition.filing.received - timedelta(days=1)
        self.steps.extend(lines.free_days(before, self.base, self.calendar, procedure.counting_norm))
        self.say_priority()
        kind = self.law.kind(petition.kind)
        if kind.rule != legal.CUSTOM and petition.days is not None:
            raise UncountableError(
                _("The law fixes the term of «%(kind)s»: its days are not given with it."), kind=kind.name_es
            )
        if kind.rule == legal.NONE:
            self.running = Running.NO_TERM
            self.say("no_term", self.base, _("%(kind)s: no law sets a term."), kind.norm, kind=kind.name_es)
            return
        if kind.rule == legal.CUSTOM:
            if petition.days is None or petition.days < 1:
                raise UncountableError(
                    _("The term of «%(kind)s» is fixed by whoever asks: give its days, 1 or more."), kind=kind.name_es
                )
            term, source = Term(kind.rule, kind.code, petition.days, kind.norm), kind.norm
        else:
            law, term = self.law.term(kind.rule, self.base, groups=petition.groups)
            source = law.source
        self.set_term(term, source)
        self.say("term", self.base, _(
            "%(kind)s: %(days)s working days, by the law in force on the day of filing."
        ) if kind.rule != legal.CUSTOM else _("%(kind)s: %(days)s working days, as whoever asks fixed them."),
            term.norm, kind=kind.name_es, days=term.days)  # fmt: skip
        self.reach(kind.rule)
        self.count_from_base()
        self.first_due = self.due
        self.beside(term)

    def set_term(self, term: Term, source: str) -> None:
        procedure = self.law.procedure
        self.term, self.law_source = term, source
        self.days_left = term.days
        factor = procedure.ceiling_factor - (1 if procedure.ceiling_is_total else 0)
        self.room = term.days + (0 if term.rule == legal.CUSTOM else term.extra or term.days * factor)
        self.due = self.calendar.add_working(self.base, term.days)

    def reach(self, rule: str) -> None:
        """A later law that takes in petitions under way: those whose term had not ended and that nobody had closed."""
        for law, term in self.law.reaching(rule, self.base, groups=self.petition.groups):
            closed = any(event.on < law.since and stops(event) for event in self.events)
            if self.due is not None and self.due >= law.since and not closed:
                self.set_term(term, law.source)
                self.say("reached", law.since, _(
                    "The petition was under way when the law changed: its term is %(days)s working days from day zero."
                ), term.norm, days=term.days)  # fmt: skip

    def count_from_base(self) -> None:
        norm = self.law.procedure.counting_norm
        self.due = self.last_due = self.calendar.add_working(self.base, self.days_left)
        first = self.calendar.add_working(self.base, 1)
        self.say("first_day", first, _("The first day that counts is %(day)s, the working day after."), norm, day=first)
        self.steps.extend(lines.free_days(self.base, self.due, self.calendar, norm))
        self.say("due", self.due, _("Working day %(days)s is %(due)s: by then the answer is owed."), norm,
                 days=self.days_left, due=self.due)  # fmt: skip

    def beside(self, term: Term) -> None:
        """The other days that the petition fixes."""
        procedure = self.law.procedure
        within = self.calendar.add_working
        sent = self.base if self.petition.verbal else within(self.base, procedure.transfer_days)
        self.limits.append(Limit(LimitKind.TRANSFER, sent, procedure.transfer_norm))
        asked = within(self.base, procedure.ask_within)
        self.limits.append(Limit(LimitKind.ASK_TO_COMPLETE, asked, procedure.completion_norm))
        self.beside_due(term)

    def beside_due(self, term: Term) -> None:
        """Those that move with the due date."""
        procedure = self.law.procedure
        self.limits = [
            limit for limit in self.limits if limit.kind not in (LimitKind.EXTENSION_CEILING, LimitKind.COPIES)
        ]
        if term.rule != legal.CUSTOM:
            ceiling = self.calendar.add_working(self.base, self.room)
            norm = term.norm if term.extra else procedure.extension_norm
            self.limits.append(Limit(LimitKind.EXTENSION_CEILING, ceiling, norm))
        if term.rule in procedure.granted_rules and self.due is not None:
            copies = self.calendar.add_working(self.due, procedure.copies_days)
            self.limits.append(Limit(LimitKind.COPIES, copies, procedure.granted_norm))

    def say_priority(self) -> None:
        for group in (self.law.group(code) for code in sorted(self.petition.groups)):
            message = (
                _("%(group)s: urgent measures are taken at once, before the term.")
                if group.urgent
                else _("%(group)s: it is dealt with ahead of its turn; the due date stays.")
            )
            self.say("priority", self.petition.filing.received, message, group.norm, group=group.name_es)

    def say(self, key: str, day: date, message: str, norm: str, /, **facts: date | int | str) -> None:
        self.steps.append(step(key, day, message, norm, **facts))

    def limits_day(self, kind: LimitKind) -> date | None:
        return next((limit.day for limit in self.limits if limit.kind is kind), None)
