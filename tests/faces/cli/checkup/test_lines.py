"""The check-up finds what is amiss, one thing broken at a time."""

import socketserver
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import town
from probidad.core.actions.invitations import mail_link
from probidad.core.actions.upkeep import run_all
from probidad.core.models import ChoreRun, OutboxMessage
from probidad.faces.cli.checkup import configuration, machine, mailing, running, storage
from probidad.faces.cli.checkup.line import Line, State
from probidad.faces.cli.preparing import collect_static
from probidad.faces.cli.working import beat


def only(lines: Iterable[Line]) -> Line:
    found = list(lines)
    assert len(found) == 1
    if found[0].state is not State.GOOD:
        assert found[0].remedy
    return found[0]


def test_an_old_python_is_told() -> None:
    assert only(machine.python((3, 10, 9))).state is State.MEND
    assert only(machine.python()).state is State.GOOD


def test_the_libraries_of_this_environment_fit() -> None:
    assert only(machine.libraries("django")).state is State.GOOD


def test_a_library_that_lacks_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "muestra-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: muestra\nVersion: 1\nRequires-Dist: django>=99\n"
        "Requires-Dist: nothing-of-this\nRequires-Dist: other; extra == 'x'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    line = only(machine.libraries("muestra"))
    assert line.state is State.MEND
    assert "django>=99" in str(line.facts["libraries"])
    assert "nothing-of-this" in str(line.facts["libraries"])
    assert "other" not in str(line.facts["libraries"])


def test_fonts_that_lack_are_named(tmp_path: Path) -> None:
    assert only(machine.fonts()).state is State.GOOD
    line = only(machine.fonts(tmp_path))
    assert (line.state, "archivo-400.ttf" in str(line.facts["files"])) == (State.MEND, True)


@pytest.mark.parametrize(("mebibytes", "state"), [(10, State.MEND), (1000, State.ADVICE), (9000, State.GOOD)])
def test_little_room_is_advice_and_none_is_to_mend(mebibytes: int, state: State) -> None:
    assert only(machine.room(mebibytes * machine.MIB)).state is state


def test_the_clock_of_this_machine_can_be() -> None:
    assert only(machine.clock()).state is State.GOOD


@pytest.mark.parametrize(("mode", "state"), [(0o700, State.GOOD), (0o750, State.MEND), (0o701, State.MEND)])
def test_a_data_folder_that_others_may_read_is_to_mend(tmp_path: Path, mode: int, state: State) -> None:
    tmp_path.chmod(mode)
    assert only(configuration.folder(tmp_path)).state is state


def test_a_data_folder_that_is_not_there_keeps_the_server_from_starting(tmp_path: Path) -> None:
    assert only(configuration.folder(tmp_path / "nada")).state is State.CRITICAL


@pytest.mark.parametrize(("key", "mode", "state"), [("k" * 49, 0o600, State.CRITICAL), ("k" * 50, 0o600, State.GOOD), ("k" * 50, 0o640, State.CRITICAL)])  # fmt: skip
def test_a_secret_key_that_is_short_or_readable_keeps_the_server_from_starting(
    tmp_path: Path, key: str, mode: int, state: State
) -> None:
    (tmp_path / "secret-key").touch(mode=0o600)
    (tmp_path / "secret-key").chmod(mode)
    with override_settings(DATA=tmp_path, SECRET_KEY=key):
        assert only(configuration.secret_key()).state is state


@pytest.mark.parametrize(
    ("https", "proxies", "host", "state"),
    [
        (True, 1, "127.0.0.1", State.GOOD),
        (True, 1, "0.0.0.0", State.ADVICE),
        (True, 0, "127.0.0.1", State.MEND),
        (False, 0, "127.0.0.1", State.ADVICE),
        (False, 0, "localhost", State.ADVICE),
        (False, 0, "::1", State.ADVICE),
        (False, 0, "0.0.0.0", State.CRITICAL),
        (False, 0, "servidor", State.CRITICAL),
        (False, 1, "127.0.0.1", State.CRITICAL),
    ],
)
def test_passwords_never_travel_in_clear_beyond_this_machine(
    https: bool, proxies: int, host: str, state: State
) -> None:
    with override_settings(HTTPS=https, PROXIES=proxies, BIND=(host, 8000)):
        assert only(configuration.https()).state is state


@pytest.mark.parametrize(
    ("names", "state"),
    [
        (["*"], State.CRITICAL),
        ([], State.CRITICAL),
        (["localhost", "127.0.0.1"], State.MEND),
        (["integridad.muestra.example"], State.GOOD),
    ],
)
def test_the_names_of_the_site_are_its_own(names: list[str], state: State) -> None:
    with override_settings(ALLOWED_HOSTS=names, HTTPS=True):
        assert only(configuration.hosts()).state is state


