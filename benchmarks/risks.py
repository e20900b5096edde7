"""Recomputation of 100,000 risks: the three figures of each with three controls, beside the same arithmetic with bare
floats (``bare``), which is the least that any program does.

``python -m benchmarks.risks [COUNT]`` prints seconds of each and their ratio.
"""

import json
import random
import sys
import time

from probidad.frameworks.risks import risk_method
from probidad.rules.risks.controls import Control
from probidad.rules.risks.method import RiskKind
from probidad.rules.risks.residual import figures

COUNT = 100_000
KINDS, WAYS = ("preventive", "detective", "corrective"), ("automatic", "manual")
BARE_WEIGHTS = {"preventive": 0.25, "detective": 0.15, "corrective": 0.10, "automatic": 0.25, "manual": 0.15}
Made = tuple[int, int, tuple[Control, ...]]


def made(count: int) -> list[Made]:
    """Risks of every level and mixture of controls, the same each time."""
    chance = random.Random(2026)
    return [
        (
            chance.randint(1, 5),
            chance.randint(3, 5),
            tuple(
                Control(chance.choice(KINDS), chance.choice(WAYS), score=chance.randint(0, 100), due=3, evidenced=chance.randint(0, 3))
                for _control in range(3)
            ),
        )
        for _risk in range(count)
    ]  # fmt: skip


def ours(risks: list[Made], key: str) -> float:
    """Seconds for the three figures of every risk."""
    method = risk_method(key)
    begin = time.perf_counter()
    for probability, impact, controls in risks:
        figures(method, RiskKind.CORRUPTION, probability, impact, controls)
    return time.perf_counter() - begin


def bare(risks: list[Made]) -> float:
    """Seconds for the same multiplications with floats, without reasons, zones or checks."""
    begin = time.perf_counter()
    for probability, impact, controls in risks:
        for evidence in (False, True):
            p, i = probability * 0.2, impact * 0.2
            for control in controls:
                if evidence and not control.evidenced:
                    continue
                weight = BARE_WEIGHTS[control.kind] + BARE_WEIGHTS[control.implementation]
                if control.kind == "corrective":
                    i *= 1 - weight
                else:
                    p *= 1 - weight
    return time.perf_counter() - begin


def main() -> None:
    """Print what each took."""
    risks = made(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
    least = bare(risks)
    taken = {key: ours(risks, key) for key in ("corruption-2015", "dafp-v4", "dafp-v5")}
    told = {"risks": len(risks), "bare": round(least, 2)} | {key: round(seconds, 2) for key, seconds in taken.items()}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
