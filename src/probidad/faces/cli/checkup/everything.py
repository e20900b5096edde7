"""All the lines of the check-up."""

from collections.abc import Iterator

from probidad.faces.cli.checkup.backups import backups
from probidad.faces.cli.checkup.configuration import configuration
from probidad.faces.cli.checkup.ledger import ledger
from probidad.faces.cli.checkup.line import Line
from probidad.faces.cli.checkup.machine import machine
from probidad.faces.cli.checkup.mailing import mail, mail_answers
from probidad.faces.cli.checkup.running import running
from probidad.faces.cli.checkup.storage import AWAY, storage


def every() -> Iterator[Line]:
    """The database is asked further only when it answers."""
    yield from machine()
    yield from configuration()
    yield from backups()
    yield from mail()
    yield from mail_answers()
    answers = True
    for line in storage():
        answers = answers and line.key != AWAY
        yield line
    if answers:
        yield from running()
        yield from ledger()
