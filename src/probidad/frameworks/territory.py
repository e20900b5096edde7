"""Departments and municipalities with the codes of the DANE (DIVIPOLA) and their category (Ley 617 de 2000).

The source is in the head of the register. Read when first asked for, and then kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from probidad.frameworks.registers import head, rows

Value = TypeVar("Value")


class Kind(StrEnum):
    """What a code of five digits names: a municipality, an area without one, or the island of San Andrés."""

    MUNICIPALITY = "municipality"
    UNINCORPORATED = "unincorporated"  # área no municipalizada
    ISLAND = "island"  # governed by its department


_DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Department:
    """A department (departamento), with Bogotá, D.C. among them, as in the register. ``code`` has two digits."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (municipio), or what has a code like one. ``code`` has five digits."""

    code: str
    name: str
    department_code: str
    department: str
    kind: Kind = Kind.MUNICIPALITY


@dataclass(frozen=True, slots=True)
class _Register:
    departments: Mapping[str, Department]
    municipalities: Mapping[str, Municipality]
    categories: Mapping[str, str]  # by code of department or municipality; those without one are left out


def departments(country: str = "co") -> tuple[Department, ...]:
    """Every department, by code."""
    return tuple(_register(country).departments.values())


def municipalities(country: str = "co", *, department: str | None = None) -> tuple[Municipality, ...]:
    """Every municipality by code, or those of one department. Raises ``LookupError`` for an unknown department."""
    found = tuple(_register(country).municipalities.values())
    if department is None:
        return found
    wanted = department_of(department, country)
    return tuple(each for each in found if each.department_code == wanted.code)


def department_of(code: str, country: str = "co") -> Department:
    """The department with this code of two digits. Raises ``LookupError`` when there is none."""
    return _found(_register(country).departments, code, "department")


def municipality(code: str, country: str = "co") -> Municipality:
    """The municipality with this code of five digits. Raises ``LookupError`` when there is none."""
    return _found(_register(country).municipalities, code, "municipality")


def category(code: str, year: int, country: str = "co") -> str:
    """Code of the category (``special``, ``first`` … ``sixth``) of a municipality or department in a year.

    Raises ``LookupError`` for an unknown code, one without category, and a year that the source does not cover. The
    source repeats one category over its years, so an entity may state another by its own decree.
    """
    register = _register(country)
    if code not in register.municipalities and code not in register.departments:
        raise LookupError(f"no municipality or department has the code {code!r}")
    covered = head(country, "divipola")["category_years"]
    if not covered["first"] <= year <= covered["last"]:
        raise LookupError(f"categories are known from {covered['first']} to {covered['last']}, not for {year}")
    return _found(register.categories, code, "category of a municipality or department")


def _found(table: Mapping[str, Value], code: str, what: str) -> Value:
    if code not in table:
        raise LookupError(f"no {what} has the code {code!r}")
    return table[code]


@cache
def _register(country: str) -> _Register:
    names: dict[str, Department] = {}
    places: dict[str, Municipality] = {}
    categories: dict[str, str] = {}
    for row in rows(country, "divipola"):
        code, name = row["code"], row["name"]
        if row["category"]:
            categories[code] = row["category"]
        if row["kind"] == _DEPARTMENT:
            names[code] = Department(code, name)
        else:  # in order of code, each after its department
            places[code] = Municipality(code, name, code[:2], names[code[:2]].name, Kind(row["kind"]))
    return _Register(MappingProxyType(names), MappingProxyType(places), MappingProxyType(categories))
