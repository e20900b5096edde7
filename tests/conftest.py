"""Shared by all tests: in CI a test that is skipped counts as a failure; Sopó is published once."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

import reports


def pytest_configure() -> None:
    """Static files are served from where they lie: no test has to gather them first."""
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64  # the same hasher, without its slowness
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


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
