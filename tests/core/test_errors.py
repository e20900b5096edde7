"""What the reader gets when something of ours fails."""

import errno
import logging

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from probidad.core.views.errors import bad_request, database_is_away


def fails(request: HttpRequest) -> HttpResponse:
    raise {
        "away": OperationalError("connection refused"), "gone": InterfaceError("closed"), "bug": KeyError("x"),
        "full": OperationalError("database or disk is full"), "no room": OSError(errno.ENOSPC, "No space left on device"),
    }[request.GET["with"]]  # fmt: skip


urlpatterns = [path("falla/", fails), path("", include("probidad.project.urls"))]
handler500 = "probidad.core.views.errors.broken"
handler404 = "probidad.core.views.errors.absent"


@pytest.mark.parametrize(
    ("trouble", "status"), [("away", 503), ("gone", 503), ("bug", 500), ("full", 507), ("no room", 507)]
)
@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_is_away_is_told_apart_and_says_when_to_come_back(trouble: str, status: int) -> None:
    browser = Client(HTTP_HOST="localhost", raise_request_exception=False)
    response = browser.get("/falla/", {"with": trouble}, secure=True)
    assert response.status_code == status
    assert response.headers.get("Retry-After") == {503: "30", 507: "300"}.get(status)
    assert "Traceback" not in response.text
    assert "connection refused" not in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "error", [OperationalError("no such table: x"), ProgrammingError("x"), DatabaseError("x"), ValueError("x"), None]
)
def test_a_table_that_lacks_or_a_mistake_of_ours_is_not_a_database_that_is_away(error: Exception | None) -> None:
    assert not database_is_away(error)


@override_settings(ROOT_URLCONF=__name__)
def test_the_log_gets_one_line_that_holds_no_address_of_the_database(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Client(HTTP_HOST="localhost", raise_request_exception=False).get("/falla/", {"with": "away"}, secure=True)
    assert [record.getMessage() for record in caplog.records] == ["GET /falla/ answered 503: OperationalError"]
    assert caplog.records[0].exc_info is None


@pytest.mark.parametrize(("beneath", "status"), [(OperationalError("terminating"), 503), (None, 400)])
def test_a_session_that_the_database_could_not_keep_is_not_a_request_that_cannot_be_understood(
    rf: RequestFactory, beneath: Exception | None, status: int
) -> None:
    lost, interrupted = UpdateError(), SessionInterrupted("gone")
    lost.__context__, interrupted.__context__ = beneath, lost
    request = rf.get("/")
    request.theme = ""
    assert bad_request(request, interrupted).status_code == status


def test_what_is_not_there_answers_404_with_our_page() -> None:
    response = Client(HTTP_HOST="localhost").get("/nada-de-esto/", secure=True)
    assert response.status_code == 404
    assert "<h1>" in response.text
