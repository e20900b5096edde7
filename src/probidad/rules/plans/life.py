"""The life of a plan, of a report and of a cut-off: states, moves, who may do each and what it needs.

Decreto 1081 de 2015 arts. 2.1.4.5 and 2.1.4.6 (planning consolidates, owners report, internal control follows up; since
30 August 2024 the programme of Decreto 1122 de 2024 keeps audit for internal control alone). States and moves are the
product's own (P). The table is data: a page draws its buttons from it and an action asks :func:`may_move`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.problems import Problem, problem
from probidad.rules.separation import EXECUTING, Role


class Thing(StrEnum):
    """What lives."""

    PLAN = "plan"
    REPORT = "report"  # an owner's report of a period
    CUT_OFF = "cut_off"


class Need(StrEnum):
    """What a move needs to be there."""

    ROWS = "rows"
    NO_FAULTS = "no_faults"
    NO_CIRCLE = "no_circle"
    CONSULTATION_DAYS = "consultation_days"
    COMMENTS_ANSWERED = "comments_answered"
    APPROVAL_CURRENT = "approval_current"
    ACT = "act"
    REASON = "reason"
    OTHER_AUTHOR = "other_author"  # separation.may_approve allows it, or the entity insists and it is recorded
    OWNS = "owns"  # separation.may_own, and the activity is of this unit or post
    MAY_VERIFY = "may_verify"  # separation.may_verify
    CUT_OFFS_CLOSED = "cut_offs_closed"
    EVIDENCE = "evidence"
    ALL_VERIFIED = "all_verified"
    CLOSED_VALUES = "closed_values"


NEED_WORDS: Mapping[Need, str] = MappingProxyType(
    {
        Need.ROWS: _("The plan has no activities yet."),
        Need.NO_FAULTS: _("Some activities have faults: mend those that are marked."),
        Need.NO_CIRCLE: _("A plan would measure itself: change the source of the activity that is marked."),
        Need.CONSULTATION_DAYS: _(
            "The draft has not been open for the days of consultation that the framework asks for."
        ),
        Need.COMMENTS_ANSWERED: _(
            "Some comments have no answer yet: each is answered, and says whether it was taken in."
        ),
        Need.APPROVAL_CURRENT: _(
            "The content is not the one that was approved: it is approved again as it stands now."
        ),
        Need.ACT: _("Name the act or the minutes."),
        Need.REASON: _("Write the reason."),
        Need.OTHER_AUTHOR: _("Nobody approves what they wrote."),
        Need.OWNS: _("Only the unit or the post that answers for the activity reports on it."),
        Need.MAY_VERIFY: _("Nobody verifies their own report nor one of their own unit."),
        Need.CUT_OFFS_CLOSED: _("Some cut-offs of the year are still open: close them first."),
        Need.EVIDENCE: _("The report has neither evidence nor a note that says why there is none."),
        Need.ALL_VERIFIED: _("Some activities have no verdict yet."),
        Need.CLOSED_VALUES: _("The cut-off is not closed: only what is frozen is published."),
    }
)


@dataclass(frozen=True, slots=True)
class Move:
    """A move (paso) from one of some states to another. Roles: any one of them is enough."""

    key: str
    thing: Thing
    label: str
    frm: tuple[str, ...]
    to: str
    roles: frozenset[Role]
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveVerdict:
    """Whether a move may be done now, and what stands in the way, everything at once."""

    allowed: bool
    problems: tuple[Problem, ...]


STATES: Mapping[Thing, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        Thing.PLAN: (
            ("draft", _("Being written")),
            ("consultation", _("Open to comments")),
            ("consulted", _("Comments answered")),
            ("submitted", _("Waiting for approval")),
            ("approved", _("Approved")),
            ("published", _("Published")),
            ("changing", _("Published, with a change being written")),
            ("change-submitted", _("Published, with a change waiting for approval")),
            ("change-approved", _("Published, with a change approved")),
            ("closed", _("Closed")),
            ("withdrawn", _("Withdrawn")),
        ),
        Thing.REPORT: (
            ("draft", _("Draft")),
            ("sent", _("Sent")),
            ("returned", _("Returned for correction")),
            ("verified", _("Verified")),
        ),
        Thing.CUT_OFF: (
            ("reporting", _("Units report")),
            ("verifying", _("Internal control verifies")),
            ("closed", _("Closed")),
            ("published", _("Published")),
        ),
    }
)

_PLANNING, _APPROVER = frozenset({Role.PLANNING}), frozenset({Role.APPROVER})
_CONTROL = frozenset({Role.INTERNAL_CONTROL})
_REPORTING = EXECUTING | _CONTROL  # internal control reports on the evaluation that the law gives to it
_VERIFYING = frozenset({Role.INTERNAL_CONTROL, Role.APPROVER, Role.PLANNING})  # the last two only what control owns
_SOUND = (Need.ROWS, Need.NO_FAULTS, Need.NO_CIRCLE)
_APPROVING = (*_SOUND, Need.OTHER_AUTHOR, Need.ACT)
_P, _R, _C = Thing.PLAN, Thing.REPORT, Thing.CUT_OFF

MOVES: tuple[Move, ...] = (
    Move("consult", _P, _("Open to comments"), ("draft",), "consultation", _PLANNING, (Need.ROWS,)),
    Move("reopen", _P, _("Back to writing"), ("consultation", "consulted", "submitted", "approved"), "draft", _PLANNING, (Need.REASON,)),
    Move("end-consultation", _P, _("End the consultation"), ("consultation",), "consulted", _PLANNING,
         (Need.CONSULTATION_DAYS, Need.COMMENTS_ANSWERED)),
    Move("submit", _P, _("Send for approval"), ("consulted",), "submitted", _PLANNING, _SOUND),
    # frameworks that ask for no consultation: what they ask for is met, so the need holds by itself
    Move("submit-unconsulted", _P, _("Send for approval"), ("draft",), "submitted", _PLANNING, (*_SOUND, Need.CONSULTATION_DAYS)),
    Move("return", _P, _("Return for correction"), ("submitted",), "draft", _APPROVER, (Need.REASON,)),
    Move("approve", _P, _("Approve"), ("submitted",), "approved", _APPROVER, _APPROVING),
    Move("publish", _P, _("Publish"), ("approved",), "published", _PLANNING, (Need.APPROVAL_CURRENT,)),
    Move("change", _P, _("Write a change"), ("published",), "changing", _PLANNING, (Need.REASON, Need.ACT)),
    Move("drop-change", _P, _("Drop the change"), ("changing",), "published", _PLANNING, (Need.REASON,)),
    Move("submit-change", _P, _("Send for approval"), ("changing",), "change-submitted", _PLANNING, (*_SOUND, Need.REASON, Need.ACT)),
    Move("return-change", _P, _("Return for correction"), ("change-submitted",), "changing", _APPROVER, (Need.REASON,)),
    Move("approve-change", _P, _("Approve"), ("change-submitted",), "change-approved", _APPROVER, _APPROVING),
    Move("reopen-change", _P, _("Back to writing"), ("change-submitted", "change-approved"), "changing", _PLANNING, (Need.REASON,)),
    Move("publish-change", _P, _("Publish"), ("change-approved",), "published", _PLANNING, (Need.APPROVAL_CURRENT, Need.REASON, Need.ACT)),
    Move("close", _P, _("Close the year"), ("published",), "closed", _PLANNING, (Need.CUT_OFFS_CLOSED,)),
    Move("withdraw", _P, _("Withdraw"), ("draft", "consultation", "consulted", "submitted", "approved"), "withdrawn", _PLANNING,
         (Need.REASON,)),
    Move("send", _R, _("Send the report"), ("draft", "returned"), "sent", _REPORTING, (Need.OWNS, Need.NO_FAULTS, Need.EVIDENCE)),
    Move("take-back", _R, _("Take the report back"), ("sent",), "draft", _REPORTING, (Need.OWNS,)),
    Move("return", _R, _("Return for correction"), ("sent",), "returned", frozenset({Role.PLANNING, Role.INTERNAL_CONTROL}),
         (Need.REASON,)),
    Move("verify", _R, _("Verify"), ("sent",), "verified", _VERIFYING, (Need.MAY_VERIFY,)),
    Move("start-verifying", _C, _("Start verifying"), ("reporting",), "verifying", _CONTROL),
    Move("close", _C, _("Close the cut-off"), ("verifying",), "closed", _CONTROL, (Need.ALL_VERIFIED,)),
    Move("publish", _C, _("Publish"), ("closed",), "published", _CONTROL, (Need.CLOSED_VALUES,)),
)  # fmt: skip
INITIAL: Mapping[Thing, str] = MappingProxyType({thing: states[0][0] for thing, states in STATES.items()})

_NO_SUCH_MOVE = _("This cannot be done from the state in which it is now.")
_OTHER_ROLE = _("This is done by another role.")


def move(thing: Thing, key: str) -> Move:
    """The move with this key. Raises ``LookupError`` when there is none."""
    for each in MOVES:
        if each.thing is thing and each.key == key:
            return each
    raise LookupError(f"no move {key!r} of a {thing.value}")


def moves_from(thing: Thing, state: str, roles: frozenset[Role]) -> tuple[Move, ...]:
    """The moves that somebody with these roles is offered in a state, whether or not their needs are met."""
    return tuple(each for each in MOVES if each.thing is thing and state in each.frm and each.roles & roles)


def may_move(each: Move, state: str, roles: frozenset[Role], met: frozenset[Need]) -> MoveVerdict:
    """Whether ``each`` may be done now by somebody with ``roles``; ``met`` are the needs that hold.

    A wrong state or role is told alone; else everything that is missing is told at once.
    """
    if state not in each.frm:
        return MoveVerdict(False, (problem("", _NO_SUCH_MOVE),))
    if not each.roles & roles or Role.SYSTEM in roles:
        return MoveVerdict(False, (problem("", _OTHER_ROLE),))
    missing = tuple(problem(need.value, NEED_WORDS[need]) for need in each.needs if need not in met)
    return MoveVerdict(not missing, missing)


def reachable(thing: Thing) -> Sequence[str]:
    """The states that can be come to from the first one, in the order in which they are listed."""
    found = {INITIAL[thing]}
    while more := {m.to for m in MOVES if m.thing is thing and found & set(m.frm)} - found:
        found |= more
    return [key for key, _label in STATES[thing] if key in found]
