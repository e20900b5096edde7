"""Many follow-ups in one CSV: the same figures and findings as one by one, and clear refusals."""

import csv
import itertools
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from benchmarks.national import HEADINGS
from benchmarks.national import rows as national

import reports
from probidad.documents.builder import Choices, build
from probidad.documents.corpus.auditing import audited
from probidad.documents.corpus.results import Summary, counted, write_scores
from probidad.documents.corpus.scoring import Score, scores
from probidad.documents.corpus.table import opened
from probidad.documents.refusal import RefusalError
from probidad.documents.words import Words
from probidad.frameworks.loader import column_synonyms


def write(path: Path, rows, header=HEADINGS, encoding: str = "utf-8", separator: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=separator).writerows([header, *rows])
    return path


def scored(path: Path) -> list[Score]:
    with opened(path, column_synonyms()) as (layout, follow_ups):
        return list(scores(follow_ups, layout))


def found(path: Path, workers: int) -> list[tuple]:
    with opened(path, column_synonyms()) as (layout, follow_ups):
        return [
            (a.entity, a.cut_off, dict(a.rules), dict(a.severities))
            for a in audited(follow_ups, layout, workers=workers)
        ]


def row(**fields: str) -> tuple[str, ...]:
    base = dict(
        zip(
            HEADINGS,
            ("E1", "2023", "2023-08-31", "A", "Hacer", "Número de cosas", "4", "30/06/2023", "G", "2", "50", "ok"),
            strict=True,
        )
    )
    return tuple({**base, **fields}.values())


@pytest.fixture(scope="module")
def sample() -> list[tuple[str, ...]]:
    return list(national(3, 12, 3, 2))


def one_by_one(rows: list[tuple[str, ...]]):
    """Each follow-up alone, through the whole path of ``probidad revisar``."""
    for (entity, year, cut), group in itertools.groupby(rows, key=lambda r: r[:3]):
        book = reports.book([HEADINGS[3:], *[r[3:] for r in group]])
        yield (
            entity,
            build(book, Choices(entity=entity, vigencia=int(year), cut_off=date.fromisoformat(cut))),
        )


def test_the_figures_are_those_of_each_follow_up_alone(tmp_path: Path, sample) -> None:
    ours = scored(write(tmp_path / "c.csv", sample))
    alone = list(one_by_one(sample))
    assert len(ours) == len(alone) == 18
    for score, (entity, report) in zip(ours, alone, strict=True):
        assert (score.entity, score.cut_off, score.listed) == (entity, report.cut_off, len(report.activities))
        assert (score.declared.value, score.declared.used) == (report.declared.value, report.declared.used)
        assert (score.computed.value, score.computed.used) == (report.computed.value, report.computed.used)


def test_the_findings_are_those_of_each_follow_up_alone(tmp_path: Path, sample) -> None:
    ours = found(write(tmp_path / "c.csv", sample), 1)
    for (_entity, _day, rules, _severities), (_name, report) in zip(ours, one_by_one(sample), strict=True):
        assert rules == Counter(entry.finding.rule for entry in report.entries)


def test_several_processes_give_the_same_findings_in_the_same_order(tmp_path: Path, sample) -> None:
    path = write(tmp_path / "c.csv", sample)
    assert found(path, 1) == found(path, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_change_nothing(tmp_path: Path, sample, encoding: str, separator: str) -> None:
    path = write(tmp_path / "c.csv", sample[:24], encoding=encoding, separator=separator)
    assert scored(path) == scored(write(tmp_path / "d.csv", sample[:24]))


def test_missing_data_count_0_once_due_and_are_left_out_before(tmp_path: Path) -> None:
    rows = [
        row(**{"Cumplimiento del indicador": "", "Cumplimiento": ""}),
        row(**{"Cumplimiento del indicador": "", "Cumplimiento": "", "Fecha de cumplimiento": "30/11/2023"}),
        row(**{"Cumplimiento del indicador": "4", "Cumplimiento": "100"}),
    ]
    (score,) = scored(write(tmp_path / "c.csv", rows))
    assert (score.computed.value, score.computed.used, score.listed) == (50, 2, 3)
    assert (score.declared.value, score.declared.used) == (50, 2)


def test_a_follow_up_declared_in_fractions_is_read_in_points_and_its_neighbour_is_not(tmp_path: Path) -> None:
    rows = [row(Cumplimiento=text) for text in ("1", "0,5", "1,4")]
    rows.append(row(Entidad="E2", Cumplimiento="50"))
    assert [score.declared.value for score in scored(write(tmp_path / "c.csv", rows))] == [Fraction(250, 3), 50]


def test_a_column_of_units_is_heeded_as_in_a_follow_up_alone(tmp_path: Path, sample) -> None:
    path = write(tmp_path / "c.csv", sample[:1])
    text = path.read_text(encoding="utf-8").splitlines()
    heads = text[0].split(",")
    cells = dict.fromkeys(heads, "x") | {"Unidad de medida": "%", "Meta": "90", "Cumplimiento del indicador": "0,45"}
    cells |= dict(zip(HEADINGS[:3], sample[0][:3], strict=True)) | {"Cumplimiento": "50"}
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*heads, "Unidad de medida"])
        writer.writeheader()
        writer.writerow(cells)
    (score,) = scored(path)
    assert (score.computed.value, score.declared.value) == (50, 50)


