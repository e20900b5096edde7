"""The press: what is published, made in a child process."""

import json
from dataclasses import replace

import pytest

import matrices
import reports
from probidad.documents.frozen_report import freeze
from probidad.documents.publication import published
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.charts import charts
from probidad.documents.renderers.downloads import DOWNLOADS
from probidad.documents.renderers.drawings import loaded
from probidad.documents.renderers.files import files_of
from probidad.documents.renderers.press import BOUNDS, CHARTS, packed, pressed, unpacked
from probidad.documents.words import Words


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_child_makes_what_is_made_here_to_the_byte(language: str) -> None:
    report, words = published(reports.sopo()), Words(language)
    made = pressed(freeze(report), language)
    assert {key: file.content for key, file in made.items() if key != CHARTS} == files_of(report, words)
    assert {key: file.name for key, file in made.items() if key != CHARTS} == DOWNLOADS
    assert loaded(made[CHARTS].content).drawings == charts(report, words)
    assert loaded(made[CHARTS].content).language == language


def test_each_file_is_what_its_media_type_says() -> None:
    made = pressed(freeze(published(reports.of())), "es")
    for key, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("ods", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")):
        assert made[key].content.startswith(start), key
    assert made["pdf"].media_type == "application/pdf"
    assert json.loads(made["json"].content)["copy"] == "published"


def test_a_report_that_still_holds_names_is_not_printed() -> None:
    row = (*matrices.ACTIVITIES[1][:8], "Lo hizo Álvaro José Bermúdez Peña, cel. 310 555 1234")
    with pytest.raises(ValueError, match="names of persons") as caught:
        pressed(freeze(reports.of(matrices.grid([("A", *row[1:])]))), "es")
    assert not isinstance(caught.value, RefusalError)


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\n\x00"])
def test_bytes_that_are_no_report_are_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a probidad-report"):
        pressed(data, "es")


def test_a_language_that_is_not_there_is_told() -> None:
    with pytest.raises(LookupError):
        pressed(b"", "fr")


@pytest.mark.parametrize("less", [{"memory": 64 * 1024 * 1024}, {"wall": 0.05}, {"cpu": 0}])
def test_a_child_without_memory_or_time_ends_in_a_refusal_that_says_what_to_do(less: dict[str, float]) -> None:
    with pytest.raises(RefusalError) as caught:
        pressed(freeze(published(reports.of())), "es", replace(BOUNDS, **less))
    assert "the press" in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("cut", [0, 1, 30, -1])
def test_an_answer_that_is_not_whole_is_no_answer(cut: int) -> None:
    whole = packed({}, dict.fromkeys([*DOWNLOADS, CHARTS], b"abc"))
    assert unpacked(whole)[1]["pdf"] == b"abc"
    with pytest.raises((ValueError, KeyError)):
        unpacked(whole[:cut])


def test_an_answer_without_one_of_the_files_is_no_answer() -> None:
    with pytest.raises(ValueError, match="not whole"):
        unpacked(packed({}, {"pdf": b"abc"}))
