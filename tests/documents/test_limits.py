"""Limits, and how a person raises them."""

import pytest

from probidad.documents.limits import MEGABYTE, Limits, parse_limits
from probidad.documents.refusal import RefusalError


def test_the_default_limits_are_those_of_the_security_contract() -> None:
    assert Limits() == Limits(
        size=20 * MEGABYTE, unpacked=200 * MEGABYTE, ratio=100, ratio_above=10 * MEGABYTE, parts=1000, sheets=50,
        rows=10_000, columns=100, cell=32_767, line=MEGABYTE, memory=512 * MEGABYTE, cpu=30, wall=60,
    )  # fmt: skip


def test_nothing_said_leaves_them_as_they_are() -> None:
    assert parse_limits("") == parse_limits("  ") == Limits()


def test_wide_limits_are_ten_times_as_wide() -> None:
    assert parse_limits("amplios").rows == parse_limits("WIDE").rows == 100_000


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("filas=50000", "rows", 50_000),
        ("tamaño=100MB", "size", 100 * MEGABYTE),
        ("tamano = 5 kb", "size", 5120),
        ("tiempo=90s", "wall", 90),
        ("rows=7", "rows", 7),
    ],
)
def test_one_limit_is_raised_by_name(text: str, name: str, value: int) -> None:
    assert getattr(parse_limits(text), name) == value


def test_several_are_raised_at_once() -> None:
    limits = parse_limits("filas=20,columnas=30")
    assert (limits.rows, limits.columns) == (20, 30)


@pytest.mark.parametrize(
    "text", ["filas", "filas=", "filas=-1", "filas=0", "hojas=muchas", "nada=1", "filas=1;x", "9=9"]
)
def test_what_is_no_limit_is_refused_with_the_names_that_are(text: str) -> None:
    with pytest.raises(RefusalError) as caught:
        parse_limits(text)
    assert "filas" in caught.value.facts["names"]
