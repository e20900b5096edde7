"""Separation of functions: who may own, edit, approve and verify, so that nobody reviews their own work.

Sources: Decreto 1081 de 2015 arts. 2.1.4.5 and 2.1.4.6 (planning consolidates and monitors, owners execute and monitor,
internal control follows up; repealed from 30 August 2024 by Decreto 1122 de 2024, whose programme keeps audit for
internal control alone); Ley 87 de 1993 arts. 9 and 12, whose paragraph bars internal control from authorising or
endorsing acts of administration; Ley 1474 de 2011 art. 76 (half-yearly report of internal control); lines of defence
of the MECI (Decreto 1083 de 2015, Título 21): strategic = approver, first = owners and those who attend and keep
records, second = planning, third = internal control. Arts. 9 and 12 of Ley 87 and the lines are cited from general
knowledge (K): a lawyer confirms them before anybody relies on the citation.

A verdict speaks of separation only: whether a person reaches the thing at all is a matter of access. Reasons are
English message identifiers; facts are inserted with ``%(name)s`` after translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

from probidad.rules.finding import gettext_noop

_INDEPENDENCE = "Ley 87 de 1993 arts. 9 y 12 parágrafo"
_FOLLOW_UP = "Decreto 1081 de 2015 arts. 2.1.4.5 y 2.1.4.6"
_RESERVE = "Ley 1712 de 2014 art. 18; Ley 1581 de 2012"
_METHOD = "MECI, líneas de defensa (Decreto 1083 de 2015, título 21)"


class Role(StrEnum):
    """What a person does in one entity. ``SYSTEM`` is the program itself and is never given to a person."""

    PLANNING = "planning"
    OWNER = "owner"
    APPROVER = "approver"
    INTERNAL_CONTROL = "internal_control"
    FRONT_DESK = "front_desk"
    DENUNCIA_OFFICER = "denuncia_officer"
    RECORDS = "records"
    ADMINISTRATOR = "administrator"
    READER = "reader"
    SYSTEM = "system"


ASSIGNABLE = tuple(role for role in Role if role is not Role.SYSTEM)
EXECUTING = frozenset(
    {Role.PLANNING, Role.OWNER, Role.APPROVER, Role.FRONT_DESK, Role.DENUNCIA_OFFICER, Role.RECORDS}
)  # the strategic, the first and the second line
_SECOND_EYES = frozenset({Role.APPROVER, Role.PLANNING})  # who verifies what internal control owns


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two roles that one person should not hold together in one entity (conflicto de funciones), and why."""

    first: Role
    second: Role
    reason: str
    source: str


