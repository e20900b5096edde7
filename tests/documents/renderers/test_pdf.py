"""The printed report."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import matrices
import reports
from probidad.documents.publication import published
from probidad.documents.renderers.pdf import _covered, to_pdf
from probidad.documents.words import Words


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "s.pdf"
    path.write_bytes(to_pdf(published(reports.sopo()), Words("es")))
    return path.read_bytes()


def text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def test_it_is_tagged_titled_and_in_its_language(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("es")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")


def test_headings_of_tables_are_tagged_as_such(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        kinds = {str(entry.S) for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary) and "/S" in entry}
    assert {"/Table", "/TH", "/TD", "/H1", "/H2"} <= kinds


def test_all_fonts_are_ours_and_embedded(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/Type") == "/FontDescriptor"]
    assert fonts
    for font in fonts:
        assert any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        assert any(name in str(font.FontName) for name in ("Archivo", "Manuale"))


def test_pages_lie_on_their_side_are_numbered_and_repeat_the_headings(data: bytes) -> None:
    document = pypdfium2.PdfDocument(data)
    pages = text(data)
    assert all(page.get_width() > page.get_height() for page in document)
    for number, page in enumerate(pages, 1):
        assert f"{number} de {len(pages)}" in " ".join(page.split())
    assert sum("Responsable" in page for page in pages) > 2


def test_it_prints_the_same_figures(data: bytes) -> None:
    everything = " ".join(" ".join(text(data)).split())
    for figure in ("87,24", "86,93", "85,71", "84,43", "85,85", "84,42", "31,33"):
        assert figure in everything


def test_it_has_no_script_and_goes_nowhere(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        keys = {str(entry.get("/S")) for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary)}
    assert not keys & {"/JavaScript", "/Launch", "/URI", "/SubmitForm"}


@pytest.mark.parametrize("language", ["es", "en"])
def test_texts_that_look_like_the_language_of_the_engine_are_printed_and_not_run(tmp_path: Path, language: str) -> None:
    row = (
        "#A",
        '#read("/etc/passwd") $x$ *b* <l> @ref',
        "`raw` // /* ",
        "1",
        "30/06/2023",
        "= Título",
        "1",
        "100",
        "\\ # [x]",
    )
    (tmp_path / "a.pdf").write_bytes(to_pdf(reports.of(matrices.grid([row])), Words(language)))
    everything = "".join(text((tmp_path / "a.pdf").read_bytes())).replace("\r\n", "").replace("\n", "")
    assert "#read(" in everything
    assert "root:" not in everything


def test_signs_that_no_font_of_ours_has_are_told_otherwise(tmp_path: Path) -> None:
    action = "Año 漢字 → ≥ ✓ 🙂 \u202eocul\u00adto e\u0301xito ﬁn Ⅳ\x07"
    row = ("A", action, "Número", "1", "30/06/2023", "General", "1", "100", "x" * 5000)
    (tmp_path / "a.pdf").write_bytes(to_pdf(reports.of(matrices.grid([row])), Words("es")))
    shown = "".join(text((tmp_path / "a.pdf").read_bytes())).replace("\r\n", " ").replace("\n", " ")
    assert "Año ?? -> >= x ? oculto éxito fin IV" in shown


def test_every_sign_that_the_fonts_are_said_to_have_can_be_printed(tmp_path: Path) -> None:
    every = "".join(sorted(_covered()))
    row = ("A", every, every, "1", "30/06/2023", "General", "1", "100", every)
    (tmp_path / "a.pdf").write_bytes(to_pdf(reports.of(matrices.grid([row])), Words("es")))
    assert len(every) > 200
    assert set("áéíóúñÑüÜ¿¡«»“”…–—°º%€") <= _covered()
