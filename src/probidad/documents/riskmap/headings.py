"""The headings of a map: up to six rows stacked, groups above columns, inherent and residual told apart."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from probidad.documents.cells import Merged, Row, Sheet, written
from probidad.documents.matrix.header import LONGEST_HEADING, Vocabulary, match_heading, normal, vocabulary
from probidad.documents.riskmap.levels import CONTROL_KINDS, looks_like_level, named_in, numbers, whole, zone_named
from probidad.frameworks.risks import MapVocabulary

SEARCHED_ROWS, MOST_ROWS, SAMPLED_ROWS = 150, 6, 60
OTHER = "Otra columna: "  # begins the heading of a column that no field names, in a map of ours
LONG = 45  # characters of a heading that is more than a name
ROW_COSTS = 0.8  # of a column named
NAMES_RISK = re.compile(r"\b(riesgos?|eventos?|risks?)\b")
BESIDE = ("%", "porcentaje", "valor", "valor %", "nivel", "puntaje", "calificacion", "peso")
SIDED = ("probability", "impact", "product", "zone")


@dataclass(frozen=True, slots=True)
class MapHeader:
    """Rows of the headings (both included), the text of each column, and the column of each field."""

    first_row: int
    last_row: int
    headings: Mapping[int, str]
    fields: Mapping[str, int]
    ours: bool = False

    @property
    def named(self) -> int:
        """How many columns were named."""
        return len(self.fields)


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary, made ready."""

    columns: Vocabulary
    inherent: re.Pattern[str]
    residual: re.Pattern[str]
    own: Mapping[str, str]  # heading of a map of ours, normalised, to its field
    known: dict[str, list[tuple[float, str]]] = field(default_factory=dict)  # headings already matched


def ready(words: MapVocabulary) -> Words:
    """Make a vocabulary ready for many sheets."""
    return Words(
        vocabulary(words.columns),
        _any(words.inherent),
        _any(words.residual),
        {normal(label): field for field, label in words.export.items()},
    )


