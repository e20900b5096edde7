"""Where pages stand."""

from probidad.documents.renderers.downloads import DOWNLOAD_WORDS, DOWNLOADS, MEDIA_TYPES
from probidad.documents.renderers.links import FileLinks

LINKS = FileLinks(DOWNLOADS)


def test_the_static_site_has_a_file_for_each_page() -> None:
    assert (LINKS.home(), LINKS.plan(), LINKS.plan("c3"), LINKS.score()) == (
        "index.html", "plan.html", "plan.html#c3", "puntaje.html",
    )  # fmt: skip
    assert (LINKS.activity(7), LINKS.activity(123)) == ("actividad-07.html", "actividad-123.html")


def test_a_filter_of_the_findings_and_its_further_pages_are_files_of_their_own() -> None:
    names = [LINKS.findings(), LINKS.findings("", 2), LINKS.findings("graves"), LINKS.findings("graves", 3)]
    assert names == ["hallazgos.html", "hallazgos-p2.html", "hallazgos-graves.html", "hallazgos-graves-p3.html"]


def test_every_file_to_take_away_has_a_name_a_type_and_words() -> None:
    assert DOWNLOADS.keys() == MEDIA_TYPES.keys() == DOWNLOAD_WORDS.keys()
    assert [LINKS.download(key) for key in DOWNLOADS] == list(DOWNLOADS.values())
