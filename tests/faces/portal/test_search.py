"""Search finds what is published, whatever the accents, and nothing else."""

from pathlib import Path

import pytest

import town
from faces.portal import published
from faces.portal.published import base

pytestmark = pytest.mark.django_db


def found(asked: str) -> str:
    page = town.client().get("/buscar/", {"q": asked}).content.decode()
    return page[page.index("</form>") : page.index("</main>")]


def test_an_activity_is_found_by_its_words_without_accents(tmp_path: Path) -> None:
    row = published.small(town.entity(), tmp_path, "Publicar el balance de la audiencia pública", "Otra cosa")
    for asked in ("audiencia publica", "AUDIÉNCIA balance", "balance"):
        assert f'href="{base(row)}actividad/1/"' in found(asked)
    assert "Deben estar todas las palabras" in found("balance inexistente")


def test_a_finding_is_found_and_leads_to_its_place() -> None:
    row = published.sopo()
    assert f'href="{base(row)}hallazgos/?regla=r-recalc#R-RECALC-12"' in found("r-recalc 12")


def test_an_entity_is_found_by_its_department() -> None:
    here = town.entity("Municipio de Ñandú", divipola="05001")
    assert f'href="/entidad/{here.slug}/"' in found("antioquia nandu")


def test_nothing_asked_shows_only_the_form() -> None:
    published.sopo()
    assert "<section" not in found("")
    assert "<section" not in found("   ")


def test_what_is_asked_is_written_as_text() -> None:
    assert "<script>alert" not in found("<script>alert(1)</script>")


def test_more_than_twenty_say_how_many_there_are(tmp_path: Path) -> None:
    published.small(town.entity(), tmp_path, *(f"Capacitar al grupo {number}" for number in range(30)))
    page = found("capacitar grupo")
    assert page.count("Capacitar al grupo") == 20
    assert "Se muestran los primeros 20" in page


def test_private_words_reach_no_public_page(tmp_path: Path) -> None:
    here = town.entity("Municipio de Muestra", slug="muestra")
    on_line = published.small(here, tmp_path, "Publicar el informe")
    published.unpublished(here, tmp_path, "Actividad zarzaparrilla", month=8, name="otro.csv")
    published.withdrawn(published.small(here, tmp_path, "Retirada zarzaparrilla", month=12, name="retirada.csv"))
    hidden = town.entity("Escondida zarzaparrilla", slug="escondida", public=False)
    published.small(hidden, tmp_path, "Oculta zarzaparrilla", name="oculta.csv")
    addresses = [
        "/", "/?todas=si", "/?q=zarzaparrilla&todas=si", "/entidad/muestra/", "/entidad/muestra/sitemap.xml",
        "/sitemap.xml", "/datos/", "/entidad/escondida/", "/entidad/escondida/2026-04-30/",
        *(f"{base(on_line)}{name}" for name in ("", "plan/", "hallazgos/", "puntaje/", "actividad/1/", "componente/c1/")),
        *(f"/entidad/muestra/{day}/{name}" for day in ("2026-08-30", "2026-12-30") for name in ("", "plan/", "actividad/1/")),
    ]  # fmt: skip
    for address in addresses:
        page = town.client().get(address).content.decode()
        assert "zarzaparrilla" not in page.replace("q=zarzaparrilla", "").replace("«zarzaparrilla»", "").replace(
            'value="zarzaparrilla"', ""
        ), address
        assert "escondida" not in page.replace("/entidad/escondida/", ""), address
    assert "2026-08-30" not in town.client().get("/entidad/muestra/sitemap.xml").content.decode()
    assert "Nada de lo publicado tiene" in town.client().get("/buscar/?q=zarzaparrilla").content.decode()
