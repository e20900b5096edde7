"""What a check, a cleaning and a look give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept. ``pages`` of a PDF, ``width`` and ``height`` of an image; 0 where there are none."""

    pages: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A copy without what tells who made it and where. ``removed`` and ``left`` are message identifiers: what was taken
    out, and what could not be and has to be told before the copy is given to anybody."""

    data: bytes
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
