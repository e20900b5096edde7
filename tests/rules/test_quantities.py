"""Numbers as offices write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make
from probidad.rules.compliance import Kind
from probidad.rules.quantities import (
    Scale,
    declared_in_fractions,
    declared_points,
    kind_of,
    names_percent,
    normalised_target,
    normalised_value,
    plain,
    read_number,
    without_markup,
)


@pytest.mark.parametrize(
    ("text", "number", "style"),
    [
        ("90", 90, "integer"),
        ("0,9", Fraction(9, 10), "decimal_comma"),
        ("0.9", Fraction(9, 10), "decimal_point"),
        (",5", Fraction(1, 2), "decimal_comma"),
        ("90%", 90, "percent"),
        ("90 %", 90, "percent"),
        ("90 por ciento", 90, "percent"),
        ("1.234,56", Fraction(123456, 100), "thousands"),
        ("1,234.56", Fraction(123456, 100), "thousands"),
        ("1.234.567", 1234567, "thousands"),
        ("1´234.567", 1234567, "thousands"),
        ("$ 1.500.000", 1500000, "thousands"),
        ("1.234", 1234, "ambiguous"),
        ("1,234", Fraction(1234, 1000), "ambiguous"),
        ("<b>87,24</b>", Fraction(8724, 100), "decimal_comma"),
        ("**75**", 75, "integer"),
        ("3 de 4", Fraction(3, 4), "ratio"),
        ("3/4", Fraction(3, 4), "ratio"),
        ("12 informes", 12, "with_words"),
        ("-5", -5, "negative"),
        ("\u22125", -5, "negative"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, number: Fraction, style: str) -> None:
    facts = read_number(text)
    assert (facts.text, facts.number, facts.style) == (text, number, style)


@pytest.mark.parametrize("text", ["NaN", "nan", "Infinity", "-inf", "∞", "1E400", "1e5", "#REF!", "#DIV/0!", "9" * 400])
def test_what_is_no_finite_number_is_left_out(text: str) -> None:
    facts = read_number(text)
    assert (facts.number, facts.style) == (None, "not_finite")


@pytest.mark.parametrize("text", ["", "   ", "pendiente", "N/A", "—", "por definir"])
def test_a_text_without_a_number_has_none(text: str) -> None:
    assert read_number(text).number is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    facts = read_number(text)
    assert facts.text == text
    assert facts.number is None or isinstance(facts.number, Fraction)


@given(st.integers(0, 10**9), st.integers(0, 3))
def test_a_number_with_a_decimal_comma_is_read_exactly(number: int, places: int) -> None:
    value = Fraction(number, 10**places)
    text = plain(value).replace(".", ",")
    facts = read_number(text)
    if facts.style != "ambiguous":
        assert facts.number == value


@given(st.fractions(max_denominator=10**6))
def test_exact_text_gives_the_number_back(number: Fraction) -> None:
    assert Fraction(plain(number)) == number


@pytest.mark.parametrize(
    ("indicator", "target", "kind"),
    [
        ("Número de actas", "12", Kind.COUNT),
        ("Porcentaje de avance", "12", Kind.PERCENT),
        ("Actas firmadas", "90%", Kind.PERCENT),
        ("% de ejecución", "90", Kind.PERCENT),
        ("Número de actas", "", Kind.UNKNOWN),
        ("Porcentaje de avance", "por definir", Kind.UNKNOWN),
    ],
)
def test_the_kind_comes_from_the_sign_of_the_target_or_the_start_of_the_indicator(
    indicator: str, target: str, kind: Kind
) -> None:
    assert kind_of(indicator, read_number(target)) is kind


@pytest.mark.parametrize("text", [" - PORCENTAJE de avance", "“Porcentaje de avance", "% de avance", "•Porcentaje"])
def test_an_indicator_names_a_percentage_whatever_stands_before(text: str) -> None:
    assert names_percent(text)


@pytest.mark.parametrize("text", ["Número y porcentaje", "Informe de porcentaje", ""])
def test_a_percentage_further_on_is_not_the_unit(text: str) -> None:
    assert not names_percent(text)


@pytest.mark.parametrize(
    ("value", "target", "computed"),
    [
        ("0,9", "90 %", 100),
        ("12,0", "50 %", 24),
        ("36,0", "80 %", 45),
        ("5,0", "50%", 10),
        ("90", "90%", 100),
        ("1", "100%", 100),
        ("45%", "0,9", 50),
        ("0,0", "50%", 0),
        ("3 de 4", "100%", 75),
    ],
)
def test_a_percentage_is_computed_whatever_the_scale_it_is_written_in(value: str, target: str, computed: int) -> None:
    assert make.percent(target=target, value=value).computed == computed


@pytest.mark.parametrize(
    ("value", "target", "computed"),
    [("1", "2", 50), ("83", "80", 100), ("50%", "12", 50), ("3 de 4", "4", 75), ("5,0", "50", 10), ("0", "4", 0)],
)
def test_a_count_is_computed_against_its_target(value: str, target: str, computed: int) -> None:
    assert make.activity(target=target, value=value).computed == computed


@pytest.mark.parametrize(
    ("text", "points", "scale"),
    [
        ("0,9", 90, Scale.FRACTION),
        ("1", 100, Scale.AMBIGUOUS),
        ("12,0", 12, Scale.POINTS),
        ("12%", 12, Scale.AS_WRITTEN),
        ("0", 0, Scale.AS_WRITTEN),
    ],
)
def test_what_was_inferred_about_a_percentage_is_told(text: str, points: int, scale: Scale) -> None:
    assert normalised_value(Kind.PERCENT, read_number(text), Fraction(100)) == (points, scale)
    assert normalised_target(Kind.PERCENT, read_number(text)) == (points, scale)


def test_a_share_reported_against_a_count_is_that_share_of_the_target() -> None:
    assert normalised_value(Kind.COUNT, read_number("50%"), Fraction(12)) == (6, Scale.SHARE_OF_TARGET)


@pytest.mark.parametrize("text", ["NaN", "-4", "1E400"])
def test_a_value_that_cannot_be_is_not_used(text: str) -> None:
    assert normalised_value(Kind.COUNT, read_number(text), Fraction(1)) == (None, Scale.AS_WRITTEN)
    assert normalised_target(Kind.COUNT, read_number(text)) == (None, Scale.AS_WRITTEN)
    assert declared_points(read_number(text), in_fractions=False) == (None, Scale.AS_WRITTEN)


def test_a_whole_column_from_0_to_1_is_of_fractions_and_one_figure_of_points_undoes_it() -> None:
    column = [read_number(text) for text in ("1", "0,5", "0", "")]
    assert declared_in_fractions(column)
    assert not declared_in_fractions([*column, read_number("50")])
    assert not declared_in_fractions([read_number("0"), read_number("")])
    assert not declared_in_fractions([])


def test_a_few_figures_somewhat_above_1_are_more_than_the_whole() -> None:
    column = [read_number(text) for text in ("1", "0,5", "1,4")]
    assert declared_in_fractions(column)
    assert declared_points(column[2], in_fractions=True)[0] == 140
    assert not declared_in_fractions([read_number(text) for text in ("0,5", "1,5", "2", "1")])
    assert not declared_in_fractions([read_number(text) for text in ("1", "1", "1,4")])
    assert not declared_in_fractions([*column, read_number("50%")])


@pytest.mark.parametrize(("text", "points"), [("100,00", 100), ("0,5", 50), ("1", 100), ("85 %", 85), ("0", 0)])
def test_declared_percentages_are_read_in_points(text: str, points: int) -> None:
    assert declared_points(read_number(text), in_fractions=False)[0] == points


@pytest.mark.parametrize(("text", "bare"), [("<b>87</b>", "87"), (" **87** ", "87"), ("87", "87")])
def test_markup_is_taken_off_only_to_read(text: str, bare: str) -> None:
    assert without_markup(text) == bare
