"""Follow-ups in the database, brought in as a person would bring them."""

import hashlib
from pathlib import Path

from django.db import transaction

import reports
import town
from probidad.core.access import Actor
from probidad.core.models import Entity, ImportRun
from probidad.plans.actions import importing
from probidad.plans.models import FollowUp
from probidad.rules.separation import Role

HEADINGS = ("Componente", "Actividades", "Indicador", "Meta", "Fecha de cumplimiento", "Responsable",
            "Cumplimiento del indicador", "Cumplimiento", "Observaciones")  # fmt: skip


def sopo_town() -> Entity:
    """The municipality of the example."""
    return town.entity("Municipio de Sopó", slug="sopo", fictitious=False)


def run(actor: Actor, path: Path, **choices: str) -> ImportRun:
    """An import that was previewed and waits to be confirmed."""
    content = path.read_bytes()
    return ImportRun.objects.create(
        entity_id=actor.entity_id, kind=importing.KEY, file=path.name, sha256=hashlib.sha256(content).hexdigest(),
        size=len(content), content=content, choices=choices, created_by_id=actor.user_id,
    )  # fmt: skip


def applied(actor: Actor, path: Path, **choices: str) -> FollowUp:
    """A file confirmed."""
    with transaction.atomic():
        done = importing.apply(actor, run(actor, path, **choices), path)
    return FollowUp.objects.get(pk=done["followup"])


def sopo(here: Entity | None = None) -> FollowUp:
    """The follow-up of Sopó, imported by planning and not published."""
    where = here or sopo_town()
    return applied(town.acting(where, Role.PLANNING), reports.SOPO, entity_confirmed="yes")


def matrix(folder: Path, *rows: tuple[str, str, str, str], title: str = "SEGUIMIENTO AL PLAN ANTICORRUPCIÓN 2026",
           cut_off: str = "Corte: 30 de abril de 2026", entity: str = "MUNICIPIO DE MUESTRA", name: str = "seguimiento.csv",
           deadline: str = "31 de diciembre de 2026", heading: str = "Rendición de cuentas") -> Path:  # fmt: skip
    """A file with these activities: text, target, value and declared figure."""
    lines = [[title], [entity], [cut_off], list(HEADINGS)]
    lines += [
        [heading, text, "Número de informes", target, deadline, "Secretaría General", value, declared, "Con acta."]
        for text, target, value, declared in rows
    ]
    path = folder / name
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in line) for line in lines) + "\n", encoding="utf-8")
    return path
