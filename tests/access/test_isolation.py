"""Private words of one entity never reach another, nor a citizen: pages, searches, counters, exports and data."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.utils import timezone

import town
from access.test_matrix import address_of, routes
from access.world import World, world
from plans import imported
from probidad.core.models import ApiKey, Entity, Evidence, EvidenceVersion, ImportRun, OrgUnit, Process
from probidad.core.trail import record
from probidad.rules.language import fold
from probidad.rules.separation import ASSIGNABLE, Role

pytestmark = pytest.mark.django_db
MARK = "Zarzaparrilla"  # stands in no other text
ASKED = (
    "",
    "?q=zarza",
    "?formato=csv",
    "?formato=json",
    "?formato=xlsx",
    "?q=zarza&formato=csv",
    "?alcance=entity",
    "?alcance=entity&formato=csv",
)


def planted(here: Entity, unit: OrgUnit, folder: Path) -> None:
    """Private words in every table of ``here``."""
    person = town.person(
        here, Role.OWNER, unit=unit, name=f"{MARK} Pérez", email=f"{MARK.lower()}{here.pk}@muestra.example"
    )
    town.appointed(person, town.post(unit, f"Cargo {MARK}"))
    town.unit(here, f"Dependencia {MARK}")
    Process.objects.create(
        entity=here, code="ZZ", name=f"Proceso {MARK}", folded=fold(f"zz proceso {MARK}"), kind="support",
        objective=MARK, valid_from=town.SINCE,
    )  # fmt: skip
    ImportRun.objects.create(
        entity=here, kind="core.people", file=f"{MARK}.csv", sha256="0" * 64, size=1, content=MARK.encode(),
        created_by=person,
    )  # fmt: skip
    ApiKey.objects.create(
        entity=here, name=MARK, prefix=f"z{here.pk}", secret_sha256=f"{here.pk:064}", scopes=[], created_by=person,
        expires=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    with transaction.atomic():
        record(town.actor(person, here), "thing.made", here, name=MARK)
    proof = Evidence.objects.create(
        entity=here, kind="link", title=MARK, description=MARK, happened=town.SINCE, folded=fold(MARK), unit=unit,
        created_by=person,
    )  # fmt: skip
    proof.latest = EvidenceVersion.objects.create(evidence=proof, number=1, url=f"https://{MARK}.example/", note=MARK)
    proof.save(update_fields=["latest"])
    path = imported.matrix(folder, (f"Actividad {MARK}", "2", "1", "100%"), heading=f"Componente {MARK}")
    imported.applied(town.acting(here, Role.PLANNING), path, entity_confirmed="yes")


def text_of(response: HttpResponseBase) -> str:
    """Everything that a reader gets, the sheets of a workbook too."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    return body.decode("utf-8", "replace")


def leaks(here: World, role: str) -> list[tuple[str, str]]:
    """Routes, and what was asked of them, in which ``role`` of ``here`` reads the mark."""
    browser = town.client({**here.people, "operator": here.operator}.get(role))
    found: list[tuple[str, str]] = []
    for name, pattern in routes():
        address = address_of(here, name, pattern)
        for asked in ASKED:
            response = browser.get(address + asked)
            if response.status_code in {404, 405}:
                break  # the same for whatever is asked
            if MARK in text_of(response):
                found.append((name, asked))
    return found


@pytest.mark.parametrize("role", ["citizen", "operator", *(role.value for role in ASSIGNABLE)])
def test_words_of_another_entity_reach_nobody_here(role: str, tmp_path: Path) -> None:
    here = world()
    planted(here.there, here.unit_there, tmp_path)
    assert leaks(here, role) == []


def test_words_that_are_not_published_reach_no_citizen(tmp_path: Path) -> None:
    here = world()
    planted(here.here, here.unit, tmp_path)
    assert leaks(here, "citizen") == []


def test_the_mark_is_found_where_it_may_be_read(tmp_path: Path) -> None:
    """The tests above can fail: an administrator of the entity does read the mark."""
    here = world()
    planted(here.here, here.unit, tmp_path)
    assert {"core:person", "core:people", "core:trail", "core:keys"} & {
        name for name, _asked in leaks(here, "administrator")
    }
