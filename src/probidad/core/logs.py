"""Log lines: one line each, control characters shown and never obeyed, no secret of an address."""

import logging
import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SECRET_PATH = re.compile(r"(/cuenta/[^/\s?\"']+/|/calendario/)[^\s?\"']+")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")


def without_secrets(text: str) -> str:
    """``text`` with what follows the first part of an account's address (the secret of an invitation, of a password
    reset), the secret of a calendar and every query string put out."""
    return _QUERY.sub(r"\1?…", _SECRET_PATH.sub(r"\1…", text))


class OneLine(logging.Formatter):
    """Time, level, logger and message on one line; a traceback stays on it, escaped."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        told = without_secrets(super().format(record))
        return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), told)
