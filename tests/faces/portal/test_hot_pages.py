"""A page that was asked for before costs next to nothing, and never holds what it should not."""

import hashlib

import pytest

import town
from faces.portal import published
from faces.portal.published import base
from probidad.faces.portal.kept import PAGES, Kept, KeptPages
from probidad.plans.actions import pressing
from probidad.plans.models import FollowUp, PressedFile

pytestmark = pytest.mark.django_db
NAMES = ("", "plan/", "actividad/12/", "componente/c2/", "hallazgos/", "hallazgos/?gravedad=graves", "puntaje/")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    PAGES.clear()


@pytest.fixture
def ready() -> FollowUp:
    """On line, with files that took no press."""
    row = published.sopo()
    for language in ("es", "en"):
        content = language.encode()
        PressedFile.objects.create(
            followup=row, language=language, key="json", name="seguimiento.json", media_type="application/json",
            content=content, sha256=hashlib.sha256(content).hexdigest(), size=len(content),
        )  # fmt: skip
    return row


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asked_for_again_makes_one_query_and_that_of_an_activity_one_for_its_evidence(
    ready: FollowUp, name: str, django_assert_num_queries
) -> None:
    first = town.client().get(base(ready) + name)
    with django_assert_num_queries(2 if name.startswith("actividad/") else 1):
        again = town.client().get(base(ready) + name)
    assert again.content == first.content


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asked_for_the_first_time_makes_few_queries(
    ready: FollowUp, name: str, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(9 if name.startswith("actividad/") else 8):
        town.client().get(base(ready) + name)


@pytest.mark.parametrize("address", ["/?todas=si", "/entidad/sopo/", "/buscar/?q=tramites", "/datos/", "/sitemap.xml"])
def test_the_other_pages_make_few_queries(ready: FollowUp, address: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(10):
        assert town.client().get(address).status_code == 200


def test_who_has_the_page_already_gets_no_body(ready: FollowUp) -> None:
    browser = town.client()
    first = browser.get(base(ready))
    again = browser.get(base(ready), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["Cache-Control"] == "public, max-age=60"


def test_another_language_and_other_colours_are_another_page_for_whoever_has_one(ready: FollowUp) -> None:
    first = town.client().get(base(ready)).headers["ETag"]
    for name, value in (("probidad_idioma", "en"), ("probidad_tema", "dark")):
        browser = town.client()
        browser.cookies[name] = value
        assert browser.get(base(ready), headers={"If-None-Match": first}).status_code == 200


def test_a_page_is_not_kept_until_its_files_are_there() -> None:
    row = published.sopo()
    assert "se están preparando" in town.client().get(base(row)).content.decode()
    assert PAGES.size == 0


def test_pressing_brings_charts_and_files_to_the_page() -> None:
    row = published.sopo()
    before = town.client().get(base(row)).content.decode()
    pressing.press_now(row.pk)
    after = town.client().get(base(row)).content.decode()
    assert "<figure" not in before
    assert "<figure" in after
    assert "se están preparando" not in after
    assert f"{base(row)}archivo/es/seguimiento.pdf" in after


def test_a_followup_that_is_withdrawn_leaves_the_next_reader_its_notice(ready: FollowUp) -> None:
    browser = town.client()
    assert "87,24" in browser.get(base(ready)).content.decode()
    published.withdrawn(ready)
    assert "87,24" not in browser.get(base(ready)).content.decode()


def test_an_entity_that_is_hidden_leaves_nothing_in_line(ready: FollowUp) -> None:
    browser = town.client()
    browser.get(base(ready))
    ready.entity.public = False
    ready.entity.save()
    for address in (base(ready), "/entidad/sopo/", f"{base(ready)}archivo/es/seguimiento.json"):
        assert browser.get(address).status_code == 404


def test_who_signed_in_gets_a_page_that_no_proxy_keeps(ready: FollowUp) -> None:
    response = town.client(town.person(ready.entity)).get(base(ready))
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_query_that_means_nothing_makes_no_other_page(ready: FollowUp) -> None:
    browser = town.client()
    browser.get(base(ready))
    size = PAGES.size
    browser.get(f"{base(ready)}?utm_source=x&q=y")
    assert PAGES.size == size


def test_pages_kept_never_take_more_than_their_share() -> None:
    shelf = KeptPages(most=100, largest=40)
    for number in range(20):
        shelf.put(number, Kept(b"x" * 30, str(number)))
    assert shelf.size <= 100
    assert shelf.get(0) is None
    assert shelf.get(19) is not None
    shelf.put("large", Kept(b"x" * 41, "large"))
    assert shelf.get("large") is None


def test_the_page_asked_for_longest_ago_goes_first_and_one_put_again_counts_once() -> None:
    shelf = KeptPages(most=100, largest=50)
    for key in ("a", "b", "a"):
        shelf.put(key, Kept(b"x" * 40, key))
    shelf.get("a")
    shelf.put("c", Kept(b"x" * 40, "c"))
    assert shelf.size == 80
    assert shelf.get("b") is None
    assert shelf.get("a") is not None
