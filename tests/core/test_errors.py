"""What the reader gets when something of ours fails."""

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from probidad.core.views.errors import database_is_away


def fails(request: HttpRequest) -> HttpResponse:
    raise {"away": OperationalError("connection refused"), "gone": InterfaceError("closed"), "bug": KeyError("x")}[
        request.GET["with"]
    ]


urlpatterns = [path("falla/", fails), path("", include("probidad.project.urls"))]
handler500 = "probidad.core.views.errors.broken"
handler404 = "probidad.core.views.errors.absent"


@pytest.mark.parametrize(("trouble", "status"), [("away", 503), ("gone", 503), ("bug", 500)])
@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_is_away_is_told_apart_and_says_when_to_come_back(trouble: str, status: int) -> None:
    browser = Client(HTTP_HOST="localhost", raise_request_exception=False)
    response = browser.get("/falla/", {"with": trouble}, secure=True)
    assert response.status_code == status
    assert response.headers.get("Retry-After") == ("30" if status == 503 else None)
    assert "Traceback" not in response.text
    assert "connection refused" not in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "error", [OperationalError("no such table: x"), ProgrammingError("x"), DatabaseError("x"), ValueError("x"), None]
)
def test_a_table_that_lacks_or_a_mistake_of_ours_is_not_a_database_that_is_away(error: Exception | None) -> None:
    assert not database_is_away(error)


def test_what_is_not_there_answers_404_with_our_page() -> None:
    response = Client(HTTP_HOST="localhost").get("/nada-de-esto/", secure=True)
    assert response.status_code == 404
    assert "<h1>" in response.text
