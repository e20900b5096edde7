"""What every answer of every route carries, errors included, and what no page may hold."""

import re

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

import town
from access.test_matrix import address_of, routes
from access.world import World, world

pytestmark = pytest.mark.django_db
POLICY = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'")
SIGNED_IN = ("planning", "administrator", "reader")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\bstyle=|<style|\son[a-z]+=|javascript:", re.IGNORECASE)
OUTSIDE = re.compile(
    r"<(?:script|img|iframe|source|use|image)[^>]+(?:src|href)=\"(?:https?:)?//|<link[^>]+rel=\"(?:stylesheet|icon|preload)\"[^>]+href=\"(?:https?:)?//"
)


def answers(here: World, role: str) -> list[tuple[str, HttpResponseBase]]:
    """Every route with an object of one's own, asked by ``role``."""
    browser = town.client(here.people.get(role))
    found: list[tuple[str, HttpResponseBase]] = []
    for name, pattern in routes():
        found.append((name, browser.get(address_of(here, name, pattern))))
    found += [("(absent)", browser.get("/no/hay/nada/")), ("(absent desk)", browser.get("/mesa/nada/"))]
    return found


@pytest.mark.parametrize("role", ["citizen", *SIGNED_IN])
def test_every_answer_carries_the_headers_that_protect_its_reader(role: str) -> None:
    for name, response in answers(world(), role):
        headers = response.headers
        assert response.status_code < 500, name
        policy = headers.get("Content-Security-Policy", "")
        assert all(part in policy for part in POLICY), name
        assert "unsafe" not in policy, name
        assert headers.get("X-Content-Type-Options") == "nosniff", name
        assert headers.get("X-Frame-Options") == "DENY", name
        assert headers.get("Referrer-Policy") in {"same-origin", "strict-origin", "no-referrer"}, name
        assert headers.get("Cross-Origin-Opener-Policy") == "same-origin", name
        assert "camera=()" in headers.get("Permissions-Policy", ""), name


@pytest.mark.parametrize("role", ["citizen", *SIGNED_IN])
def test_no_page_holds_inline_script_or_style_or_asks_another_host(role: str) -> None:
    for name, response in answers(world(), role):
        if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
            text = response.content.decode()
            assert INLINE.findall(text) == [], name
            assert OUTSIDE.findall(text) == [], name


def test_public_reading_sets_no_cookie_and_private_pages_are_kept_nowhere() -> None:
    here = world()
    for name, response in answers(here, "citizen"):
        if name.startswith("portal:"):
            assert not response.cookies, name
    for name, response in answers(here, "planning"):
        if name.startswith(("core:", "plans:", "desk:")):
            assert "no-store" in response.headers.get("Cache-Control", ""), name


def test_cookies_are_out_of_reach_of_scripts() -> None:
    browser = town.client()
    response = browser.get(reverse("account_login"))
    for cookie in response.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_an_unknown_host_is_refused_without_detail(settings: pytest.FixtureRequest) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]  # type: ignore[attr-defined]
    response = town.client().get("/", headers={"Host": "malo.example"})
    assert response.status_code == 400
    assert b"malo.example" not in response.content
