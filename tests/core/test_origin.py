"""Forwarding headers are believed only from proxies of ours."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings as SettingsWrapper

from probidad.core.origin import neighbourhood, origin


def asked(settings: SettingsWrapper, proxies: int, connection: str, forwarded: str | None = None) -> str:
    settings.PROXIES = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return origin(RequestFactory().get("/", REMOTE_ADDR=connection, **headers))


def test_without_proxies_a_forged_header_changes_nothing(settings: SettingsWrapper) -> None:
    assert asked(settings, 0, "203.0.113.7", "10.0.0.1") == "203.0.113.7"
    assert asked(settings, 0, "203.0.113.7", "10.0.0.1, 10.0.0.2") == "203.0.113.7"


def test_behind_one_proxy_only_what_it_wrote_counts(settings: SettingsWrapper) -> None:
    assert asked(settings, 1, "127.0.0.1", "203.0.113.7") == "203.0.113.7"
    assert asked(settings, 1, "127.0.0.1", "10.9.9.9, 8.8.8.8, 203.0.113.7") == "203.0.113.7"


def test_behind_two_proxies_the_second_from_the_right_counts(settings: SettingsWrapper) -> None:
    assert asked(settings, 2, "10.0.0.2", "8.8.8.8, 203.0.113.7, 10.0.0.1") == "203.0.113.7"


@pytest.mark.parametrize("forwarded", ["", "no es una dirección", "203.0.113.7, ", "<script>", "1.2.3.4.5"])
def test_a_header_that_holds_no_address_is_as_if_it_were_not_there(settings: SettingsWrapper, forwarded: str) -> None:
    assert asked(settings, 1, "127.0.0.1", forwarded) == "127.0.0.1"


def test_a_header_shorter_than_promised_came_round_a_proxy(settings: SettingsWrapper) -> None:
    assert asked(settings, 2, "198.51.100.3", "203.0.113.7") == "198.51.100.3"


def test_a_server_that_tells_no_address_gives_none(settings: SettingsWrapper) -> None:
    assert asked(settings, 0, "") == "0.0.0.0"
    assert asked(settings, 1, "", "203.0.113.7") == "203.0.113.7"


def test_an_address_is_written_in_one_way(settings: SettingsWrapper) -> None:
    assert asked(settings, 0, "::ffff:203.0.113.7") == "203.0.113.7"
    assert asked(settings, 0, "2001:DB8:0:0::1") == "2001:db8::1"


def test_one_household_in_ipv6_is_one_origin() -> None:
    assert neighbourhood("2001:db8:1:2::1") == neighbourhood("2001:db8:1:2:ffff::9")
    assert neighbourhood("2001:db8:1:2::1") != neighbourhood("2001:db8:1:3::1")
    assert neighbourhood("203.0.113.7") != neighbourhood("203.0.113.8")
