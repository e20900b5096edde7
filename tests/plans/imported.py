"""Follow-ups in the database, brought in as a person would bring them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from django.utils import timezone

import reports
import town
from probidad.core.access import Actor
from probidad.core.actions.imports import import_file
from probidad.core.imports import Preview
from probidad.core.models import Entity
from probidad.documents.report import Report
from probidad.plans.actions import importing
from probidad.plans.actions.storing import store
from probidad.plans.models import FollowUp, Plan
from probidad.plans.queries import documents
from probidad.rules.separation import Role

HEADINGS = ("Componente", "Actividades", "Indicador", "Meta", "Fecha de cumplimiento", "Responsable",
            "Cumplimiento del indicador", "Cumplimiento", "Observaciones")  # fmt: skip


def sopo_town() -> Entity:
    """The municipality of the example."""
    return town.entity("Municipio de Sopó", slug="sopo", fictitious=False)


def look(actor: Actor, path: Path, **choices: str) -> Preview:
    """The preview of a file."""
    return importing.preview(actor, importing.read(actor, path, choices), choices)


def applied(actor: Actor, path: Path, **choices: str) -> FollowUp:
    """A file confirmed."""
    return FollowUp.objects.get(pk=import_file(actor, importing.KEY, path, choices).summary["followup"])


def kept(here: Entity, report: Report | None = None, *, year: int = 2026, month: int = 4) -> FollowUp:
    """A follow-up in the database without a file: of the matrix that the tests share, at the end of a month."""
    told = replace(report or reports.of(), vigencia=year, cut_off=date(year, month, 30))
    read = documents.taken(told, here)
    plan, _made = Plan.objects.get_or_create(
        entity=here, framework=told.framework.key, year=year,
        defaults={"name": documents.plan_name(told), "framework_version": told.framework.version},
    )  # fmt: skip
    known = documents.known(here.pk, read)
    return known.same or store(plan, None, read, known)


def online(followup: FollowUp) -> FollowUp:
    """The same, published."""
    followup.public_since = timezone.now()
    followup.save(update_fields=["public_since"])
    return followup


def sopo(here: Entity | None = None) -> FollowUp:
    """The follow-up of Sopó, imported by planning and not published."""
    where = here or sopo_town()
    return applied(town.acting(where, Role.PLANNING), reports.SOPO)


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
