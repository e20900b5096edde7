"""Every value that a page shows has a name."""

from enum import StrEnum

import pytest

from probidad.rules.periods import PER_YEAR
from probidad.rules.plans.differences import Line, What
from probidad.rules.plans.formality import Formality
from probidad.rules.plans.indicators import Accumulation, Direction, Kind
from probidad.rules.plans.names import PERIODICITY, name
from probidad.rules.plans.progress import Standing
from probidad.rules.plans.readings import Scale
from probidad.rules.plans.verification import Basis, Outcome


@pytest.mark.parametrize(
    "kind", [Kind, Direction, Accumulation, Scale, Standing, Basis, Outcome, What, Line, Formality]
)
def test_each_value_has_a_name_of_its_own(kind: type[StrEnum]) -> None:
    named = [name(each) for each in kind]
    assert len(set(named)) == len(named)


def test_every_periodicity_has_a_name() -> None:
    assert list(PERIODICITY) == list(PER_YEAR)
