"""The static site."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import matrices
import reports
from probidad.documents.refusal import RefusalError

PAIRS = [
    ("<script>alert(1)</script>", "<script>alert"),
    ('"><img src=x onerror=y>', "<img src=x"),
    ("{{ 7*7 }}", ">49<"),
]


class Page(HTMLParser):
    """Tags, links and identifiers of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for key, value in attrs:
            self.attributes.append((key, value or ""))
            if key in ("href", "src"):
                self.links.append(value or "")
            elif key == "id":
                self.ids.append(value or "")


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))}


def test_there_is_a_home_a_plan_the_findings_the_score_and_a_page_per_activity(sopo_site: Path) -> None:
    names = set(pages(sopo_site))
    assert {"index.html", "plan.html", "hallazgos.html", "puntaje.html"} <= names
    assert len([name for name in names if name.startswith("actividad-")]) == 41


def test_every_page_has_its_language_title_one_heading_and_landmarks(sopo_site: Path) -> None:
    for name, text in pages(sopo_site).items():
        page = Page(text)
        assert ("lang", "es") in [(k, v[:2]) for k, v in page.attributes], name
        assert page.tags.count("h1") == 1, name
        assert page.tags.count("main") == 1, name
        assert {"title", "nav", "header", "footer"} <= set(page.tags), name
        assert len(page.ids) == len(set(page.ids)), name


def test_every_link_leads_somewhere_in_the_folder(sopo_site: Path) -> None:
    for name, text in pages(sopo_site).items():
        for link in Page(text).links:
            target, _, fragment = link.partition("#")
            assert "://" not in target, (name, link)
            assert not target.startswith(("/", "..", "data:", "javascript:")), (name, link)
            other = sopo_site / (target or name)
            assert other.is_file(), (name, link)
            if fragment and other.suffix == ".html":
                assert f'id="{fragment}"' in other.read_text(encoding="utf-8"), (name, link)


def test_nothing_is_asked_of_another_host_and_nothing_runs(sopo_site: Path) -> None:
    for name, text in pages(sopo_site).items():
        page = Page(text)
        assert "script" not in page.tags, name
        assert not [key for key, _value in page.attributes if key.startswith("on") or key == "style"], name
    for path in (sopo_site / "static").rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", path.read_text(encoding="utf-8")), path.name


def test_the_filters_of_the_findings_are_pages_that_together_show_all(sopo_site: Path) -> None:
    whole = re.findall(r'id="(R-[A-Z-]+-\d+(?:-\d+)?)"', (sopo_site / "hallazgos.html").read_text(encoding="utf-8"))
    assert sorted(whole) == sorted(entry.key for entry in reports.sopo().entries)
    for group in (("graves", "medios", "leves"), ("sugerencias", "comprobaciones")):
        found: list[str] = []
        for part in group:
            path = sopo_site / f"hallazgos-{part}.html"
            if path.is_file():
                found += re.findall(r'id="(R-[A-Z-]+-\d+(?:-\d+)?)"', path.read_text(encoding="utf-8"))
        assert set(found) <= set(whole)


def test_declared_and_computed_stand_side_by_side_with_the_cells_as_written(sopo_site: Path) -> None:
    text = (sopo_site / "actividad-12.html").read_text(encoding="utf-8")
    for part in ("Declarado", "Calculado", "Verificado", "R-RECALC", "E33", "100,00", "50"):
        assert part in text


def test_the_score_tells_its_other_readings_and_how_the_printed_one_differs(sopo_site: Path) -> None:
    text = (sopo_site / "puntaje.html").read_text(encoding="utf-8")
    for figure in ("87,24", "86,93", "85,71", "85,61", "84,43", "84,42", "85,85", "3664", "3577"):
        assert figure in text


def test_the_score_says_why_a_way_of_adding_up_is_not_there(sopo_site: Path) -> None:
    assert "el plan no da pesos" in (sopo_site / "puntaje.html").read_text(encoding="utf-8")