def _no_facts() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the separation of functions allows something, why, and by which norm.

    ``may_insist`` tells a refusal that an entity may override: the conflict is then recorded and shown.
    """

    allowed: bool
    reason: str
    facts: Mapping[str, str] = field(default_factory=_no_facts)
    source: str = ""
    may_insist: bool = False

    def __post_init__(self) -> None:
        if self.allowed and self.may_insist:
            raise ValueError("what is allowed needs no insisting")


@dataclass(frozen=True, slots=True)
class VerificationFacts:
    """Who would verify a report, and of what.

    ``owned_by_internal_control``: the activity belongs to internal control, so that somebody else verifies it.
    """

    roles: frozenset[Role]
    is_reporter: bool
    in_owning_unit: bool
    owned_by_internal_control: bool


_REVIEWS_AND_ACTS = gettext_noop("Internal control reviews what this role does, so it cannot do both.")
_AUTHORISES = gettext_noop("Internal control cannot authorise or endorse acts of administration.")
_HOLDS_KEYS = gettext_noop("Who hands out access cannot be who reviews how it is used.")
_READS_NO_CASE = gettext_noop("The administrator reads no case, and this role reads cases.")
_OPENS_OWN_DOOR = gettext_noop("Who hands out access could give themselves the approval.")

_CONFLICTS: Mapping[frozenset[Role], tuple[str, str]] = {
    frozenset({Role.INTERNAL_CONTROL, Role.PLANNING}): (_REVIEWS_AND_ACTS, _FOLLOW_UP),
    frozenset({Role.INTERNAL_CONTROL, Role.OWNER}): (_REVIEWS_AND_ACTS, _FOLLOW_UP),
    frozenset({Role.INTERNAL_CONTROL, Role.APPROVER}): (_AUTHORISES, _INDEPENDENCE),
    frozenset({Role.INTERNAL_CONTROL, Role.FRONT_DESK}): (_REVIEWS_AND_ACTS, "Ley 1474 de 2011 art. 76"),
    frozenset({Role.INTERNAL_CONTROL, Role.DENUNCIA_OFFICER}): (_REVIEWS_AND_ACTS, "Ley 1474 de 2011 art. 76"),
    frozenset({Role.INTERNAL_CONTROL, Role.RECORDS}): (_REVIEWS_AND_ACTS, _INDEPENDENCE),
    frozenset({Role.INTERNAL_CONTROL, Role.ADMINISTRATOR}): (_HOLDS_KEYS, _INDEPENDENCE),
    frozenset({Role.ADMINISTRATOR, Role.DENUNCIA_OFFICER}): (_READS_NO_CASE, _RESERVE),
    frozenset({Role.ADMINISTRATOR, Role.FRONT_DESK}): (_READS_NO_CASE, _RESERVE),
    frozenset({Role.ADMINISTRATOR, Role.APPROVER}): (_OPENS_OWN_DOOR, _METHOD),
}


def role_conflicts(roles: frozenset[Role]) -> tuple[Conflict, ...]:
    """The pairs among ``roles`` that one person should not hold together, in the order of :class:`Role`.

    Raises ``ValueError`` when the roles of a person include ``SYSTEM``.
    """
    if Role.SYSTEM in roles:
        raise ValueError("the role of the system is never given to a person")
    return tuple(
        Conflict(first, second, *_CONFLICTS[frozenset({first, second})])
        for first, second in combinations((role for role in Role if role in roles), 2)
        if frozenset({first, second}) in _CONFLICTS
    )


def may_own(roles: frozenset[Role], *, evaluation: bool) -> Verdict:
    """Whether a person with these roles may own an activity, which includes executing it and reporting on it.

    ``evaluation``: the activity is one that the law gives to internal control (the follow-ups of the plan, its
    half-yearly report on petitions).
    """
    if Role.SYSTEM in roles:
        return _refused(gettext_noop("The system measures; it owns no activity."))
    if Role.INTERNAL_CONTROL in roles:
        if evaluation:
            return _allowed(gettext_noop("The law gives this evaluation to internal control."), _FOLLOW_UP)
        return _refused(
            gettext_noop("Internal control follows up and does not execute what it reviews."),
            _INDEPENDENCE,
            may_insist=True,
        )
    if evaluation:
        return _refused(
            gettext_noop("The law gives this evaluation to internal control, and to nobody else."), _FOLLOW_UP
        )
    if roles & EXECUTING:
        return _allowed(gettext_noop("The role answers for executing activities."), _FOLLOW_UP)
    return _refused(gettext_noop("No role of this person answers for executing activities."), _FOLLOW_UP)


def may_edit(roles: frozenset[Role], *, evaluation: bool) -> Verdict:
    """Whether a person with these roles may write content: plans, activities, reports, evidence, petitions.

    ``evaluation``: the content is internal control's own (a follow-up, a verdict, its half-yearly report). Measuring
    is not editing: the system writes readings and touches no text of a person.
    """
    if Role.SYSTEM in roles:
        return _refused(gettext_noop("The system measures; it edits nothing that a person wrote."))
    if Role.INTERNAL_CONTROL in roles:
        if evaluation:
            return _allowed(gettext_noop("The law gives this evaluation to internal control."), _FOLLOW_UP)
        return _refused(gettext_noop("Internal control edits nothing that it reviews."), _INDEPENDENCE)
    if evaluation:
        return _refused(gettext_noop("Only internal control writes its own evaluation."), _INDEPENDENCE)
    if roles & EXECUTING:
        return _allowed(gettext_noop("The role answers for executing activities."), _FOLLOW_UP)
    return _refused(gettext_noop("No role of this person writes content."), _METHOD)


def may_approve(roles: frozenset[Role], *, is_author: bool) -> Verdict:
    """Whether a person with these roles may approve a plan or a change; ``is_author``: this person wrote it."""
    if Role.SYSTEM in roles:
        return _refused(gettext_noop("The system measures; it approves nothing."))
    if Role.INTERNAL_CONTROL in roles:
        return _refused(_AUTHORISES, _INDEPENDENCE)
    if Role.ADMINISTRATOR in roles:
        return _refused(_OPENS_OWN_DOOR, _METHOD)
    if Role.APPROVER not in roles:
        return _refused(gettext_noop("Approving takes the role of approver."), _METHOD)
    if is_author:
        return _refused(gettext_noop("Nobody approves what they wrote."), _METHOD, may_insist=True)
    return _allowed(gettext_noop("The approver did not write it."), _METHOD)


def may_verify(facts: VerificationFacts) -> Verdict:
    """Whether this person may verify a report (the verdict of the third line).

    Internal control verifies, except what it owns itself: that is verified by an approver or by planning.
    """
    roles = facts.roles
    if Role.SYSTEM in roles:
        return _refused(gettext_noop("The system measures; it verifies nothing."))
    if facts.is_reporter:
        return _refused(gettext_noop("Nobody verifies their own report."), _INDEPENDENCE)
    if facts.in_owning_unit:
        return _refused(gettext_noop("Nobody verifies a report of their own unit."), _INDEPENDENCE)
    if Role.ADMINISTRATOR in roles:
        return _refused(gettext_noop("The administrator sets the program up and verifies nothing."), _METHOD)
    if facts.owned_by_internal_control:
        return _verify_internal_control(roles)
    if Role.INTERNAL_CONTROL not in roles:
        return _refused(gettext_noop("Verifying takes the role of internal control."), _FOLLOW_UP)
    return _allowed(gettext_noop("Internal control verifies what others report."), _FOLLOW_UP)


def _verify_internal_control(roles: frozenset[Role]) -> Verdict:
    if Role.INTERNAL_CONTROL in roles:
        return _refused(
            gettext_noop("Internal control does not verify its own activities: an approver or planning does."),
            _INDEPENDENCE,
        )
    if roles & _SECOND_EYES:
        return _allowed(
            gettext_noop("Internal control owns the activity, so somebody else verifies it."), _INDEPENDENCE
        )
    return _refused(
        gettext_noop("What internal control owns is verified by an approver or by planning."), _INDEPENDENCE
    )


def _allowed(reason: str, source: str) -> Verdict:
    return Verdict(allowed=True, reason=reason, source=source)


def _refused(reason: str, source: str = _METHOD, *, may_insist: bool = False) -> Verdict:
    return Verdict(allowed=False, reason=reason, source=source, may_insist=may_insist)
