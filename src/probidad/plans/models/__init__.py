"""Tables of plans."""

from probidad.plans.models.followups import FindingRecord, FollowUp, PressedFile, Reading
from probidad.plans.models.plans import Activity, Component, Plan

__all__ = ["Activity", "Component", "FindingRecord", "FollowUp", "Plan", "PressedFile", "Reading"]
