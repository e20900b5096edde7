"""The offers of these tests lie on the shelves while they run, and no count is left over from the test before."""

from collections.abc import Iterator

import pytest

from faces.api import world
from probidad.core.offers import datasets, indicator_sources
from probidad.faces.api import limits


@pytest.fixture(autouse=True)
def offers() -> Iterator[None]:
    shelves = (datasets, indicator_sources)
    before = [dict(shelf._things) for shelf in shelves]
    world.lay()
    limits.meter.forget()
    yield
    for shelf, things in zip(shelves, before, strict=True):
        shelf._things = things
