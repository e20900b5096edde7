"""What happens to a petition and touches its term. ``on`` is the day on which it happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from probidad.rules.finding import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Asked:
    """The person was asked to complete the petition (requerimiento); ``notified`` is when they received it."""

    on: date
    notified: date


@dataclass(frozen=True, slots=True)
class Returned:
    """It was given back because its purpose is not understood (devolución por oscura)."""

    on: date
    notified: date


@dataclass(frozen=True, slots=True)
class MoreTime:
    """The person asked for as much time again to complete it."""

    on: date


@dataclass(frozen=True, slots=True)
class Completed:
    """The person completed or clarified it."""

    on: date


@dataclass(frozen=True, slots=True)
class Extended:
    """The person was told on ``on`` that the answer will come by ``until`` (ampliación, prórroga)."""

    on: date
    until: date


@dataclass(frozen=True, slots=True)
class Transferred:
    """It went to the competent authority (traslado), the whole of it or a part."""

    on: date
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Suspended:
    """Terms did not run from ``on`` to ``until``, both included, by an act (suspensión). ``known`` is when it became known,
    where that was later: it moves no petition whose clock had stopped by then."""

    on: date
    until: date
    act: str
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer was given (respuesta)."""

    on: date


@dataclass(frozen=True, slots=True)
class Notified:
    """The person received the answer (notificación)."""

    on: date


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It was withdrawn: by the person, or declared by the entity when nobody completed it (desistimiento)."""

    on: date
    tacit: bool = False


@dataclass(frozen=True, slots=True)
class Annulled:
    """The filing was annulled by a signed note (anulación)."""

    on: date


Event = (
    Asked
    | Returned
    | MoreTime
    | Completed
    | Extended
    | Transferred
    | Suspended
    | Answered
    | Notified
    | Withdrawn
    | Annulled
)


def stops(event: Event) -> bool:
    """Whether it ends the count here; a transfer does so only in whole."""
    return isinstance(event, Answered | Withdrawn | Annulled)


class UncountableError(ValueError):
    """What was given cannot be counted. ``message`` is an English identifier with ``facts``, whose days are in ISO form."""

    def __init__(self, message: str, **facts: date | str) -> None:
        self.message = message
        self.facts = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in sorted(facts.items())
        }
        super().__init__(message % self.facts)


def in_order(events: Sequence[Event], *, received: date) -> tuple[Event, ...]:
    """Events by day, those of one day as given. Raises ``UncountableError`` for one before the arrival, or that runs backwards."""
    for event in events:
        if event.on < received:
            raise UncountableError(
                _("Something on %(day)s comes before the arrival on %(received)s."), day=event.on, received=received
            )
        if isinstance(event, Suspended) and event.until < event.on:
            raise UncountableError(
                _("A suspension cannot end on %(until)s, before it begins on %(day)s."), until=event.until, day=event.on
            )
        if isinstance(event, Asked | Returned) and event.notified < event.on:
            raise UncountableError(
                _("The person cannot be told on %(told)s what is sent on %(day)s."), told=event.notified, day=event.on
            )
    return tuple(sorted(events, key=lambda event: event.on))
