import os, sys
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="true"
import pytest, town
from pathlib import Path
from playwright.sync_api import sync_playwright
from faces.portal import published
AXE=Path("tests/browser/axe.min.js").read_text()
TAGS=["wcag2a","wcag2aa","wcag21a","wcag21aa"]

@pytest.mark.django_db(transaction=True)
def test_shots(live_server, tmp_path):
    row=published.sopo(pressed=True)
    if os.environ.get("TWO"):
        t=town.entity("Municipio de Muestra", slug="muestra", address="Calle 1 # 2-3", switchboard="601 000 0000", email="contacto@muestra.example", anticorruption_line="018000 000000", opening_hours="Lunes a viernes, 8:00 a 16:00")
        published.small(t, tmp_path, "Publicar el informe", "Hacer la audiencia")
    b="/entidad/sopo/"+row.slug+"/"
    pages={"inicio":"/?todas=si","entidad":"/entidad/sopo/","seg":b,"plan":b+"plan/","act":b+"actividad/12/","comp":b+"componente/c2/","hall":b+"hallazgos/?gravedad=graves&componente=c3","punt":b+"puntaje/","buscar":"/buscar/?q=tramites","datos":"/datos/","verif":"/verificar/","acc":"/accesibilidad/","componentes":"/componentes/","nada":"/nada/","pref":"/preferencias/", "muestra":"/entidad/muestra/"}
    only=os.environ.get("ONLY")
    out=Path("/tmp/pd-portal-shots"); out.mkdir(exist_ok=True)
    with sync_playwright() as p:
        ch=p.chromium.launch(executable_path="/usr/bin/chromium",args=["--no-sandbox","--disable-gpu"])
        for width in (1280,390,320):
            for scheme in ("light","dark"):
                if width==320 and scheme=="dark": continue
                cx=ch.new_context(viewport={"width":width,"height":900},color_scheme=scheme)
                pg=cx.new_page()
                pg.on("console", lambda m: print("CONSOLE", m.text) if m.type=="error" else None)
                for name,path in pages.items():
                    if only and name not in only.split(","): continue
                    pg.goto(live_server.url+path, wait_until="networkidle")
                    pg.evaluate(AXE)
                    r=pg.evaluate("t=>axe.run(document,{runOnly:t})",TAGS)
                    v=[(x["id"],[n["html"][:140] for n in x["nodes"]][:4]) for x in r["violations"]]
                    side=pg.evaluate("document.documentElement.scrollWidth - innerWidth")
                    if v or side>0: print(name,width,scheme,v,"SIDEWAYS" if side>0 else "", side)
                    if width!=320: pg.screenshot(path=str(out/f"{name}-{width}-{scheme}.png"),full_page=True)
        ch.close()
