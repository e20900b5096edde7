"""Everything that the OpenAPI document allows, and much that it does not, is asked: nothing breaks, and every answer is
one that the document describes."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode

import town
from faces.api import world
from probidad.faces.api import limits

DOCUMENT = "/api/v1/openapi.json"
EXAMPLES = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
NO_LIMIT = 10**9


@pytest.fixture
def anything(db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
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


@pytest.fixture
def valid(anything: Any) -> Any:
    """The same, asked only what it allows."""
    anything.config.generation.update(modes=[GenerationMode.POSITIVE])
    return anything


whatever, allowed = (schemathesis.pytest.from_fixture(name) for name in ("anything", "valid"))


def ask(case: Any) -> None:
    """Ask, with a key where one is needed, and hold the answer against the document."""
    headers = {"Authorization": f"Bearer {case.operation.schema.token}"} if "measurement" in case.path else {}
    case.call_and_validate(headers=headers)


@whatever.parametrize()
@EXAMPLES
def test_no_request_gets_an_answer_that_the_document_does_not_tell(case: Any) -> None:
    ask(case)


@allowed.parametrize()
@EXAMPLES
def test_what_is_there_is_told_as_the_document_says(case: Any) -> None:
    known = {"slug": "muestra", "entity": "muestra", "key": world.UNITS}
    if "followups/{entity}" in case.path:
        known["slug"] = "2017-12-30"
    if "measurement" in case.path:
        known["key"] = world.COUNT
    case.path_parameters = {name: known[name] for name in case.path_parameters}
    ask(case)
