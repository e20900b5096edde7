"""From lines and letters to cells: elementary boxes between the lines, joined where no line parts them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from probidad.documents.readers.pdf_page import Drawn, Letter, Line

BOXES = 250_000  # elementary boxes of a page; beyond it the lines are a drawing
LONG_WORD, MOSTLY = 5, 0.6  # letters; share of them in the cell that the word belongs to
COVERED = 0.6  # share of a side that a line must cover to part two boxes


@dataclass(frozen=True, slots=True)
class Region:
    """A cell as it stands on the page, and its text."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def regions(drawn: Drawn) -> list[Region]:
    """The cells of the page. What stands outside every line is in regions of its own; a page without lines has none."""
    xs, upright = _gathered(drawn.upright, drawn.tolerance)
    ys, level = _gathered(drawn.level, drawn.tolerance)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) + 1) * (len(ys) + 1) > BOXES:
        return []
    # the margins are boxes too: titles and feet stand there
    edges_x = [min(xs[0], _least(drawn, "left")) - 1, *xs, max(xs[-1], _most(drawn, "right")) + 1]
    edges_y = [min(ys[0], _least(drawn, "bottom")) - 1, *ys, max(ys[-1], _most(drawn, "top")) + 1]
    joined = _joined(edges_x, edges_y, upright, level)
    inside: dict[int, list[Letter]] = {}
    for word in _words(drawn.letters):
        roots = []
        for letter in word:
            column = bisect_right(edges_x, (letter.left + letter.right) / 2) - 1
            row = bisect_right(edges_y, (letter.bottom + letter.top) / 2) - 1
            roots.append(joined.root(row * (len(edges_x) - 1) + column))
        most, times = Counter(roots).most_common(1)[0]
        if len(word) >= LONG_WORD and times >= MOSTLY * len(word):
            roots = [most] * len(word)  # a word wider than its cell is printed over the lines
        for root, letter in zip(roots, word, strict=True):
            inside.setdefault(root, []).append(letter)
    boxes = joined.bounds(len(edges_x) - 1)
    found = []
    for root, letters in inside.items():
        bottom, left, top, right = boxes[root]
        text = set_text(letters)
        found.append(Region(edges_x[left], edges_y[bottom], edges_x[right + 1], edges_y[top + 1], text))
    return found


def _words(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters that follow each other on one line without a blank."""
    found: list[list[Letter]] = []
    for letter in letters:
        last = found[-1][-1] if found else None
        if last is None or letter.blank_before or abs(letter.bottom - last.bottom) > 0.5 * (last.top - last.bottom):
            found.append([])
        found[-1].append(letter)
    return found


def _least(drawn: Drawn, side: str) -> float:
    return min((float(getattr(letter, side)) for letter in drawn.letters), default=0.0)


def _most(drawn: Drawn, side: str) -> float:
    return max((float(getattr(letter, side)) for letter in drawn.letters), default=0.0)


def _gathered(lines: Sequence[Line], tolerance: float) -> tuple[list[float], list[list[tuple[float, float]]]]:
    """Places where lines run, each with the stretches that they cover there. The two sides of a thin bar are one line."""
    places: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.at):
        if places and line.at - places[-1][0].at <= 1.5 * tolerance:
            places[-1].append(line)
        else:
            places.append([line])
    at = [sum(line.at for line in group) / len(group) for group in places]
    covered = []
    for group in places:
        stretches: list[tuple[float, float]] = []
        for line in sorted(group, key=lambda each: each.start):
            if stretches and line.start <= stretches[-1][1] + 2 * tolerance:
                stretches[-1] = (stretches[-1][0], max(stretches[-1][1], line.end))
            else:
                stretches.append((line.start, line.end))
        covered.append(stretches)
    return at, covered


def _covers(stretches: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    return any(min(b, end) - max(a, start) >= COVERED * (end - start) for a, b in stretches)


class _Joined:
    """Boxes that are one cell (union-find), numbered by row and column."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, box: int) -> int:
        while self._parent[box] != box:
            self._parent[box] = self._parent[self._parent[box]]
            box = self._parent[box]
        return box

    def join(self, one: int, other: int) -> None:
        self._parent[self.root(other)] = self.root(one)

    def bounds(self, width: int) -> dict[int, tuple[int, int, int, int]]:
        """First row, first column, last row, last column of each cell."""
        found: dict[int, tuple[int, int, int, int]] = {}
        for box in range(len(self._parent)):
            row, column = divmod(box, width)
            a, b, c, d = found.get(self.root(box), (row, column, row, column))
            found[self.root(box)] = (min(a, row), min(b, column), max(c, row), max(d, column))
        return found


def _joined(
    xs: Sequence[float],
    ys: Sequence[float],
    upright: Sequence[Sequence[tuple[float, float]]],
    level: Sequence[Sequence[tuple[float, float]]],
) -> _Joined:
    width, height = len(xs) - 1, len(ys) - 1
    joined = _Joined(width * height)
    for row, (bottom, top) in enumerate(pairwise(ys)):
        for column in range(1, width):  # the line between this box and the one on its left is the column's own
            if not _covers(upright[column - 1], bottom, top):
                joined.join(row * width + column - 1, row * width + column)
    for column, (left, right) in enumerate(pairwise(xs)):
        for row in range(1, height):
            if not _covers(level[row - 1], left, right):
                joined.join((row - 1) * width + column, row * width + column)
    return joined


def set_text(letters: Sequence[Letter]) -> str:
    """Letters of one cell as lines of text. Blanks are where the file has them, or where a gap is as wide as one."""
    if sum(letter.upright for letter in letters) > len(letters) / 2:
        turned = [
            Letter(each.text, each.bottom, -each.right, each.top, -each.left, each.blank_before, False)
            for each in letters
        ]
        return set_text(turned)
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: -(each.bottom + each.top)):
        middle = (letter.bottom + letter.top) / 2
        if lines and middle >= _floor_of(lines[-1]):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return "\n".join(_line(sorted(line, key=lambda each: each.left)) for line in lines)


def _floor_of(line: Sequence[Letter]) -> float:
    """Where a line ends below: half the height of its tallest letter under the middle of its first letter."""
    tallest = max(letter.top - letter.bottom for letter in line)
    return (line[0].bottom + line[0].top) / 2 - 0.5 * tallest


def _line(letters: Sequence[Letter]) -> str:
    out = letters[0].text
    for before, letter in pairwise(letters):
        size = max(letter.top - letter.bottom, before.top - before.bottom)
        if letter.blank_before or letter.left - before.right > 0.45 * size:
            out += " "
        out += letter.text
    return out
