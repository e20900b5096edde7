"""One-time codes agree with the tables of the two RFCs, and each opens once."""

import base64

import pytest

from probidad.rules.onetimecode import accepted, code

SECRET = base64.b32encode(b"12345678901234567890").decode()  # of both RFCs


@pytest.mark.parametrize(
    ("counter", "shown"),
    [(0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (4, "338314"), (9, "520489")],
)
def test_codes_are_those_of_appendix_d_of_rfc_4226(counter: int, shown: str) -> None:
    assert code(SECRET, counter) == shown


@pytest.mark.parametrize(
    ("moment", "shown"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_of_a_moment_are_those_of_appendix_b_of_rfc_6238(moment: int, shown: str) -> None:
    assert accepted(SECRET, shown, at=moment, after=0) == moment // 30


def test_a_clock_one_period_away_is_forgiven_and_two_are_not() -> None:
    at = 3000
    for periods, opens in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        shown = code(SECRET, at // 30 + periods)
        assert (accepted(SECRET, shown, at=at, after=0) is not None) is opens


def test_a_code_opens_once_and_an_earlier_one_not_after_it() -> None:
    at = 3000
    assert accepted(SECRET, code(SECRET, 100), at=at, after=99) == 100
    assert accepted(SECRET, code(SECRET, 100), at=at, after=100) is None
    assert accepted(SECRET, code(SECRET, 99), at=at, after=100) is None


def test_spaces_between_the_digits_do_not_count() -> None:
    assert accepted(SECRET, " 287 082 ", at=59, after=0) == 1


@pytest.mark.parametrize("typed", ["", "28708", "2870820", "٢٨٧٠٨٢", "28708a", "²87082", "-87082"])
def test_what_is_not_six_digits_opens_nothing(typed: str) -> None:
    assert accepted(SECRET, typed, at=59, after=0) is None


def test_a_secret_that_is_not_base32_is_an_error() -> None:
    with pytest.raises(ValueError, match="padding"):
        code("no es base32", 1)
