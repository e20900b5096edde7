"""The summary in the terminal."""

import io
import re

import pytest
from rich.console import Console

import matrices
import reports
from probidad.documents.renderers.terminal import bar, print_summary
from probidad.documents.words import Words


def shown(report, *, language: str = "es", every: bool = False, width: int = 100) -> str:
    out = io.StringIO()
    print_summary(report, Console(file=out, width=width, highlight=False, markup=False), Words(language), every=every)
    return out.getvalue()


def test_it_shows_the_four_figures_the_components_and_the_worst() -> None:
    text = shown(reports.sopo())
    for part in ("87,24", "86,93", "85,71", "sin dato", "3.564 ÷ 41", "31,33", "baja", "█"):
        assert part in text
    assert text.count("Estrategia Antrátrimes") == 2


def test_findings_are_grouped_by_severity_with_row_and_cell() -> None:
    text = shown(reports.sopo())
    assert "R-RECALC · actividad 12 · fila 33, celda E33" in text
    counts = re.findall(r"(grave|importante|menor): (\d+)", text)
    assert [word for word, _count in counts] == ["grave", "importante", "menor"]
    assert sum(int(count) for _word, count in counts) == len(reports.sopo().entries)


def test_all_findings_are_listed_when_asked_for() -> None:
    short, long = shown(reports.sopo()), shown(reports.sopo(), every=True)
    assert len(long) > len(short)
    assert long.count("R-") >= len(reports.sopo().entries)


def test_problems_name_file_row_and_cell() -> None:
    row = (*matrices.ACTIVITIES[1][:6], "NaN", *matrices.ACTIVITIES[1][7:])
    text = " ".join(shown(reports.of(matrices.grid([row]))).split())
    assert "m.xlsx" in text
    assert "G5" in text
    assert "«NaN»" in text


def test_what_was_inferred_is_counted_and_listed_when_asked_for() -> None:
    report = reports.sopo()
    inferred = [remark for remark in report.remarks if remark.stage != "problem"]
    short, long = shown(report, width=400), shown(report, every=True, width=400)
    assert f"{len(inferred)} cosas inferidas o advertidas" in short
    assert "--todo" in short
    words = Words("es")
    told = [words(remark.message, remark.facts) for remark in inferred]
    assert told
    assert all(sentence in long for sentence in told)
    assert not all(sentence in short for sentence in told)


def test_in_english_it_speaks_english() -> None:
    text = shown(reports.sopo(), language="en")
    assert "86.93" in text
    assert "Declared" in text
    assert "Declarado" not in text


@pytest.mark.parametrize("width", [40, 80, 160])
def test_it_fits_the_width_of_the_terminal(width: int) -> None:
    assert max(map(len, shown(reports.sopo(), width=width).splitlines())) <= width


def test_marks_of_the_console_in_a_text_are_only_text() -> None:
    row = ("[bold red]A[/]", "Hacer [link=x]esto[/link]", *matrices.ACTIVITIES[0][2:])
    assert "[bold red]A[/]" in shown(reports.of(matrices.grid([row])))


def test_a_bar_is_as_long_as_its_figure() -> None:
    assert bar(None) != bar(0)
    assert bar(100).count("█") == len(bar(100))
    assert bar(50).count("█") * 2 == len(bar(50))
