"""Charts as data."""

from dataclasses import replace

import pytest
from markupsafe import Markup

import reports
from probidad.documents.renderers.charts import charts
from probidad.documents.renderers.drawings import Drawing, dumped, image, loaded
from probidad.documents.words import Words

SVG = '<svg class="marks" width="10"><g><path d="M0,0h1"/><text x="1">a &lt;b&gt; onload="x"</text></g></svg>'


@pytest.mark.parametrize("make", [reports.sopo, reports.of])
@pytest.mark.parametrize("language", ["es", "en"])
def test_charts_come_back_as_they_were_drawn(make, language: str) -> None:
    drawn = charts(make(), Words(language))
    again = loaded(dumped(drawn, language))
    assert (again.language, again.drawings) == (language, drawn)
    assert all(isinstance(one.svg, Markup) and isinstance(one.narrow, Markup) for one in again.drawings)


def test_a_report_without_charts_has_none_as_data() -> None:
    assert loaded(dumped((), "es")).drawings == ()


def test_an_image_of_shapes_and_words_is_markup() -> None:
    assert str(image(SVG)) == SVG


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "hola",
        "<p>hola</p>",
        SVG.replace("<path", "<script>x</script><path"),
        SVG.replace("<path", "<SCRIPT>x</SCRIPT><path"),
        SVG.replace("<path", '<path onload="x"'),
        SVG.replace("<path", '<path OnLoad="x"'),
        SVG.replace("<path", "<path onload=x"),
        SVG.replace("<path", "<path onload='x'"),
        SVG.replace("<path", '<path style="fill:red"'),
        SVG.replace("<path", '<a xlink:href="javascript:x"><path'),
        SVG.replace("<path", '<image href="https://a.example/x.png"/><path'),
        SVG.replace("<path", "<foreignObject/><path"),
        SVG.replace("<path", "<!-- x --><path"),
        SVG.replace("</svg>", "</svg><img src=x onerror=y>"),
        SVG.replace('"><g>', '"/onload="x"><g>'),
    ],
)
def test_what_could_run_load_or_restyle_is_no_image_of_ours(bad: str) -> None:
    with pytest.raises(ValueError, match="drawing"):
        image(bad)


def test_a_bad_image_is_neither_written_nor_read() -> None:
    bad = Drawing("t", "s", Markup(SVG), Markup(SVG.replace("path", "script")), ("a",), (("1",),))
    with pytest.raises(ValueError, match="<script>"):
        dumped((bad,), "es")
    good = dumped((replace(bad, narrow=Markup(SVG)),), "es")
    with pytest.raises(ValueError, match="damaged"):
        loaded(good.replace(b"path", b"view"))
