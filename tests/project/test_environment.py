"""Settings are read from the environment, and one that cannot be is refused in words."""

import re
from pathlib import Path

import pytest

from probidad.documents.refusal import RefusalError
from probidad.project.environment import NOT_SETTINGS, SETTINGS, Environment, bind_of, mail_of

ROOT = Path(__file__).resolve().parents[2]


def reading(tmp_path: Path, **given: str) -> Environment:
    return Environment({"PROBIDAD_DATA": str(tmp_path / "datos"), **{f"PROBIDAD_{k}": v for k, v in given.items()}})


def test_the_manual_lists_every_setting_with_its_default_and_no_other() -> None:
    text = (ROOT / "docs/user/configuracion.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(PROBIDAD_\w+)` \| (?:`([^`]*)`|vacío) \|", text, re.MULTILINE)
    assert rows == [(setting.variable, setting.default) for setting in SETTINGS]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "many"),
        ("WORKERS", "0"),
        ("THREADS", "-1"),
        ("PROXIES", "1.5"),
        ("PROXIES", "11"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_the_name_of_its_variable(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        reading(tmp_path, **{name: value}).number(name, least=int(name != "PROXIES"), most=10)
    assert refused.value.facts["variable"] == f"PROBIDAD_{name}"
    assert refused.value.facts["value"] == value


@pytest.mark.parametrize("value", ["maybe", "2", "yes please"])
def test_a_flag_that_is_neither_yes_nor_no_is_refused_and_not_taken_for_no(tmp_path: Path, value: str) -> None:
    with pytest.raises(RefusalError):
        reading(tmp_path, HTTPS=value).flag("HTTPS")


@pytest.mark.parametrize(("value", "means"), [("yes", True), ("Sí", True), ("NO", False), ("0", False), ("", True)])
def test_a_flag_is_read_whatever_its_case_and_an_empty_one_is_the_default(
    tmp_path: Path, value: str, means: bool
) -> None:
    assert reading(tmp_path, HTTPS=value).flag("HTTPS") is means


@pytest.mark.parametrize("value", ["mysql://u:secreto@h/d", "postgres//h", "secreto", "postgres://u:secreto@h:no/d"])
def test_an_address_of_a_database_that_cannot_be_read_is_refused_without_its_password(
    tmp_path: Path, value: str
) -> None:
    with pytest.raises(RefusalError) as refused:
        reading(tmp_path, DATABASE_URL=value).database()
    assert "secreto" not in str(refused.value)


def test_without_an_address_the_database_is_a_file_in_the_data_folder_with_what_is_promised(tmp_path: Path) -> None:
    found = reading(tmp_path).database()
    assert found["NAME"] == str(tmp_path / "datos/probidad.sqlite3")
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_a_database_server_is_asked_for_its_health_and_not_waited_for_long(tmp_path: Path) -> None:
    found = reading(tmp_path, DATABASE_URL="postgres://u:p@h:5432/d").database()
    assert (found["CONN_HEALTH_CHECKS"], found["OPTIONS"]["connect_timeout"]) == (True, 5)


def test_the_data_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    assert reading(tmp_path).folder().stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RefusalError):
        reading(tmp_path, DATA=str(tmp_path / "file/datos")).folder()


def test_the_secret_key_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    first = reading(tmp_path).secret_key()
    assert len(first) >= 50
    assert reading(tmp_path).secret_key() == first
    assert (tmp_path / "datos/secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "datos").iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("text", "means"), [("127.0.0.1:8000", ("127.0.0.1", 8000)), ("[::1]:80", ("::1", 80)), ("nombre:1", ("nombre", 1))]
)
def test_an_address_to_listen_on_is_host_and_port(text: str, means: tuple[str, int]) -> None:
    assert bind_of(text) == means


@pytest.mark.parametrize("text", ["", "8000", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "::1:80", "a b:80"])
def test_an_address_to_listen_on_that_cannot_be_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusalError):
        reading(tmp_path, BIND=text).bind()


def test_mail_leaves_encrypted_when_its_address_says_so() -> None:
    found = mail_of("smtp+tls://usuario%40muestra:clave%2F1@correo.example")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_PORT"]) == (True, 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("usuario@muestra", "clave/1")
    assert mail_of("smtp+ssl://correo.example:4650")["EMAIL_PORT"] == 4650


@pytest.mark.parametrize("text", ["correo.example", "http://correo.example", "smtp://", "smtp://correo:no"])
def test_an_address_of_mail_that_cannot_be_read_is_refused_without_its_password(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusalError, match="MAIL_URL"):
        reading(tmp_path, MAIL_URL=text).mail()


@pytest.mark.parametrize(("name", "value"), [("LANGUAGE", "fr"), ("LOG", "loud")])
def test_a_word_that_is_none_of_those_known_is_refused(tmp_path: Path, name: str, value: str) -> None:
    environment = reading(tmp_path, **{name: value})
    with pytest.raises(RefusalError):
        environment.language() if name == "LANGUAGE" else environment.log_level()


def test_a_variable_written_wrong_is_noticed(tmp_path: Path) -> None:
    environment = Environment(
        {"PROBIDAD_HOST": "x", "PROBIDAD_HOSTS": "y", "HOME": "z", **dict.fromkeys(NOT_SETTINGS, "")}
    )
    assert environment.unknown() == ["PROBIDAD_HOST"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "https://localhost"),
        ({"PROBIDAD_HTTPS": "no"}, "http://localhost:8000"),
        ({"PROBIDAD_HOSTS": "probidad.muestra.example,otra.example"}, "https://probidad.muestra.example"),
        ({"PROBIDAD_HOSTS": ".muestra.example"}, "https://muestra.example"),
        ({"PROBIDAD_HOSTS": "*", "PROBIDAD_BIND": "[::1]:80", "PROBIDAD_HTTPS": "no"}, "http://[::1]:80"),
        ({"PROBIDAD_SITE": "https://probidad.muestra.example/"}, "https://probidad.muestra.example"),
    ],
)
def test_the_address_of_the_site_is_the_one_given_or_made_of_the_first_name(given: dict[str, str], told: str) -> None:
    assert Environment(given).site() == told


@pytest.mark.parametrize("text", ["probidad.example", "ftp://probidad.example", "https://probidad.example/ruta"])
def test_an_address_of_the_site_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(RefusalError, match="SITE"):
        Environment({"PROBIDAD_SITE": text}).site()