@pytest.mark.parametrize(
    ("field", "text", "cell"),
    [
        ("Cumplimiento del indicador", "NaN", "J2"),
        ("Meta", "1E400", "G2"),
        ("Cumplimiento", "-5%", "K2"),
        ("Cumplimiento", "1500%", "K2"),
        ("Cumplimiento del indicador", "pendiente", "J2"),
    ],
)
def test_a_figure_that_cannot_be_read_is_told_with_its_cell_and_left_out(
    tmp_path: Path, field: str, text: str, cell: str
) -> None:
    (score,) = scored(write(tmp_path / "c.csv", [row(**{field: text})]))
    (unread,) = score.unread
    assert (f"{chr(64 + unread.column)}{unread.line}", unread.text) == (cell, text)


def test_lines_are_counted_as_they_stand_in_the_file(tmp_path: Path) -> None:
    rows = [row(Observaciones="una\ndos\ntres"), row(Meta="NaN")]
    (score,) = scored(write(tmp_path / "c.csv", rows))
    assert [unread.line for unread in score.unread] == [5]


@pytest.mark.parametrize(
    ("rows", "part", "cell"),
    [
        ([row(), row(Entidad="E2"), row()], "further up", "A4"),
        ([row(Entidad=" ")], "entity is missing", "A2"),
        ([row(Corte="31/11/2023")], "date of a cut-off", "C2"),
        ([row(Corte="")], "date of a cut-off", "C2"),
        ([row(Vigencia="veinte")], "not a year", "B2"),
        ([(*row(), "de más")], "more cells", "M2"),
        ([], "no activity", "A2"),
    ],
)
def test_a_row_that_cannot_be_placed_refuses_the_file_with_its_cell(
    tmp_path: Path, rows: list, part: str, cell: str
) -> None:
    with pytest.raises(RefusalError) as caught:
        scored(write(tmp_path / "c.csv", rows))
    assert part in caught.value.message
    assert (caught.value.facts["file"], caught.value.facts["cell"]) == ("c.csv", cell)


def test_a_file_without_the_columns_is_refused_with_those_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as caught:
        scored(write(tmp_path / "c.csv", [("x", "y")], header=("Entidad", "Meta")))
    assert caught.value.facts["lacking"] == "corte, cumplimiento del indicador"


def test_bytes_that_turn_bad_further_down_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", [row()] * 5000)
    path.write_bytes(path.read_bytes() + b"E9,\xff\xfe\x80bad\n")
    with pytest.raises(RefusalError) as caught:
        scored(path)
    assert caught.value.facts["file"] == "c.csv"


def test_a_refusal_half_way_leaves_the_earlier_result_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", [row(), row(Entidad="E2"), row()])
    (tmp_path / "r.csv").write_text("antes")

    def work() -> None:
        with opened(path, column_synonyms()) as (layout, follow_ups):
            lines = ((score, None) for score in scores(follow_ups, layout))
            write_scores(lines, tmp_path / "r.csv", Words("es"), audit=False)

    with pytest.raises(RefusalError):
        work()
    assert (tmp_path / "r.csv").read_text() == "antes"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c.csv", "r.csv"]


def test_the_summary_counts_what_passed(tmp_path: Path) -> None:
    summary = Summary()
    rows = [row(), row(Entidad="E2", Meta="NaN")]
    list(counted(iter(scored(write(tmp_path / "c.csv", rows))), summary))
    assert (summary.follow_ups, len(summary.entities), summary.activities, summary.unread) == (2, 2, 2, 1)


def test_the_name_of_an_entity_cannot_run_in_a_spreadsheet(tmp_path: Path) -> None:
    (score,) = scored(write(tmp_path / "c.csv", [row(Entidad="=1+1")]))
    write_scores([(replace(score), None)], tmp_path / "r.csv", Words("es"), audit=False)
    assert "'=1+1," in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
