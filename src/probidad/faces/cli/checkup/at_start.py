"""What keeps the server from starting: quick looks only."""

from collections.abc import Iterator

from probidad.faces.cli.checkup.configuration import safety
from probidad.faces.cli.checkup.line import Line, State
from probidad.faces.cli.checkup.storage import pragmas


def critical() -> Iterator[Line]:
    """The critical lines of settings and database."""
    for line in (*safety(), *pragmas()):
        if line.state is State.CRITICAL:
            yield line
