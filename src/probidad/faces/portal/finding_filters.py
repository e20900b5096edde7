"""The filters of findings in an address: severity, nature, component and rule, together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from probidad.documents.renderers.site_findings import ALL, PER_PAGE, Filter, Filters
from probidad.documents.report import Entry
from probidad.faces.portal.links import PAGE_KEY, findings_address

PARAMETERS = ("gravedad", "naturaleza", "componente", "regla")  # in the order of the groups of ``Filters``
_KEY = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)
_PAGE = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of findings. ``chips`` are the filters chosen: parameter and label."""

    entries: tuple[Entry, ...]
    found: int
    total: int
    page: int
    pages: int
    chosen: Mapping[str, str]
    chips: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the key of a filter for each parameter, and a page."""

    keys: tuple[tuple[str, str], ...]
    page: int = 1

    def settled(self, filters: Filters) -> "Asked":
        """The same without filters that the report does not have, and with a page that is there."""
        known = {name: {one.key for one in options} for name, options in _groups(filters)}
        keys = tuple((name, key) for name, key in self.keys if key in known.get(name, ()))
        pages = max(1, -(-len(_passing(keys, filters)) // PER_PAGE))
        return Asked(keys, min(self.page, pages))

    def address(self, base: str) -> str:
        """Where these findings stand."""
        return findings_address(base, dict(self.keys), self.page)

    def shown(self, filters: Filters) -> Shown:
        """The findings that pass all the filters. Raises ``LookupError`` for what :meth:`settled` leaves out."""
        passing = _passing(self.keys, filters)
        return Shown(
            entries=passing[(self.page - 1) * PER_PAGE : self.page * PER_PAGE],
            found=len(passing),
            total=filters.filter(ALL).count,
            page=self.page,
            pages=max(1, -(-len(passing) // PER_PAGE)),
            chosen=dict(self.keys),
            chips=tuple((name, filters.filter(key).label) for name, key in self.keys),
        )


def asked_in(query: QueryDict) -> Asked:
    """What the address asks for, in the order of :data:`PARAMETERS`; what cannot be a key is left aside."""
    keys = tuple((name, str(query[name])) for name in PARAMETERS if _KEY.fullmatch(query.get(name, "")))
    page = query.get(PAGE_KEY, "1")
    return Asked(keys, max(1, int(page)) if _PAGE.fullmatch(page) else 1)


def _groups(filters: Filters) -> list[tuple[str, tuple[Filter, ...]]]:
    return [(name, options) for name, (_label, options) in zip(PARAMETERS, filters.groups, strict=False)]


def _passing(keys: tuple[tuple[str, str], ...], filters: Filters) -> tuple[Entry, ...]:
    allowed = [{id(entry) for entry in filters.filter(key).entries} for _name, key in keys]
    return tuple(entry for entry in filters.filter(ALL).entries if all(id(entry) in some for some in allowed))