def test_the_worst_component_stands_beside_the_total(sopo_site: Path) -> None:
    text = (sopo_site / "index.html").read_text(encoding="utf-8")
    assert text.index("31,33") < text.index("<table") if "<table" in text else "31,33" in text


def test_every_chart_has_a_name_and_a_table(sopo_site: Path) -> None:
    for name, text in pages(sopo_site).items():
        charts = len(re.findall(r"<svg[^>]*role=\"(?:img|graphics-document)\"", text))
        if charts:
            assert text.count("<table") >= 1, name
            assert text.count("<figure") == 0 or text.count("<figcaption") >= 1, name


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    attack = " ".join(text for text, _sign in PAIRS)
    row = (attack, f"Hacer {attack}", f"Número {attack}", "1", "30/06/2023", attack, "1", "100", attack)
    grid = matrices.grid([row, row], preamble=[(f"Alcaldía {PAIRS[0][0]}",), ("Plan anticorrupción 2023",)])
    return reports.published_in(tmp_path_factory.mktemp("a") / "sitio", reports.of(grid))


@pytest.mark.parametrize(("text", "sign"), PAIRS)
def test_texts_of_the_matrix_are_shown_and_never_become_markup(attacked: Path, text: str, sign: str) -> None:
    everything = "".join(pages(attacked).values())
    assert sign not in everything
    assert "alert(1)" in everything


def test_names_of_persons_stand_in_no_published_file(tmp_path: Path) -> None:
    row = (*matrices.ACTIVITIES[1][:8], "Lo hizo Álvaro José Bermúdez Peña, cel. 310 555 1234")
    folder = reports.published_in(tmp_path / "sitio", reports.of(matrices.grid([("A", *row[1:])])))
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert "Bermúdez".encode() not in data, path.name
            assert b"555 1234" not in data, path.name


def test_in_english_the_pages_speak_english(tmp_path: Path) -> None:
    folder = reports.published_in(tmp_path / "site", reports.of(), language="en")
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in text
    assert "Computed" in text
    assert "Calculado" not in text


def test_an_empty_list_of_findings_says_so(tmp_path: Path) -> None:
    row = (
        "A",
        "Publicar el informe anual",
        "Número de informes publicados",
        "1",
        "30 de junio de 2023",
        "Planeación",
        "1",
        "100",
        "Publicado con el oficio 12 del 3 de mayo de 2023.",
    )
    report = reports.of(matrices.grid([row]))
    quiet = type(report)(**{**{f: getattr(report, f) for f in report.__slots__}, "entries": ()})
    folder = reports.published_in(tmp_path / "sitio", quiet)
    assert "hallazgo" in (folder / "hallazgos.html").read_text(encoding="utf-8").lower()


def test_publishing_again_gives_the_same_bytes(sopo_site: Path, tmp_path: Path) -> None:
    again = reports.published_in(tmp_path / "otra")
    for path in sorted(sopo_site.rglob("*")):
        if path.suffix in {".html", ".csv", ".json", ".css", ".ods", ".pdf", ".xlsx"}:
            assert path.read_bytes() == (again / path.relative_to(sopo_site)).read_bytes(), path.name


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mio").mkdir()
    (tmp_path / "mio" / "tesis.txt").write_text("importante")
    with pytest.raises(RefusalError):
        reports.published_in(tmp_path / "mio", reports.of())
    assert [path.name for path in (tmp_path / "mio").iterdir()] == ["tesis.txt"]
    (tmp_path / "archivo").write_text("x")
    with pytest.raises(RefusalError):
        reports.published_in(tmp_path / "archivo", reports.of())


def test_an_earlier_publication_is_replaced_whole(tmp_path: Path) -> None:
    reports.published_in(tmp_path / "sitio")
    reports.published_in(tmp_path / "sitio", reports.of())
    assert not (tmp_path / "sitio" / "actividad-12.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sitio"]
