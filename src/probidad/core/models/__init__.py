"""Tables of the core."""

from probidad.core.models.entities import Entity, OrgUnit, Post, Process
from probidad.core.models.evidence import Evidence, EvidenceCopy, EvidenceQuota, EvidenceSupport, EvidenceVersion
from probidad.core.models.imports import ImportRun
from probidad.core.models.keys import ApiKey
from probidad.core.models.people import Appointment, Invitation, Membership, RecordedConflict, RoleGrant, User
from probidad.core.models.signin import SlowedTry
from probidad.core.models.trail import TrailEntry, TrailHead

__all__ = [
    "ApiKey", "Appointment", "Entity", "Evidence", "EvidenceCopy", "EvidenceQuota", "EvidenceSupport", "EvidenceVersion",
    "ImportRun", "Invitation", "Membership", "OrgUnit", "Post", "Process", "RecordedConflict", "RoleGrant", "SlowedTry",
    "TrailEntry", "TrailHead", "User",
]  # fmt: skip
