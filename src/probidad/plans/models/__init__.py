"""Tables of plans."""

from probidad.plans.models.followups import ComponentReading, FindingRecord, FollowUp, PressedFile, Reading
from probidad.plans.models.plans import Activity, Component, Plan

__all__ = [
    "Activity", "Component", "ComponentReading", "FindingRecord", "FollowUp", "Plan", "PressedFile", "Reading",
]  # fmt: skip
