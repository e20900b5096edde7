"""States and the light."""

from datetime import date
from fractions import Fraction

import pytest
from tests.rules.petitions.samples import CALENDAR, counted

from probidad.frameworks.petitions import lifecycle
from probidad.rules.petitions.events import Answered, Asked
from probidad.rules.petitions.lifecycle import Light, Thresholds, Ticking, light

LIFE = lifecycle("co")
DAY = date(2026, 1, 13)


def test_every_state_can_be_reached_and_leads_only_to_states_there_are() -> None:
    reached, waiting = set(), [LIFE.initial]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += LIFE.state(key).to
    assert reached == {state.key for state in LIFE.states}


def test_moves_that_the_law_does_not_know_are_refused() -> None:
    assert LIFE.may("awaiting_petitioner", "withdrawn_tacitly")
    assert not LIFE.may("received", "answered")
    assert not LIFE.may("answered", "closed")  # an answer that nobody received closes nothing
    with pytest.raises(LookupError):
        LIFE.may("filed", "lost")


def test_what_waits_for_the_person_is_paused_and_what_is_answered_is_stopped() -> None:
    assert LIFE.state("awaiting_petitioner").clock is Ticking.PAUSED
    assert {LIFE.state(key).clock for key in ("answered", "transferred", "annulled")} == {Ticking.STOPPED}


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 1, 22), Light.GREEN),  # 8 of 15 left
        (date(2026, 1, 23), Light.YELLOW),  # 7
        (date(2026, 1, 28), Light.YELLOW),  # 4
        (date(2026, 1, 29), Light.ORANGE),  # 3 of 15 are exactly 20 %
        (date(2026, 2, 3), Light.ORANGE),
        (date(2026, 2, 4), Light.RED),
    ],
)
def test_the_light_follows_the_share_of_the_term_left(today: date, shown: Light) -> None:
    assert light(counted("PIP", DAY), LIFE.thresholds, today=today, calendar=CALENDAR) is shown


def test_two_days_left_are_orange_however_short_the_term() -> None:
    short = counted("TUT", DAY, days=3)
    assert light(short, LIFE.thresholds, today=date(2026, 1, 14), calendar=CALENDAR) is Light.ORANGE


def test_paused_is_grey_answered_in_time_is_blue_and_answered_late_is_grey() -> None:
    def shown(*events: Asked | Answered) -> Light:
        return light(counted("PIP", DAY, *events), LIFE.thresholds, today=date(2026, 2, 10), calendar=CALENDAR)

    assert shown(Asked(date(2026, 1, 20), date(2026, 1, 20))) is Light.GREY
    assert shown(Answered(date(2026, 2, 3))) is Light.BLUE
    assert shown(Answered(date(2026, 2, 4))) is Light.GREY


def test_an_entity_may_set_its_own_thresholds() -> None:
    strict = Thresholds(Fraction(9, 10), Fraction(8, 10), 0)
    assert light(counted("PIP", DAY), strict, today=date(2026, 1, 16), calendar=CALENDAR) is Light.ORANGE