def test_debugging_keeps_the_server_from_starting_unless_asked_for() -> None:
    with override_settings(DEBUG=True):
        assert only(configuration.debugging()).state is State.CRITICAL


def test_a_variable_that_no_setting_has_is_named() -> None:
    with override_settings(UNKNOWN_VARIABLES=["PROBIDAD_HOST"]):
        line = only(configuration.variables())
    assert (line.state, line.facts["names"]) == (State.MEND, "PROBIDAD_HOST")


def test_static_files_that_are_not_those_of_this_program_are_told(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path):
        assert only(configuration.static_files()).state is State.MEND
        collect_static()
        assert only(configuration.static_files()).state is State.GOOD
        (tmp_path / ".probidad").write_text("older")
        assert only(configuration.static_files()).state is State.MEND


class _Refuses(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"554 not here\r\n")


@contextmanager
def mail_server() -> Iterator[int]:
    with socketserver.TCPServer(("127.0.0.1", 0), _Refuses) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield int(server.server_address[1])
        server.shutdown()


def test_a_mail_server_that_refuses_or_is_not_there_is_told() -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as port, override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        assert only(mailing.mail_answers()).state is State.MEND
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        assert only(mailing.mail_answers()).state is State.MEND


def test_without_mail_the_links_are_handed_over_by_a_person() -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        assert only(mailing.mail()).state is State.ADVICE
        assert list(mailing.mail_answers()) == []


@pytest.mark.django_db
def test_a_database_as_it_should_be_has_nothing_to_mend() -> None:
    lines = list(storage.storage())
    assert [line.key for line in lines if line.state is not State.GOOD] == []
    assert {line.key for line in lines} >= {"database.migrations"}


@pytest.mark.django_db
def test_a_pragma_that_sqlite_did_not_take_keeps_the_server_from_starting() -> None:
    if connection.vendor != "sqlite":
        assert list(storage.pragmas()) == []
        return
    line = only(storage.pragmas({**storage.PROMISED, "synchronous": "3"}))
    assert (line.state, line.facts["wrong"]) == (State.CRITICAL, "synchronous=2")


@pytest.mark.django_db
def test_a_migration_that_lacks_is_named() -> None:
    MigrationRecorder(connection).record_unapplied("plans", "0001_initial")
    line = only(storage.migrations())
    assert (line.state, line.facts["first"]) == (State.MEND, "plans.0001_initial")


@pytest.mark.django_db
def test_a_worker_that_never_ran_is_advice_and_a_silent_one_is_to_mend() -> None:
    now = timezone.now()
    assert only(running.worker(now)).state is State.ADVICE
    beat(now)
    assert only(running.worker(now)).state is State.GOOD
    assert only(running.worker(now + timedelta(minutes=6))).state is State.MEND


@pytest.mark.django_db
def test_a_worker_at_a_long_task_is_not_taken_for_dead() -> None:
    now = timezone.now()
    beat(now - timedelta(hours=1))
    mail_link.enqueue(0, "http://localhost", "es")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=now)
    assert only(running.worker(now)).state is State.GOOD


@pytest.mark.django_db
def test_tasks_that_wait_too_long_or_failed_are_told() -> None:
    now = timezone.now()
    assert only(running.queue(now)).state is State.GOOD
    mail_link.enqueue(0, "http://localhost", "es")
    assert only(running.queue(now)).state is State.GOOD
    assert only(running.queue(now + timedelta(minutes=11))).state is State.MEND
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert only(running.queue(now)).state is State.ADVICE


@pytest.mark.django_db
def test_an_installation_without_people_says_how_the_first_comes() -> None:
    assert only(running.people()).state is State.ADVICE
    town.person()
    assert only(running.people()).state is State.GOOD


@pytest.mark.django_db
def test_scheduled_work_that_stopped_or_failed_and_mail_that_could_not_be_sent_are_told() -> None:
    now = timezone.now()
    assert only(running.chores(now)).state is State.ADVICE
    list(run_all(now))
    assert only(running.chores(timezone.now())).state is State.GOOD
    assert only(running.chores(timezone.now() + timedelta(hours=2))).state is State.MEND
    ChoreRun.objects.filter(key="core.outbox").update(error="OSError")
    line = only(running.chores(timezone.now()))
    assert (line.state, line.facts["keys"]) == (State.MEND, "core.outbox")
    assert only(running.outgoing()).state is State.GOOD
    OutboxMessage.objects.create(
        key="x", to="a@muestra.example", subject="x", text="x", created=now, not_before=now, state="failed"
    )
    assert only(running.outgoing()).state is State.ADVICE
