"""A generated national corpus: entities by activities by cut-offs by years, with texts that hardly repeat.

Wholly fictitious: entities are called *Entidad ficticia N*. The same numbers give the same file.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HEADINGS = (
    "Entidad", "Vigencia", "Corte", "Componente", "Actividad", "Indicador", "Meta", "Fecha de cumplimiento",
    "Responsable", "Cumplimiento del indicador", "Cumplimiento", "Observaciones",
)  # fmt: skip
CUT_OFFS = ("04-30", "08-31", "12-31")
_COMPONENTS = (
    "Gestión del riesgo de corrupción", "Racionalización de trámites", "Rendición de cuentas",
    "Atención al ciudadano", "Transparencia y acceso a la información",
)  # fmt: skip
_VERBS = ("Publicar", "Actualizar", "Socializar", "Capacitar sobre", "Elaborar", "Revisar", "Divulgar", "Ajustar")
_THINGS = (
    "el mapa de riesgos", "la carta de trato digno", "el inventario de trámites", "el informe de gestión",
    "el esquema de publicación", "el registro de activos", "el protocolo de servicio", "la política de riesgos",
)  # fmt: skip
_PLACES = ("la sede central", "las veredas del norte", "el casco urbano", "los corregimientos", "la plaza de mercado")
_UNITS = ("Secretaría de Planeación", "Secretaría General", "Oficina de Sistemas", "Control Interno", "Hacienda")
_DONE = (
    "Se hizo en la fecha prevista y quedó el acta {a} con {b} asistentes",
    "Se publicó la versión {b} en la página, con {a} consultas",
    "Quedan pendientes {b} dependencias; el resto entregó el formato {a}",
    "Se atendieron {a} de {c} solicitudes recibidas en el período {b}",
    "La actividad avanza según el cronograma; soporte en la carpeta {a}-{b}",
)
_TARGETS = ("1", "2", "4", "12", "100%", "90%", "50 %", "80")
_STYLES = ("{:d}", "{:d}%", "{:d},0", "{:d} %")


def rows(entities: int, activities: int, cut_offs: int, years: int) -> Iterator[tuple[str, ...]]:
    """Rows in the order of the file: by entity, year and cut-off."""
    chance = random.Random(20171230)
    for entity in range(1, entities + 1):
        name = f"Entidad ficticia {entity:04d}"
        for year in range(2017, 2017 + years):
            for cut in CUT_OFFS[:cut_offs]:
                for activity in range(1, activities + 1):
                    yield (name, str(year), f"{year}-{cut}", *_activity(chance, activity, entity, year))


def _activity(chance: random.Random, activity: int, entity: int, year: int) -> tuple[str, ...]:
    verb, thing, place = chance.choice(_VERBS), chance.choice(_THINGS), chance.choice(_PLACES)
    target = chance.choice(_TARGETS)
    full = int(target.rstrip("% "))
    value = chance.randint(0, full)
    percent = chance.choice(_STYLES).format(round(100 * value / full))
    mark = f"{entity}-{year}-{chance.randrange(10**7)}"
    indicator = f"{'Porcentaje' if '%' in target else 'Número'} de entregas sobre {thing} en {place}, serie {mark}"
    remark = chance.choice(_DONE).format(
        a=chance.randrange(10**6), b=chance.randrange(1, 99), c=chance.randrange(10**6)
    )
    return (
        _COMPONENTS[activity % len(_COMPONENTS)], f"{verb} {thing} para {place} según el plan {mark}", indicator, target,
        chance.choice(("30 de abril", "31 de agosto", "15 de diciembre", "Mensual", "Trimestral")),
        chance.choice(_UNITS), str(value), percent, f"{remark}. Registro {mark}.",
    )  # fmt: skip


def write(path: Path, *, entities: int, activities: int = 50, cut_offs: int = 3, years: int = 8) -> tuple[int, float]:
    """Write the corpus; how many rows it has and which share of its long texts is distinct."""
    seen: set[int] = set()
    count = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for row in rows(entities, activities, cut_offs, years):
            writer.writerow(row)
            count += 1
            seen.update((hash(row[4]), hash(row[5]), hash(row[11])))
    return count, len(seen) / (3 * count)
