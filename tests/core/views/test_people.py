"""Pages of people: inviting, roles, leaving."""

import re

import pytest
from allauth.mfa.models import Authenticator

import town
from probidad.core.models import Membership, RecordedConflict, User
from probidad.core.queries import roles
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def member(who: User) -> Membership:
    return Membership.objects.get(user=who)


def test_an_invitation_shows_its_link_once_and_the_person_is_in_the_list() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    data = {"name": "Ana Pardo", "email": "ana@muestra.example", "starts": "2026-01-13", "roles": ["owner"]}
    response = browser.post("/mesa/personas/invitar/", data)
    assert response.status_code == 200
    link = re.search(r'value="(http://localhost/cuenta/[^"]+)"', response.content.decode())
    assert link
    page = browser.get("/mesa/personas/").content.decode()
    assert "ana@muestra.example" in page
    assert link[1] not in page


def test_a_form_with_faults_comes_back_with_what_was_typed_and_links_to_the_fields() -> None:
    browser = town.client(town.person(town.entity(), Role.ADMINISTRATOR))
    response = browser.post("/mesa/personas/invitar/", {"name": "Ana <b>", "email": "sin arroba", "starts": "ayer"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ana &lt;b&gt;" in page
    assert 'href="#id_email"' in page
    assert not User.objects.filter(name__startswith="Ana").exists()


def test_a_conflict_comes_back_with_its_reason_and_may_be_insisted_on() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    person = town.person(here, Role.PLANNING)
    address = f"/mesa/personas/{member(person).pk}/roles/"
    assert 'id="id_reason"' not in browser.get(address).content.decode()
    response = browser.post(address, {"roles": ["planning", "internal_control"], "reason": "", "insisting_act": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_reason"' in page
    assert "arts. 2.1.4.5 y 2.1.4.6" in page  # why, and by which norm
    assert not RecordedConflict.objects.exists()
    response = browser.post(
        address, {"roles": ["planning", "internal_control"], "reason": "Planta corta", "insisting_act": "Acta 3"}
    )
    assert response.status_code == 302
    page = browser.get(response.headers["Location"]).content.decode()
    assert "Planta corta" in page
    assert "Planta corta" in browser.get("/mesa/conflictos/").content.decode()


def test_a_person_reads_their_own_page_and_no_list() -> None:
    here = town.entity()
    person = town.person(here, Role.READER)
    browser = town.client(person)
    assert browser.get(f"/mesa/personas/{member(person).pk}/").status_code == 200
    assert browser.get("/mesa/personas/").status_code == 404
    assert browser.get(f"/mesa/personas/{member(town.person(here)).pk}/").status_code == 404


def test_what_a_person_is_elsewhere_is_shown_to_nobody_here() -> None:
    here, there = town.entity(), town.entity("Alcaldía Secreta")
    person = town.person(there, Role.READER, unit=town.unit(there, "Unidad Secreta"))
    Membership.objects.create(user=person, entity=here, starts=town.SINCE)
    own = Membership.objects.get(user=person, entity=here)
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    for address in (f"/mesa/personas/{own.pk}/", "/mesa/personas/", f"/mesa/personas/{own.pk}/retiro/"):
        assert "Secreta" not in browser.get(address).content.decode(), address
    refused = browser.post(f"/mesa/personas/{own.pk}/enlace/", follow=True)
    assert "/cuenta/invitacion" not in refused.content.decode()
    assert "Secreta" not in refused.content.decode()


def test_a_role_withdrawn_acts_on_the_next_request() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    person = town.person(here, Role.PLANNING)
    theirs = town.client(person)
    assert theirs.get("/mesa/dependencias/nueva/").status_code == 200
    browser.post(f"/mesa/personas/{member(person).pk}/roles/", {"roles": [], "reason": "", "insisting_act": ""})
    assert theirs.get("/mesa/dependencias/nueva/").status_code == 404


def test_a_leaver_with_a_post_is_asked_who_stands_in_and_what_is_vacant_is_told() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    person, other = town.person(here, Role.OWNER), town.person(here, Role.OWNER)
    unit = town.unit(here)
    kept, lost = town.post(unit, "Cargo con relevo"), town.post(unit, "Cargo sin relevo")
    town.appointed(person, kept)
    town.appointed(person, lost)
    address = f"/mesa/personas/{member(person).pk}/retiro/"
    assert "Cargo con relevo" in browser.get(address).content.decode()
    data = {"last_day": "2026-01-12", f"successor_{kept.pk}": member(other).pk}
    assert browser.post(address, data).status_code == 422
    data |= {"until": "2027-06-30", "stand_in_act": "Resolución 9"}
    response = browser.post(address, data, follow=True)
    page = response.content.decode()
    assert "Cargo sin relevo" in page
    assert roles.roles_of(member(person).pk) == set()
    assert kept.appointments.get(user=other).act == "Resolución 9"


def test_the_list_of_people_needs_the_same_queries_for_few_and_for_many(django_assert_max_num_queries) -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    unit = town.unit(here)
    made = User(password="!")
    assert made.password == "!"
    people = User.objects.bulk_create(
        User(email=f"p{n}@muestra.example", name=f"P {n}", folded=f"p {n}", password="!") for n in range(60)
    )
    Membership.objects.bulk_create(Membership(user=each, entity=here, unit=unit, starts=town.SINCE) for each in people)
    browser.get("/mesa/personas/")
    with django_assert_max_num_queries(25):
        page = browser.get("/mesa/personas/?estado=sin-entrar").content.decode()
    assert "60" in page


def test_the_administrator_forgets_a_second_step_on_the_page_of_the_person_unless_others_answer_for_it_too() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    officer, both = town.person(here, Role.DENUNCIA_OFFICER), town.person(here, Role.DENUNCIA_OFFICER)
    Membership.objects.create(user=both, entity=town.entity(), starts=town.SINCE)
    for who, left, told in ((officer, 0, "Se olvidó el segundo paso"), (both, 1, "probidad segundo-paso")):
        address = f"/mesa/personas/{Membership.objects.get(user=who, entity=here).pk}/"
        page = browser.post(f"{address}segundo-paso/", follow=True)
        assert page.redirect_chain[-1][0] == address
        assert told in page.content.decode()
        assert Authenticator.objects.filter(user=who).count() == left
