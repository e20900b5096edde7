"""The pages of the portal say what the static site says, to everybody, and nothing else."""

import html
import re
from pathlib import Path

import pytest

import reports
import town
from faces.portal import published
from faces.portal.published import base
from probidad.documents.renderers.links import FileLinks
from probidad.documents.renderers.site_pages import SitePages
from probidad.documents.words import Words
from probidad.faces.portal.kept import PAGES

pytestmark = pytest.mark.django_db
NAMES = ("", "plan/", "actividad/12/", "componente/c2/", "hallazgos/", "puntaje/")
SITE = ("/?todas=si", "/buscar/?q=tramites", "/datos/", "/verificar/", "/accesibilidad/", "/componentes/")
_TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    PAGES.clear()


def told(page: str) -> list[str]:
    """The words of what stands in ``main``."""
    inside = page[page.index("<main") : page.index("</main>")] if "<main" in page else page
    return html.unescape(_TAG.sub(" ", inside)).split()


@pytest.mark.parametrize(("name", "make"), [
    ("", lambda site: site.home()), ("plan/", lambda site: site.plan()), ("puntaje/", lambda site: site.score()),
    ("actividad/12/", lambda site: site.activity(12)), ("actividad/34/", lambda site: site.activity(34)),
])  # fmt: skip
def test_a_page_says_what_the_static_site_says_word_by_word(name: str, make) -> None:
    row = published.sopo()
    page = " ".join(told(town.client().get(base(row) + name).content.decode()))
    site = SitePages(reports.sopo(), Words("es"), FileLinks({}), {}, ())
    before, same, after = page.partition(" ".join(told(make(site).content)))
    assert same
    assert before.startswith("Los archivos y las gráficas")
    assert len(before.split()) < 30
    assert after == "" or after.startswith(" Cálculo Cada cifra tiene una página propia.")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_a_followup_is_public_and_leaves_no_cookie(name: str) -> None:
    row = published.sopo()
    response = town.client().get(base(row) + name)
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response.headers["Vary"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert " style=" not in response.content.decode()


@pytest.mark.parametrize("address", SITE)
def test_every_page_of_the_site_is_public_and_leaves_no_cookie(address: str) -> None:
    published.sopo()
    response = town.client().get(address)
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("address", [
    "entidad/nadie/", "entidad/nadie/2017-12-30/", "entidad/sopo/2018-12-30/", "entidad/sopo/2017-12-30/actividad/999/",
    "entidad/sopo/2017-12-30/actividad/0/", "entidad/sopo/2017-12-30/componente/c99/", "entidad/nadie/sitemap.xml",
    "entidad/sopo/2017-12-30/archivo/es/seguimiento.pdf", "entidad/sopo/2017-12-30/archivo/es/graficas.json", "no/hay/",
])  # fmt: skip
def test_what_is_not_there_is_not_found(address: str) -> None:
    published.sopo()
    response = town.client().get(f"/{address}")
    assert response.status_code == 404
    assert "No hay nada en esta dirección" in response.content.decode()


def test_reading_takes_no_other_method() -> None:
    row = published.sopo()
    assert town.client().post(base(row)).status_code == 405
    assert town.client().head(base(row)).status_code == 200


def test_the_only_entity_is_the_first_page_and_several_are_listed(tmp_path: Path) -> None:
    here = town.entity("Municipio de Ñandú", slug="nandu", divipola="05001")
    assert town.client().get("/").headers["Location"] == "/entidad/nandu/"
    town.entity("Gobernación de muestra", slug="gobernacion", divipola="25")
    town.entity("Escondida", slug="escondida", public=False)
    page = town.client().get("/").content.decode()
    assert here.name in page
    assert "2 entidades" in page
    assert "Escondida" not in page


@pytest.mark.parametrize(("asked", "found"), [
    ("nandu", ["nandu"]), ("ÑANDÚ", ["nandu"]), ("antioquia", ["nandu"]), ("medellin nandu", ["nandu"]),
    ("cundinamarca", ["gobernacion"]), ("nada de esto", []), ("", ["gobernacion", "nandu"]),
])  # fmt: skip
def test_an_entity_is_found_by_name_municipality_or_department_without_accents(asked: str, found: list[str]) -> None:
    town.entity("Municipio de Ñandú", slug="nandu", divipola="05001")
    town.entity("Gobernación de muestra", slug="gobernacion", divipola="25")
    page = town.client().get("/", {"q": asked, "todas": "si"}).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r'href="/entidad/([a-z]+)/"', main) == found


