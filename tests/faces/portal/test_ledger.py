"""The ledger as everybody reads it."""

import json
from pathlib import Path

import pytest

import town
from core.ledger.books import more
from plans import imported
from probidad.core import anchoring
from probidad.core.models import Anchor, Entity
from probidad.core.queries.anchors import place_of
from probidad.plans.actions.followups import publish, withdraw
from probidad.plans.models import FollowUp
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.ANCHORS, settings.LEDGER_KEY = tmp_path / "anclas", ""  # type: ignore[attr-defined]


@pytest.fixture
def row() -> FollowUp:
    here = town.entity()
    made = imported.kept(here)
    publish(town.acting(here, Role.INTERNAL_CONTROL), followup_id=made.pk)
    return FollowUp.objects.get(pk=made.pk)


def get(path: str) -> str:
    response = town.client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_published_follow_up_names_its_entry_and_its_anchor(row: FollowUp) -> None:
    page = get(f"/entidad/{row.entity.slug}/{row.slug}/")
    place = place_of(row.entity_id, "followup.published", "plans.followup", row.pk)
    assert place is not None
    assert place.hash in page
    assert f"/entidad/{row.entity.slug}/libro/ancla-1.json" in page


def test_a_follow_up_published_again_names_its_last_entry(row: FollowUp) -> None:
    control = town.acting(row.entity, Role.INTERNAL_CONTROL)
    address = f"/entidad/{row.entity.slug}/{row.slug}/"
    before = get(address)
    withdraw(control, followup_id=row.pk, reason="Se publicó por error.")
    publish(control, followup_id=row.pk)
    place = place_of(row.entity_id, "followup.published", "plans.followup", row.pk)
    assert place is not None
    assert place.hash not in before
    assert place.hash in get(address)


def test_the_page_of_a_ledger_lists_anchors_and_the_anchor_can_be_taken_away(row: FollowUp) -> None:
    anchor = Anchor.objects.get(entity=row.entity)
    assert anchor.hash in get(f"/entidad/{row.entity.slug}/libro/")
    assert row.entity.name in get("/libro/")
    kept = anchoring.read(get(f"/entidad/{row.entity.slug}/libro/ancla-1.json").encode())
    assert kept.digest == anchor.digest
    assert town.client().get(f"/entidad/{row.entity.slug}/libro/ancla-2.json").status_code == 404


def test_the_whole_ledger_is_streamed_without_a_name_of_anybody(row: FollowUp) -> None:
    more(row.entity, town.acting(row.entity, Role.ADMINISTRATOR), 4)
    response = town.client().get(f"/entidad/{row.entity.slug}/libro.jsonl")
    assert response.streaming
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    rows = [json.loads(line) for line in text.splitlines()]
    assert rows[0]["position"] == len([each for each in rows if "previous" in each and "hash" in each])
    assert rows[-1] == {"end": True}
    for private in ("Ana Ruiz", "Persona", "@muestra.example", "imported"):
        assert private not in text


def test_the_ledger_of_an_entity_that_is_not_public_is_not_there(row: FollowUp) -> None:
    Entity.objects.filter(pk=row.entity_id).update(public=False)
    for path in ("libro/", "libro.jsonl", "libro/ancla-1.json"):
        assert town.client().get(f"/entidad/{row.entity.slug}/{path}").status_code == 404, path
    assert row.entity.name not in get("/libro/")


def test_a_ledger_without_entries_says_so() -> None:
    here = town.entity()
    town.entity()
    assert here.name in get(f"/entidad/{here.slug}/libro/")
    assert Anchor.objects.count() == 0


def test_the_public_key_is_on_the_page_when_there_is_one(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.LEDGER_KEY = str(tmp_path / "llave.pem")  # type: ignore[attr-defined]
    public = anchoring.create_key(tmp_path / "llave.pem")
    assert public in get(f"/entidad/{town.entity().slug}/libro/").replace("&#43;", "+").replace("&#61;", "=")


def test_the_verifier_of_ledgers_is_the_file_of_the_repository() -> None:
    tool = Path(__file__).resolve().parents[3] / "tools/verify_ledger.py"
    assert get("/verificar/verify_ledger.py").encode() == tool.read_bytes()


def test_the_list_of_ledgers_asks_few_things_however_many_there_are_and_marks_what_is_a_sample(
    row: FollowUp, django_assert_max_num_queries
) -> None:
    for _number in range(25):
        town.entity()
    with django_assert_max_num_queries(12):
        page = get("/libro/")
    assert page.count('class="sample"') == 26
    assert f">{row.entity.name}</a>" in page
    assert "ninguna todavía" in page
