"""Tables of the core."""

from probidad.core.models.entities import Entity, OrgUnit, Post, Process
from probidad.core.models.evidence import Evidence, EvidenceCopy, EvidenceQuota, EvidenceSupport, EvidenceVersion
from probidad.core.models.imports import ImportRun
from probidad.core.models.keys import ApiKey
from probidad.core.models.notices import CalendarFeed, Notice, NoticePreference, OutboxMessage
from probidad.core.models.people import Appointment, Invitation, Membership, RecordedConflict, RoleGrant, User
from probidad.core.models.signin import SlowedTry
from probidad.core.models.trail import Anchor, LedgerCheck, TrailEntry, TrailHead, TrailSecret
from probidad.core.models.upkeep import ChoreRun, DoneOnce
from probidad.core.models.workdays import NonWorkingDay

__all__ = [
    "Anchor", "ApiKey", "Appointment", "CalendarFeed", "ChoreRun", "DoneOnce", "Entity", "Evidence", "EvidenceCopy",
    "EvidenceQuota", "EvidenceSupport", "EvidenceVersion", "ImportRun", "Invitation", "LedgerCheck", "Membership",
    "NonWorkingDay", "Notice", "NoticePreference", "OrgUnit", "OutboxMessage", "Post", "Process",
    "RecordedConflict", "RoleGrant", "SlowedTry", "TrailEntry", "TrailHead", "TrailSecret", "User",
]  # fmt: skip
