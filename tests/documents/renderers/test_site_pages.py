"""Pages as content, without a frame."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from markupsafe import Markup

import probidad.documents
import reports
from probidad.documents.frozen_report import freeze, thaw
from probidad.documents.publication import published
from probidad.documents.renderers.charts import charts
from probidad.documents.renderers.downloads import DOWNLOADS
from probidad.documents.renderers.site_pages import Page, SitePages, environment
from probidad.documents.words import Words

TEMPLATES = Path(probidad.documents.__file__).parent / "templates"


@dataclass(frozen=True)
class Portal:
    """Addresses of a site that is no folder."""

    root: str = "/sopo/2017/"

    def home(self) -> str:
        return self.root

    def plan(self, anchor: str = "") -> str:
        return f"{self.root}plan/{f'#{anchor}' * bool(anchor)}"

    def score(self) -> str:
        return f"{self.root}puntaje/"

    def activity(self, number: int) -> str:
        return f"{self.root}actividades/{number}/"

    def findings(self, key: str = "", page: int = 1) -> str:
        return f"{self.root}hallazgos/?filtro={key}&pagina={page}"

    def download(self, key: str) -> str:
        return f"{self.root}descargas/{key}"


def portal(language: str = "es", downloads: dict[str, str] = DOWNLOADS) -> SitePages:
    report, words = published(reports.sopo()), Words(language)
    return SitePages(report, words, Portal(), downloads, charts(report, words))


def every(pages: SitePages) -> list[Page]:
    found = [pages.findings(key, number) for key, number in pages.finding_pages()]
    return [pages.home(), pages.plan(), pages.score(), pages.activity(12), *found]


def test_a_page_is_its_title_its_tab_and_content_without_any_frame() -> None:
    pages = portal()
    for page in every(pages):
        assert isinstance(page.content, Markup)
        assert page.tab in {key for key, _href, _label in pages.tabs()}
        assert page.content.count("<h1") == 1, page.title
        for tag in ("<html", "<head", "<body", "<main", "<header", "<footer", "<title>{", "<link"):
            assert tag not in page.content, (page.title, tag)


def test_every_address_is_one_that_the_links_gave() -> None:
    for page in every(portal()):
        for address in re.findall(r'href="([^"]*)"', page.content):
            assert address.startswith(("/sopo/2017/", "#i-")), (page.title, address)


def test_addresses_are_escaped() -> None:
    assert "?filtro=graves&amp;pagina=1" in portal().findings().content


def test_titles_say_what_a_page_shows() -> None:
    pages = portal()
    titles = [pages.home().title, pages.plan().title, pages.score().title, pages.activity(12).title]
    assert titles == ["Seguimiento", "El plan", "El puntaje", "Actividad 12"]
    assert pages.findings().title == "Hallazgos"
    assert pages.findings("graves").title.startswith("Hallazgos: grave")


def test_languages_do_not_mix_in_one_process() -> None:
    spanish, english = portal("es"), portal("en")
    first = spanish.home().content
    assert "Computed" in english.home().content
    assert "Computed" not in spanish.home().content
    assert spanish.home().content == first
    assert environment() is environment()


@pytest.mark.parametrize(
    "ask",
    [
        lambda pages: pages.activity(0), lambda pages: pages.activity(42), lambda pages: pages.findings("nada"),
        lambda pages: pages.findings("graves", 99),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told(ask) -> None:
    with pytest.raises(LookupError):
        ask(portal())


def test_a_report_that_was_kept_gives_the_same_pages() -> None:
    report, words = published(reports.sopo()), Words("es")
    drawn = charts(report, words)
    kept = SitePages(thaw(freeze(report)), words, Portal(), DOWNLOADS, drawn)
    assert every(kept) == every(SitePages(report, words, Portal(), DOWNLOADS, drawn))


def test_the_static_site_frames_the_same_content(sopo_site: Path) -> None:
    text = (sopo_site / "puntaje.html").read_text(encoding="utf-8")
    content = re.sub(r'href="[^"]*"', "", portal().score().content)
    assert content in re.sub(r'href="[^"]*"', "", text)


def test_without_a_file_to_compute_again_none_is_offered() -> None:
    assert "/descargas/json" in portal().score().content
    assert "verify_followup.py" not in portal(downloads={}).score().content
    assert "descargas" not in portal(downloads={}).score().content


def test_no_template_names_the_file_of_a_page() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = re.sub(r'{% (?:import|include) "[a-z]+\.html"', "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\w+\.(?:html|json|pdf|xlsx|ods|csv)\b", text), path.name


def test_components_are_rendered_from_their_arguments_alone() -> None:
    module = environment().get_template("components.html").module
    assert 'class="level alta"' in module.level("alta", "nivel alto")
    assert 'class="level nodata"' in module.level("", "sin dato")
    assert 'width="12.50%"' in module.bar("baja", "calculado 12,5", None, "12.50", [60, 80])
    assert "url(#h-ink)" in module.bar("", "calculado 12,5", "50.00", "12.50")
    assert "<p><b>" not in module.fig("declared", "<b>", "1", "1.00", "", "", "")
    assert "«a»" in module.prov("formula", "«a»", [("b", "", True)])


def test_a_component_takes_only_its_arguments() -> None:
    with pytest.raises(TypeError, match="takes not more than 1 argument"):
        environment().get_template("components.html").module.icon("warn", "b")
