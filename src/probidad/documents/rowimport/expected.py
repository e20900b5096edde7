"""What an import expects of each column, and an empty spreadsheet that says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from probidad.documents.matrix.header import normal
from probidad.documents.renderers.grid import Grid, GridColumn
from probidad.documents.words import LANGUAGES, Words
from probidad.rules.finding import gettext_noop as _


class ExpectedKind(StrEnum):
    """What the cells of a column hold. ``CHOICES`` are several, parted by ; or / or a line break."""

    TEXT = "text"
    EMAIL = "email"
    DAY = "day"
    WHOLE = "whole"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Choice:
    """One that a cell may name. ``value`` is what is read; ``label`` (a message identifier, or a name as it is) and
    ``synonyms`` are what a person writes; the value may be written too."""

    value: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """A column. ``label`` is a message identifier (or a text as it is): its heading, in any language of the product;
    ``synonyms`` are further headings. ``maximum_length`` counts characters, 0 is without limit."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    kind: ExpectedKind = ExpectedKind.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    unique: bool = False
    maximum_length: int = 0

    def __post_init__(self) -> None:
        """Raises ``ValueError`` where choices and kind do not go together."""
        if bool(self.choices) and self.kind not in (ExpectedKind.CHOICE, ExpectedKind.CHOICES):
            raise ValueError(f"column {self.key!r} has choices but is of the kind {self.kind}")

    def names(self) -> frozenset[str]:
        """Every heading that names the column, folded."""
        return folded((self.label, *self.synonyms))


def folded(texts: Sequence[str]) -> frozenset[str]:
    """The texts in every language of the product, without accents, case or punctuation."""
    said = {normal(Words(language)(text)) for language in LANGUAGES for text in texts}
    return frozenset(said - {""})


def vocabulary(expected: Sequence[Expected]) -> Mapping[str, str]:
    """Folded heading to key. Raises ``ValueError`` where a key or a heading stands for two columns."""
    if len({column.key for column in expected}) < len(expected):
        raise ValueError("two expected columns have one key")
    found: dict[str, str] = {}
    for column in expected:
        for name in column.names():
            if found.setdefault(name, column.key) != column.key:
                raise ValueError(f"the heading {name!r} stands for {found[name]!r} and {column.key!r}")
    return found


_HOLDS = {
    ExpectedKind.TEXT: _("a text"),
    ExpectedKind.EMAIL: _("an e-mail address, such as nombre@entidad.gov.co"),
    ExpectedKind.DAY: _("a day, written as 30/06/2017 or 2017-06-30"),
    ExpectedKind.WHOLE: _("a whole number, without marks of thousands"),
    ExpectedKind.CHOICE: _("one of these: %(labels)s"),
    ExpectedKind.CHOICES: _("one or several of these, parted by semicolons: %(labels)s"),
    ExpectedKind.YES_NO: _("yes or no"),
}


def template_grid(expected: Sequence[Expected], title: str, words: Words) -> Grid:
    """An empty spreadsheet with the right headings, and a note on each column with what it holds."""
    columns = tuple(GridColumn(column.key, column.label) for column in expected)
    return Grid(title, columns, (), tuple(_note(column, words) for column in expected))


def _note(column: Expected, words: Words) -> str:
    labels = " · ".join(words(choice.label) for choice in column.choices)
    parts = [words(_HOLDS[column.kind], {"labels": labels})]
    parts.append(words(_("it must be written")) if column.required else words(_("it may stay empty")))
    if column.unique:
        parts.append(words(_("no two rows may have the same")))
    if column.maximum_length:
        parts.append(words(_("%(limit)s characters at most"), {"limit": column.maximum_length}))
    return f"{words(column.label)}: {'; '.join(parts)}."
