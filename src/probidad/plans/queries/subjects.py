"""What the trail calls objects of plans. Names come in one query for each kind; who reads the trail was judged before."""

from collections.abc import Collection, Mapping

from probidad.plans.models import Activity, FollowUp, Plan

LONGEST = 80


def _numbers(keys: Collection[str]) -> list[int]:
    return [int(key) for key in keys if key.isdigit()]


def plan_names(keys: Collection[str]) -> Mapping[str, str]:
    """Plans by name and year."""
    return {str(plan.pk): str(plan) for plan in Plan.objects.filter(pk__in=_numbers(keys))}


def followup_names(keys: Collection[str]) -> Mapping[str, str]:
    """Follow-ups by plan and cut-off, without the bytes of what is published."""
    rows = FollowUp.objects.filter(pk__in=_numbers(keys)).values_list("pk", "plan__name", "plan__year", "slug")
    return {str(pk): f"{name} {year} · {slug}" for pk, name, year, slug in rows}


def activity_names(keys: Collection[str]) -> Mapping[str, str]:
    """Activities by number and the beginning of what they promise."""
    rows = Activity.objects.filter(pk__in=_numbers(keys)).values_list("pk", "number", "action")
    return {str(pk): f"{number}. {_short(' '.join(action.split()))}" for pk, number, action in rows}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
