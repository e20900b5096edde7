"""An upload of evidence beside a bare copy of the same bytes with the same forcing to disk and one bare commit.

Ours: the vault (write, digest, force, rename, force the folder), the row, what it supports, the trail and the commit. The
look inside the file happens before, in a child process of its own, and is told on a line apart: it depends on what the
file holds and not on how it is kept.
"""

import hashlib
import io
import json
import os
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.line import Line

ROOT = Path(__file__).resolve().parent.parent
MIB = 1024 * 1024
SIZES = {"10 MB": 10 * MIB, "100 kB": 100 * 1024}
CEILING = 3.0  # for 10 MB, where the bytes weigh
EXTRA = 0.025  # seconds for 100 kB, where permission, quota, four trail entries and the rows weigh
TIMES = 15
KEY = "only-for-benchmarks-0123456789-0123456789-0123456789"


def evidence(folder: Path, rounds: int) -> list[Line]:
    """One line for each size, and the look inside a PDF of 10 MB."""
    environment = {
        **os.environ, "PROBIDAD_DATA": str(folder / "evidence"), "PROBIDAD_HTTPS": "no", "PROBIDAD_SECRET_KEY": KEY,
        "PROBIDAD_LOG": "error", "DJANGO_SETTINGS_MODULE": "probidad.project.settings",
    }  # fmt: skip
    environment.pop("PROBIDAD_DATABASE_URL", None)
    environment.pop("PROBIDAD_EVIDENCE", None)
    program = str(Path(sys.executable).with_name("probidad"))
    for arguments in (("migrar",), ("ejemplo",)):
        subprocess.run([program, *arguments], check=True, capture_output=True, env=environment)
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.evidence", str(folder), str(TIMES * rounds)], check=True, capture_output=True,
        env=environment, cwd=ROOT,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    what = "kept / bare copy and commit, both forced to disk"
    ours, peer = found["10 MB"]
    lines = [
        Line(
            f"evidence of 10 MB {what}",
            _ms(ours),
            _ms(peer),
            f"{ours / peer:.2f}×",
            f"{CEILING:g}×",
            ours / peer <= CEILING,
        )
    ]
    ours, peer = found["100 kB"]
    lines.append(
        Line(
            f"evidence of 100 kB {what}",
            _ms(ours),
            _ms(peer),
            f"+{_ms(ours - peer)}",
            f"+{_ms(EXTRA)}",
            ours - peer <= EXTRA,
        )
    )
    ours, peer = found["look"]
    lines.append(
        Line("look inside a PDF of 10 MB / a child process that only starts", f"{ours * 1000:.0f} ms",
             f"{peer * 1000:.0f} ms", f"+{(ours - peer) * 1000:.0f} ms", "+1500 ms", ours - peer <= 1.5)
    )  # fmt: skip
    return lines


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _timed(folder: Path, times: int) -> dict[str, tuple[float, float]]:
    """The median of each, in turns; loaded once."""
    import django  # noqa: PLC0415 (only the child loads it)

    django.setup()
    from probidad.core.access import Actor  # noqa: PLC0415
    from probidad.core.actions import evidence as actions  # noqa: PLC0415
    from probidad.core.actions.evidence import Facts  # noqa: PLC0415
    from probidad.documents.evidence.result import Checked  # noqa: PLC0415
    from probidad.plans.models import Activity  # noqa: PLC0415
    from probidad.rules.separation import Role  # noqa: PLC0415

    activities = list(Activity.objects.select_related("plan").order_by("pk"))
    actor = Actor(user_id=None, entity_id=activities[0].plan.entity_id, roles=frozenset({Role.PLANNING}))
    activities = [row for row in activities if row.plan.entity_id == actor.entity_id]
    facts = Facts("Acta", date(2026, 1, 1))
    bare = _Bare(folder)

    def ours(content: bytes, number: int) -> None:
        subject = ("plans.activity", str(activities[number % len(activities)].pk))
        with actions.received("acta.pdf", _pieces(content), examine=lambda _path, _name: Checked(pages=1)) as file:
            actions.add_file(actor, file, subject=subject, facts=facts)

    found = {}
    for name, size in SIZES.items():
        mine, peers = [], []
        for number in range(times + 1):
            content = secrets.token_bytes(size)
            mine.append(_seconds(lambda content=content, number=number: ours(content, number)))
            peers.append(_seconds(lambda content=content: bare.kept(content)))
        found[name] = (sorted(mine[1:])[times // 2], sorted(peers[1:])[times // 2])  # the first one loads things
    found["look"] = _look(folder, times=max(3, times // 5))
    return found


class _Bare:
    """The peer: write the pieces, force the file, rename, force the folder, commit one row with the digest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "bare"
        self.folder.mkdir()
        self.database = sqlite3.connect(folder / "bare-evidence.sqlite3")
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("CREATE TABLE kept (name TEXT PRIMARY KEY, sha256 TEXT, size INTEGER)")
        self.database.commit()

    def kept(self, content: bytes) -> None:
        name = secrets.token_hex(16)
        digest = hashlib.sha256()
        with (self.folder / f".{name}").open("wb", buffering=0) as handle:
            for piece in _pieces(content):
                handle.write(piece)
                digest.update(piece)
            os.fsync(handle.fileno())
        (self.folder / f".{name}").rename(self.folder / name)
        place = os.open(self.folder, os.O_RDONLY)
        os.fsync(place)
        os.close(place)
        self.database.execute("INSERT INTO kept VALUES (?, ?, ?)", (name, digest.hexdigest(), len(content)))
        self.database.commit()


def _look(folder: Path, times: int) -> tuple[float, float]:
    from probidad.documents.confinement import answered  # noqa: PLC0415
    from probidad.documents.evidence.asking import checked  # noqa: PLC0415

    path = folder / "look.pdf"
    path.write_bytes(_big_pdf())
    mine = [_seconds(lambda: checked(path, "acta.pdf")) for _time in range(times)]
    peers = [_seconds(lambda: answered("benchmarks.evidence_child", b"", 60)) for _time in range(times)]
    return sorted(mine)[times // 2], sorted(peers)[times // 2]


def _big_pdf() -> bytes:
    import pikepdf  # noqa: PLC0415

    document = pikepdf.new()
    for _page in range(20):
        document.add_blank_page()
        document.pages[-1].Contents = document.make_stream(b"%" + secrets.token_hex(256 * 1024).encode())
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    return out.getvalue()


def _pieces(content: bytes) -> Iterator[bytes]:
    """As a request gives them."""
    for at in range(0, len(content), 65536):
        yield content[at : at + 65536]


def _seconds(work: Any) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(json.dumps(_timed(Path(sys.argv[1]), int(sys.argv[2]))))
