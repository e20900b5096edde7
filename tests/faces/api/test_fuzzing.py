"""Everything that the OpenAPI document allows, and much that it does not, is asked: nothing breaks, and every answer is
one that the document describes."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

import town
from faces.api import world
from probidad.faces.api import limits
from probidad.faces.api.urls import ADDRESSES

DOCUMENT = "/api/v1/openapi.json"
EXAMPLES = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
NO_LIMIT = 10**9
OPERATIONS = [name for name, _address in ADDRESSES]


@pytest.fixture
def one_transaction(db: None) -> Iterator[None]:
    """The server in this process leaves the test's connection open, as the client of Django's tests does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def anything(one_transaction: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The document of the running API, about a town with data; whoever asks may ask a lot."""
    for name in ("OPEN", "KEY", "WRONG_KEY"):
        monkeypatch.setattr(limits, name, limits.Rate(name, NO_LIMIT, NO_LIMIT))
    here = town.entity(slug="muestra")
    world.followup(here)
    for number in range(3):
        town.unit(here, f"Secretaría {number}", code=f"A{number}")
    found = schemathesis.openapi.from_wsgi(DOCUMENT, get_wsgi_application())
    found.token = world.private_key(here)[1]
    return found


def ask(document: Any, name: str, mode: GenerationMode, known: dict[str, str] | None = None) -> None:
    """Ask one operation many ways, with a key where one is needed, and hold each answer against the document.

    About objects that are there (``known``) a well-written request may still be refused: which columns a dataset has,
    and that a period ends after it begins, is more than a schema can say.
    """
    headers = {"Authorization": f"Bearer {document.token}"} if name == "measurement" else {}

    @EXAMPLES
    @given(case=document.find_operation_by_id(name).as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        if known:
            case.path_parameters = {parameter: known[parameter] for parameter in case.path_parameters}
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance] if known else [])

    run()


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_allowed_is_answered_as_the_document_says(anything: Any, name: str) -> None:
    ask(anything, name, GenerationMode.POSITIVE)


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_not_allowed_is_refused_as_the_document_says(anything: Any, name: str) -> None:
    ask(anything, name, GenerationMode.NEGATIVE)


@pytest.mark.parametrize("name", ["entity", "entity_followups", "followup", "document", "dataset", "measurement"])
def test_what_is_there_is_told_as_the_document_says(anything: Any, name: str) -> None:
    known = {"slug": "muestra", "entity": "muestra", "key": world.UNITS}
    if name in {"followup", "document"}:
        known["slug"] = "2017-12-30"
    if name == "measurement":
        known["key"] = world.COUNT
    ask(anything, name, GenerationMode.POSITIVE, known)
