"""Filters of the findings."""

from dataclasses import replace

import pytest

import reports
from probidad.documents.renderers.site_findings import PER_PAGE, Filters
from probidad.documents.report import Report
from probidad.documents.words import Words


def filters(report: Report | None = None) -> Filters:
    return Filters(report or reports.sopo(), Words("es"))


def many() -> Report:
    report = reports.sopo()
    entry = report.entries_of(12)[0]
    return replace(report, entries=tuple(replace(entry, key=f"{entry.key}-{n}") for n in range(2 * PER_PAGE + 1)))


def test_the_keys_are_all_severities_natures_places_and_the_rules_that_found_something() -> None:
    keys = filters().keys
    assert keys[0] == ""
    assert {"graves", "importantes", "menores", "comprobaciones", "sugerencias", "documento", "c1", "r-recalc"} <= {
        *keys
    }
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("group", range(4))
def test_each_group_of_filters_lets_every_finding_through_once(group: int) -> None:
    found = filters()
    _name, options = found.groups[group]
    kept = [entry.key for option in options if option.key for entry in option.entries]
    assert sorted(kept) == sorted(entry.key for entry in reports.sopo().entries)


def test_a_page_by_key_holds_what_its_filter_lets_through() -> None:
    page = filters().page("r-recalc")
    assert {entry.finding.rule for entry in page.entries} == {"R-RECALC"}
    assert (page.number, page.pages) == (1, 1)


def test_a_long_list_is_parted_and_nothing_is_lost() -> None:
    found = filters(many())
    pages = [found.page("", number) for number in (1, 2, 3)]
    assert [len(page.entries) for page in pages] == [PER_PAGE, PER_PAGE, 1]
    assert len({entry.key for page in pages for entry in page.entries}) == 2 * PER_PAGE + 1


@pytest.mark.parametrize(("key", "number"), [("nada", 1), ("R-RECALC", 1), ("graves", 2), ("graves", 0), ("", -1)])
def test_a_filter_or_a_page_that_is_not_there_is_told(key: str, number: int) -> None:
    with pytest.raises(LookupError):
        filters().page(key, number)


def test_a_filter_without_findings_has_one_empty_page() -> None:
    page = filters(replace(reports.sopo(), entries=())).page("graves")
    assert (page.entries, page.pages) == ((), 1)