def test_the_page_of_an_entity_has_the_three_figures_and_the_worst_component() -> None:
    published.sopo()
    words = " ".join(told(town.client().get("/entidad/sopo/").content.decode()))
    for said in ("87,24", "85,71", "sin dato", "31,33", "1 seguimiento publicado"):
        assert said in words


def test_an_entity_without_followups_says_so() -> None:
    here = town.entity()
    assert "no ha publicado aquí ningún seguimiento" in town.client().get(f"/entidad/{here.slug}/").content.decode()


def test_a_fictitious_entity_is_marked_on_every_page_and_a_real_one_on_none(tmp_path: Path) -> None:
    invented = published.small(town.entity(), tmp_path, "Publicar el informe")
    real = published.sopo()
    for name in ("", "plan/", "hallazgos/", "puntaje/", "actividad/1/", "componente/c1/"):
        assert "Esta entidad es inventada" in town.client().get(base(invented) + name).content.decode()
        assert "Esta entidad es inventada" not in town.client().get(base(real) + name).content.decode()


def test_the_foot_has_what_the_entity_wrote_and_nothing_else() -> None:
    here = town.entity(switchboard="601 234 5678", govco_bar=False)
    page = town.client().get(f"/entidad/{here.slug}/").content.decode()
    assert "Conmutador: 601 234 5678" in page
    for absent in ("Notificaciones judiciales", "Línea anticorrupción", "mailto:", "www.gov.co", 'href="#"'):
        assert absent not in page


def test_a_withdrawn_followup_tells_why_and_shows_nothing_of_its_content() -> None:
    row = published.withdrawn(published.sopo(), "La matriz publicada no era la aprobada.")
    for name in NAMES:
        response = town.client().get(base(row) + name)
        page = response.content.decode()
        assert response.status_code == 410
        assert "La matriz publicada no era la aprobada." in page
        assert "87,24" not in page
        assert "SUIT" not in page


def test_a_page_is_made_anew_when_the_entity_changes_what_its_foot_says() -> None:
    row = published.sopo(pressed=False)
    browser = town.client()
    browser.get(base(row))
    row.entity.switchboard = "601 999 0000"
    row.entity.save()
    assert "601 999 0000" in browser.get(base(row)).content.decode()


def test_the_page_of_a_component_makes_its_figure() -> None:
    words = " ".join(told(town.client().get(base(published.sopo()) + "componente/c2/").content.decode()))
    for said in ("94 ÷ 3", "31,33", "94/3", "Actividad 5", "Actividad 6", "Actividad 7", "3 de 3"):
        assert said in words


@pytest.mark.parametrize("address", [*(f"/entidad/sopo/2017-12-30/{name}" for name in NAMES), "/entidad/sopo/", *SITE])
def test_an_english_page_has_no_sentence_of_ours_in_spanish(address: str) -> None:
    published.sopo()
    browser = town.client()
    browser.cookies["probidad_idioma"] = "en"
    spanish, english = town.client().get(address).content.decode(), browser.get(address).content.decode()
    assert '<html lang="en">' in english
    quoted = r'<(\w+)[^>]*class="[^"]*(?:said|quote|cells)[^"]*"[^>]*>.*?</\1>'
    ours = {" ".join(t.split()) for t in re.findall(r">([^<]{12,})<", re.sub(quoted, "", spanish, flags=re.DOTALL))}
    theirs = {" ".join(t.split()) for t in re.findall(r">([^<]{12,})<", re.sub(quoted, "", english, flags=re.DOTALL))}
    same = {text for text in ours & theirs if re.search(r"\b(de|que|los|las|para|con|una|del)\b", text)}
    assert {text for text in same if not any(text in html.escape(known) or known in text for known in WRITTEN)} == set()


WRITTEN = tuple(
    text
    for text in (
        *(activity.action for activity in reports.sopo().activities),
        *(activity.responsible for activity in reports.sopo().activities),
        *(part.name for part in reports.sopo().components),
        reports.sopo().framework.name.partition(" (")[0],
        reports.sopo().entity,
        reports.sopo().source.file,
        "Municipio de Sopó",
        "Racionalizar los trámites del municipio",
    )
    if text
)


def test_the_colours_chosen_are_one_attribute_of_the_same_page() -> None:
    row = published.sopo()
    plain, dark = town.client(), town.client()
    dark.cookies["probidad_tema"] = "dark"
    first, second = plain.get(base(row)), dark.get(base(row))
    assert second.content.replace(b' data-bs-theme="dark"', b"", 1) == first.content
    assert first.headers["ETag"] != second.headers["ETag"]
