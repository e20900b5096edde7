"""Facts of a map."""

from probidad.rules.risks.mapfacts import SideFacts
from probidad.rules.risks.method import Zone


def test_a_side_is_written_when_any_of_its_parts_was_read() -> None:
    assert not SideFacts(unread=("inherent_zone",)).written
    assert SideFacts(zone=Zone.LOW).written
    assert SideFacts(probability=1).written
