"""Shared by all tests: in CI a test that is skipped counts as a failure; Sopó is published once."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

import reports
from probidad.core import guards


def pytest_configure() -> None:
    """Static files are served from where they lie, so that no test has to gather them first; SQLite is kept in memory
    also where tests run side by side (pytest-django knows only the engine of the framework)."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "probidad.project.sqlite":
        database.setdefault("TEST", {})["NAME"] = ":memory:"
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64  # the same hasher, without its slowness
    settings.ANCHORS = Path(tempfile.mkdtemp(prefix="probidad-anclas-"))
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


@pytest.fixture(scope="session", autouse=True)
def evidence_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of evidence lie apart from those of the installation that the settings name."""
    settings.EVIDENCE = tmp_path_factory.mktemp("evidencias")
    return settings.EVIDENCE


@pytest.fixture(scope="session")
def sopo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``probidad revisar`` publishes of Sopó; tests only read it."""
    return reports.published_in(tmp_path_factory.mktemp("sopo") / "sitio")


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """Each process of the tests has its database: of SQLite in its own memory, of a server under a name of its own."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    if worker and connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"test_{connection.settings_dict['NAME']}_{worker}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-both-engines", action="store_true", help="only tests that use the database, without those of the browser"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--on-both-engines`` only what another database could change is left."""
    if not config.getoption("--on-both-engines"):
        return
    kept = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _asks_the_database(item: pytest.Item) -> bool:
    named = set(getattr(item, "fixturenames", ()))
    uses = item.get_closest_marker("django_db") is not None or not named.isdisjoint({"db", "transactional_db"})
    return uses and "browser" not in item.path.parts


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_guards() -> Iterator[None]:
    """A test with transactions of its own empties the tables at its end, which the triggers of the ledger refuse: for
    that moment, and in tests alone, they are lifted."""
    operations = type(connection.ops)  # of every connection: beside the loop of the browser there is another one
    flush = operations.execute_sql_flush

    def past_the_guards(self: object, statements: list[str]) -> None:
        with guards.lifted():
            flush(self, statements)

    operations.execute_sql_flush = past_the_guards
    yield
    operations.execute_sql_flush = flush
