"""Pages of evidence: added without JavaScript, looked at, taken away, shown to everybody only when somebody says so."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import proofs
import town
from plans import imported
from probidad.core import evidence_answers, vault
from probidad.core.actions import evidence_copies as copies
from probidad.core.models import Entity, Evidence, EvidenceVersion, TrailEntry, User
from probidad.plans.models import Activity, FollowUp
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
FACTS = {"title": "Listado de asistencia", "happened": "2026-01-09", "description": ""}


@pytest.fixture(autouse=True)
def folder(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidencias"  # type: ignore[attr-defined]
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    return tmp_path / "evidencias"


@pytest.fixture
def here() -> Entity:
    return town.entity()


@pytest.fixture
def planner(here: Entity) -> User:
    return town.person(here, Role.PLANNING)


@pytest.fixture
def browser(planner: User) -> Client:
    return town.client(planner)


@pytest.fixture
def followup(here: Entity) -> FollowUp:
    return imported.kept(here)


@pytest.fixture
def activity(followup: FollowUp) -> Activity:
    return followup.readings.order_by("number")[0].activity


@pytest.fixture
def made(here: Entity, planner: User, activity: Activity) -> Evidence:
    return proofs.added(town.actor(planner, here), ("plans.activity", str(activity.pk)), name="acta ñ.pdf")


def new(activity: Activity, kind: str = "archivo") -> str:
    return f"{reverse('core:evidence_new')}?soporta=plans.activity:{activity.pk}&clase={kind}"


def upload(content: bytes, name: str = "acta.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")  # what a browser says of it is never believed


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_a_file_is_added_from_the_page_of_what_it_supports(browser: Client, activity: Activity) -> None:
    page = text(browser.get(reverse("plans:activity", args=[activity.pk])))
    assert f"?soporta=plans.activity:{activity.pk}" in page
    assert 'enctype="multipart/form-data"' in text(browser.get(new(activity)))
    response = browser.post(new(activity), {**FACTS, "file": upload(proofs.pdf())})
    row = Evidence.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, reverse("core:evidence", args=[row.pk]))
    assert row.latest is not None
    assert (row.latest.media_type, row.latest.pages) == ("application/pdf", 1)
    shown = text(browser.get(reverse("core:evidence", args=[row.pk])))
    assert row.latest.sha256 in shown
    assert FACTS["title"] in text(browser.get(reverse("plans:activity", args=[activity.pk])))


def test_a_bad_file_is_refused_above_the_form_and_what_was_typed_stays(
    browser: Client, activity: Activity, folder: Path
) -> None:
    response = browser.post(new(activity), {**FACTS, "file": upload(b"<html><script>1</script>")})
    assert response.status_code == 422
    assert FACTS["title"] in text(response)
    assert Evidence.objects.count() == 0
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_the_same_file_again_offers_the_one_that_is_kept(
    browser: Client, activity: Activity, followup: FollowUp, made: Evidence
) -> None:
    assert made.latest is not None
    with vault.opened(made.latest.stored, made.latest.sha256) as handle:
        content = handle.read()
    other = followup.readings.order_by("number")[1].activity
    page = browser.post(new(other), {**FACTS, "file": upload(content)})
    assert page.status_code == 422
    assert reverse("core:evidence_support", args=[made.pk]) in text(page)
    done = browser.post(reverse("core:evidence_support", args=[made.pk]), {"subject": f"plans.activity:{other.pk}"})
    assert done.status_code == 302
    assert made.supports.count() == 2


def test_links_and_new_versions_and_withdrawals_need_no_script(
    browser: Client, activity: Activity, made: Evidence
) -> None:
    assert browser.post(new(activity, "enlace"), {**FACTS, "url": "https://muestra.example/a"}).status_code == 302
    version = reverse("core:evidence_version", args=[made.pk])
    assert browser.post(version, {"note": "Faltaba la firma", "file": upload(proofs.pdf(2))}).status_code == 302
    assert browser.post(version, {"note": "", "file": upload(b"")}).status_code == 422
    assert made.versions.count() == 2
    away = browser.post(reverse("core:evidence_withdraw", args=[made.pk]), {"reason": "Era de otra reunión."})
    assert away.status_code == 302
    assert "Era de otra reunión." in text(browser.get(reverse("core:evidence", args=[made.pk])))


def test_bytes_are_given_to_keep_and_can_run_nothing(browser: Client, made: Evidence) -> None:
    response = browser.get(reverse("core:evidence_file", args=[made.pk, 1]))
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    headers = response.headers
    assert made.latest is not None
    assert hashlib.sha256(body).hexdigest() == made.latest.sha256
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''acta%20%C3%B1.pdf")
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in headers["Cache-Control"]
    assert int(headers["Content-Length"]) == len(body)


def test_a_damaged_file_is_never_given_and_its_page_says_so(browser: Client, made: Evidence) -> None:
    assert made.latest is not None
    path = vault.place(made.latest.stored)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"%PDF", b"%PDG"))
    for name, more in (("core:evidence_file", ()), ("core:evidence_look", (1,))):
        response = browser.get(reverse(name, args=[made.pk, 1, *more]))
        assert (response.status_code, response.headers["Retry-After"]) == (503, "3600")
        assert b"%PDG" not in response.content
        assert made.latest.sha256 in text(response)
    assert EvidenceVersion.objects.get(pk=made.latest_id).damaged is not None
    assert TrailEntry.objects.filter(verb="evidence.damaged").count() == 1
    assert browser.get(reverse("core:evidence_publish", args=[made.pk])).status_code == 503


def test_a_picture_of_the_first_page_is_made_once_and_made_again_when_it_is_lost_or_spoilt(
    browser: Client, made: Evidence, tmp_path: Path
) -> None:
    address = reverse("core:evidence_look", args=[made.pk, 1, 1])
    first = browser.get(address)
    assert (first.headers["Content-Type"], first.content[:4]) == ("image/png", b"\x89PNG")
    kept = next((tmp_path / evidence_answers.LOOKS).glob("*.png"))
    kept.write_bytes(b"x" * 99)
    assert browser.get(address).content == first.content
    assert browser.get(reverse("core:evidence_look", args=[made.pk, 1, 2])).status_code == 404


def test_nothing_is_public_until_somebody_publishes_a_copy_that_names_nobody(
    browser: Client, here: Entity, planner: User, followup: FollowUp, activity: Activity, made: Evidence
) -> None:
    imported.online(followup)
    number = followup.readings.get(activity=activity).number
    public = reverse("portal:activity", args=[here.slug, followup.slug, number])
    reader = town.client()
    assert FACTS["title"] not in text(reader.get(public))
    page = browser.get(reverse("core:evidence_publish", args=[made.pk]))
    seen = hashlib.sha256(copies.prepared(town.actor(planner, here), evidence_id=made.pk)[1].data).hexdigest()
    assert seen in text(page)
    assert browser.post(reverse("core:evidence_publish", args=[made.pk]), {"seen": seen}).status_code == 422
    done = browser.post(reverse("core:evidence_publish", args=[made.pk]), {"seen": seen, "read": "on"})
    assert done.status_code == 302
    told = text(reader.get(public))
    assert FACTS["title"] in told
    assert seen in told
    copy = EvidenceVersion.objects.get(evidence=made).copies.get()
    address = reverse("portal:evidence", args=[here.slug, copy.pk])
    assert address in told
    given = reader.get(address)
    assert b"Juana" not in b"".join(given.streaming_content)  # type: ignore[attr-defined]
    assert not given.cookies
    browser.post(reverse("core:evidence_unpublish", args=[made.pk]), {"reason": "Tiene datos personales."})
    assert reader.get(address).status_code == 404
    assert FACTS["title"] not in text(reader.get(public))


def test_the_list_makes_few_queries_whatever_its_length(
    browser: Client, here: Entity, planner: User, activity: Activity, django_assert_max_num_queries
) -> None:
    actor = town.actor(planner, here)
    for number in range(12):
        proofs.added(actor, ("plans.activity", str(activity.pk)), str(number).encode())
    with django_assert_max_num_queries(25):
        page = text(browser.get(reverse("core:evidence_list")))
    assert page.count("Listado de asistencia") == 12


def test_who_has_nothing_assigned_is_told_what_to_do(here: Entity) -> None:
    owner = town.client(town.person(here, Role.OWNER, unit=town.unit(here)))
    assert owner.get(reverse("core:evidence_new")).status_code == 200
    assert owner.get(reverse("core:evidence_list")).status_code == 200
