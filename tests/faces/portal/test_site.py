"""Files, open data, how to check, and what robots read."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import town
from faces.portal import published
from faces.portal.published import base
from probidad.plans.models import PressedFile

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
LINK = re.compile(r'(?:href|src)="([^"]+)"')
ENVIRONMENT = dict(os.environ)


def test_every_file_comes_as_it_was_made_with_its_digest() -> None:
    row = published.sopo(pressed=True)
    files = PressedFile.objects.filter(followup=row).exclude(key="charts")
    assert files.count() == 12
    for file in files:
        response = town.client().get(f"{base(row)}archivo/{file.language}/{file.name}")
        digest = hashlib.sha256(response.content).digest()
        assert response.content == bytes(file.content)
        assert response.headers["ETag"] == f'"{digest.hex()}"'
        assert response.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert response.headers["Content-Type"] == file.media_type
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert not response.cookies
    assert town.client().get(f"{base(row)}archivo/es/graficas.json").status_code == 404


def test_a_file_that_the_reader_has_is_not_sent_again_and_one_withdrawn_not_at_all() -> None:
    row = published.sopo(pressed=True)
    address = f"{base(row)}archivo/es/seguimiento.json"
    etag = town.client().get(address).headers["ETag"]
    assert town.client().get(address, headers={"If-None-Match": etag}).status_code == 304
    published.withdrawn(row)
    assert town.client().get(address).status_code == 404


def test_the_verifier_that_is_given_is_the_one_of_the_project_and_checks_the_file_that_is_given(tmp_path: Path) -> None:
    row = published.sopo(pressed=True)
    given = town.client().get("/verificar/verify_followup.py")
    assert given.content == (ROOT / "tools" / "verify_followup.py").read_bytes()
    assert hashlib.sha256(given.content).hexdigest() in town.client().get("/verificar/").content.decode()
    (tmp_path / "verify_followup.py").write_bytes(given.content)
    document = town.client().get(f"{base(row)}archivo/es/seguimiento.json").content
    (tmp_path / "seguimiento.json").write_bytes(document)
    done = subprocess.run(
        [sys.executable, "verify_followup.py", "seguimiento.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "85,71" in done.stdout or "85.71" in done.stdout


def test_robots_are_told_what_is_theirs() -> None:
    text = town.client().get("/robots.txt").content.decode()
    assert "Disallow: /mesa/" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_the_site_map_leads_to_pages_that_are_there() -> None:
    published.sopo()
    town.entity("Sin seguimientos", slug="sin")
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    maps = [node.text or "" for node in ElementTree.fromstring(town.client().get("/sitemap.xml").content).iter(name)]
    pages = [
        node.text or ""
        for place in maps
        for node in ElementTree.fromstring(town.client().get(place).content).iter(name)
    ]
    assert len(maps) == 2
    assert len(pages) == 6
    assert {town.client().get(page).status_code for page in pages} == {200}


def test_every_set_of_data_is_told_with_its_columns() -> None:
    page = town.client().get("/datos/").content.decode()
    for key in ("plans.followups", "plans.activities", "plans.findings"):
        assert f'<span class="code">{key}</span>' in page


def test_no_link_of_the_portal_leads_nowhere() -> None:
    row = published.sopo(pressed=True)
    browser, seen, todo = town.client(), set(), {"/?todas=si", base(row), "/componentes/", "/buscar/?q=tramites"}
    while todo:
        address = todo.pop()
        seen.add(address)
        response = browser.get(address)
        assert response.status_code in {200, 302}, address
        if response.headers.get("Content-Type", "").startswith("text/html") and not address.startswith(
            ("/mesa/", "/cuenta/")
        ):
            for link in LINK.findall(response.content.decode()):
                assert link != "#", address
                path = link.partition("#")[0].replace("&amp;", "&")
                if path.startswith("?"):
                    path = address.partition("?")[0] + path
                if path.startswith("/") and path not in seen and not path.startswith(("/static/", "/preferencias/")):
                    todo.add(path)
    assert len(seen) > 70


def test_showing_every_page_loads_nothing_that_reads_draws_or_prints(tmp_path: Path) -> None:
    code = (ROOT / "tests" / "faces" / "portal" / "shown_alone.py").read_text(encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT,
                          env={**ENVIRONMENT, "PROBIDAD_DATA": str(tmp_path), "PROBIDAD_DATABASE_URL": ""})  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["shown"]
