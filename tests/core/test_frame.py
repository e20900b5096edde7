"""The frame of the desk: who is here, where they can go, what they choose."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

import town
from probidad.core.access import Actor, Scope
from probidad.core.acting import actor_of
from probidad.core.frame import desk_frame
from probidad.core.models import Membership
from probidad.core.navigation import NavItem, current, usable
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def test_the_desk_names_the_person_and_the_entity_and_marks_invented_data() -> None:
    here = town.entity("Municipio de Muestra")
    page = town.client(town.person(here, Role.READER, name="Ana Muestra")).get("/mesa/").content.decode()
    assert "Ana Muestra" in page
    assert "Municipio de Muestra" in page
    assert 'class="sample"' in page


def test_a_real_entity_is_not_marked_as_a_sample() -> None:
    here = town.entity(fictitious=False)
    page = town.client(town.person(here, Role.READER)).get("/mesa/").content.decode()
    assert 'class="sample"' not in page


def test_who_belongs_to_several_entities_changes_between_them() -> None:
    one, other = town.entity("Aldea A"), town.entity("Aldea B")
    who = town.person(one, Role.READER)
    Membership.objects.create(user=who, entity=other, starts=town.SINCE)
    browser = town.client(who)
    assert "Aldea B" in browser.get("/mesa/").content.decode()
    response = browser.post("/mesa/entidad-activa/", {"entity": other.pk}, follow=True)
    assert "Ahora trabaja en Aldea B" in response.content.decode()
    assert browser.session["entity"] == other.pk


@pytest.mark.parametrize("wanted", ["", "x", "0", "-1", "99999999999999999999"])
def test_an_entity_that_one_does_not_belong_to_is_not_there(wanted: str) -> None:
    stranger = town.entity()
    browser = town.client(town.person(town.entity(), Role.ADMINISTRATOR))
    assert browser.post("/mesa/entidad-activa/", {"entity": wanted}).status_code == 404
    assert browser.post("/mesa/entidad-activa/", {"entity": stranger.pk}).status_code == 404
    assert "entity" not in browser.session


def test_language_and_colours_are_kept_only_when_they_are_chosen() -> None:
    browser = Client(HTTP_HOST="localhost")
    browser.get("/")
    assert not browser.cookies
    response = browser.post("/preferencias/idioma/", {"language": "en", "next": "/?q=a"})
    assert (response.status_code, response.headers["Location"]) == (303, "/?q=a")
    browser.post("/preferencias/colores/", {"theme": "dark"})
    page = browser.get("/").content.decode()
    assert 'lang="en"' in page
    assert 'data-bs-theme="dark"' in page
    browser.post("/preferencias/colores/", {"theme": ""})
    assert "data-bs-theme" not in browser.get("/").content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://otro.example/", "//otro.example", "javascript:alert(1)", "/\\otro.example", ""]
)
def test_the_way_back_never_leaves_the_site(wanted: str) -> None:
    response = Client(HTTP_HOST="localhost").post("/preferencias/idioma/", {"language": "es", "next": wanted})
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("wanted", ["fr", "es\r\nSet-Cookie: a=b", "", "x" * 5000])
def test_an_unknown_language_changes_nothing(wanted: str) -> None:
    browser = Client(HTTP_HOST="localhost")
    assert browser.post("/preferencias/idioma/", {"language": wanted}).status_code == 303
    assert not browser.cookies


def test_an_item_is_for_who_sees_its_table_or_does_its_verb() -> None:
    item = NavItem("a.b", "x", "desk:home", 1, table="core.person", verbs=("unit.edit",))
    assert usable(_someone(Role.INTERNAL_CONTROL), item)
    assert usable(_someone(Role.PLANNING), item)
    assert not usable(_someone(Role.READER), item)
    assert usable(_someone(Role.READER), NavItem("a.c", "x", "desk:home", 1, table="core.person", least=Scope.OWN))


def test_the_current_item_is_the_longest_address_that_fits() -> None:
    addresses = {"home": "/mesa/", "people": "/mesa/personas/", "import": "/mesa/personas/importar/"}
    assert current(addresses, "/mesa/personas/importar/1/") == "import"
    assert current(addresses, "/mesa/personas/7/") == "people"
    assert current(addresses, "/mesa/") == "home"
    assert current(addresses, "/mesa/otra/") == ""


def test_the_frame_costs_one_query_beside_the_actor_and_one_for_the_notices(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    here = town.entity()
    request = RequestFactory().get("/mesa/")
    request.user = town.person(here, Role.ADMINISTRATOR, unit=town.unit(here))
    request.session = {}  # type: ignore[assignment]
    actor_of(request)
    with django_assert_num_queries(2):
        frame = desk_frame(request)
        assert desk_frame(request) is frame
    assert frame is not None
    assert frame.entity is not None
    assert frame.entity.pk == here.pk


def _someone(*roles: Role) -> Actor:
    return Actor(user_id=1, entity_id=1, roles=frozenset(roles))
