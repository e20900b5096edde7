"""The offers of these tests lie on the shelves while they run, and no count is left over from the test before."""

from collections.abc import Iterator

import pytest

from faces.api import world
from probidad.core.offers import datasets, indicator_sources
from probidad.faces.api import limits
from shelves import as_before


@pytest.fixture(autouse=True)
def offers() -> Iterator[None]:
    with as_before(datasets, indicator_sources):
        world.lay()
        limits.meter.forget()
        yield
