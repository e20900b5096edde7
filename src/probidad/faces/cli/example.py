"""``probidad ejemplo``: Sopó 2017 as its document tells it, and a municipality that does not exist, to try things on."""

import csv
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.actions.entities import EntityFacts, create_entity, found_entity
from probidad.core.actions.people import invite
from probidad.core.actions.posts import appoint, create_post
from probidad.core.actions.processes import create_process
from probidad.core.actions.units import create_unit
from probidad.core.queries.installation import entity_id, person_id
from probidad.core.queries.people import actor as actor_of
from probidad.documents.words import Words
from probidad.faces.cli.bring import FOLLOW_UP, bring, put_on_line
from probidad.faces.cli.commanding import command_actor
from probidad.plans.actions.activities import assign
from probidad.plans.actions.followups import NotNowError, publish
from probidad.plans.queries.activities import activities
from probidad.plans.queries.units import units
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

SOPO_FILE = "sopo-2017-seguimiento-2017-12-30.txt"
SOPO = EntityFacts(name="Municipio de Sopó", kind="mayoralty", order="municipal", divipola="25758", slug="sopo")
FICTION = "valle-sereno/valle-sereno.yaml"
HOLDER = "holder"


def run(words: Words) -> int:
    """Both entities with their follow-ups published. What is there already stays as it is."""
    sopo(words)
    fiction(words, timezone.localdate())
    return 0


def sopo(words: Words) -> None:
    """The real municipality: its name, its code and its document, and nobody who works there."""
    found = entity_id(SOPO.slug)
    if found is None:
        found = found_entity(command_actor(None), facts=SOPO, fictitious=False).pk
    actor = command_actor(found)
    path = Path(str(files("probidad") / "examples" / SOPO_FILE))
    put_on_line(words, actor, bring(words, actor, path, kind=FOLLOW_UP, choices={}))


def fiction(words: Words, today: date) -> None:
    """The municipality that does not exist, with the plan of the last year whose August is over."""
    year = today.year if today > date(today.year, 8, 31) else today.year - 1
    text = (files("probidad") / "examples" / FICTION).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text.replace("{y}", str(year)))
    found = entity_id(content["entity"]["slug"])
    if found is None:
        with transaction.atomic():
            found = settle(content, today)
        told = {"name": content["entity"]["name"]}
        sys.stdout.write(words(_("%(name)s, fictitious, has its units, posts, people and processes."), told) + "\n")
    follow(words, content, found, today)


def settle(content: dict[str, Any], today: date) -> int:
    """Units, posts, people and processes, by the administrator of the fiction."""
    since = date.fromisoformat(content["since"])
    administrator = content["administrator"]
    entity, invited = create_entity(
        command_actor(None), facts=EntityFacts(**content["entity"]), fictitious=True,
        administrator_email=administrator["email"], administrator_name=administrator["name"],
    )  # fmt: skip
    actor = actor_of(invited.membership.user_id, wanted=entity.pk, today=today)
    units: dict[str, int] = {}
    for row in content["units"]:
        parent = units.get(row.get("parent", ""))
        units[row["code"]] = create_unit(actor, code=row["code"], name=row["name"], begins=since, parent_id=parent).pk
    posts: dict[str, int] = {}
    headed: set[str] = set()
    for row in content["people"]:
        posts[row["code"]] = create_post(
            actor, unit_id=units[row["unit"]], code=row["code"], name=row["post"], begins=since,
            heads_unit=row["unit"] not in headed,
        ).pk  # fmt: skip
        headed.add(row["unit"])
        came = invite(
            actor, email=row["email"], name=row["name"], starts=since, unit_id=units[row["unit"]],
            roles_wanted={Role(role) for role in row["roles"]},
        )  # fmt: skip
        appoint(actor, post_id=posts[row["code"]], membership_id=came.membership.pk, kind=HOLDER, starts=since)
    for row in content["processes"]:
        create_process(
            actor, code=row["code"], name=row["name"], kind=row["kind"], begins=since, owner_id=posts[row["owner"]],
            objective=row["objective"],
        )  # fmt: skip
    return int(entity.pk)


def follow(words: Words, content: dict[str, Any], entity: int, today: date) -> None:
    """The follow-ups of the year: brought by planning, assigned by it, published by internal control."""
    planning, control = (_holder(content, role, entity, today) for role in (Role.PLANNING, Role.INTERNAL_CONTROL))
    fresh = False
    with TemporaryDirectory() as folder:
        for cut in content["cut_offs"]:
            path = Path(folder) / f"valle-sereno-{cut['day']}.csv"
            write_matrix(content, cut, path)
            choices = {"framework": content["framework"], "cut_off": cut["day"]}
            followup = bring(words, planning, path, kind=FOLLOW_UP, choices=choices)
            if followup is None:
                continue
            try:
                publish(control, followup_id=followup, today=today)
                fresh = True
            except NotNowError:
                continue
    if fresh:
        _assign(content, planning, today)


def write_matrix(content: dict[str, Any], cut: dict[str, str], path: Path) -> None:
    """The matrix of a cut-off as an office would send it."""
    names = {unit["code"]: unit["name"] for unit in content["units"]}
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, delimiter=";")
        out.writerow([content["entity"]["name"].upper()])
        out.writerow([content["title"]])
        out.writerow([f"Corte: {cut['words']}"])
        out.writerow(content["header"])
        for row in content["activities"]:
            told = [row["component"], row["action"], row["indicator"], row["target"], names[row["unit"]], row["due"]]
            out.writerow([*told, *row[cut["key"]]])


def _holder(content: dict[str, Any], role: Role, entity: int, today: date) -> Actor:
    email = next(row["email"] for row in content["people"] if role.value in row["roles"])
    found = person_id(email)
    if found is None:
        raise LookupError(f"the fiction lost the person with the role {role}")
    return actor_of(found, wanted=entity, today=today)


def _assign(content: dict[str, Any], planning: Actor, today: date) -> None:
    """Each activity to the unit that its matrix names."""
    by_action = dict(activities(planning).values_list("action", "pk"))
    codes = _unit_ids(planning, today)
    for row in content["activities"]:
        assign(
            planning, activity_ids=[by_action[row["action"]]], unit_id=codes[row["unit"]],
            evaluation=bool(row.get("evaluation")), today=today,
        )  # fmt: skip


def _unit_ids(actor: Actor, today: date) -> dict[str, int]:
    return dict(units(actor, today).values_list("code", "pk"))
