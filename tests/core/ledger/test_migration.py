"""A chain of before the ledger is written anew with its hashes, and its free texts become commitments."""

import json
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from core.ledger.books import attack, damages, entries, written
from probidad.core.models import TrailEntry, TrailHead, TrailSecret
from probidad.core.queries import timeline

pytestmark = pytest.mark.django_db


def test_an_old_chain_is_verified_after_the_migration_and_keeps_what_it_told() -> None:
    here, _who = written(3)
    with attack():
        TrailSecret.objects.all().delete()
        for row in entries(here):
            old = {
                "chain": "x",
                "position": row.position,
                "facts": {"act": "Acta de Ana Ruiz", "number": row.position},
                "roles": [],
            }
            TrailEntry.objects.filter(pk=row.pk).update(body=json.dumps(old).encode(), previous="p", hash="h")
        TrailHead.objects.filter(entity=here).update(hash="h")
        migration = import_module("probidad.core.migrations.0005_ledger")
        migration.rewrite(apps, SimpleNamespace(connection=connection, execute=lambda _sql: None))
    assert damages(here) == []
    last = entries(here)[-1]
    assert last.facts == {"number": 3}
    assert timeline.shown(last)["act"] == "Acta de Ana Ruiz"
    assert b"Ana Ruiz" not in bytes(last.body)
