"""What is drawn on each page of a PDF: letters with their place, straight lines. Coordinates from below left, in points."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

PAGES = 300
SHAPES = 200_000  # lines of a page; a drawing beyond it is no table
LETTERS = 200_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A visible character: its box, whether a blank stands before it, and whether it is written upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    blank_before: bool
    upright: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A level or upright line: ``at`` is its height, or its place from the left; it runs from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page. What is closer than ``tolerance`` is taken for the same place."""

    letters: tuple[Letter, ...]
    level: tuple[Line, ...]
    upright: tuple[Line, ...]
    tolerance: float


def drawn_pages(name: str, data: bytes) -> Iterator[Drawn]:
    """Each page in order. Raises :class:`RefusalError` for a file that is locked, damaged or too long."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "security" in str(error).casefold():
            raise RefusalError(
                _("%(file)s is locked with a password."),
                remedy=_("Save a copy without password."),
                facts={"file": name},
            ) from None
        raise RefusalError(
            _("%(file)s is damaged: it does not open as a PDF."),
            remedy=_("Ask for it again, or print it anew as PDF."),
            facts={"file": name},
        ) from None
    try:
        if len(document) > PAGES:
            raise RefusalError(
                _("%(file)s has %(found)s pages; %(limit)s are read."),
                remedy=_("Take out the pages of the map and save them alone."),
                facts={"file": name, "found": str(len(document)), "limit": str(PAGES)},
            )
        for number in range(len(document)):
            try:
                page = document[number]
                yield _page(page)
                page.close()
            except pypdfium2.PdfiumError:
                raise RefusalError(
                    _("%(file)s is damaged: page %(row)s cannot be read."),
                    remedy=_("Ask for it again, or print it anew as PDF."),
                    facts={"file": name, "row": str(number + 1)},
                ) from None
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Drawn:
    width, height = page.get_size()
    tolerance = max(1.0, max(width, height) / 700)
    level: list[Line] = []
    upright: list[Line] = []
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        for (x1, y1), (x2, y2) in _strokes(shape):
            if abs(y1 - y2) <= tolerance / 3 and abs(x1 - x2) > 3 * tolerance:
                level.append(Line((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
            elif abs(x1 - x2) <= tolerance / 3 and abs(y1 - y2) > 3 * tolerance:
                upright.append(Line((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
        if len(level) + len(upright) > SHAPES:
            break
    return Drawn(tuple(_letters(page)), tuple(level), tuple(upright), tolerance)


def _strokes(shape: pypdfium2.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Straight pieces of a path, where the page shows them."""
    matrix = shape.get_matrix()
    holder = shape.container
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if holder is not None:
            point = holder.get_matrix().on_point(*point)
        if not all(map(math.isfinite, point)):
            return
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, start
            last = start


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _each in range(4))
    loose = raw.FS_RECTF()
    before: Letter | None = None
    blank = False
    for index in range(min(text.count_chars(), LETTERS)):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char.isspace() or not char.isprintable():
            blank = True
            continue
        if not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            continue
        angle = raw.FPDFText_GetCharAngle(text, index)
        upright = abs(abs(math.sin(angle)) - 1) < 0.05
        box = (left.value, bottom.value, right.value, top.value)
        if not upright and raw.FPDFText_GetLooseCharBox(text, index, loose) and loose.top > loose.bottom:
            # a letter as tall as its font: quotation marks and commas stay in their line
            box = (left.value, loose.bottom, right.value, loose.top)
        if not all(map(math.isfinite, box)) or (before and before.text == char and _same(before, box)):
            continue  # a letter printed twice in one place is a bold one
        before = Letter(char, *box, blank_before=blank, upright=upright)
        blank = False
        yield before
    text.close()


def _same(letter: Letter, box: tuple[float, float, float, float]) -> bool:
    near = (letter.right - letter.left) * 0.3
    return abs(letter.left - box[0]) < near and abs(letter.bottom - box[1]) < near
