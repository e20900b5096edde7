"""Log lines are one line each and hold no secret of an address."""

import logging

import pytest

from probidad.core.logs import OneLine, without_secrets


def told(message: str, *arguments: object, trouble: BaseException | None = None) -> str:
    exc = (type(trouble), trouble, trouble.__traceback__) if trouble else None
    return OneLine().format(logging.LogRecord("a", logging.INFO, "f", 1, message, arguments, exc))


def test_a_forged_line_stays_inside_the_one_that_quotes_it() -> None:
    line = told("GET %s", "/x\n2026-01-01 INFO forged\x1b[31m\u2028z")
    assert "\n" not in line
    assert "\x1b" not in line
    assert "\u2028" not in line
    assert r"\n2026-01-01 INFO forged\x1b[31m\u2028z" in line


def test_a_traceback_stays_on_its_line() -> None:
    line = told("broke", trouble=ValueError("one\ntwo"))
    assert "ValueError: one\\ntwo" in line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("GET /cuenta/invitacion/AbC-_123/ 200", "GET /cuenta/invitacion/… 200"),
        ("Not Found: /cuenta/clave/nueva/AbC/1/", "Not Found: /cuenta/clave/…"),
        ("GET /buscar/?q=nombre+de+persona 200", "GET /buscar/?… 200"),
        ("GET /cuenta/entrar/?next=/mesa/ 200", "GET /cuenta/entrar/?… 200"),
        ("GET /entidad/sopo/ 200", "GET /entidad/sopo/ 200"),
        ("why? nobody knows", "why? nobody knows"),
    ],
)
def test_secrets_and_queries_of_addresses_are_put_out(text: str, kept: str) -> None:
    assert without_secrets(text) == kept
