"""Run alone by a test: a process that shows every page of a follow-up tells which heavy libraries it loaded."""

import os
import subprocess
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "probidad.project.settings"
sys.path[:0] = ["src", "tests"]
MAKE = (
    "import sys; sys.path[:0] = ['src', 'tests']\n"
    "import django; django.setup()\n"
    "from django.core.management import call_command; call_command('migrate', verbosity=0); call_command('collectstatic', verbosity=0, interactive=False)\n"
    "from faces.portal import published; published.sopo()\n"
)
subprocess.run([sys.executable, "-c", MAKE], check=True)

import django  # noqa: E402

django.setup()
from django.test import Client  # noqa: E402

NAMES = ("", "plan/", "actividad/12/", "componente/c2/", "hallazgos/", "puntaje/")
SITE = (
    "/?todas=si",
    "/entidad/sopo/",
    "/buscar/?q=tramites",
    "/datos/",
    "/verificar/",
    "/accesibilidad/",
    "/componentes/",
)
for address in (*(f"/entidad/sopo/2017-12-30/{name}" for name in NAMES), *SITE):
    answer = Client(HTTP_HOST="localhost").get(address)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
heavy = {"vl_convert", "typst", "python_calamine", "clevercsv"} & sys.modules.keys()
sys.stdout.write(" ".join(("shown", *sorted(heavy))))
