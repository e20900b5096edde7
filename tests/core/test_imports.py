"""Imports, everywhere the same: preview, confirm, all or nothing, and the same file again changes nothing."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import town
from core import trial
from probidad.core.actions import imports as actions
from probidad.core.models import Entity, ImportRun, OrgUnit, TrailEntry, User
from probidad.documents.limits import Limits
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("imports")]
NEW = "/mesa/importaciones/nueva/trial.units/"
GOOD = (("10", "Hacienda", "2024-01-01"), ("20", "Prensa", "1 de febrero de 2024"))
FAULTY = (("10", "", "2024-01-01"), ("20", "Prensa", "ayer"))


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    with trial.on_the_shelf():
        yield


@pytest.fixture
def here() -> Entity:
    return town.entity()


@pytest.fixture
def who(here: Entity) -> User:
    return town.person(here, Role.PLANNING, name="Ana Planeación")


@pytest.fixture
def browser(who: User) -> Client:
    return town.client(who)


def sent(browser: Client, content: bytes, name: str = "unidades.xlsx", **choices: str) -> str:
    """The address of the import that was begun."""
    response = browser.post(NEW, {"file": SimpleUploadedFile(name, content), **choices})
    assert response.status_code == 303, re.findall("error-text.*?</p>", response.content.decode())
    return str(response.headers["Location"])


def seal(browser: Client, address: str) -> str:
    found = re.search('name="visto" value="([0-9a-f]{64})"', browser.get(address).content.decode())
    assert found
    return found[1]


def text(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_file_is_previewed_confirmed_and_applied_with_its_digest_in_the_trail(browser: Client, here: Entity) -> None:
    address = sent(browser, trial.sheet(*GOOD))
    page = text(browser, address)
    assert "Hacienda" in page
    assert "escrito: 1 de febrero de 2024" in page  # what was inferred shows what was written
    assert not OrgUnit.objects.exists()
    response = browser.post(address + "aplicar/", {"visto": seal(browser, address)})
    assert (response.status_code, response.headers["Location"]) == (303, address)
    assert set(OrgUnit.objects.filter(entity=here).values_list("name", flat=True)) == {"Hacienda", "Prensa"}
    run = ImportRun.objects.get()
    assert (run.state, bytes(run.content), run.summary["new"]) == ("applied", b"", 2)
    entry = TrailEntry.objects.get(verb="import.applied")
    assert entry.facts["sha256"] == run.sha256
    page = text(browser, address)
    assert "Nuevas: 2" in page
    assert "Ana Planeación" in page
    assert 'href="/mesa/u/' in page


def test_each_fault_is_told_with_its_cell_and_nothing_can_be_applied(browser: Client) -> None:
    address = sent(browser, trial.sheet(*FAULTY))
    page = text(browser, address)
    assert "celda B2" in page
    assert "celda C3" in page
    assert 'name="visto"' not in page
    response = browser.post(address + "aplicar/", {"visto": "0" * 64}, follow=True)
    assert "celda B2" in response.content.decode()
    assert not OrgUnit.objects.exists()
    assert ImportRun.objects.get().state == "previewed"


def test_a_fault_of_the_database_is_told_with_its_cell(browser: Client) -> None:
    address = sent(browser, trial.sheet(("000", "Reservada", "2024-01-01")))
    assert "fila 2, celda A2: el código «000» está reservado." in text(browser, address)


def test_what_changes_shows_what_is_stored_now(browser: Client, here: Entity) -> None:
    town.unit(here, "Hacienda vieja", code="10")
    page = text(browser, sent(browser, trial.sheet(*GOOD)))
    assert "ahora: Hacienda vieja" in page
    assert "Cambian: 1" in page


def test_the_same_file_again_changes_nothing_and_says_who_applied_it(browser: Client) -> None:
    content = trial.sheet(*GOOD)
    address = sent(browser, content)
    browser.post(address + "aplicar/", {"visto": seal(browser, address)})
    entries = TrailEntry.objects.count()
    again = browser.post(NEW, {"file": SimpleUploadedFile("otro.xlsx", content)}, follow=True)
    assert again.redirect_chain == [(address, 303)]
    assert "Nada cambió: Ana Planeación ya aplicó este mismo archivo" in again.content.decode()
    assert (ImportRun.objects.count(), TrailEntry.objects.count()) == (1, entries)


def test_the_same_file_is_taken_again_when_what_it_brought_was_changed(browser: Client, here: Entity) -> None:
    content = trial.sheet(*GOOD)
    address = sent(browser, content)
    browser.post(address + "aplicar/", {"visto": seal(browser, address)})
    OrgUnit.objects.filter(code="10").update(name="Otra")
    assert sent(browser, content) != address


def test_what_was_seen_must_still_be_what_is_done(browser: Client, here: Entity) -> None:
    address = sent(browser, trial.sheet(*GOOD))
    seen = seal(browser, address)
    town.unit(here, "Hacienda de otro", code="10")
    response = browser.post(address + "aplicar/", {"visto": seen}, follow=True)
    assert "cambió después de que usted vio" in response.content.decode()
    assert OrgUnit.objects.get(code="10").name == "Hacienda de otro"
    browser.post(address + "aplicar/", {"visto": seal(browser, address)})
    assert OrgUnit.objects.get(code="10").name == "Hacienda"


def test_an_import_is_applied_once(browser: Client) -> None:
    address = sent(browser, trial.sheet(*GOOD))
    seen = seal(browser, address)
    browser.post(address + "aplicar/", {"visto": seen})
    page = browser.post(address + "aplicar/", {"visto": seen}, follow=True).content.decode()
    assert "ya se aplicó o se descartó" in page
    assert TrailEntry.objects.filter(verb="import.applied").count() == 1
    assert "ya se aplicó o se descartó" in browser.post(address + "descartar/", follow=True).content.decode()
    assert ImportRun.objects.get().state == "applied"


def test_an_import_that_fails_half_way_leaves_nothing(browser: Client) -> None:
    address = sent(browser, trial.sheet(*GOOD, ("30", "Falla", "2024-01-01")))
    page = browser.post(address + "aplicar/", {"visto": seal(browser, address)}, follow=True).content.decode()
    assert "falló a mitad" in page
    assert not OrgUnit.objects.exists()
    assert ImportRun.objects.get().state == "previewed"
    assert not TrailEntry.objects.filter(verb="import.applied").exists()


def test_a_discarded_file_is_forgotten(browser: Client) -> None:
    address = sent(browser, trial.sheet(*GOOD))
    assert "quedó descartado" in browser.post(address + "descartar/", follow=True).content.decode()
    run = ImportRun.objects.get()
    assert (run.state, bytes(run.content)) == ("discarded", b"")
    assert TrailEntry.objects.get(verb="import.discarded").facts["sha256"] == run.sha256


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "está vacío"),
        ("a.xlsx", b"not a zip", "a.xlsx"),
        ("a.exe", b"MZ\x90\x00", "a.exe"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 50, "a.xlsx"),
        ("x" * 300 + ".xlsx", b"zz", "xxx"),
        ("..xlsx", b"zz", "xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_nothing_is_kept(
    browser: Client, name: str, content: bytes, says: str
) -> None:
    response = browser.post(NEW, {"file": SimpleUploadedFile(name, content), "hoja": "Una hoja"})
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert 'href="#id_file"' in page
    assert 'value="Una hoja"' in page  # nothing typed is lost
    assert not ImportRun.objects.exists()
    assert not TrailEntry.objects.exists()


def test_a_file_without_the_headings_says_which_ones_are_needed(browser: Client) -> None:
    page = text(browser, sent(browser, b"uno,dos\n1,2\n", "a.csv"))
    assert "Código · Nombre · Desde" in page
    assert 'name="visto"' not in page


def test_a_file_beyond_the_limit_is_refused_before_it_is_kept(browser: Client) -> None:
    response = browser.post(NEW, {"file": SimpleUploadedFile("grande.xlsx", b"\0" * (Limits().size + 1))})
    assert response.status_code == 422
    assert "más de 20 MB" in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_form_without_a_file_asks_for_it(browser: Client) -> None:
    response = browser.post(NEW, {"hoja": "x"})
    assert response.status_code == 422
    assert "Este campo es obligatorio" in response.content.decode()


def test_a_choice_settled_later_reads_the_file_anew(browser: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(trial.sheet(GOOD[0])))
    other = book.create_sheet("Otra")
    for row in (("Código", "Nombre", "Desde"), ("77", "De la otra", "2024-01-01")):
        other.append(row)
    out = io.BytesIO()
    book.save(out)
    address = sent(browser, out.getvalue())
    assert "«Sheet», «Otra»" in text(browser, address)
    browser.post(address + "opciones/", {"hoja": "Otra"})
    page = text(browser, address)
    assert "De la otra" in page
    assert "Hacienda" not in page


def test_a_big_file_is_shown_by_pages(browser: Client) -> None:
    rows = [(str(number), f"Unidad {number}", "2024-01-01") for number in range(1, 131)]
    address = sent(browser, trial.sheet(*rows))
    assert "Unidad 130" not in text(browser, address)
    assert "Unidad 130" in text(browser, address + "?pagina=3")


def test_only_rows_with_faults_can_be_seen_alone(browser: Client) -> None:
    address = sent(browser, trial.sheet(*GOOD, ("30", "", "2024-01-01")))
    page = text(browser, address + "?ver=faltas")
    assert "Prensa" not in page
    assert "celda B4" in page


def test_the_template_has_the_headings_and_is_read_back(browser: Client) -> None:
    response = browser.get("/mesa/importaciones/plantilla/trial.units/")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert [cell.value for cell in book.worksheets[0][1]] == ["Código", "Nombre", "Desde"]


def test_who_may_not_do_a_kind_finds_neither_its_form_nor_a_preview(browser: Client, here: Entity) -> None:
    address = sent(browser, trial.sheet(*GOOD))
    for role in (Role.READER, Role.INTERNAL_CONTROL):
        other = town.client(town.person(here, role))
        assert other.get(NEW).status_code == 404
        assert other.get("/mesa/importaciones/plantilla/trial.units/").status_code == 404
        assert other.get(address).status_code == 404
        assert other.post(address + "aplicar/", {"visto": "x"}).status_code == 404
        assert other.post(address + "descartar/").status_code == 404
    assert browser.get("/mesa/importaciones/nueva/trial.nothing/").status_code == 404


def test_an_import_of_another_entity_is_not_there(browser: Client) -> None:
    address = sent(browser, trial.sheet(*GOOD))
    stranger = town.client(town.person(town.entity(), Role.ADMINISTRATOR))
    assert stranger.get(address).status_code == 404
    for verb in ("aplicar/", "descartar/", "opciones/"):
        assert stranger.post(address + verb, {"visto": "x"}).status_code == 404
    assert "unidades.xlsx" not in text(stranger, "/mesa/importaciones/")
    assert "unidades.xlsx" in text(browser, "/mesa/importaciones/")


def test_the_list_of_imports_costs_the_same_whatever_its_size(
    browser: Client, here: Entity, who: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        ImportRun.objects.create(
            entity=here, kind="trial.units", file=f"{number}.csv", sha256="0" * 64, size=1, content=b"x", created_by=who
        )
    with django_assert_max_num_queries(20):
        assert "Filas 1 a 50 de 60" in text(browser, "/mesa/importaciones/")


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999"])
def test_an_import_that_never_was_is_not_there(browser: Client, pk: str) -> None:
    assert browser.get(f"/mesa/importaciones/{pk}/").status_code == 404
    assert browser.post(f"/mesa/importaciones/{pk}/aplicar/").status_code == 404
    assert browser.post(f"/mesa/importaciones/{pk}/descartar/").status_code == 404


def test_a_command_applies_a_file_and_the_same_one_again_changes_nothing(
    who: User, here: Entity, tmp_path: Path
) -> None:
    path = tmp_path / "unidades.xlsx"
    path.write_bytes(trial.sheet(*GOOD))
    actor = town.actor(who, here)
    first = actions.import_file(actor, "trial.units", path)
    entries = TrailEntry.objects.count()
    assert actions.import_file(actor, "trial.units", path).pk == first.pk
    assert (OrgUnit.objects.count(), TrailEntry.objects.count()) == (2, entries)


def test_a_command_is_refused_with_every_fault(who: User, here: Entity, tmp_path: Path) -> None:
    path = tmp_path / "unidades.xlsx"
    path.write_bytes(trial.sheet(*FAULTY))
    with pytest.raises(RefusalError) as refused:
        actions.import_file(town.actor(who, here), "trial.units", path)
    assert "celda B2" in str(refused.value)
    assert "celda C3" in str(refused.value)
    assert ImportRun.objects.get().state == "discarded"


def test_an_action_of_a_role_that_may_not_is_denied(here: Entity) -> None:
    with pytest.raises(PermissionDenied):
        actions.start(town.acting(here, Role.READER), kind="trial.units", file="a.csv", content=b"x", choices={})


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/pass\nwd.csv", "passwd.csv"),
        ("C:\\datos\\hoja.xlsx", "hoja.xlsx"),
        ("", "archivo"),
        (".csv", "csv"),
        ("ñ" * 200 + ".ods", "ñ" * 116 + ".ods"),
    ],
)
def test_the_name_of_a_file_is_only_a_label(given: str, kept: str) -> None:
    assert actions.clean_name(given) == kept
