"""Rows and files held against each other: everything amiss is named, and nothing that a row knows is removed."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import proofs
import town
from plans import imported
from probidad.core import vault
from probidad.core.evidence_check import Amiss, check, standing
from probidad.core.models import EvidenceVersion, TrailEntry
from probidad.documents.refusal import RefusalError
from probidad.documents.words import Words
from probidad.faces.cli.checkup.running import evidence as told_by_doctor
from probidad.faces.cli.evidence import review
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=2)


@pytest.fixture(autouse=True)
def folder(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidencias"  # type: ignore[attr-defined]
    return tmp_path / "evidencias"


@pytest.fixture
def version() -> EvidenceVersion:
    here = town.entity()
    activity = imported.kept(here).readings.order_by("number")[0].activity_id
    return proofs.added(town.acting(here, Role.PLANNING), ("plans.activity", str(activity)), b"uno").versions.get()


def amiss(**named: bool) -> list[Amiss]:
    return [each.amiss for each in check(timezone.now(), **named).found]


def spoil(version: EvidenceVersion, content: bytes) -> None:
    path = vault.place(version.stored)
    path.chmod(0o600)
    path.write_bytes(content)


def aged(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    moment = (timezone.now() - LONG_AGO).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_what_is_whole_is_told_whole(version: EvidenceVersion, capsys: pytest.CaptureFixture[str]) -> None:
    assert review(Words("es"), deep=True, clean=False, as_json=False) == 0
    assert amiss(deep=True) == []


def test_a_row_without_its_file_is_found_and_noted_once(version: EvidenceVersion) -> None:
    vault.place(version.stored).unlink()
    assert amiss() == [Amiss.ABSENT]
    assert amiss(deep=True) == [Amiss.ABSENT]
    version.refresh_from_db()
    assert version.damaged is not None
    assert TrailEntry.objects.filter(verb="evidence.damaged", actor=None).count() == 1
    assert [line.state.value for line in told_by_doctor()] == ["mend"]


def test_a_cut_file_is_found_by_its_size_and_a_changed_one_by_its_digest(version: EvidenceVersion) -> None:
    spoil(version, b"un")
    assert amiss() == [Amiss.SIZE]
    spoil(version, b"dos")
    assert amiss(deep=True) == [Amiss.DAMAGED]


def test_a_changed_file_of_the_same_size_is_found_only_by_reading_it_and_then_remembered(
    version: EvidenceVersion,
) -> None:
    spoil(version, b"dos")
    assert amiss() == []
    assert amiss(deep=True) == [Amiss.DAMAGED]
    assert amiss() == [Amiss.DAMAGED]
    assert standing().damaged == 1


def test_a_file_brought_back_from_a_backup_is_good_again_and_the_trail_tells(version: EvidenceVersion) -> None:
    spoil(version, b"dos")
    amiss(deep=True)
    spoil(version, b"uno")
    assert amiss(deep=True) == []
    assert TrailEntry.objects.filter(verb="evidence.mended").count() == 1
    assert [line.state.value for line in told_by_doctor()] == ["good"]


def test_only_what_no_row_knows_and_is_a_day_old_is_removed(version: EvidenceVersion, folder: Path) -> None:
    orphan = aged(folder / "ab" / ("ab" + "0" * 30))
    fresh = aged(folder / "cd" / ("cd" + "0" * 30))
    os.utime(fresh)
    leftover = aged(folder / vault.WAITING / ("ef" + "0" * 30))
    stranger = aged(folder / "ab" / "nota.txt")
    moment = (timezone.now() - LONG_AGO).timestamp()
    os.utime(vault.place(version.stored), (moment, moment))
    told = check(timezone.now(), clean=True)
    assert {(Path(each.path).name, each.amiss, each.removed) for each in told.found} == {
        (orphan.name, Amiss.ORPHAN, True), (fresh.name, Amiss.ORPHAN, False), (leftover.name, Amiss.LEFTOVER, True),
        (stranger.name, Amiss.STRANGER, False),
    }  # fmt: skip
    assert [path.exists() for path in (orphan, fresh, leftover, stranger, vault.place(version.stored))] == [
        False, True, False, True, True,
    ]  # fmt: skip


def test_a_folder_held_against_the_database_of_another_installation_loses_nothing(
    version: EvidenceVersion, folder: Path
) -> None:
    strangers = [aged(folder / "ab" / (f"ab{number:030x}")) for number in range(2)]
    with pytest.raises(RefusalError, match="more files without evidence"):
        check(timezone.now(), clean=True)
    assert all(path.exists() for path in strangers)


def test_the_command_ends_with_one_while_anything_is_amiss(
    version: EvidenceVersion, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aged(folder / vault.WAITING / ("ef" + "0" * 30))
    assert review(Words("es"), deep=False, clean=False, as_json=False) == 1
    assert vault.WAITING in capsys.readouterr().out
    assert review(Words("es"), deep=False, clean=True, as_json=True) == 0
