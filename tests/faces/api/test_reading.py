"""What everybody reads through the API: exact, paged, and nothing that is not public."""

import csv
import hashlib
import io
import json

import pytest
from django.urls import get_resolver, reverse

import town
from faces.api import world
from faces.api.world import UNITS, ask

pytestmark = pytest.mark.django_db


def test_the_index_leads_to_addresses_that_answer() -> None:
    for link in ask("").json()["links"]:
        assert ask(link["address"].removeprefix("/api/v1/")).status_code == 200, link


def test_entities_that_show_themselves_are_listed_by_pages() -> None:
    first, second = town.entity("Alfa"), town.entity("Beta")
    town.entity("Oculta", public=False)
    answer = ask("entities?limit=1&page=2").json()
    assert (answer["found"], answer["pages"], answer["rows"][0]["slug"]) == (2, 2, second.slug)
    assert ask("entities?page=9").json()["rows"] == []
    assert ask(f"entities/{first.slug}").json()["name"] == "Alfa"


def test_a_hidden_entity_and_an_absent_one_answer_alike() -> None:
    hidden = town.entity("Oculta", public=False)
    answers = [ask("entities/ninguna"), ask(f"entities/{hidden.slug}"), ask(f"entities/{hidden.slug}/followups")]
    assert {answer.status_code for answer in answers} == {404}
    assert {json.dumps({**answer.json(), "instance": ""}) for answer in answers} == {
        json.dumps({**answers[0].json(), "instance": ""})
    }


def test_followups_tell_exact_figures_and_their_document_is_byte_for_byte_the_published_one(sopo_site) -> None:
    here = town.entity()
    world.followup(here)
    row = ask(f"entities/{here.slug}/followups").json()["rows"][0]
    assert row == ask(f"followups/{here.slug}/2017-12-30").json()
    assert row["totals"]["computed"]["text"] == "85.71"
    assert (row["totals"]["printed"]["text"], row["totals"]["verified"]) == ("87.24", None)
    answer = ask(row["document"].removeprefix("/api/v1/"))
    assert answer.content == next(sopo_site.glob("**/*.json")).read_bytes()
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'


