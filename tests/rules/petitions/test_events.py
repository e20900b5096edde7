"""Events in the order in which they happened, and those that cannot have."""

from datetime import date

import pytest

from probidad.rules.petitions.events import (
    Answered,
    Asked,
    Completed,
    Extended,
    Suspended,
    Transferred,
    UncountableError,
    in_order,
    stops,
)

ARRIVED = date(2026, 1, 13)


def test_events_are_taken_by_day_and_those_of_one_day_as_given() -> None:
    first, second, third = (
        Completed(date(2026, 2, 3)),
        Extended(date(2026, 2, 3), date(2026, 3, 2)),
        Answered(date(2026, 2, 1)),
    )
    assert in_order([first, second, third], received=ARRIVED) == (third, first, second)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (Answered(date(2026, 1, 12)), "2026-01-12"),
        (Suspended(date(2026, 1, 20), date(2026, 1, 19), "Acto"), "2026-01-19"),
        (Asked(date(2026, 1, 20), date(2026, 1, 19)), "2026-01-19"),
    ],
)
def test_what_cannot_have_happened_is_refused_and_its_day_named(event: Answered | Suspended | Asked, told: str) -> None:
    with pytest.raises(UncountableError) as refused:
        in_order([event], received=ARRIVED)
    assert told in str(refused.value)
    assert told in refused.value.facts.values()


def test_a_transfer_is_no_end_by_itself() -> None:
    assert stops(Answered(ARRIVED))
    assert not stops(Transferred(ARRIVED, whole=False))
