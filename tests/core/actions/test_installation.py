"""The first start makes one person without a password and gives one link."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

import town
from probidad.core.actions import installation, invitations
from probidad.core.models import TrailEntry, User

START = """
import sys
import django
django.setup()
from probidad.core.actions.installation import first_start
print(first_start(email=sys.argv[1], name="Quien"))
"""


@pytest.mark.django_db
def test_the_first_start_makes_who_runs_the_installation_and_a_link() -> None:
    path = installation.first_start(email="quien@muestra.example", name="Quien Instala")
    assert path is not None
    made = User.objects.get()
    assert (made.operator, made.has_usable_password(), made.folded) == (
        True, False, "quien instala quien@muestra.example",
    )  # fmt: skip
    secret = path.rstrip("/").rsplit("/", 1)[1]
    assert invitations.accept(secret=secret, password="una-frase-de-prueba", now=timezone.now()) == made
    assert [entry.verb for entry in TrailEntry.objects.order_by("position")[:2]] == [
        "installation.started", "person.invited",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_later_start_makes_nobody() -> None:
    town.person()
    assert installation.first_start(email="quien@muestra.example", name="Quien") is None
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("email", "name"), [("no es un correo", "Quien"), ("", "Quien"), ("a@b.example", " ")])
def test_an_address_or_a_name_that_is_none_is_refused_and_nothing_stays(email: str, name: str) -> None:
    with pytest.raises(ValidationError):
        installation.first_start(email=email, name=name)
    assert not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_several_programs_that_start_at_once_one_makes_the_person(tmp_path: Path) -> None:
    place = at_the_database_of_the_test() if connection.vendor == "postgresql" else in_a_new_folder(tmp_path)
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", START, f"quien{number}@muestra.example"],
            env=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(3)
    ]  # fmt: skip
    told = [program.communicate(timeout=120) for program in starting]
    assert [program.returncode for program in starting] == [0, 0, 0], told
    assert sorted(out.strip() == "None" for out, _errors in told) == [False, True, True]


def at_the_database_of_the_test() -> dict[str, str]:
    of = connection.settings_dict
    return {**os.environ, "PROBIDAD_DATABASE_URL": f"postgres://{of['USER']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"}


def in_a_new_folder(folder: Path) -> dict[str, str]:
    place = {**os.environ, "PROBIDAD_DATA": str(folder), "PROBIDAD_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=place, check=True)
    return place
