"""``python -m benchmarks``: every figure as a ratio in one run. ``--quick`` takes a tenth of the corpus."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook

from benchmarks.evidence import evidence
from benchmarks.ledger import ledger
from benchmarks.line import Line
from benchmarks.national import write as write_corpus
from benchmarks.web import migrations, web
from probidad.documents.builder import build
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = "sopo-2017-seguimiento-2017-12-30.txt"
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Timed:
    seconds: float
    mib: float


def job(name: str, *arguments: str) -> Timed:
    """Run a job in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.jobs", name, *arguments]
    told = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return Timed(**json.loads(told.stdout.splitlines()[-1]))


def best(rounds: int, *works: Callable[[], Timed]) -> list[Timed]:
    """The best of ``rounds`` for each work, taken in turns so that a slow moment of the machine hits all."""
    taken: list[list[Timed]] = [[] for _work in works]
    for _round in range(rounds):
        for results, work in zip(taken, works, strict=True):
            results.append(work())
    return [min(results, key=lambda timed: timed.seconds) for results in taken]


def xlsx_of_example(path: Path) -> None:
    """Sopó's cells as a spreadsheet: the same texts at the same places."""
    source = read_workbook(Path(str(files("probidad") / "examples" / EXAMPLE)), Limits())
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Seguimiento")
        for row in source.sheets[0].rows:
            for cell in row.cells:
                sheet.write_string(row.number - 1, cell.column - 1, cell.text)
    if len(build(read_workbook(path, Limits())).activities) != 41:
        raise RuntimeError("the spreadsheet does not hold the 41 activities of Sopó")


def spreadsheet(folder: Path, rounds: int) -> Line:
    path = folder / "sopo.xlsx"
    xlsx_of_example(path)
    ours, peer = best(rounds, lambda: job("score_xlsx", str(path)), lambda: job("calamine", str(path)))
    extra = (ours.seconds - peer.seconds) * 1000
    return Line("Sopó XLSX: read, scored, audited / calamine reads it", _ms(ours), _ms(peer), f"+{extra:.0f} ms",
                "+60 ms", extra <= 60)  # fmt: skip


def help_text(_folder: Path, rounds: int) -> Line:
    script = Path(sys.executable).with_name("probidad")

    def run(*command: str) -> Timed:
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return Timed(time.perf_counter() - begin, 0)

    ours, peer = best(rounds * 3, lambda: run(str(script), "--help"), lambda: run(sys.executable, "-c", "pass"))
    ratio = ours.seconds / peer.seconds
    return Line("probidad --help / python -c pass", _ms(ours), _ms(peer), f"{ratio:.2f}×", "8×", ratio <= 8)


def printed(folder: Path, rounds: int) -> Line:
    path = folder / "sopo.txt"
    path.write_bytes((files("probidad") / "examples" / EXAMPLE).read_bytes())
    ours, peer = best(rounds, lambda: job("pdf", str(path)), lambda: job("bare_pdf", str(path)))
    ratio = ours.seconds / peer.seconds
    return Line("PDF of Sopó / bare engine, same cells", _ms(ours), _ms(peer), f"{ratio:.2f}×", "1.5×", ratio <= 1.5)


def corpus(folder: Path, rounds: int, entities: int) -> list[Line]:
    path = folder / "corpus.csv"
    count, distinct = write_corpus(path, entities=entities)
    print(f"corpus: {count:,} rows, {path.stat().st_size / MIB:,.0f} MiB, {distinct:.1%} of the long texts distinct")
    ours, peer = best(rounds, lambda: job("score_corpus", str(path)), lambda: job("bare_corpus", str(path)))
    path.unlink()
    ratio = ours.seconds / peer.seconds
    what = f"corpus of {count:,} rows"
    return [
        Line(f"{what}: scored / parse and clean", _s(ours), _s(peer), f"{ratio:.2f}×", "2×", ratio <= 2),
        Line(f"{what}: memory", f"{ours.mib:.0f} MiB", f"{peer.mib:.0f} MiB", "", "300 MiB", ours.mib < 300),
    ]


def audits(folder: Path, rounds: int) -> list[Line]:
    """Cost per row at one size and at eight times that size; then one process against as many as processors."""
    found: list[tuple[int, Timed]] = []
    for entities in (4, 32):
        path = folder / f"audit-{entities}.csv"
        count, _distinct = write_corpus(path, entities=entities, years=2)
        timed = best(rounds if entities == 4 else 1, lambda path=path: job("audit_corpus", str(path), "1"))[0]
        found.append((count, timed))
    (few, short), (many, long) = found
    flat = (long.seconds / many) / (short.seconds / few)
    workers = os.cpu_count() or 1
    shared = job("audit_corpus", str(folder / "audit-32.csv"), str(workers))
    gain = long.seconds / shared.seconds
    return [
        Line(f"audit per row: {many:,} rows / {few:,} rows", _us(long, many), _us(short, few), f"{flat:.2f}×", "1.15×", flat <= 1.15),
        Line(f"audit of {many:,} rows: {workers} processes / 1", _s(shared), _s(long), f"{gain:.2f}× faster",
             f"{0.75 * workers:.1f}× faster", gain >= 0.75 * workers),
    ]  # fmt: skip


def _ms(timed: Timed) -> str:
    return f"{timed.seconds * 1000:.3g} ms"


def _s(timed: Timed) -> str:
    return f"{timed.seconds:.1f} s"


def _us(timed: Timed, rows: int) -> str:
    return f"{timed.seconds / rows * 1e6:.0f} µs"


GROUPS: dict[str, Callable[[Path, int, bool], list[Line]]] = {
    "files": lambda folder, rounds, _quick: [spreadsheet(folder, rounds), printed(folder, rounds)],
    "command": lambda folder, rounds, _quick: [help_text(folder, rounds)],
    "audit": lambda folder, rounds, _quick: audits(folder, rounds),
    "corpus": lambda folder, rounds, quick: corpus(folder, rounds, 110 if quick else 1103),
    "ledger": lambda folder, rounds, quick: ledger(folder / "ledger", rounds, quick),
    "web": lambda folder, rounds, _quick: web(folder, rounds),
    "evidence": lambda folder, rounds, _quick: evidence(folder, rounds),
    "migrations": lambda folder, rounds, _quick: migrations(folder, rounds),
}


def main() -> int:
    """Exit code 1 when a ceiling does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the corpus, one round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=sorted(GROUPS), action="append", help="one group; may be given again")
    chosen = parser.parse_args()
    rounds = 1 if chosen.quick else chosen.rounds
    lines: list[Line] = []
    with TemporaryDirectory() as name:
        for group in chosen.only or GROUPS:
            lines += GROUPS[group](Path(name), rounds, chosen.quick)
    width = max(len(line.what) for line in lines)
    print(f"\n{'':{width}}  {'ours':>10} {'peer':>10} {'outcome':>14} {'ceiling':>14}")
    for line in lines:
        mark = "holds" if line.held else "DOES NOT HOLD"
        print(f"{line.what:{width}}  {line.ours:>10} {line.peer:>10} {line.outcome:>14} {line.ceiling:>14}  {mark}")
    return 0 if all(line.held for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
