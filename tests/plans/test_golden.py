"""Sopó in the database: the figures of the hand audit, exactly."""

import pytest

from plans import imported

pytestmark = pytest.mark.django_db


def test_x() -> None:
    row = imported.sopo()
    print(row.printed, row.declared_exact, row.computed_exact, row.digest, row.readings.count())
    print([(c.key, c.computed_exact, c.level) for c in row.components.all()])
    assert 0
