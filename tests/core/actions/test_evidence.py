"""Evidence is added whole or not at all; who may, within which bounds, and what its trail tells."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone

import proofs
import town
from plans import imported
from probidad.core import vault
from probidad.core.access import Actor
from probidad.core.actions import evidence as actions
from probidad.core.actions import evidence_copies as copies
from probidad.core.models import Entity, Evidence, EvidenceCopy, EvidenceSupport, EvidenceVersion, TrailEntry
from probidad.core.queries import evidence as queries
from probidad.core.supportables import supportables
from probidad.documents.refusal import RefusalError
from probidad.plans.actions.activities import assign
from probidad.plans.models import Activity
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
REASON = "Se adjuntó el acta de otra reunión."


@pytest.fixture(autouse=True)
def folder(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidencias"  # type: ignore[attr-defined]
    return tmp_path / "evidencias"


@pytest.fixture
def here() -> Entity:
    return town.entity()


@pytest.fixture
def activities(here: Entity) -> list[Activity]:
    return [reading.activity for reading in imported.kept(here).readings.order_by("number")]


@pytest.fixture
def planning(here: Entity) -> Actor:
    return town.acting(here, Role.PLANNING)


def subject(activity: Activity) -> tuple[str, str]:
    return ("plans.activity", str(activity.pk))


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_with_its_digest_its_trail_and_what_it_supports(
    planning: Actor, activities: list[Activity], folder: Path
) -> None:
    made = proofs.added(planning, subject(activities[0]), b"%PDF-uno", "../../Acta\u202egpj.exe\x00 final.pdf")
    version = made.versions.get()
    assert (made.latest_id, version.number, version.size) == (version.pk, 1, 8)
    assert version.name == "Actagpj.exe final.pdf"
    assert files(folder) == [version.stored]
    with vault.opened(version.stored, version.sha256) as handle:
        assert handle.read() == b"%PDF-uno"
    verbs = (
        TrailEntry.objects.filter(verb__startswith="evidence.")
        .order_by("position")
        .values_list("verb", "subject_table")
    )
    assert list(verbs) == [
        ("evidence.added", "core.evidence"), ("evidence.linked", "core.evidence"), ("evidence.attached", "plans.activity"),
    ]  # fmt: skip
    assert TrailEntry.objects.get(verb="evidence.added").facts["sha256"] == version.sha256
    assert made.happened != version.uploaded.date()


def test_the_trail_of_evidence_holds_no_words_of_it(planning: Actor, activities: list[Activity]) -> None:
    proofs.added(planning, subject(activities[0]), name="Acta de Juana.pdf")
    bodies = b"".join(bytes(body) for body in TrailEntry.objects.values_list("body", flat=True))
    assert [word for word in (b"Juana", b"asistencia", b"Taller") if word in bodies] == []


def refused(planning: Actor, activity: Activity, **other: object) -> pytest.ExceptionInfo[RefusalError]:
    before = (Evidence.objects.count(), EvidenceVersion.objects.count(), TrailEntry.objects.count())
    with pytest.raises(RefusalError) as told:
        proofs.added(planning, subject(activity), **other)  # type: ignore[arg-type]
    assert (Evidence.objects.count(), EvidenceVersion.objects.count(), TrailEntry.objects.count()) == before
    return told


def test_the_same_file_is_kept_once_and_may_support_another_thing(
    planning: Actor, activities: list[Activity], folder: Path
) -> None:
    made = proofs.added(planning, subject(activities[0]), b"uno")
    told = refused(planning, activities[1], content=b"uno", name="otro nombre.pdf")
    assert isinstance(told.value, actions.TwinError)
    assert told.value.evidence == made
    actions.add_support(planning, evidence_id=made.pk, subject=subject(activities[1]))
    assert list(queries.supporting(planning, *subject(activities[1]))) == [made]
    assert len(files(folder)) == 1
    with pytest.raises(RefusalError, match="already supports"):
        actions.add_support(planning, evidence_id=made.pk, subject=subject(activities[1]))


def test_beyond_the_quota_nothing_is_stored_and_the_administrator_may_raise_it(
    here: Entity, planning: Actor, activities: list[Activity], folder: Path, settings: pytest.FixtureRequest
) -> None:
    settings.EVIDENCE_QUOTA = 10  # type: ignore[attr-defined]
    proofs.added(planning, subject(activities[0]), b"12345678")
    assert "quota" in str(refused(planning, activities[0], content=b"abc").value)
    assert len(files(folder)) == 1
    with pytest.raises(PermissionDenied):
        actions.set_quota(planning, megabytes=1)
    actions.set_quota(town.acting(here, Role.ADMINISTRATOR), megabytes=1)
    proofs.added(planning, subject(activities[0]), b"abc")
    meter = queries.meter_of(planning)
    assert (meter.used, meter.files, meter.own, meter.quota) == (11, 2, True, 1024 * 1024)


def test_a_quota_below_what_is_kept_is_refused(
    here: Entity, planning: Actor, activities: list[Activity], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = proofs.added(planning, subject(activities[0]), b"abc")
    EvidenceVersion.objects.filter(evidence=made).update(size=3 * 1024 * 1024)
    with pytest.raises(RefusalError, match="keeps 3 MB"):
        actions.set_quota(town.acting(here, Role.ADMINISTRATOR), megabytes=2)


def test_an_object_is_supported_by_so_many_files_and_bytes_as_its_kind_allows(
    planning: Actor, activities: list[Activity], monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = supportables["plans.activity"]
    bounded = type(kind)(kind.table, kind.label, kind.find, kind.search, most_files=1, most_bytes=100)
    monkeypatch.setitem(supportables._things, "plans.activity", bounded)
    proofs.added(planning, subject(activities[0]), b"uno")
    refused(planning, activities[0], content=b"dos")
    refused(planning, activities[1], content=b"x" * 101)


def test_a_file_beyond_the_limit_is_cut_off_on_its_way(
    planning: Actor, activities: list[Activity], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SIZE", 10)
    refused(planning, activities[0], content=b"x" * 11)
    assert files(folder) == []


def test_a_file_that_is_refused_inside_is_not_stored(planning: Actor, activities: list[Activity], folder: Path) -> None:
    refused(planning, activities[0], content=b"<html>", examine=actions.checked)
    told = refused(planning, activities[0], content=b"<html>", name="acta.html", examine=actions.checked)
    assert "not kept" in str(told.value)
    assert files(folder) == []


def test_a_disk_that_fills_up_at_the_last_moment_leaves_no_row(
    planning: Actor, activities: list[Activity], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: vault.Staged) -> None:
        with vault.told_when_full():
            raise OSError(28, "full")

    monkeypatch.setattr(vault, "keep", full)
    assert "disk" in str(refused(planning, activities[0]).value)
    assert files(folder) == []


def test_a_new_version_keeps_the_earlier_one_and_the_same_file_again_is_none(
    planning: Actor, activities: list[Activity], folder: Path
) -> None:
    made = proofs.added(planning, subject(activities[0]), b"uno")
    with actions.received("acta.pdf", [b"dos"], examine=proofs.as_good) as file:
        second = actions.add_version(planning, file, evidence_id=made.pk, note="Faltaba la firma")
    made.refresh_from_db()
    assert (second.number, made.latest_id, len(files(folder))) == (2, second.pk, 2)
    with (
        pytest.raises(RefusalError, match="nothing changed"),
        actions.received("acta.pdf", [b"dos"], examine=proofs.as_good) as file,
    ):
        actions.add_version(planning, file, evidence_id=made.pk, note="")


def test_who_executes_adds_to_what_their_unit_answers_for_and_sees_only_that(
    here: Entity, planning: Actor, activities: list[Activity]
) -> None:
    unit = town.unit(here)
    owner, mine, other = town.acting(here, Role.OWNER, unit=unit), activities[0], activities[1]
    assign(planning, activity_ids=[mine.pk], unit_id=unit.pk)
    made = proofs.added(owner, subject(mine), b"uno")
    with pytest.raises(PermissionDenied):
        proofs.added(owner, subject(other), b"dos")
    elsewhere = proofs.added(planning, subject(other), b"dos")
    assert list(queries.evidence(owner)) == [made]
    with pytest.raises(ObjectDoesNotExist):
        actions.withdraw(owner, evidence_id=elsewhere.pk, reason=REASON)
    next_unit = town.unit(here, "Otra")
    follower = town.acting(here, Role.OWNER, unit=next_unit)
    assert list(queries.evidence(follower)) == []
    assign(planning, activity_ids=[mine.pk], unit_id=next_unit.pk)
    assert list(queries.evidence(follower)) == [made]


def test_internal_control_adds_only_to_the_evaluations_that_the_law_gives_it(
    here: Entity, planning: Actor, activities: list[Activity]
) -> None:
    control = town.acting(here, Role.INTERNAL_CONTROL, unit=town.unit(here))
    with pytest.raises(PermissionDenied):
        proofs.added(control, subject(activities[0]), b"uno")
    Activity.objects.filter(pk=activities[0].pk).update(evaluation=True)
    assert proofs.added(control, subject(activities[0]), b"uno").pk
    with pytest.raises(PermissionDenied):
        proofs.added(planning, subject(activities[0]), b"dos")


@pytest.mark.parametrize("role", [Role.READER, Role.ADMINISTRATOR])
def test_readers_and_the_administrator_see_no_evidence(
    role: Role, here: Entity, planning: Actor, activities: list[Activity]
) -> None:
    proofs.added(planning, subject(activities[0]))
    assert list(queries.evidence(town.acting(here, role))) == []


def test_evidence_of_another_entity_is_not_there(planning: Actor, activities: list[Activity]) -> None:
    made = proofs.added(planning, subject(activities[0]), b"uno")
    there = town.entity()
    stranger = town.acting(there, Role.PLANNING)
    assert queries.twin(stranger, made.versions.get().sha256) is None
    for act in (
        lambda: actions.withdraw(stranger, evidence_id=made.pk, reason=REASON),
        lambda: actions.add_support(stranger, evidence_id=made.pk, subject=subject(activities[1])),
        lambda: copies.prepared(stranger, evidence_id=made.pk),
    ):
        with pytest.raises((ObjectDoesNotExist, PermissionDenied)):
            act()


def test_withdrawn_evidence_stays_with_its_reason_and_changes_no_more(
    planning: Actor, activities: list[Activity], folder: Path
) -> None:
    made = proofs.added(planning, subject(activities[0]), b"uno")
    with pytest.raises(RefusalError, match="too short"):
        actions.withdraw(planning, evidence_id=made.pk, reason="error")
    row = actions.withdraw(planning, evidence_id=made.pk, reason=REASON)
    assert (row.withdrawal, len(files(folder))) == (REASON, 1)
    assert TrailEntry.objects.filter(verb="evidence.detached", subject_table="plans.activity").count() == 1
    with pytest.raises(RefusalError, match="withdrawn"):
        actions.withdraw(planning, evidence_id=made.pk, reason=REASON)
    assert proofs.added(planning, subject(activities[0]), b"uno").pk != made.pk


def test_what_an_evidence_supports_is_taken_back_for_a_reason(planning: Actor, activities: list[Activity]) -> None:
    made = proofs.added(planning, subject(activities[0]))
    held = EvidenceSupport.objects.get(evidence=made)
    actions.end_support(planning, evidence_id=made.pk, support_id=held.pk, reason=REASON)
    assert list(queries.supporting(planning, *subject(activities[0]))) == []
    assert EvidenceSupport.objects.get(pk=held.pk).ending == REASON
    actions.add_support(planning, evidence_id=made.pk, subject=subject(activities[0]))


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "ftp://x.example", "https://", "https://a:b@x.example", "http://x y", "//x.example", "https://[x"]
)  # fmt: skip
def test_only_a_whole_address_of_the_web_is_a_link(url: str, planning: Actor, activities: list[Activity]) -> None:
    with pytest.raises(RefusalError):
        actions.add_link(planning, url=url, subject=subject(activities[0]), facts=proofs.FACTS)
    assert Evidence.objects.count() == 0


def test_a_link_and_a_published_follow_up_are_evidence_too(
    here: Entity, planning: Actor, activities: list[Activity]
) -> None:
    link = actions.add_link(
        planning, url="https://muestra.example/acta", subject=subject(activities[0]), facts=proofs.FACTS
    )
    hidden = imported.kept(here)
    with pytest.raises(PermissionDenied):
        actions.add_record(
            planning, record=("plans.followup", str(hidden.pk)), subject=subject(activities[0]), facts=proofs.FACTS
        )
    imported.online(hidden)
    record = actions.add_record(
        planning, record=("plans.followup", str(hidden.pk)), subject=subject(activities[0]), facts=proofs.FACTS
    )
    assert {row.kind for row in (link, record)} == {"link", "record"}
    assert record.latest is not None
    assert record.latest.record_id == str(hidden.pk)


def test_a_fact_that_has_not_happened_proves_nothing(planning: Actor, activities: list[Activity]) -> None:
    facts = actions.Facts("Acta", timezone.localdate() + timedelta(days=1))
    refused(planning, activities[0], facts=facts)


def test_a_public_copy_is_apart_from_the_original_and_is_taken_back_with_its_evidence(
    here: Entity, planning: Actor, activities: list[Activity], folder: Path
) -> None:
    made = proofs.added(planning, subject(activities[0]))
    with pytest.raises(PermissionDenied):
        copies.prepared(town.acting(here, Role.OWNER), evidence_id=made.pk)
    version, copy = copies.prepared(planning, evidence_id=made.pk)
    with pytest.raises(RefusalError, match="changed after"):
        copies.publish(planning, evidence_id=made.pk, seen="0" * 64)
    assert len(files(folder)) == 1
    seen = vault.hashlib.sha256(copy.data).hexdigest()
    row = copies.publish(planning, evidence_id=made.pk, seen=seen)
    assert (row.sha256, row.version_id) == (seen, version.pk)
    assert row.sha256 != version.sha256
    with vault.opened(row.stored, row.sha256) as handle:
        assert b"Juana" not in handle.read()
    assert list(queries.public_copies(*_keys(activities[0]), here.pk)) == [row]
    actions.withdraw(planning, evidence_id=made.pk, reason=REASON)
    assert list(queries.public_copies(*_keys(activities[0]), here.pk)) == []
    with pytest.raises(EvidenceCopy.DoesNotExist):
        queries.public_copy(here.slug, row.pk)


def test_a_public_copy_is_reached_only_while_what_it_supports_is_on_line(
    here: Entity, planning: Actor, activities: list[Activity]
) -> None:
    made = proofs.added(planning, subject(activities[0]), b"hola", "nota.txt")
    copy = copies.publish(planning, evidence_id=made.pk, seen=vault.hashlib.sha256(b"hola").hexdigest())
    with pytest.raises(EvidenceCopy.DoesNotExist):
        queries.public_copy(here.slug, copy.pk)
    followup = imported.online(activities[0].readings.get().followup)
    assert queries.public_copy(here.slug, copy.pk) == copy
    with pytest.raises(EvidenceCopy.DoesNotExist):
        queries.public_copy(town.entity().slug, copy.pk)
    followup.withdrawn, followup.withdrawal = timezone.now(), REASON
    followup.save()
    with pytest.raises(EvidenceCopy.DoesNotExist):
        queries.public_copy(here.slug, copy.pk)


def test_a_copy_taken_off_line_is_gone_and_a_later_version_replaces_the_earlier_copy(
    here: Entity, planning: Actor, activities: list[Activity]
) -> None:
    made = proofs.added(planning, subject(activities[0]), b"hola", "nota.txt")
    digest = vault.hashlib.sha256(b"hola").hexdigest()
    first = copies.publish(planning, evidence_id=made.pk, seen=digest)
    again = copies.publish(planning, evidence_id=made.pk, seen=digest)
    assert [row.pk for row in EvidenceCopy.objects.filter(withdrawn__isnull=True)] == [again.pk]
    assert first.pk != again.pk
    copies.unpublish(planning, evidence_id=made.pk, reason=REASON)
    assert list(queries.public_copies(*_keys(activities[0]), here.pk)) == []
    with pytest.raises(PermissionDenied):
        copies.unpublish(planning, evidence_id=made.pk, reason=REASON)


def _keys(activity: Activity) -> tuple[str, list[str]]:
    return "plans.activity", [str(activity.pk)]
