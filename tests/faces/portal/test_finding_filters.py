"""Findings are filtered by the address: filters together, counted, taken off one by one."""

import re

import pytest

import reports
import town
from faces.portal import published
from faces.portal.published import base
from probidad.rules.finding import Nature, Severity

pytestmark = pytest.mark.django_db


def shown(page: str) -> list[str]:
    return re.findall(r'<h3 id="([^"]+)"', page)


def test_several_filters_hold_together() -> None:
    page = town.client().get(f"{base(published.sopo())}hallazgos/?gravedad=graves&componente=c3").content.decode()
    numbers = next(part.activities for part in reports.sopo().components if part.key == "c3")
    expected = {
        entry.key for entry in reports.sopo().entries
        if entry.finding.severity is Severity.HIGH and entry.finding.subject in numbers
    }  # fmt: skip
    assert set(shown(page)) == expected
    assert expected
    assert f"Se muestran {len(expected)} de {len(reports.sopo().entries)}" in page


@pytest.mark.parametrize(("query", "holds"), [
    ("naturaleza=sugerencias", lambda entry: entry.finding.nature is Nature.SUGGESTION),
    ("regla=r-recalc", lambda entry: entry.finding.rule == "R-RECALC"),
    ("componente=documento", lambda entry: entry.finding.subject == 0),
    ("gravedad=&naturaleza=&componente=&regla=", lambda entry: True),
])  # fmt: skip
def test_each_filter_lets_its_own_through(query: str, holds) -> None:
    page = town.client().get(f"{base(published.sopo())}hallazgos/?{query}").content.decode()
    assert set(shown(page)) == {entry.key for entry in reports.sopo().entries if holds(entry)}


def test_a_filter_is_taken_off_alone() -> None:
    row = published.sopo()
    page = town.client().get(f"{base(row)}hallazgos/?gravedad=graves&componente=c3").content.decode()
    assert f'href="{base(row)}hallazgos/?componente=c3"' in page
    assert f'href="{base(row)}hallazgos/?gravedad=graves"' in page
    assert '<option value="graves" selected>' in page


def test_filters_that_nothing_passes_say_so_and_how_to_go_on() -> None:
    row = published.sopo()
    page = town.client().get(f"{base(row)}hallazgos/?gravedad=graves&regla=r-typo").content.decode()
    assert shown(page) == []
    assert "Ningún hallazgo cumple estos filtros" in page
    assert "Quitar filtros" in page


@pytest.mark.parametrize(("query", "leads"), [
    ("gravedad=enormes", ""), ("regla=r-nada&gravedad=graves", "?gravedad=graves"), ("pagina=99", ""),
])  # fmt: skip
def test_a_filter_that_is_not_there_leads_to_the_address_without_it(query: str, leads: str) -> None:
    row = published.sopo()
    response = town.client().get(f"{base(row)}hallazgos/?{query}")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{base(row)}hallazgos/{leads}"


@pytest.mark.parametrize(
    "query", ["gravedad=<script>", "pagina=-1", "pagina=x", "regla=" + "a" * 400, "componente=c3%00"]
)
def test_what_cannot_be_a_filter_is_left_aside(query: str) -> None:
    response = town.client().get(f"{base(published.sopo())}hallazgos/?{query}")
    assert response.status_code == 200
    assert len(shown(response.content.decode())) == len(reports.sopo().entries)
