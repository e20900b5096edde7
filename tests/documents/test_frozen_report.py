"""A report as bytes and back."""

import time
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import matrices
import reports
from probidad.documents.cells import Remark
from probidad.documents.frozen_report import CODEC, VERSION, freeze, thaw
from probidad.documents.publication import published
from probidad.documents.report import Activity, Entry, Report
from probidad.rules.finding import Finding

SHAPES = {1: "f3aa77ffaeaf20b6a75ad53769bc3b8fd779482cdf60cc3da8da4d5b64249ccb"}


@pytest.mark.parametrize("make", [reports.sopo, lambda: published(reports.sopo()), reports.of])
def test_a_report_comes_back_whole_and_gives_the_same_bytes_again(make) -> None:
    report = make()
    data = freeze(report)
    assert thaw(data) == report
    assert freeze(thaw(data)) == data


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(activities=st.lists(st.from_type(Activity), max_size=3), entries=st.lists(st.from_type(Entry), max_size=3),
       remarks=st.lists(st.from_type(Remark), max_size=2), year=st.none() | st.integers())  # fmt: skip
def test_whatever_stands_in_its_fields_comes_back(activities, entries, remarks, year) -> None:
    report = replace(
        reports.of(), activities=tuple(activities), entries=tuple(entries), remarks=tuple(remarks), vigencia=year
    )
    assert thaw(freeze(report)) == report


def test_numbers_too_big_for_any_reader_come_back() -> None:
    row = (*matrices.ACTIVITIES[0][:3], "9" * 60, "30/06/2023", "Planeación", "8" * 300, "75", "")
    report = reports.of(matrices.grid([row]))
    huge = replace(report.activity(1), raw=Fraction(10**7000, 3), weight=Fraction(1, 10**7000))
    for one in (report, replace(report, activities=(huge,))):
        assert thaw(freeze(one)) == one


def test_what_is_worked_out_of_a_report_is_the_same_after_it_came_back() -> None:
    report = reports.sopo()
    again = thaw(freeze(report))
    assert again.activity(12) == report.activity(12)
    assert again.entries_of(12) == report.entries_of(12)


def test_every_field_of_a_report_is_written() -> None:
    text = freeze(reports.sopo()).decode()
    for kind in (Report, Activity, Entry, Finding):
        for field in fields(kind):
            assert f'"{field.name}":' in text, (kind.__name__, field.name)


def test_a_change_of_the_fields_brings_a_new_version() -> None:
    """When this fails: raise ``VERSION`` and enter the new shape beside the old ones."""
    assert SHAPES[VERSION] == CODEC.shape()


def test_bytes_of_another_program_a_newer_version_or_damage_are_told() -> None:
    data = freeze(reports.of())
    for bad, said in (
        (b'{"schema":"probidad-followup-1"}', "not a probidad-report"),
        (data.replace(b'"version":1}', b'"version":99}'), "of version 99; this program reads version 1"),
        (data.replace(b"Trimestral", b"trimestral").replace(b"Planeaci", b"planeaci"), "it is damaged"),
        (data[:-1], "not a probidad-report"),
    ):
        with pytest.raises(ValueError, match=said):
            thaw(bad)


def test_the_real_follow_up_comes_back_within_the_time_of_a_page() -> None:
    data = freeze(published(reports.sopo()))
    took = []
    for _turn in range(10):
        start = time.perf_counter()
        thaw(data)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.05
