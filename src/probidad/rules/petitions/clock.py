"""The clock of one petition: what happened goes in, the due date and its reasons come out.

Ley 1755 de 2015 arts. 14 (terms, extension, documents deemed granted), 17 (incomplete), 19 (obscure) and 21 (transfer).
Nothing here knows what day it is: whoever asks says it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from probidad.rules.finding import gettext_noop as _
from probidad.rules.petitions import steps as lines
from probidad.rules.petitions.counting import Count
from probidad.rules.petitions.events import (
    Answered,
    Asked,
    Completed,
    Event,
    Extended,
    MoreTime,
    Notified,
    Returned,
    Suspended,
    Transferred,
    Withdrawn,
    in_order,
    stops,
)
from probidad.rules.petitions.law import LawBook
from probidad.rules.petitions.months import month_limit
from probidad.rules.petitions.outcome import Clock, Limit, LimitKind, Petition, Running
from probidad.rules.workdays import Calendar


def clock(
    petition: Petition, events: Sequence[Event] = (), *, law: LawBook, calendar: Calendar, today: date | None = None
) -> Clock:
    """The clock after ``events``. With ``today``, also what follows from a term that went by.

    Raises ``LookupError`` for an unknown type or a day for which no law is known, ``UncountableError`` for events
    that cannot be or a term without its days, and ``ValueError`` for days outside the calendar.
    """
    ordered = in_order(events, received=petition.filing.received)
    ended = next((event.on for event in ordered if _ends(event)), None)
    local = {
        date.fromordinal(ordinal): event.act
        for event in ordered
        if isinstance(event, Suspended) and not _known_too_late(event, ended)
        for ordinal in range(event.on.toordinal(), event.until.toordinal() + 1)
    }
    count = _Life(petition, law, calendar.with_local(local) if local else calendar, ordered)
    count.begin()
    for event in ordered:
        count.take(event)
    return count.result(today)


def _ends(event: Event) -> bool:
    """Whether the clock of this entity stops with it, a transfer in whole included."""
    return stops(event) or (isinstance(event, Transferred) and event.whole)


def _known_too_late(event: Suspended, ended: date | None) -> bool:
    return ended is not None and event.known is not None and event.known > ended


@dataclass(slots=True)
class _Life(Count):
    """What happens to the petition, one event after another."""

    def take(self, event: Event) -> None:
        if isinstance(event, Notified):
            self.notify(event)
        elif isinstance(event, Suspended):
            self.suspend(event)
        elif self.running is Running.STOPPED:
            self.after_the_end(event.on)
        elif stops(event):
            self.stop(event)
        elif isinstance(event, Transferred):
            self.transfer(event)
        elif isinstance(event, Asked | Returned):
            self.ask(event)
        elif isinstance(event, MoreTime):
            self.more(event)
        elif isinstance(event, Completed):
            self.complete(event)
        elif isinstance(event, Extended):
            self.extend(event)

    def suspend(self, event: Suspended) -> None:
        ended = next((other.on for other in self.events if _ends(other)), None)
        if event.known is not None and _known_too_late(event, ended):
            self.after_the_end(event.known)
        else:
            message = _("Terms did not run from %(first)s to %(last)s.")
            self.say("suspended", event.on, message, event.act, first=event.on, last=event.until)

    def after_the_end(self, day: date) -> None:
        message = _("What happened on %(day)s comes after the clock stopped and moves nothing.")
        self.say("after_the_end", day, message, self.law.procedure.counting_norm, day=day)

    def notify(self, event: Notified) -> None:
        self.notified = event.on
        self.say("notified", event.on, _("The person received the answer on %(day)s."),
                 self.law.procedure.counting_norm, day=event.on)  # fmt: skip

    def transfer(self, event: Transferred) -> None:
        """In whole it stops the clock here; in part the rest goes on as it was."""
        procedure = self.law.procedure
        limit = self.limits_day(LimitKind.TRANSFER)
        late = limit is not None and event.on > limit
        norm = procedure.transfer_norm
        if event.whole:
            self.running, self.ended, self.due = Running.STOPPED, event.on, None
            message = _("The whole petition went to the competent authority on %(day)s: the term is counted there.")
        else:
            message = _("A part went to the competent authority on %(day)s: for the rest the term goes on.")
        self.say("transferred", event.on, message, norm, day=event.on)
        if late and limit is not None:
            self.say("transferred_late", event.on, _("It was to go by %(limit)s."), norm, limit=limit)

    def ask(self, event: Asked | Returned) -> None:
        """Asking in time stops the count until the person completes; the day on which they are told is still counted."""
        procedure = self.law.procedure
        asked = isinstance(event, Asked)
        norm = procedure.completion_norm if asked else procedure.obscure_norm
        limit = self.limits_day(LimitKind.ASK_TO_COMPLETE)
        if self.running is not Running.RUNS or self.due is None or limit is None:
            self.say("asked_again", event.on, _("What was sent on %(day)s pauses nothing: the clock did not run."), norm,
                     day=event.on)  # fmt: skip
        elif asked and event.on > limit:
            self.say("asked_late", event.on, _("The person was asked on %(day)s, after %(limit)s: the term goes on."), norm,
                     day=event.on, limit=limit)  # fmt: skip
        elif event.notified > self.due:
            self.say("asked_late", event.on, _("The person was asked on %(day)s, after %(limit)s: the term goes on."), norm,
                     day=event.notified, limit=self.due)  # fmt: skip
        else:
            self.pause(event, norm, asked=asked)

    def pause(self, event: Asked | Returned, norm: str, *, asked: bool) -> None:
        procedure = self.law.procedure
        gone = max(self.calendar.working_between(self.base, event.notified), 0)
        self.used, self.days_left, self.room = self.used + gone, self.days_left - gone, self.room - gone
        self.running, self.due, self.waiting_since, self.waiting_asked = Running.PAUSED, None, event.notified, asked
        self.waiting_limit = (
            month_limit(event.notified, procedure.completion_months, self.calendar)
            if asked
            else self.calendar.add_working(event.notified, procedure.obscure_days)
        )
        self.limits.append(Limit(LimitKind.COMPLETE, self.waiting_limit, norm))
        message = (
            _(
                "The person was asked to complete it and told on %(day)s: the term stops (working days left: %(left)s), and they have until %(limit)s."
            )
            if asked
            else _(
                "It was given back to be clarified and the person told on %(day)s: the term stops (working days left: %(left)s), and they have until %(limit)s."
            )
        )
        self.say(
            "paused", event.notified, message, norm, day=event.notified, left=self.days_left, limit=self.waiting_limit
        )

    def more(self, event: MoreTime) -> None:
        procedure = self.law.procedure
        norm = procedure.completion_norm
        since, limit = self.waiting_since, self.waiting_limit
        if self.running is not Running.PAUSED or since is None or limit is None or not self.waiting_asked:
            self.say("more_time_refused", event.on, _("Nobody was waiting for the person on %(day)s: more time moves nothing."),
                     norm, day=event.on)  # fmt: skip
        elif event.on > limit or self.more_time >= procedure.completion_extensions:
            self.say("more_time_refused", event.on, _("More time asked for on %(day)s is not given: the limit was %(limit)s, and it is moved once."),
                     norm, day=event.on, limit=limit)  # fmt: skip
        else:
            self.more_time += 1
            months = procedure.completion_months * (1 + self.more_time)
            self.waiting_limit = month_limit(since, months, self.calendar)
            self.limits.append(Limit(LimitKind.COMPLETE, self.waiting_limit, norm))
            self.say("more_time", event.on, _("The person asked for as much time again before it ended: they have until %(limit)s."),
                     norm, limit=self.waiting_limit)  # fmt: skip

    def complete(self, event: Completed) -> None:
        procedure, term = self.law.procedure, self.term
        norm = procedure.completion_norm if self.waiting_asked else procedure.obscure_norm
        if self.running is not Running.PAUSED or term is None:
            self.say("completed", event.on, _("What the person added on %(day)s moves nothing: the clock was running."), norm,
                     day=event.on)  # fmt: skip
            return
        if self.waiting_limit is not None and event.on > self.waiting_limit:
            self.say("completed_late", event.on, _("The person completed it after %(limit)s, but nobody had closed the petition."),
                     norm, limit=self.waiting_limit)  # fmt: skip
        if not procedure.resumes_remaining:
            self.room += term.days - self.days_left
            self.days_left = term.days
        # the count begins again the day after: with nothing left, that day is the last
        self.room += max(1 - self.days_left, 0)
        self.days_left = max(self.days_left, 1)
        # what is completed before the person was told takes up no day twice
        self.running, self.base = Running.RUNS, max(event.on, self.waiting_since or event.on)
        self.say("resumed", event.on, _("The person completed it on %(day)s: the term goes on the next working day (working days left: %(left)s)."),
                 norm, day=event.on, left=self.days_left)  # fmt: skip
        self.count_from_base()
        self.beside_due(term)

    def extend(self, event: Extended) -> None:
        term, norm = self.term, self.law.procedure.extension_norm
        if self.running is not Running.RUNS or term is None or self.due is None:
            self.say("extension_refused", event.on, _("The extension of %(day)s moves nothing: the clock did not run."), norm,
                     day=event.on)  # fmt: skip
            return
        norm = term.norm if term.extra else norm
        until = self.calendar.first_on_or_after(event.until)
        ceiling = self.calendar.add_working(self.base, self.room)
        if event.on > self.due:
            self.say("extension_late", event.on, _("The person was told of an extension on %(day)s, after the term ended on %(due)s: it moves nothing."),
                     norm, day=event.on, due=self.due)  # fmt: skip
        elif until > ceiling:
            self.say("extension_too_long", event.on, _("The new date, %(until)s, is after %(ceiling)s, the most that the law allows: it moves nothing."),
                     norm, until=event.until, ceiling=ceiling)  # fmt: skip
        elif until <= self.due:
            self.say("extension_refused", event.on, _("The new date, %(until)s, is not after %(due)s: it moves nothing."), norm,
                     until=event.until, due=self.due)  # fmt: skip
        else:
            before = self.due
            self.due = self.last_due = until
            self.days_left = self.calendar.working_between(self.base, until)
            self.say("extended", event.on, _("The person was told on %(day)s, before the term ended: the new due date is %(until)s, at most %(ceiling)s."),
                     norm, day=event.on, until=until, ceiling=ceiling)  # fmt: skip
            counting = self.law.procedure.counting_norm
            self.steps.extend(lines.free_days(before, until, self.calendar, counting))
            self.beside_due(term)

    def stop(self, event: Event) -> None:
        paused, due = self.running is Running.PAUSED, self.due
        self.running, self.ended = Running.STOPPED, event.on
        norm = self.term.norm if self.term else self.law.procedure.counting_norm
        if isinstance(event, Answered):
            self.answered = event.on
            if self.term is not None:
                self.in_time = paused or (due is not None and event.on <= due)
            message = {
                True: _("It was answered on %(day)s, in time."),
                False: _("It was answered on %(day)s, after its due date."),
                None: _("It was answered on %(day)s."),
            }[self.in_time]
        elif isinstance(event, Withdrawn):
            norm = self.law.procedure.completion_norm
            message = (
                _("The entity declared it withdrawn on %(day)s, because nobody completed it.")
                if event.tacit
                else _("The person withdrew it on %(day)s.")
            )
        else:
            message = _("Its filing was annulled on %(day)s.")
        self.say("stopped", event.on, message, norm, day=event.on)

    def result(self, today: date | None) -> Clock:
        if today is not None:
            self.what_follows(today)
        return Clock(
            running=self.running, filed=self.petition.filing.filed, due=self.due, first_due=self.first_due,
            last_due=self.last_due, length=self.used + self.days_left, ended=self.ended, answered=self.answered, in_time=self.in_time,
            notified=self.notified, term=self.term, law=self.law_source, limits=tuple(self.limits), steps=tuple(self.steps),
        )  # fmt: skip

    def what_follows(self, today: date) -> None:
        """From a day that went by: documents deemed granted, and a withdrawal that may be declared."""
        procedure = self.law.procedure
        copies = self.limits_day(LimitKind.COPIES)
        if self.running is Running.RUNS and self.due is not None and today > self.due and copies is not None:
            self.say("granted", self.due, _("Nobody answered by %(due)s: the request is deemed granted and can no longer be refused; copies are due by %(copies)s."),
                     procedure.granted_norm, due=self.due, copies=copies)  # fmt: skip
        if self.running is Running.PAUSED and self.waiting_limit is not None and today > self.waiting_limit:
            message = (
                _(
                    "Nobody completed it by %(limit)s: the entity declares it withdrawn by a reasoned act that it notifies."
                )
                if self.waiting_asked
                else _("Nobody clarified it by %(limit)s: the entity archives it.")
            )
            norm = procedure.completion_norm if self.waiting_asked else procedure.obscure_norm
            self.say("withdrawal", self.waiting_limit, message, norm, limit=self.waiting_limit)
