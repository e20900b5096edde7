"""Verifies the chains of the ledger: streams them with flat memory and names every place where something was done.

Columns are compared with the bytes by the database itself, which builds from them how the bytes must begin; only where
that does not agree are the bytes read to name the column.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from probidad.core import guards
from probidad.core.models import TrailEntry, TrailHead, TrailSecret
from probidad.core.trail import chain_of
from probidad.rules.ledger import SHORTEST_SALT, Damage, Kind, Mark, Row, Walk, commitment

BATCH = 2000
ERASED, ENTRY = "personal.erased", "core.trailentry"
PERSONAL = 2  # what the database answers for a row that agrees and holds commitments; 1 without any
# how the bytes begin, from the columns. The columns are ours and hold no quotation mark; one that did would only send
# the row to be looked at in full. What differs between the engines is the actor, the moment and how bytes are compared
_BEGINS = """'{{"actor":' || coalesce({actor}, 'null') || ',"at":"' || {at} || %s || "position" || ',"subject":{{"id":"' ||
 "subject_id" || '","table":"' || "subject_table" || '"}},"verb":"' || "verb" || '","with":{{"{then}"'"""
_ENGINES = {
    "sqlite": (
        """instr("body", CAST({begins} AS BLOB)) = 1""", """"entity_id" IS NOT %s""",
        {"actor": '"actor_id"', "at": """replace("at", ' ', 'T')"""},
    ),
    "postgresql": (
        """position(convert_to({begins}, 'UTF8') in "body") = 1""", """"entity_id" IS DISTINCT FROM %s""",
        {"actor": '"actor_id"::text', "at": """to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""},
    ),
}  # fmt: skip


def _agrees() -> str:
    """SQL that gives 1 for a row whose columns agree with its bytes, ``PERSONAL`` when those hold commitments, else 0."""
    compare, foreign, pieces = _ENGINES[connection.vendor]
    plain, personal = (compare.format(begins=_BEGINS.format(then=then, **pieces)) for then in ("facts", "commitments"))
    return f"CASE WHEN {foreign} THEN 0 WHEN {plain} THEN 1 WHEN {personal} THEN {PERSONAL} ELSE 0 END"


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain as it is kept: its name, the entity whose it is, where it is said to end."""

    pk: int
    name: str
    entity_id: int | None
    slug: str
    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """Where the pass over a chain ended."""

    chain: Chain
    count: int
    position: int
    hash: str


def chains(entity_id: int | None = None) -> tuple[Chain, ...]:
    """Every chain, or that of one entity."""
    rows = TrailHead.objects.order_by("pk")
    if entity_id is not None:
        rows = rows.filter(entity_id=entity_id)
    return tuple(Chain(*row) for row in rows.values_list("pk", "name", "entity_id", "entity__slug", "position", "hash"))


def batches(chain: Chain, upto: int | None = None) -> Iterator[list[Row]]:
    """The entries of a chain in order, each with whether its columns agree with its bytes. One snapshot of the
    database, a batch at a time: a server keeps the rest behind a cursor of its own."""
    end, last = (' AND "position" <= %s', [upto]) if upto is not None else ("", [])
    # SQL of our own, because the framework would take each row apart and put it together again, which costs more than
    # the hashes; what comes from outside is a parameter
    sql = f"""SELECT "id", "position", "previous", "hash", "body", {_agrees()} FROM "core_trailentry"
              WHERE "head_id" = %s{end} ORDER BY "position", "id\""""  # noqa: S608
    # a cursor on a server lives in a transaction; on SQLite one would keep others from writing
    named = f'+00:00","chain":"{chain.name}","position":'
    snapshot = transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
    with snapshot, connection.chunked_cursor() as cursor:
        cursor.execute(sql, [chain.entity_id, named, named, chain.pk, *last])
        while batch := cursor.fetchmany(BATCH):
            yield batch