def test_who_has_the_bytes_already_gets_304() -> None:
    here = town.entity()
    world.followup(here)
    path = f"followups/{here.slug}/2017-12-30/document"
    again = ask(path, **{"If-None-Match": ask(path).headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_followup_that_is_not_published_appears_nowhere() -> None:
    here = town.entity()
    world.followup(here, public=False)
    assert ask(f"entities/{here.slug}/followups").json()["rows"] == []
    assert ask(f"followups/{here.slug}/2017-12-30").status_code == 404
    assert ask(f"followups/{here.slug}/2017-12-30/document").status_code == 404
    for dataset in ("plans.followups", "plans.activities", "plans.findings"):
        assert ask(f"datasets/{dataset}").json()["found"] == 0


def test_a_followup_that_was_withdrawn_is_no_longer_given() -> None:
    here = town.entity()
    made = world.followup(here)
    made.withdrawn, made.withdrawal = made.public_since, "Se publicó por error"
    made.save()
    assert ask(f"followups/{here.slug}/2017-12-30").status_code == 404
    assert ask(f"followups/{here.slug}/2017-12-30/document").status_code == 404


@pytest.mark.parametrize(("dataset", "count"), [("plans.followups", 1), ("plans.activities", 41)])
def test_the_datasets_of_plans_go_out_as_json_and_csv(dataset: str, count: int) -> None:
    world.followup(town.entity())
    assert ask(f"datasets/{dataset}").json()["found"] == count
    lines = list(csv.reader(io.StringIO(b"".join(ask(f"datasets/{dataset}?format=csv")).decode("utf-8-sig"))))
    assert len(lines) == count + 1


def test_activities_are_found_by_words_whatever_their_accents() -> None:
    world.followup(town.entity())
    found = ask("datasets/plans.activities?search=RENDICION").json()
    assert 0 < found["found"] < 41


def test_a_dataset_is_told_with_its_columns_and_exact_values() -> None:
    here = town.entity()
    town.unit(here, "Secretaría", code="A1")
    answer = ask(f"datasets/{UNITS}").json()
    assert [column["kind"] for column in answer["dataset"]["columns"]] == ["text", "text", "day", "exact", "yes_no"]
    assert answer["rows"] == [
        {
            "code": "A1", "name": "Secretaría", "since": "2024-01-01",
            "share": {"numerator": 100, "denominator": 3, "text": "33.33"}, "heads": True,
        }
    ]  # fmt: skip


def test_search_entity_sort_columns_and_pages_narrow_a_dataset() -> None:
    here, there = town.entity(), town.entity()
    for number in range(3):
        town.unit(here, f"Oficina de Gestión {number}", code=f"A{number}")
    town.unit(here, "Archivo", code="B")
    town.unit(there, "Gestión ajena", code="C")
    base = f"datasets/{UNITS}?entity={here.slug}&columns=code"
    assert [row["code"] for row in ask(f"{base}&search=GESTION&sort=-code").json()["rows"]] == ["A2", "A1", "A0"]
    page = ask(f"{base}&limit=3").json()
    assert (page["found"], page["pages"], len(page["rows"])) == (4, 2, 3)
    assert [row["code"] for row in ask(page["next"].removeprefix("/api/v1/")).json()["rows"]] == ["B"]
    assert ask(f"datasets/{UNITS}").json()["found"] == 5


def test_the_csv_has_every_row_that_the_pages_have() -> None:
    here = town.entity()
    for number in range(7):
        town.unit(here, f"Unidad {number}", code=f"{number:02}")
    answer = ask(f"datasets/{UNITS}?format=csv&limit=2&columns=code,name")
    assert answer.headers["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    pages = [ask(f"datasets/{UNITS}?limit=2&columns=code,name&page={n}").json()["rows"] for n in (1, 2, 3, 4)]
    assert lines[1:] == [[row["code"], row["name"]] for page in pages for row in page]


def test_rows_that_the_dataset_keeps_private_come_out_of_no_door() -> None:
    here = town.entity()
    town.unit(here, "MARCA-PRIVADA", code="PRIVADA")
    _key, token = world.private_key(here)
    for path in (f"datasets/{UNITS}", f"datasets/{UNITS}?search=marca", f"datasets/{UNITS}?format=csv"):
        for who in ("", token):
            answer = ask(path, who)
            content = b"".join(answer) if answer.streaming else answer.content
            assert b"MARCA-PRIVADA" not in content


def test_a_list_of_the_api_asks_few_things_whatever_its_size(django_assert_max_num_queries) -> None:
    here = town.entity()
    for number in range(60):
        town.unit(here, f"Unidad {number}", code=f"{number:02}")
    with django_assert_max_num_queries(25):
        ask(f"datasets/{UNITS}")


def test_the_catalogue_says_what_is_measured_and_what_is_not() -> None:
    rows = {row["key"]: row for row in ask("indicators").json()["rows"]}
    assert rows[world.COUNT]["laid"]
    assert rows[world.COUNT]["version"] == 3
    missing = next(row for row in rows.values() if not row["laid"])
    assert missing["code"]
    assert missing["measurement"] is None


def test_every_address_has_its_operation_and_every_operation_its_address() -> None:
    paths = {path for path in ask("openapi.json").json()["paths"]}
    named = [
        pattern for pattern in get_resolver("probidad.faces.api.urls").url_patterns if "v1/" in str(pattern.pattern)
    ]
    addresses = {"/api/" + str(pattern.pattern).replace("<str:", "{").replace(">", "}") for pattern in named}
    assert addresses - {"/api/v1/docs"} == paths


def test_the_page_for_people_comes_from_the_same_document() -> None:
    page = town.client().get(reverse("api:docs"))
    text = page.content.decode()
    assert page.status_code == 200
    for path in ask("openapi.json").json()["paths"]:
        assert path in text
    assert "<script" not in text.replace("application/problem+json", "")
