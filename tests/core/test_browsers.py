"""A browser is told by its family only, and known by a cookie that nobody can read or forge."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from probidad.core import browsers

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"


def with_cookie(value: str) -> HttpRequest:
    request = RequestFactory().get("/cuenta/entrar/")
    request.COOKIES[browsers.COOKIE] = value
    return request


def remembered(request: HttpRequest, *accounts: str) -> str:
    for account in accounts:
        response = HttpResponse()
        browsers.remember(request, response, account)
        request = with_cookie(response.cookies[browsers.COOKIE].value)
    return request.COOKIES[browsers.COOKIE]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome"),
        (f"{CHROME} Edg/126.0", "Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605.1.15 Version/17.5 Safari/604.1", "Safari"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_only_the_family_of_a_browser_is_told(agent: str, name: str) -> None:
    assert browsers.family(RequestFactory().get("/", HTTP_USER_AGENT=agent)) == name


def test_a_browser_is_known_for_the_accounts_that_signed_in_with_it() -> None:
    request = with_cookie(remembered(with_cookie(""), "ana@muestra.example"))
    assert browsers.known(request, "ANA@muestra.example ")
    assert browsers.known(request, "otra@muestra.example") == ""


def test_the_mark_stays_the_same_from_one_sign_in_to_the_next() -> None:
    once = with_cookie(remembered(with_cookie(""), "ana@muestra.example"))
    again = with_cookie(remembered(once, "ana@muestra.example"))
    assert browsers.known(once, "ana@muestra.example") == browsers.known(again, "ana@muestra.example")


def test_of_many_people_at_one_browser_the_last_six_are_known() -> None:
    request = with_cookie(remembered(with_cookie(""), *(f"p{number}@muestra.example" for number in range(8))))
    known = [bool(browsers.known(request, f"p{number}@muestra.example")) for number in range(8)]
    assert known == [False, False, *([True] * 6)]


@pytest.mark.parametrize("value", ["", "x", "e30:1:forged", "null"])
def test_a_forged_cookie_makes_no_browser_known(value: str) -> None:
    assert browsers.known(with_cookie(value), "ana@muestra.example") == ""


def test_the_cookie_goes_to_the_account_pages_only_and_says_no_address() -> None:
    response = HttpResponse()
    browsers.remember(with_cookie(""), response, "ana@muestra.example")
    cookie = response.cookies[browsers.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/cuenta/", True, "Lax")
    assert "ana" not in cookie.value