def verify_chain(chain: Chain, marks: Collection[Mark] = ()) -> Iterator[Damage | Verified]:
    """Every damage of a chain against itself and against anchors; at the end where the pass ended."""
    walk = Walk(chain.name, _differing, frozenset(mark.position for mark in marks))
    end = _end(chain)
    erased, count = _erased(chain), 0
    for batch in batches(chain):
        yield from walk.damages(batch)
        count += len(batch)
        personal = [row for row in batch if row[5] == PERSONAL]
        if personal:
            yield from _disclosed(chain, personal, erased)
    if walk.position > end[0]:  # entries that came meanwhile: the end is where it is now
        end = _end(chain)
        if end[0] > walk.position:
            end = walk.position, walk.hash
    yield from walk.ended(*end)
    yield from walk.marked(marks)
    yield Verified(chain, count, walk.position, walk.hash)


def _end(chain: Chain) -> tuple[int, str]:
    return TrailHead.objects.filter(pk=chain.pk).values_list("position", "hash").get()


def guard_damages() -> Iterator[Damage]:
    """Triggers that are not there, or not as they were laid."""
    for name in guards.missing():
        yield Damage(Kind.GUARD, "", field=name)


def _differing(pk: int, body: bytes | memoryview) -> Mapping[str, str]:
    """The columns of an entry that differ from its bytes, with what the bytes say; none for bytes that say nothing."""
    row = TrailEntry.objects.filter(pk=pk).select_related("head").get()
    try:
        told = json.loads(bytes(body))
        said = {
            "actor": told["actor"], "at": told["at"], "chain": told["chain"], "position": int(told["position"]),
            "subject_id": told["subject"]["id"], "subject_table": told["subject"]["table"], "verb": told["verb"],
        }  # fmt: skip
    except (ValueError, KeyError, TypeError):
        return {}
    at = row.at.isoformat(timespec="microseconds") if hasattr(row.at, "isoformat") else str(row.at)
    kept: dict[str, Any] = {
        "actor": row.actor_id, "at": at, "chain": row.head.name, "position": row.position,
        "subject_id": row.subject_id, "subject_table": row.subject_table, "verb": row.verb,
    }  # fmt: skip
    found = {name: str(said[name]) for name, value in kept.items() if value != said[name]}
    if chain_of(row.entity_id) != row.head.name:
        found["entity"] = row.head.name
    return found


def _erased(chain: Chain) -> frozenset[tuple[object, str]]:
    """Positions and keys of the personal values that entries of the chain say were erased."""
    rows = TrailEntry.objects.filter(subject_table=ENTRY, verb=ERASED).order_by("position")
    found = rows.filter(entity_id=chain.entity_id) if chain.entity_id else rows.filter(entity__isnull=True)
    told = [entry.facts for entry in found.iterator(chunk_size=BATCH)]
    return frozenset((facts.get("entry"), key) for facts in told for key in facts.get("keys", ()))


def _disclosed(chain: Chain, batch: Iterable[Row], erased: Collection[tuple[object, str]]) -> Iterator[Damage]:
    """Personal values that do not give their commitment, and those that are gone although nobody erased them."""
    told: dict[int, tuple[int, Mapping[str, str]]] = {}
    for pk, position, _previous, _hash, body, _agrees in batch:
        with suppress(ValueError, KeyError, TypeError):  # bytes that say nothing were named by the pass
            told[pk] = position, json.loads(bytes(body))["with"]["commitments"]
    kept: dict[int, dict[str, tuple[bytes, str]]] = defaultdict(dict)
    for pk, key, salt, value in TrailSecret.objects.filter(entry_id__in=told).values_list(
        "entry_id", "key", "salt", "value"
    ):
        kept[pk][key] = bytes(salt), value
    for pk, (position, commitments) in told.items():
        for key, said in commitments.items():
            if key not in kept[pk]:
                if (position, key) not in erased:
                    yield Damage(Kind.SECRET_MISSING, chain.name, position, field=key)
                continue
            salt, value = kept[pk][key]
            if len(salt) < SHORTEST_SALT or commitment(salt, value.encode()) != said:
                yield Damage(Kind.SECRET, chain.name, position, field=key)
