"""Risks in a text whose cells lost their separators (``31030ALTA`` is 3, 10, 30, ALTA).

Only figures that prove themselves are read: probability times impact must give the product that stands between them and
the zone. Used where a file has no headings that can be read.
"""

import re

from probidad.documents.cells import Place, Workbook
from probidad.documents.riskmap.levels import kind_named
from probidad.documents.riskmap.model import MapControl, MapRead, MapRisk
from probidad.rules.risks.method import RiskKind

_FIGURES = re.compile(
    r"(?<!\d)([1-5])(5|10|20|[1-5])(\d{1,3})(?:\s*zona de riesgo)?\s*(BAJ[AO]|MODERAD[AO]|ALT[AO]|EXTREM[AO])",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:^|(?<=\D))1\s*[.)]\s*(?=\D)")
_PROCESS = re.compile(r"^\s*(?:\d+\s*[-.)]\s*)?([^\d].{3,200}?)\s*$")


def glued_risks(workbook: Workbook) -> tuple[MapRisk, ...]:
    """Pairs of figures (before and after controls) and the texts around them."""
    lines = [(row.number, " ".join(cell.text for cell in row.cells)) for sheet in workbook.sheets for row in sheet.rows]
    text = "\n".join(line for _number, line in lines)
    starts: list[tuple[int, int]] = []
    at = 0
    for number, line in lines:
        starts.append((at, number))
        at += len(line) + 1
    figures = [match for match in _FIGURES.finditer(text) if int(match[1]) * int(match[2]) == int(match[3])]
    sheet = workbook.sheets[0].name if workbook.sheets else ""
    found: list[MapRisk] = []
    begin = 0
    kind = kind_named(text[:2000]) if "corrup" in text[:4000].casefold() else None
    for before, after in zip(figures[0::2], figures[1::2], strict=False):
        place = Place(workbook.file, sheet, _row(starts, before.start()), 1)
        later = Place(workbook.file, sheet, _row(starts, after.start()), 1)
        reads = {
            **_texts(text[begin : before.start()], place),
            **_figures("inherent", before, place),
            **_figures("residual", after, later),
        }
        controls = text[before.end() : after.start()].strip()
        control = (MapControl({"control": MapRead(controls, place)}),) if controls else ()
        risk_kind = RiskKind.CORRUPTION if "corrup" in text[:4000].casefold() else kind or RiskKind.OTHER
        found.append(MapRisk(len(found) + 1, place.row, risk_kind, reads, control, {}))
        begin = after.end()
    return tuple(risk for risk in found if risk.text("risk"))


def _row(starts: list[tuple[int, int]], at: int) -> int:
    return max(number for start, number in starts if start <= at)


def _figures(side: str, match: re.Match[str], place: Place) -> dict[str, MapRead]:
    names = ("probability", "impact", "product", "zone")
    return {f"{side}_{name}": MapRead(match[at], place) for at, name in enumerate(names, 1)}


def _texts(text: str, place: Place) -> dict[str, MapRead]:
    """Causes and consequences are numbered lists; the risk stands on the line where the second list begins, before it."""
    lists = [match.start() for match in _ITEM.finditer(text)]
    lists = [start for start in lists if re.search(r"[^\W\d]", text[start : start + 12])]
    if len(lists) < 2:
        last = text.strip().split("\n")[-1].strip()
        return {"risk": MapRead(last, place)} if last else {}
    causes, consequences = lists[-2], lists[-1]
    begin = text.rfind("\n", 0, consequences) + 1
    reads = {
        "cause": MapRead(text[causes:begin].strip(), place),
        "risk": MapRead(text[begin:consequences].strip(), place),
        "consequence": MapRead(text[consequences:].strip(), place),
    }
    above = [line.strip() for line in text[:causes].strip().split("\n") if line.strip()]
    aims = [line for line in above if line.casefold().startswith("objetivo")]
    if aims:
        reads["objective"] = MapRead(aims[-1], place)
        before = above[above.index(aims[-1]) - 1] if above.index(aims[-1]) else ""
        if match := _PROCESS.match(before):
            reads["process"] = MapRead(match[1], place)
    return {name: read for name, read in reads.items() if read.text}
