"""Samples of the routes of the API, of its keys and of the page of offers."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from access.world import Sample, World
from faces.api import world as api
from probidad.core.models import ApiKey


def _entity(world: World, place: str) -> Sample:
    return Sample({"slug": world.entity_at(place).slug})


def _followup(world: World, place: str) -> Sample:
    entity = world.entity_at(place)
    if not entity.followups.exists():
        api.followup(entity)
    return Sample({"entity": entity.slug, "slug": "2017-12-30"})


def _key(world: World, place: str) -> Sample:
    made, _token = api.key(world.entity_at(place))
    return Sample({"pk": made.pk}, {"sure": "yes"})


def _new_key(_world: World, _place: str) -> Sample:
    until = timezone.localdate() + timedelta(days=30)
    return Sample({}, {"name": f"Tablero {ApiKey.objects.count() + 1}", "until": until.isoformat()})


def _dataset(_world: World, _place: str) -> Sample:
    return Sample({"key": "plans.activities"})


def _measurement(_world: World, _place: str) -> Sample:
    api.lay()
    return Sample({"key": api.COUNT}, {"start": "2024-01-01", "end": "2024-12-31"})


SAMPLES: dict[str, Callable[[World, str], Sample]] = {
    "api:entity": _entity,
    "api:entity_followups": _entity,
    "api:followup": _followup,
    "api:document": _followup,
    "api:dataset": _dataset,
    "api:measurement": _measurement,
    "api:nothing": lambda _world, _place: Sample({"rest": "v1/nada"}),
    "core:key": _key,
    "core:key_revoke": _key,
    "core:key_new": _new_key,
}
