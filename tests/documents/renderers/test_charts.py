"""Charts as SVG, each with what it draws as words."""

import re
from xml.etree import ElementTree

import pytest

import matrices
import reports
from probidad.documents.renderers.charts import NARROW, WIDE, charts
from probidad.documents.words import Words


@pytest.mark.parametrize("make", [reports.sopo, reports.of])
@pytest.mark.parametrize("language", ["es", "en"])
def test_each_chart_is_a_whole_svg_with_a_name_and_without_script_or_address(make, language: str) -> None:
    for drawing in charts(make(), Words(language)):
        for svg in (str(drawing.svg), str(drawing.narrow)):
            ElementTree.fromstring(svg)
            assert "<script" not in svg
            assert not re.search(r"(?:href|src)=[\"']https?:", svg)
            assert re.search(r'aria-label="[^"]{10,}"', svg)


def test_there_is_a_drawing_for_a_page_and_one_for_a_phone() -> None:
    for drawing in charts(reports.sopo(), Words("es")):
        wide, narrow = (int(re.search(r'width="(\d+)', str(svg))[1]) for svg in (drawing.svg, drawing.narrow))
        assert (wide, narrow) == (WIDE, NARROW)


def test_sopo_has_components_distribution_comparison_and_year() -> None:
    assert len(charts(reports.sopo(), Words("es"))) == 4


def test_a_plan_without_any_figure_draws_nothing_that_it_does_not_have() -> None:
    row = ("A", "Hacer algo", "Número de cosas", "2", "", "General", "", "", "Sin iniciar")
    for drawing in charts(reports.of(matrices.grid([row])), Words("es")):
        assert "NaN" not in str(drawing.svg)


def test_texts_of_the_matrix_do_not_become_markup_in_a_chart() -> None:
    row = ('<script>x</script>"&', *matrices.ACTIVITIES[0][1:])
    other = ("B", *matrices.ACTIVITIES[1][1:])
    for drawing in charts(reports.of(matrices.grid([row, other])), Words("es")):
        assert "<script" not in str(drawing.svg)
        ElementTree.fromstring(str(drawing.svg))
