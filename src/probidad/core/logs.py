"""Log lines: one line each, control characters shown and never obeyed, the secrets of links left out."""

import logging
import re

_LINK = re.compile(r"(/cuenta/invitacion/)[^/\s\"'?]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Time, level, logger and message on one line; a traceback stays on it, escaped."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = _LINK.sub(r"\1***", super().format(record))
        return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), line)
