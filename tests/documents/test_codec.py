"""Frozen dataclasses to canonical bytes and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from probidad.documents.codec import Codec


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Part:
    day: date
    figure: Fraction | None
    pairs: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Whole:
    text: str
    number: int
    flag: bool
    colour: Colour
    parts: tuple[Part, ...]
    only: Part | None
    facts: Mapping[str, str] = field(default_factory=dict)


PLAIN = Whole("a", 1, True, Colour.RED, (), None, {"b": "2", "a": "1"})
CODEC = Codec(Whole, schema="a-whole", version=3)


@given(st.from_type(Whole))
def test_what_is_written_is_read_again(whole: Whole) -> None:
    data = CODEC.dumps(whole)
    assert CODEC.loads(data) == whole
    assert CODEC.dumps(CODEC.loads(data)) == data


def test_the_bytes_are_canonical_json_with_schema_version_and_digest() -> None:
    data = CODEC.dumps(PLAIN)
    told = json.loads(data)
    assert rfc8785.dumps(told) == data
    assert (told["schema"], told["version"], len(told["digest"])) == ("a-whole", 3, 64)
    assert told["content"]["facts"] == {"a": "1", "b": "2"}


@pytest.mark.parametrize("number", [0, -1, 2**53 - 1, 2**53, -(2**64), 1 << 20_000, -(1 << 20_000)], ids=int.bit_length)
def test_numbers_of_any_size_are_kept(number: int) -> None:
    part = Part(date(2023, 8, 31), Fraction(number, 7), ((number, Fraction(3, abs(number) + 1)),))
    whole = Whole("", number, False, Colour.BLUE, (part,), part)
    assert CODEC.loads(CODEC.dumps(whole)) == whole


def test_facts_that_were_read_cannot_be_changed() -> None:
    read = CODEC.loads(CODEC.dumps(PLAIN))
    with pytest.raises(TypeError):
        read.facts["a"] = "3"


@pytest.mark.parametrize(
    "value",
    [
        Whole(1, 1, True, Colour.RED, (), None),
        Whole("a", True, True, Colour.RED, (), None),
        Whole("a", 1, 1, Colour.RED, (), None),
        Whole("a", 1.0, True, Colour.RED, (), None),
        Whole("a", 1, True, "red", (), None),
        Whole("a", 1, True, Colour.RED, [], None),
        Whole("a", 1, True, Colour.RED, (PLAIN,), None),
        Whole("a", 1, True, Colour.RED, (Part(date(2023, 1, 1), 0.5, ()),), None),
        Whole("a", 1, True, Colour.RED, (Part(date(2023, 1, 1), None, ((1,),)),), None),
        Whole("a", 1, True, Colour.RED, (), None, {"a": 1}),
        Whole("\ud800", 1, True, Colour.RED, (), None),
        Part(date(2023, 1, 1), None, ()),
    ],
)
def test_a_value_that_is_not_what_its_type_says_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        CODEC.dumps(value)


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"null", b'{"schema":"a-whole","version":3}'])
def test_foreign_bytes_are_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="these bytes are not a a-whole"):
        CODEC.loads(data)


def test_another_schema_is_told() -> None:
    with pytest.raises(ValueError, match="not a another"):
        Codec(Whole, schema="another", version=3).loads(CODEC.dumps(PLAIN))


@pytest.mark.parametrize("version", [2, 4])
def test_another_version_is_told_with_its_number(version: int) -> None:
    data = Codec(Whole, schema="a-whole", version=version).dumps(PLAIN)
    with pytest.raises(ValueError, match=f"of version {version}; this program reads version 3"):
        CODEC.loads(data)


def test_any_one_damaged_byte_is_told() -> None:
    data = CODEC.dumps(PLAIN)
    for at in range(len(data)):
        damaged = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(ValueError, match=r"."):
            CODEC.loads(damaged)


def test_bytes_of_a_type_with_other_fields_are_told() -> None:
    @dataclass(frozen=True, slots=True)
    class Other:
        text: str

    data = Codec(Other, schema="a-whole", version=3).dumps(Other("a"))
    with pytest.raises(ValueError, match="a Whole has the fields text, number"):
        CODEC.loads(data)


@pytest.mark.parametrize("figure", ["1/0", "1/x", "", 1, None])
def test_a_figure_that_is_none_is_told(figure: object) -> None:
    @dataclass(frozen=True, slots=True)
    class Loose:
        figure: str | None

    @dataclass(frozen=True, slots=True)
    class Exact:
        figure: Fraction

    loose = Codec(Loose, schema="x", version=1, leaves={str: (lambda value: value, lambda data: data)})
    with pytest.raises(ValueError, match=r"."):
        Codec(Exact, schema="x", version=1).loads(loose.dumps(Loose(figure)))


@pytest.mark.parametrize("hint", [float, list[str], dict[str, int], int | str, object, tuple, bytes])
def test_a_type_hint_that_cannot_be_kept_exactly_is_refused_when_the_codec_is_made(hint: object) -> None:
    kind = dataclass(frozen=True)(type("Kind", (), {"__annotations__": {"a": hint}}))
    with pytest.raises(TypeError, match="no way is known"):
        Codec(kind, schema="x", version=1)


def test_the_shape_changes_with_a_name_and_with_a_type() -> None:
    shapes = {
        Codec(dataclass(type("Kind", (), {"__annotations__": hints})), schema="x", version=1).shape()
        for hints in ({"a": int}, {"b": int}, {"a": str}, {"a": int, "b": int}, {"a": Colour})
    }
    assert len(shapes) == 5
