"""Frozen dataclasses to canonical JSON (RFC 8785) and back, exactly, as their type hints say.

A type hint that is not known here is a ``TypeError`` when the codec is made, so that a new field is either carried
whole or noticed at once. Fractions are ``"86"`` or ``"1/3"``; whole numbers that a JSON reader or Python's limit on
decimal digits would not keep are hexadecimal, ``"0x…"``. The bytes carry the SHA-256 of their content.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import rfc8785

SAFE = 2**53 - 1  # beyond it a JSON reader may round
_ENVELOPE = re.compile(
    rb'\{"content":(?P<content>.*),"digest":"(?P<digest>[0-9a-f]{64})",'
    rb'"schema":"(?P<schema>[a-z-]{1,40})","version":(?P<version>\d{1,9})\}',
    re.DOTALL,
)
_Value = TypeVar("_Value")
Encode = Callable[[Any], Any]
Decode = Callable[[Any], Any]
Leaf = tuple[Encode, Decode]


class Codec(Generic[_Value]):
    """Writes and reads values of one type under a schema name and version.

    ``leaves`` says how types that this module does not know are written and read; both functions raise
    ``ValueError`` for what they do not take. Raises ``TypeError`` for a type hint that is not known.
    """

    def __init__(
        self, kind: type[_Value], *, schema: str, version: int, leaves: Mapping[type, Leaf] | None = None
    ) -> None:
        self.schema, self.version = schema, version
        self._maker = _Maker(leaves or {})
        self._encode, self._decode = self._maker.leaf(kind)

    def shape(self) -> str:
        """Digest of all the names and types that are written: it changes exactly when the format does."""
        return hashlib.sha256("\n".join(sorted(self._maker.described)).encode()).hexdigest()

    def dumps(self, value: _Value) -> bytes:
        """Canonical bytes. Raises ``ValueError`` for a value that is not what the type hints say."""
        content = rfc8785.dumps(self._encode(value))
        digest = hashlib.sha256(content).hexdigest()
        return b'{"content":%b,"digest":"%b","schema":"%b","version":%d}' % (
            content, digest.encode(), self.schema.encode(), self.version,
        )  # fmt: skip

    def loads(self, data: bytes) -> _Value:
        """The value that :meth:`dumps` was given. Raises ``ValueError`` for foreign, newer or damaged bytes."""
        found = _ENVELOPE.fullmatch(data)
        if found is None or found["schema"].decode() != self.schema:
            raise ValueError(f"these bytes are not a {self.schema}")
        version = int(found["version"])
        if version != self.version:
            raise ValueError(f"{self.schema} of version {version}; this program reads version {self.version}")
        if hashlib.sha256(found["content"]).hexdigest() != found["digest"].decode():
            raise ValueError(f"{self.schema}: its content is not what its digest says; it is damaged")
        try:
            return cast("_Value", self._decode(json.loads(found["content"])))
        except (TypeError, ZeroDivisionError) as error:
            raise ValueError(f"{self.schema}: {error}") from None


class _Maker:
    """Makes the pair of functions of each type hint, once."""

    def __init__(self, leaves: Mapping[type, Leaf]) -> None:
        self.known: dict[Any, Leaf] = {**_LEAVES, **leaves}
        self.described: list[str] = []

    def leaf(self, hint: Any) -> Leaf:
        if hint not in self.known:
            self.known[hint] = self.made(hint)
        return self.known[hint]

    def made(self, hint: Any) -> Leaf:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
            return _sequence(*self.leaf(arguments[0]))
        if origin is tuple and arguments:
            return _row([self.leaf(argument) for argument in arguments])
        if origin in (Union, UnionType) and len(arguments) == 2 and NoneType in arguments:
            return _optional(*self.leaf(next(kind for kind in arguments if kind is not NoneType)))
        if origin is Mapping and arguments == (str, str):
            return _write_facts, _read_facts
        if isinstance(hint, type) and issubclass(hint, Enum):
            self.described.append(f"{hint.__name__}: {[member.value for member in hint]}")
            return _enum(hint)
        if isinstance(hint, type) and is_dataclass(hint):
            return self.dataclass(hint)
        raise TypeError(f"no way is known to write {hint!r} exactly")

    def dataclass(self, kind: type) -> Leaf:
        hints = get_type_hints(kind)
        names = [entry.name for entry in fields(kind)]
        if not all(entry.init and not entry.kw_only for entry in fields(kind)):
            raise TypeError(f"{kind.__name__} has fields that cannot be given back by their place")
        self.described += [f"{kind.__name__}.{name}: {hints[name]}" for name in names]
        writers = [(name, self.leaf(hints[name])[0]) for name in names]
        readers = [(name, self.leaf(hints[name])[1]) for name in names]
        known = frozenset(names)

        def write(value: Any) -> Any:
            if type(value) is not kind:
                raise ValueError(f"a {kind.__name__} was expected, not {type(value).__name__}")
            return {name: encode(getattr(value, name)) for name, encode in writers}

        def read(data: Any) -> Any:
            if type(data) is not dict or data.keys() != known:
                raise ValueError(f"a {kind.__name__} has the fields {', '.join(names)}")
            return kind(*[decode(data[name]) for name, decode in readers])

        return write, read


def _sequence(encode: Encode, decode: Decode) -> Leaf:
    def write(value: Any) -> Any:
        return [encode(entry) for entry in _checked(value, tuple)]

    def read(data: Any) -> Any:
        return tuple([decode(entry) for entry in _checked(data, list)])

    return write, read


def _row(leaves: list[Leaf]) -> Leaf:
    def write(value: Any) -> Any:
        return [leaf[0](entry) for leaf, entry in zip(leaves, _checked(value, tuple), strict=True)]

    def read(data: Any) -> Any:
        return tuple([leaf[1](entry) for leaf, entry in zip(leaves, _checked(data, list), strict=True)])

    return write, read


def _optional(encode: Encode, decode: Decode) -> Leaf:
    return (lambda value: None if value is None else encode(value)), (
        lambda data: None if data is None else decode(data)
    )


def _enum(kind: type[Enum]) -> Leaf:
    return (lambda value: _checked(value, kind).value), kind


def _checked(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"a value of type {kind.__name__} was expected, not {type(value).__name__}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a text was expected, not {type(value).__name__}")
    return str.__str__(value)  # also of a StrEnum, which is a text


def _read_text(data: Any) -> str:
    if type(data) is str:  # the commonest of all: no call within the call
        return data
    raise ValueError(f"a text was expected, not {type(data).__name__}")


def _flag(value: Any) -> bool:
    return cast("bool", _checked(value, bool))


def _write_whole(value: Any) -> int | str:
    number = cast("int", _checked(value, int))
    return number if abs(number) <= SAFE else hex(number)


def _read_whole(data: Any) -> int:
    return int(data, 16) if type(data) is str else cast("int", _checked(data, int))


def _write_fraction(value: Any) -> str:
    if type(value) is not Fraction and type(value) is not int:
        raise ValueError(f"an exact figure was expected, not {type(value).__name__}")
    above, below = (str(_write_whole(part)) for part in (value.numerator, value.denominator))
    return above if below == "1" else f"{above}/{below}"


def _read_fraction(data: Any) -> Fraction:
    above, _bar, below = _read_text(data).partition("/")
    return Fraction(_number(above), _number(below) if below else 1)


def _number(text: str) -> int:
    return int(text, 16) if "x" in text else int(text)


def _write_facts(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError(f"facts were expected, not {type(value).__name__}")
    return {_text(name): _text(fact) for name, fact in value.items()}


def _read_facts(data: Any) -> Mapping[str, str]:
    return MappingProxyType({name: _read_text(fact) for name, fact in _checked(data, dict).items()})


_LEAVES: Mapping[Any, Leaf] = {
    str: (_text, _read_text),
    bool: (_flag, _flag),
    int: (_write_whole, _read_whole),
    Fraction: (_write_fraction, _read_fraction),
    date: (lambda value: _checked(value, date).isoformat(), lambda data: date.fromisoformat(_read_text(data))),
}
