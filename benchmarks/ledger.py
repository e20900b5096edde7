"""The ledger verified beside a bare loop that reads and hashes the same rows, on the engine of the environment.

``python -m benchmarks.ledger ROWS`` fills a database of its own and measures; ``PROBIDAD_DATABASE_URL`` names one on a
server, which must be empty. The bare loop has the driver alone: it selects the same rows, whole, in the same order, computes
the hash of each as the chain defines it, and compares nothing. ``narrow`` is the same loop without the columns that the
hash does not need, beside the verification of the chain alone.
"""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.line import Line

ROOT = Path(__file__).resolve().parent.parent
KEY = "only-for-benchmarks-0123456789-0123456789-0123456789"
MIB = 1024 * 1024
COLUMNS = "position, previous, hash, body"
OTHERS = ", id, head_id, entity_id, at, actor_id, verb, subject_table, subject_id"


def ledger(folder: Path, rounds: int, quick: bool = False) -> list[Line]:
    """Speed at the whole size; memory at a tenth of it and at the whole."""
    count = 100_000 if quick else 1_000_000
    found = measured(folder / "whole", count, rounds)
    small = measured(folder / "tenth", count // 10, 1)
    ours, bare, chain, narrow = found["full"], found["bare"], found["chain"], found["narrow"]
    growth = ours["mib"] - small["full"]["mib"]
    return [
        _ratio(f"ledger of {count:,} entries: verified / bare loop", ours, bare, 1.2),
        _ratio("  the chain alone / bare loop over its four columns", chain, narrow, 1.2),
        Line(f"ledger: memory, {count:,} / {count // 10:,} entries", f"{ours['mib']:.0f} MiB",
             f"{small['full']['mib']:.0f} MiB", f"+{growth:.1f} MiB", "+5 MiB", growth <= 5),
    ]  # fmt: skip


def _ratio(what: str, ours: dict[str, float], peer: dict[str, float], most: float) -> Line:
    ratio = ours["seconds"] / peer["seconds"]
    return Line(
        what, f"{ours['seconds']:.2f} s", f"{peer['seconds']:.2f} s", f"{ratio:.2f}×", f"{most}×", ratio <= most
    )


def measured(folder: Path, count: int, rounds: int) -> dict[str, dict[str, float]]:
    """Fill, then each job in a process of its own, in turns; the best of each."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PROBIDAD_DATA": str(folder), "PROBIDAD_SECRET_KEY": KEY, "PROBIDAD_HTTPS": "no"}

    def job(name: str) -> dict[str, float]:
        command = [sys.executable, "-m", "benchmarks.ledger", name, str(count)]
        told = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
        return dict(json.loads(told.stdout.splitlines()[-1]))

    job("fill")
    taken: dict[str, list[dict[str, float]]] = {"bare": [], "full": [], "narrow": [], "chain": []}
    for _round in range(rounds):
        for name, results in taken.items():
            results.append(job(name))
    return {name: min(results, key=lambda result: result["seconds"]) for name, results in taken.items()}


def _fill(count: int) -> None:
    """One chain of sign-ins and publications, as ``trail.record`` writes them, put in past the guards."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    from probidad.core import guards  # noqa: PLC0415
    from probidad.core.models import TrailEntry, TrailHead  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":
        with guards.lifted(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE core_trailentry, core_trailhead, core_trailsecret, core_ledgercheck")
    at, last = datetime(2026, 1, 1, tzinfo=UTC), ""
    with guards.lifted(), transaction.atomic():
        head = TrailHead.objects.create(name="installation")
        batch = []
        for position in range(1, count + 1):
            moment = at + timedelta(seconds=position, microseconds=1)
            facts = {"digest": sha256(b"%d" % position).hexdigest(), "operator": False, "number": position}
            told = {
                "actor": None, "at": moment.isoformat(timespec="microseconds"), "chain": "installation",
                "position": position, "subject": {"id": str(position % 997), "table": "plans.followup"},
                "verb": "followup.published", "with": {"facts": facts, "roles": ["internal_control"]},
            }  # fmt: skip
            body = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
            digest = sha256(f"{last}\n{sha256(body).hexdigest()}".encode()).hexdigest()
            batch.append(TrailEntry(
                head=head, position=position, at=moment, verb="followup.published", subject_table="plans.followup",
                subject_id=str(position % 997), body=body, previous=last, hash=digest,
            ))  # fmt: skip
            last = digest
            if len(batch) == 5000 or position == count:
                TrailEntry.objects.bulk_create(batch, batch_size=5000)
                batch = []
        TrailHead.objects.filter(pk=head.pk).update(position=count, hash=last)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE core_trailentry")


def _bare(others: str) -> None:
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor == "sqlite":
        (head,) = raw.execute("SELECT id FROM core_trailhead").fetchone()
        raw = sqlite3.connect(connection.settings_dict["NAME"])  # without the converters that the framework lays
        found = raw.cursor()
    else:
        (head,) = raw.cursor().execute("SELECT id FROM core_trailhead").fetchone()
        raw.autocommit = False
        found = raw.cursor(name="bare")
        found.itersize = 2000
    found.execute(f"SELECT {COLUMNS}{others} FROM core_trailentry WHERE head_id = {head} ORDER BY position")
    last = ""
    for row in found:
        last = sha256(f"{last}\n{sha256(row[3]).hexdigest()}".encode()).hexdigest()


def _chain() -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from probidad.core.queries import ledger as reads  # noqa: PLC0415
    from probidad.rules.ledger import Walk  # noqa: PLC0415

    (chain,) = reads.chains()
    walk = Walk(chain.name, lambda _pk, _body: {})
    columns = "id, position, previous, hash, body, 1"
    with (
        nullcontext() if connection.vendor == "sqlite" else transaction.atomic(),
        connection.chunked_cursor() as cursor,
    ):
        cursor.execute(f"SELECT {columns} FROM core_trailentry WHERE head_id = {chain.pk} ORDER BY position")
        while batch := cursor.fetchmany(reads.BATCH):
            if list(walk.damages(batch)):
                raise RuntimeError("the ledger of the benchmark is damaged")
    if walk.position != chain.position:
        raise RuntimeError(walk.position)


def _full() -> None:
    from probidad.core.queries import ledger as reads  # noqa: PLC0415

    for chain in reads.chains():
        found = list(reads.verify_chain(chain))
        if len(found) != 1:
            raise RuntimeError(found[:3])


def peak() -> float:
    """The most memory that this process held, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> int:
    """A job by its name, or the table."""
    if sys.argv[1] in {"fill", "bare", "narrow", "chain", "full"}:
        import django  # noqa: PLC0415

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "probidad.project.settings")
        django.setup()
        from django.db import connection  # noqa: PLC0415

        # on SQLite all the work is done in this process, so that its own time is not disturbed by others on the machine
        clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
        begin = clock()
        {
            "fill": lambda: _fill(int(sys.argv[2])), "bare": lambda: _bare(OTHERS), "narrow": lambda: _bare(""),
            "chain": _chain, "full": _full,
        }[sys.argv[1]]()  # fmt: skip
        print(json.dumps({"seconds": clock() - begin, "mib": peak()}))
        return 0
    with TemporaryDirectory() as name:
        lines = ledger(Path(name), 3, quick=int(sys.argv[1]) < 1_000_000)
    for line in lines:
        print(f"{line.what:55} {line.ours:>10} {line.peer:>10} {line.outcome:>10} {line.ceiling:>8} {line.held}")
    return 0 if all(line.held for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
