"""How a value reads, whichever database keeps it."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from probidad.core.archive.values import Kind, canonical, read, spelled

BOGOTA = timezone(timedelta(hours=-5))
VALUES: dict[Kind, Any] = {
    Kind.WHOLE: some.integers(-(2**63), 2**63 - 1), Kind.TRUTH: some.booleans(), Kind.TEXT: some.text(),
    Kind.DECIMAL: some.decimals(allow_nan=False, allow_infinity=False, places=4),
    Kind.REAL: some.floats(allow_nan=False, allow_infinity=False),
    Kind.MOMENT: some.datetimes(min_value=datetime(1900, 1, 1), timezones=some.sampled_from([UTC, BOGOTA])),  # noqa: DTZ001
    Kind.DAY: some.dates(), Kind.TIME: some.times(), Kind.UUID: some.uuids(), Kind.BYTES: some.binary(),
    Kind.SPAN: some.timedeltas(timedelta(days=-9999), timedelta(days=9999)),
}  # fmt: skip


@pytest.mark.parametrize("kind", VALUES)
@settings(max_examples=40, deadline=None)
@given(data=some.data())
def test_a_value_comes_back_as_it_went(kind: Kind, data: some.DataObject) -> None:
    value = data.draw(VALUES[kind])
    cell = json.loads(json.dumps(spelled(kind, value), ensure_ascii=False))
    assert read(kind, cell) == value


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.MOMENT, datetime(2026, 1, 1, 5, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=BOGOTA)),
        (Kind.DECIMAL, Decimal("-0.00"), Decimal("0.00")),
        (Kind.DECIMAL, Decimal("1E+2"), Decimal(100)),
        (Kind.BYTES, memoryview(b"ab"), b"ab"),
        (Kind.JSON, {"b": 1e2, "a": [1.0]}, {"a": [1], "b": 100}),
    ],
)
def test_equal_values_have_one_spelling(kind: Kind, one: object, other: object) -> None:
    assert spelled(kind, one) == spelled(kind, other)


def test_the_null_of_json_is_not_an_absent_value() -> None:
    assert spelled(Kind.JSON, None) == "null"
    assert spelled(Kind.TEXT, None) is None
    assert spelled(Kind.TEXT, "") == ""


def test_text_is_kept_as_it_was_written_accents_in_two_pieces_too() -> None:
    assert canonical("e\u0301\u200b") == '"e\u0301\u200b"'


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.WHOLE, "1"), (Kind.WHOLE, True), (Kind.TRUTH, 1), (Kind.DAY, "ayer"), (Kind.BYTES, "*"),
        (Kind.JSON, "{"), (Kind.MOMENT, "2026-01-01"), (Kind.UUID, "x"), (Kind.TEXT, 5),
    ],
)  # fmt: skip
def test_what_is_no_value_of_its_kind_is_refused(kind: Kind, cell: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        read(kind, cell)


def test_a_moment_keeps_its_microseconds_and_a_time_too() -> None:
    assert spelled(Kind.MOMENT, datetime(2026, 1, 1, 0, 0, 0, 7, tzinfo=UTC)) == "2026-01-01T00:00:00.000007Z"
    assert spelled(Kind.TIME, time(1, 2, 3, 4)) == "01:02:03.000004"
    assert spelled(Kind.DAY, date(2026, 1, 2)) == "2026-01-02"
    assert spelled(Kind.UUID, UUID(int=1)) == "0" * 31 + "1"
