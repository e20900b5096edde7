"""What holds for the whole tree, whoever adds to it."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/probidad"
GENERIC = {"utils.py", "helpers.py", "services.py", "common.py", "misc.py", "managers.py", "signals.py"}
HOSTS = ("files.pythonhosted" + ".org", "pypi.org" + "/simple", "registry.npmjs" + ".org", "deb.debian" + ".org")
MACHINE = ("/" + "work/", "/" + "root/", "/" + "farm/", "/home" + "/")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in tracked("*.py") if path.name in GENERIC] == []


def test_no_file_of_code_is_more_than_one_room() -> None:
    assert [path for path in tracked("*.py") if path.stat().st_size > 40_000] == []


def test_each_file_of_rules_has_its_test() -> None:
    rules = [path.relative_to(SOURCE) for path in (SOURCE / "rules").rglob("*.py") if path.name != "__init__.py"]
    missing = [str(path) for path in rules if not (ROOT / "tests" / path.with_name(f"test_{path.name}")).is_file()]
    assert missing == []


def test_each_legal_document_states_its_source_and_since_when_it_holds() -> None:
    for path in sorted((SOURCE / "frameworks").rglob("*.yaml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert document.get("source"), path
        assert document.get("since"), path


def test_no_registry_host_and_no_path_of_a_machine_is_written_down() -> None:
    found = [
        (str(path.relative_to(ROOT)), word) for path, text in texts() for word in (*HOSTS, *MACHINE) if word in text
    ]
    assert found == []


def test_dependencies_are_pinned_with_hashes() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pinned = re.findall(r"^([A-Za-z0-9][\w.\-]*)==", text, re.MULTILINE)
        hashed = re.findall(r"^[A-Za-z0-9][\w.\-]*==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(pinned) > 10, path
        assert len(hashed) == len(pinned), path


def test_there_is_no_lock_file() -> None:
    assert [path for path in tracked() if path.name in {"uv.lock", "poetry.lock", "package-lock.json"}] == []


def test_the_product_reads_nothing_outside_the_project() -> None:
    assert [str(path) for path, text in texts() if path.suffix == ".py" and "../" + "shared" in text] == []


@pytest.mark.parametrize("path", [path.relative_to(ROOT).as_posix() for path in tracked("*.md")])
def test_documents_link_only_to_what_is_there(path: str) -> None:
    page = ROOT / path
    broken = []
    for first, second in LINK.findall(page.read_text(encoding="utf-8")):
        target = (first or second).split("#")[0]
        if target and "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize(
    "name",
    ["README.md", "CHANGELOG.md", "LICENSE", "CONTRIBUTING.md", "SECURITY.md", "publiccode.yml", "docs/glossary.md"],
)
def test_documents_that_a_public_project_needs_are_there(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8")) > 400


def test_the_version_is_the_same_everywhere() -> None:
    version = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert f'__version__ = "{version[1]}"' in (SOURCE / "__init__.py").read_text(encoding="utf-8")
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert public["softwareVersion"] == version[1]
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
