from pathlib import Path

import pytest

import town
from faces.portal import published

pytestmark = pytest.mark.django_db


def test_all(tmp_path):
    row = published.sopo()
    b = "/entidad/sopo/" + row.slug + "/"
    browser = town.client()
    bad = []
    out = Path("/tmp/pd-portal-html")
    out.mkdir(exist_ok=True)
    for a in [
        "/",
        "/?todas=si",
        "/entidad/sopo/",
        b,
        b + "plan/",
        b + "actividad/12/",
        b + "componente/c2/",
        b + "hallazgos/",
        b + "hallazgos/?gravedad=graves&componente=c3",
        b + "puntaje/",
        "/buscar/?q=tramites",
        "/datos/",
        "/verificar/",
        "/accesibilidad/",
        "/componentes/",
        "/robots.txt",
        "/sitemap.xml",
        "/entidad/sopo/sitemap.xml",
        "/verificar/verify_followup.py",
    ]:
        try:
            r = browser.get(a)
            print(r.status_code, a, len(r.content), dict(r.cookies), r.headers.get("Vary"), r.headers.get("Location"))
            (out / (a.replace("/", "_").replace("?", "_") + ".html")).write_bytes(r.content)
            if r.status_code != 200:
                bad.append((a, r.status_code))
        except Exception as e:
            import traceback

            bad.append((a, repr(e), traceback.format_exc()[-1800:]))
    for x in bad:
        print(*x, sep="\n")
    assert not bad
