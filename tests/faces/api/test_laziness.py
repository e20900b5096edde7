"""A process that serves pages alone does not carry the API's framework."""

import subprocess
import sys

START = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "probidad.project.settings"
import django, sys
django.setup()
from django.urls import reverse
assert reverse("api:dataset", kwargs={"key": "a.b"}) == "/api/v1/datasets/a.b"
print("ninja" in sys.modules)
"""


def test_the_framework_of_the_api_is_loaded_at_the_first_call() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
