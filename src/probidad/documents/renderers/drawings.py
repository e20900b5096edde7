"""Charts as data: drawn once where the drawing library is, kept as JSON, shown anywhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from probidad.documents.codec import Codec

_TAG = re.compile(r"<(/?)([A-Za-z]+)((?:\s+[\w:.-]+=\"[^\"<>]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([\w:.-]+)=\"")
_ELEMENTS = frozenset(("svg", "g", "path", "text", "tspan", "rect", "line", "circle", "defs", "clipPath", "title"))
_FORBIDDEN = frozenset(("href", "style", "src"))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its title says the finding, its subtitle the measure, its table the same as the drawing. ``svg`` is
    drawn for a page and ``narrow`` for a phone."""

    title: str
    subtitle: str
    svg: Markup
    narrow: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts of one report in one language, in the order in which a page shows them."""

    language: str
    drawings: tuple[Drawing, ...]


def image(text: str) -> Markup:
    """``text`` as markup, if it is one SVG of shapes and words alone.

    Raises ``ValueError`` for anything that could run, load or restyle: what was kept may not be what was drawn.
    """
    for _closing, name, attributes in _TAG.findall(text):
        named = {attribute.rpartition(":")[2].lower() for attribute in _ATTRIBUTE.findall(attributes)}
        if name not in _ELEMENTS or named & _FORBIDDEN or any(attribute.startswith("on") for attribute in named):
            raise ValueError(f"a drawing with <{name}> or with an attribute of it is not one of ours")
    if not text.startswith("<svg ") or not text.endswith("</svg>") or "<" in _TAG.sub("", text):
        raise ValueError("a drawing is one SVG")
    return Markup(text)  # noqa: S704 (shapes and words alone, as just seen)


_CODEC = Codec(
    Drawings, schema="probidad-charts", version=1, leaves={Markup: (lambda markup: str(image(markup)), image)}
)


def dumped(drawings: Sequence[Drawing], language: str) -> bytes:
    """Canonical JSON of the charts."""
    return _CODEC.dumps(Drawings(language, tuple(drawings)))


def loaded(data: bytes) -> Drawings:
    """The charts that :func:`dumped` was given. Raises ``ValueError`` for foreign, newer or damaged bytes."""
    return _CODEC.loads(data)
