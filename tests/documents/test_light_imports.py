"""What a web process loads: showing a follow-up needs nothing of what reads, draws or prints one."""

import subprocess
import sys

import pytest

HEAVY = ("vl_convert", "typst", "xlsxwriter", "python_calamine", "clevercsv")


def loaded(module: str, watched: tuple[str, ...]) -> list[str]:
    """Which of ``watched`` a fresh interpreter holds once it imported ``module``."""
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}; import importlib; importlib.import_module({module!r}); "
        f"print(*[name for name in {watched!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.split()


@pytest.mark.parametrize(
    ("module", "watched"),
    [
        ("probidad.documents.frozen_report", (*HEAVY, "jinja2")),
        ("probidad.documents.renderers.press", (*HEAVY, "jinja2")),
        ("probidad.documents.renderers.drawings", (*HEAVY, "jinja2")),
        ("probidad.documents.renderers.site", HEAVY),
        ("probidad.documents.renderers.site_pages", HEAVY),
        ("probidad.documents.sandbox", (*HEAVY, "jinja2")),
        ("probidad.documents.builder", (*HEAVY, "jinja2")),
    ],
)
def test_a_module_for_the_web_loads_nothing_heavy(module: str, watched: tuple[str, ...]) -> None:
    assert loaded(module, watched) == []


def test_the_watch_would_see_a_heavy_module() -> None:
    assert loaded("probidad.documents.renderers.publish", HEAVY) == ["vl_convert", "typst", "xlsxwriter"]
