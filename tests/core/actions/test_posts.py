"""Posts and who fills them."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

import town
from probidad.core.actions import posts
from probidad.core.models import Appointment, Membership, TrailEntry
from probidad.core.queries import posts as reads
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
DAY, LAST = date(2026, 1, 1), date(2026, 1, 31)
ACT = "Resolución 045 de 2026"


def member_of(who, here) -> int:
    return Membership.objects.get(user=who, entity=here).pk


def test_a_post_is_made_in_a_unit_and_its_code_is_of_one_post_at_a_time() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    unit = town.unit(here)
    post = posts.create_post(who, unit_id=unit.pk, code="020-01", name="Alcaldesa", begins=DAY, heads_unit=True)
    assert list(reads.vacant(here.pk, DAY)) == [post]
    with pytest.raises(RefusalError, match="code 020-01"):
        posts.create_post(who, unit_id=unit.pk, code="020-01", name="Otra", begins=DAY)
    with pytest.raises(RefusalError, match="heads the unit already"):
        posts.create_post(who, unit_id=unit.pk, code="020-02", name="Otra", begins=DAY, heads_unit=True)


def test_planning_makes_no_posts_and_nobody_one_in_another_entity() -> None:
    here, there = town.entity(), town.entity()
    with pytest.raises(PermissionDenied):
        posts.create_post(town.acting(here, Role.PLANNING), unit_id=town.unit(here).pk, code="1", name="x", begins=DAY)
    who = town.acting(here, Role.ADMINISTRATOR)
    with pytest.raises(RefusalError, match="unit does not exist"):
        posts.create_post(who, unit_id=town.unit(there).pk, code="1", name="x", begins=DAY)
    with pytest.raises(ObjectDoesNotExist):
        posts.end_post(who, post_id=town.post(town.unit(there)).pk, on=DAY)


def test_a_holder_a_stand_in_while_away_and_the_holder_again() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    post = town.post(town.unit(here))
    holder, other = town.person(here), town.person(here)
    posts.appoint(who, post_id=post.pk, membership_id=member_of(holder, here), kind="holder", starts=town.SINCE)
    with pytest.raises(RefusalError, match="two cannot hold"):
        posts.appoint(who, post_id=post.pk, membership_id=member_of(other, here), kind="holder", starts=DAY)
    posts.appoint(
        who, post_id=post.pk, membership_id=member_of(other, here), kind="stand_in", starts=DAY, ends=LAST, act=ACT
    )
    assert [entry.name for entry in reads.holders(here.pk, LAST)[post.pk]] == [other.name, holder.name]
    assert reads.listed(who, LAST).get(pk=post.pk).answering == other.name
    assert reads.listed(who, date(2026, 2, 1)).get(pk=post.pk).answering == holder.name
    assert {entry.verb for entry in TrailEntry.objects.all()} == {"post.filled", "person.appointed"}


def test_who_does_not_belong_on_those_days_fills_no_post() -> None:
    here, there = town.entity(), town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    post = town.post(town.unit(here))
    leaver = town.person(here)
    Membership.objects.filter(user=leaver).update(ends=LAST)
    with pytest.raises(RefusalError, match="person does not belong"):
        posts.appoint(who, post_id=post.pk, membership_id=member_of(leaver, here), kind="holder", starts=DAY)
    stranger = town.person(there)
    with pytest.raises(ObjectDoesNotExist):
        posts.appoint(who, post_id=post.pk, membership_id=member_of(stranger, there), kind="holder", starts=DAY)
    with pytest.raises(RefusalError, match="post does not exist"):
        posts.appoint(
            who, post_id=post.pk, membership_id=member_of(town.person(here), here), kind="holder",
            starts=date(2020, 1, 1),
        )  # fmt: skip
    assert not Appointment.objects.exists()


def test_an_appointment_ends_earlier_and_is_not_stretched() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    made = town.appointed(town.person(here), town.post(town.unit(here)), ends=LAST)
    with pytest.raises(RefusalError, match="ends before"):
        posts.end_appointment(who, appointment_id=made.pk, ends=date(2026, 2, 1))
    posts.end_appointment(who, appointment_id=made.pk, ends=DAY, act=ACT)
    made.refresh_from_db()
    assert made.ends == DAY
    elsewhere = town.entity()
    with pytest.raises(ObjectDoesNotExist):
        posts.end_appointment(town.acting(elsewhere, Role.ADMINISTRATOR), appointment_id=made.pk, ends=DAY)


def test_a_post_that_goes_to_another_unit_stays_the_same_post() -> None:
    here = town.entity()
    post, to = town.post(town.unit(here)), town.unit(here)
    posts.edit_post(
        town.acting(here, Role.ADMINISTRATOR), post_id=post.pk, unit_id=to.pk, name="Jefe", heads_unit=True, on=DAY
    )
    post.refresh_from_db()
    assert (post.unit, post.name, post.heads_unit) == (to, "Jefe", True)


def test_a_post_that_ends_takes_its_appointment_with_it_and_is_not_changed_again() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    post = town.post(town.unit(here))
    town.appointed(town.person(here), post)
    posts.end_post(who, post_id=post.pk, on=DAY)
    assert Appointment.objects.get().ends == date(2025, 12, 31)
    with pytest.raises(RefusalError, match="has ended"):
        posts.end_post(who, post_id=post.pk, on=DAY)