def _any(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(map(normal, names), key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")\b")


def find_map_header(sheet: Sheet, words: Words) -> MapHeader | None:
    """The headings of the sheet, or None where no rows name a risk together with what is measured or told of it."""
    rows = sheet.rows[:SEARCHED_ROWS]
    merged = Merged(sheet.merged)
    values: dict[int, dict[int, list[str]]] = {}
    best: MapHeader | None = None
    worth = 0.0
    for start in range(len(rows)):
        for height in range(1, MOST_ROWS + 1):
            window = rows[start : start + height]
            if len(window) < height or not _may_head(window):
                break
            if not any(NAMES_RISK.search(normal(cell.text)) for row in window for cell in written(row)):
                continue
            last = window[-1].number
            if last not in values:
                values[last] = _values(sheet, last)
            header = _header(sheet, window, merged, words, values[last])
            if not _enough(header):
                continue
            value = header.named - ROW_COSTS * (height - 1)
            if best is None or value > worth:
                best, worth = header, value
    return best


def _may_head(window: Sequence[Row]) -> bool:
    if any(b.number - a.number > 2 for a, b in pairwise(window)):
        return False
    texts = [cell.text for cell in written(window[-1])]
    # names of zones, numbers and long texts are content, not headings
    content = [t for t in texts if len(t) > LONGEST_HEADING or whole(t) is not None or zone_named(_bare(t)) is not None]
    return not content


def _bare(text: str) -> str:
    """The text if it may be the name of a zone and nothing else: *Zona de riesgo alta*, not *Alta dirección*."""
    rest = re.sub(r"\b(zona|de|del|riesgo)\b", " ", normal(text)).split()
    return rest[0] if len(rest) == 1 else ""


def _enough(header: MapHeader) -> bool:
    fields = header.fields.keys()
    measured = {field for field in fields if field.startswith(("inherent_", "residual_"))}
    told = fields & {"cause", "consequence", "control", "process", "treatment", "action", "immediate_cause"}
    return "risk" in fields and (len(measured) >= 2 or (bool(measured) and len(told) >= 2) or len(told) >= 3)


def _header(
    sheet: Sheet, window: Sequence[Row], merged: Merged, words: Words, below: Mapping[int, Sequence[str]]
) -> MapHeader:
    stacks = _stacks(window, merged, keeps_merged=bool(sheet.merged))
    if own := _ours(window, words):
        return own
    chosen: dict[str, tuple[float, int]] = {}
    taken: dict[int, str] = {}
    for column, stack in stacks.items():
        for weight, name_of in _candidates(stack, column, taken, words):
            if weight < 1 and (name_of == "risk" or len(stack[-1]) > LONG):
                continue  # a sentence that holds the word names no column
            if not _fits(name_of, below.get(column, ())):
                continue
            name = _sided(name_of, stack, chosen, words) if name_of in SIDED else name_of
            if name in SIDED or (name in chosen and not _better(name, weight, stack, chosen)):
                continue
            if name in chosen:
                taken.pop(chosen[name][1], None)
            chosen[name] = (weight, column)
            taken[column] = name
            break
    headings = {
        column: " / ".join(dict.fromkeys(" ".join(text.split()) for text in stack)) for column, stack in stacks.items()
    }
    fields = _agreed_side({name: column for name, (_weight, column) in chosen.items()})
    return MapHeader(window[0].number, window[-1].number, headings, fields)


def _values(sheet: Sheet, last_row: int) -> dict[int, list[str]]:
    """What stands below each heading, in the first rows: enough to tell what a column holds."""
    values: dict[int, list[str]] = {}
    taken = 0
    for row in sheet.rows:
        if row.number <= last_row:
            continue
        for cell in written(row):
            values.setdefault(cell.column, []).append(cell.text.strip())
        taken += 1
        if taken >= SAMPLED_ROWS:
            break
    return values


def _agreed_side(fields: dict[str, int]) -> dict[str, int]:
    """Some maps show only what is left: probability and impact that no heading sides are residual where the only zone is."""
    sides = {side: {name for name in fields if name.startswith(side)} for side in ("inherent_", "residual_")}
    only = sides["residual_"] <= {"residual_zone", "residual_product"} and "inherent_zone" not in fields
    if "residual_zone" not in fields or not only or not sides["inherent_"]:
        return fields
    return {name.replace("inherent_", "residual_"): column for name, column in fields.items()}


def _ours(window: Sequence[Row], words: Words) -> MapHeader | None:
    """The headings of a map that the product wrote: one row, every cell one of ours or marked as another column."""
    if len(window) > 1:
        return None
    headings = {cell.column: cell.text for cell in written(window[0])}
    fields = {words.own[normal(text)]: column for column, text in headings.items() if normal(text) in words.own}
    others = [text for text in headings.values() if text.startswith(OTHER)]
    if len(fields) + len(others) < len(headings) or not {"risk", "kind"} <= fields.keys():
        return None
    bare = {column: text.removeprefix(OTHER) for column, text in headings.items()}
    return MapHeader(window[0].number, window[0].number, bare, fields, ours=True)


def _stacks(window: Sequence[Row], merged: Merged, *, keeps_merged: bool) -> dict[int, list[str]]:
    """Texts over each column, from above down. Where merged cells are not kept, a group goes on to the right over the blank
    cells whose own heading stands below."""
    lowest = {cell.column for row in window[1:] for cell in written(row)}
    stacks: dict[int, list[str]] = {}
    last_column = max((cell.column for row in window for cell in row.cells), default=0)
    for at, row in enumerate(window):
        cells = list(written(row))
        for index, cell in enumerate(cells):
            width = merged.width(row.number, cell.column)
            if not keeps_merged and at < len(window) - 1:
                following = cells[index + 1].column if index + 1 < len(cells) else last_column + 1
                width = 1
                while cell.column in lowest and cell.column + width < following and cell.column + width in lowest:
                    width += 1
            for column in range(cell.column, cell.column + width):
                stacks.setdefault(column, []).append(cell.text)
    own = {cell.column for row in window for cell in written(row)}
    return {column: stack for column, stack in sorted(stacks.items()) if column in own}


def _candidates(stack: Sequence[str], column: int, taken: Mapping[int, str], words: Words) -> list[tuple[float, str]]:
    own = normal(stack[-1])
    before = taken.get(column - 1, "")
    if own in BESIDE and before.endswith(("_probability", "_impact")):
        # beside an impact it may be the product, unless its probability has a number beside it too
        probability = f"{before.removesuffix('_impact')}_probability_value"
        if own in ("%", "porcentaje") or before.endswith("_probability") or probability in taken.values():
            return [(1.5, f"{before}_value")]
    found = _matches(stack[-1], words)
    bare = words.residual.sub(" ", words.inherent.sub(" ", own)).strip()
    if (
        bare != own
    ):  # the heading itself says which of the two: «Riesgo inherente» is a zone, «Probabilidad residual» a level
        sided = [pair for pair in _matches(bare, words) if pair[1] in SIDED]
        found = sided or ([(1.0, "zone")] if not bare or bare.startswith(("riesgo", "nivel")) else found)
    if not found and len(stack) > 1:
        found = _matches(" ".join(stack), words)
    return found


def _matches(text: str, words: Words) -> list[tuple[float, str]]:
    """A word cut by the line break of a narrow cell is read whole too."""
    if text in words.known:
        return words.known[text]
    found = match_heading(text, words.columns)
    if "\n" in text and (not found or found[0][0] < 1.5):
        whole_words = match_heading(text.replace("\n", ""), words.columns)
        found = sorted({*found, *whole_words}, key=lambda pair: (-pair[0], pair[1]))
    words.known[text] = found
    return found


def _sided(field: str, stack: Sequence[str], chosen: Mapping[str, tuple[float, int]], words: Words) -> str:
    """``inherent_`` or ``residual_`` by the heading, then by its groups from the nearest up; where none says it, the first
    is inherent and the second residual."""
    for text in reversed(stack):
        said = normal(text)
        inherent, residual = words.inherent.search(said), words.residual.search(said)
        if residual and (not inherent or len(residual[0]) >= len(inherent[0])):
            return f"residual_{field}"
        if inherent:
            return f"inherent_{field}"
    return f"residual_{field}" if f"inherent_{field}" in chosen else f"inherent_{field}"


def _better(name: str, weight: float, stack: Sequence[str], chosen: Mapping[str, tuple[float, int]]) -> bool:
    """A second column of one field takes its place where it names it better; the last figure of a residual is the *final*."""
    if name.startswith("residual_") and "final" in normal(stack[-1]):
        return True
    return weight > chosen[name][0]


def _fits(field: str, values: Sequence[str]) -> bool:
    """Whether what stands below the heading may be what the field holds. A column without values may be anything."""
    if not values:
        return True
    if field == "zone":
        return _share(values, lambda text: zone_named(text) is not None) >= 0.4
    if field == "product":
        return _share(values, lambda text: whole(text) is not None or len(numbers(text)) == 1) >= 0.5
    if field in ("probability", "impact"):
        return _share(values, looks_like_level) >= 0.4
    if field.endswith("_value") or field in ("control_score", "control_weight", "yes_answers", "exposure"):
        return _share(values, lambda text: bool(numbers(text)) and len(text) < 20) >= 0.4
    if field == "control_kind":
        return _share(values, lambda text: bool(named_in(text, CONTROL_KINDS)) or len(text) < 25) >= 0.5 and any(
            named_in(text, CONTROL_KINDS) for text in values
        )
    if field == "risk":
        return _share(values, lambda text: len(text) > 12 and zone_named(text) is None) >= 0.3
    if field in ("control", "cause", "consequence", "action"):
        return _share(values, lambda text: whole(text) is None) >= 0.5
    return True


def _share(values: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(1 for value in values if holds(value)) / len(values)
