"""Refusals are RFC 9457 in the reader's language, for every address under /api/, and tell nothing of the inside."""

import pytest
from django.test import Client

import town
from faces.api import world
from faces.api.world import NOTHING, UNITS, ask
from probidad.plans.models import FollowUp
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def shape(answer) -> dict:
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(body)
    assert body["status"] == answer.status_code
    assert body["type"].startswith("/api/v1/docs#")
    assert "<" not in body["title"] + body["detail"]
    return body


@pytest.mark.parametrize(
    "path", ["nothing", "entities/", "datasets/tests.absent", "indicators/none.such/x", "%00", "../x"]
)
def test_what_is_not_there_is_a_problem_and_no_page(path: str) -> None:
    assert shape(ask(path))["status"] == 404


@pytest.mark.parametrize("path", ["/api/", "/api/v2/entities", "/api/v1/v1/"])
def test_every_address_under_api_answers_programs(path: str) -> None:
    assert shape(Client(HTTP_HOST="localhost").get(path))["status"] == 404


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("entities?page=0", "page"), ("entities?page=1.0", "page"), ("entities?page=1_0", "page"),
        ("entities?page=", "page"), ("entities?limit=501", "limit"), ("entities?limit=9999999999999999999", "limit"),
        ("entities?colour=red", "colour"), ("entities?page=1&page=2", "page"), ("entities?idioma=fr", "idioma"),
        ("entities/a%20b", "slug"), ("entities/%C3%B1", "slug"), ("datasets/none", "key"),
        (f"datasets/{UNITS}?sort=share", "sort"), (f"datasets/{UNITS}?sort=none", "sort"),
        (f"datasets/{UNITS}?columns=code,none", "columns"), (f"datasets/{UNITS}?columns=code,code", "columns"),
        (f"datasets/{UNITS}?search=%00", "search"), (f"datasets/{UNITS}?format=xml", "format"),
        (f"datasets/{UNITS}?search={'a' * 201}", "search"), (f"datasets/{NOTHING}?search=a", "search"),
    ],
)  # fmt: skip
def test_what_is_not_valid_is_named(path: str, field: str) -> None:
    answer = ask(path)
    assert answer.status_code == 422
    errors = shape(answer)["errors"]
    assert [error["field"] for error in errors] == [field]
    assert all(error["detail"] for error in errors)


def test_refusals_speak_the_language_that_is_asked_for() -> None:
    assert ask("none", language="es-CO").json()["title"] == "No hay nada en esta dirección"
    assert ask("none", language="fr, en;q=0.5").json()["title"] == "There is nothing at this address"
    assert ask("none?idioma=en", language="es").json()["title"] == "There is nothing at this address"
    assert ask("entities", language="es").headers["Content-Language"] == "es"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_by_other_methods(method: str) -> None:
    answer = getattr(Client(HTTP_HOST="localhost", enforce_csrf_checks=True), method)("/api/v1/entities")
    assert shape(answer)["status"] == 405
    assert "GET" in answer.headers["Allow"]


def test_a_head_has_the_headers_and_no_body() -> None:
    answer = Client(HTTP_HOST="localhost").head("/api/v1/entities")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "ETag" in answer.headers


def test_a_host_that_is_not_ours_is_refused_as_a_problem() -> None:
    assert shape(Client(HTTP_HOST="ajeno.example").get("/api/v1/entities"))["status"] == 400


def test_an_error_of_ours_tells_nothing() -> None:
    here = town.entity()
    world.followup(here)
    FollowUp.objects.update(computed_exact="1/0")
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    body = shape(client.get(f"/api/v1/entities/{here.slug}/followups"))
    assert body["status"] == 500
    assert "Zero" not in str(body)


def test_pages_of_any_site_may_read_without_credentials() -> None:
    answer = ask("entities", Origin="https://otro.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    asked = Client(HTTP_HOST="localhost").options("/api/v1/entities", headers={"Origin": "https://otro.example"})
    assert asked.status_code == 204
    assert "Authorization" not in asked.headers["Access-Control-Allow-Headers"]


def test_reading_sets_no_cookie_and_a_cookie_opens_nothing() -> None:
    world.lay()
    assert not ask("entities").cookies
    browser = town.client(town.person(town.entity(), Role.READER))
    path = f"/api/v1/indicators/{world.COUNT}/measurement?start=2024-01-01&end=2024-12-31"
    assert browser.get(path).status_code == 401
